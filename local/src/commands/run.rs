//! `run`: the whole of AMY on this machine.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use change_feed::ChangeFeed;
use email_worker::{EmailWorker, Event, Own};
use local::amy::Amy;
use local::dynamodb::{Dynamo, Store};
use local::elsewhere::Elsewhere;
use local::eventbridge::{self, EventBridge};
use local::gateway::{Service, serve};
use local::postgres::{Database, Search};
use local::project::Project;
use local::s3::S3;
use local::ses::Ses;
use local::ses::feedback::Emitter;
use shared::clock::Clock;
use shared::history::feed::Bus;
use sqlx::PgPool;
use tokio::net::TcpListener;
use web::Config;

use super::{asked_to_stop, database, demo_data, say};
use crate::cli::Run;

/// How long requests under way may take once the end was asked for.
const GRACE: Duration = Duration::from_secs(5);

/// The bucket of pictures (`Config::with_media_at`).
const MEDIA: &str = "media";

/// How often the change feed runs; in AWS every minute, but nobody wants to wait here.
const FEED_EVERY: Duration = Duration::from_secs(5);

/// How often emails that are due are sent, likewise.
const MAIL_EVERY: Duration = Duration::from_secs(3);

/// Starts everything, says where it is, and serves until asked to stop.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &Run) -> Result<()> {
    let begun = Instant::now();
    let port = arguments.port;
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .with_context(|| format!("port {port} is taken: stop what uses it, or choose another with AMY_PORT or --port"))?;
    let base_url = format!("http://localhost:{port}");

    let database = Database::open(project, arguments.database.url(), search).await?;
    database::up_to_date(&database).await?;
    let pool = PgPool::connect(database.url()).await?;
    demo_data::fill_if_empty(&database, &pool).await?;
    let login = demo_data::login(&pool).await?;
    let elsewhere = Elsewhere::start().await?;
    elsewhere.world.know_people_of(&pool).await?;
    pool.close().await;
    // Sessions name people of one database: another one's are kept apart, and not kept.
    let store = match database.cluster() {
        Some(_) => Store::File(project.data()?.join("dynamodb.sqlite")),
        None => Store::Memory,
    };
    let dynamo = Dynamo::start(&store, 0).await?;
    web::init_telemetry(true);
    let ses = Ses::start().await?;
    let config = Config::local(&base_url, database.url(), dynamo.endpoint()).with_mail_at(ses.endpoint());
    let s3 = S3::start(project.data()?.join("s3")).await?;
    let config = elsewhere.configure(config).with_media_at(s3.endpoint()).with_attachments_at(s3.endpoint());
    let amy = Amy::start(project, config, Clock::System).await?;
    ses.mails.tell(Emitter::new(amy.mail_feedback.clone()));

    let bus = EventBridge::start().await?;
    let feed = ChangeFeed {
        database: amy.site.database().clone(),
        bus: Bus::connect(eventbridge::BUS, Some(bus.endpoint())).await,
        clock: Clock::System,
    };
    let feeding = tokio::spawn(every(FEED_EVERY, feed));
    let mailing = tokio::spawn(mail_every(MAIL_EVERY, EmailWorker::of(&amy.site, Own::default())));

    let services = vec![
        Service { name: "AMY".into(), place: base_url.clone() },
        Service { name: postgres_name(&database), place: postgres_place(&database) },
        Service { name: "DynamoDB".into(), place: format!("{}, {}", dynamo.endpoint(), store_place(&store)) },
        Service {
            name: "EventBridge".into(),
            place: format!("{}, what it took is at {base_url}/_local/events/", bus.endpoint()),
        },
        Service { name: "GitHub".into(), place: elsewhere.authorize() },
        Service { name: "S3".into(), place: format!("{}, buckets are in {}", s3.endpoint(), s3.folder().display()) },
        Service { name: "SES".into(), place: format!("{}, the mail is at {base_url}/_local/mail/", ses.endpoint()) },
    ];
    say(format!("AMY is at {base_url} (started in {:.1} s)", begun.elapsed().as_secs_f64()));
    if let Some(login) = login {
        say(format!("  {login}"));
    }
    for service in services.iter().skip(1) {
        say(format!("  {:<16}{}", service.name, service.place));
    }
    say(format!("  {:<16}{base_url}/_local/", "What runs where"));
    say("  Ctrl-C stops everything.");
    let serving = tokio::spawn(serve(
        listener,
        amy.gateway.showing(services, bus.events.clone()).showing_mail(ses.mails.clone()).serving_media(s3.bucket(MEDIA)),
        asked_to_stop(),
    ));
    let stopped = serving.abort_handle();
    tokio::select! {
        ended = feeding => ended.context("the change feed stopped")?,
        ended = mailing => ended.context("the email worker stopped")?,
        ended = serving => return ended.context("the gateway failed")?,
        () = async { asked_to_stop().await; tokio::time::sleep(GRACE).await } => stopped.abort(),
    }
    Ok(())
}

/// The schedule of the change feed: runs it again and again. A failure is told, and tried again the next time.
async fn every(pause: Duration, feed: ChangeFeed) {
    loop {
        tokio::time::sleep(pause).await;
        let deadline = feed.clock.now() + chrono::Duration::minutes(1);
        if let Err(error) = feed.run(deadline).await {
            eprintln!("the change feed failed: {error}");
        }
    }
}

/// The schedule of the email worker, likewise.
async fn mail_every(pause: Duration, worker: EmailWorker) {
    loop {
        tokio::time::sleep(pause).await;
        let deadline = worker.worker.clock.now() + chrono::Duration::minutes(1);
        if let Err(error) = worker.run(&Event::default(), "local", deadline).await {
            eprintln!("the email worker failed: {error}");
        }
    }
}

/// What the database server is called on the status page.
fn postgres_name(database: &Database) -> String {
    database.cluster().map_or_else(|| "PostgreSQL".to_owned(), |cluster| format!("PostgreSQL {}", cluster.major()))
}

/// Where the database is; an address with a password in it is not shown.
fn postgres_place(database: &Database) -> String {
    match database.cluster() {
        Some(cluster) => format!("{} (open it with `make db`)", cluster.folder().display()),
        None => "where DATABASE_URL says".to_owned(),
    }
}

/// Where the items are kept.
fn store_place(store: &Store) -> String {
    match store {
        Store::File(path) => format!("in {}", path.display()),
        Store::Memory => "in memory".to_owned(),
    }
}
