//! A store goes away and comes back: nobody loses anything, nobody is taken for a stranger, nobody has to restart anything.

use std::future::IntoFuture;
use std::path::PathBuf;
use std::sync::Arc;

use shared::db::Settings;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use web::Config;

use crate::support::{Answer, TestApp};

/// What stands behind a line.
#[derive(Debug, Clone)]
enum Store {
    Postgres(PathBuf),
    Dynamo(String),
}

/// A line to a store that a test can cut.
struct Line {
    port: u16,
    store: watch::Sender<Option<Store>>,
    is_cut: watch::Sender<bool>,
}

impl Line {
    async fn lay() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (store, is_cut) = (watch::Sender::new(None), watch::Sender::new(false));
        let (known, cut) = (store.subscribe(), is_cut.subscribe());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (store, mut cut) = (known.borrow().clone().unwrap(), cut.clone());
                tokio::spawn(async move {
                    tokio::select! {
                        _ = cut.wait_for(|is_cut| *is_cut) => {}
                        () = carry(client, &store) => {}
                    }
                });
            }
        });
        Self { port, store, is_cut }
    }

    /// Puts the line between AMY and PostgreSQL.
    fn to_postgres(&self, config: Config) -> Config {
        let Settings::Url(url) = &config.database else { panic!("the tests' database has an address") };
        let (path, query) = url.strip_prefix("postgres:///").unwrap().split_once('?').unwrap();
        let part = |name| form_urlencoded::parse(query.as_bytes()).find(|(known, _)| known == name).unwrap().1.into_owned();
        let socket = PathBuf::from(part("host")).join(format!(".s.PGSQL.{}", part("port")));
        self.store.send_replace(Some(Store::Postgres(socket)));
        let url = format!("postgres://{}@127.0.0.1:{}/{path}?sslmode=disable", part("user"), self.port);
        Config { database: Settings::Url(url), ..config }
    }

    /// Puts the line between AMY and DynamoDB.
    fn to_dynamo(&self, config: Config) -> Config {
        let address = config.dynamodb_endpoint.as_deref().unwrap().trim_start_matches("http://").to_owned();
        self.store.send_replace(Some(Store::Dynamo(address)));
        Config { dynamodb_endpoint: Some(format!("http://127.0.0.1:{}", self.port)), ..config }
    }

    /// Breaks every connection, and every new one.
    fn cut(&self) {
        self.is_cut.send_replace(true);
    }

    fn mend(&self) {
        self.is_cut.send_replace(false);
    }
}

/// Carries bytes both ways until one end has enough.
async fn carry(mut client: TcpStream, store: &Store) {
    // Either end may go at any time; that is what this is for.
    let _ended = match store {
        Store::Postgres(socket) => copy_bidirectional(&mut client, &mut UnixStream::connect(socket).await.unwrap()).await,
        Store::Dynamo(address) => copy_bidirectional(&mut client, &mut TcpStream::connect(address).await.unwrap()).await,
    };
}

/// The page for a moment without a store.
fn is_away(answer: Answer) -> Answer {
    let page = answer.expect_status(503);
    assert!(page.says("AMY is not available for a moment"), "{}", page.visible());
    assert_eq!(page.header("retry-after"), "5");
    assert_eq!(page.header("x-frame-options"), "DENY");
    page
}

#[tokio::test]
async fn without_postgresql_there_is_a_page_that_says_so_until_it_is_back() {
    let line = Line::lay().await;
    let app = TestApp::start_with(|config| line.to_postgres(config)).await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    app.get("/workshops/events/").as_user(&admin).await.expect_page();
    let cookies = app.cookies(Some(admin.id));

    line.cut();
    is_away(app.get("/workshops/events/").as_user(&admin).await);
    is_away(app.post("/workshops/event/2026-07-01-lund/delete/", &[]).as_user(&admin).await);
    // For every address alike: nobody learns here which of them are known.
    for email in [admin.email.as_str(), "nobody@example.org"] {
        is_away(app.post("/account/password_reset/", &[("email", email)]).await);
    }
    // What needs no database goes on.
    app.get("/version/").await.expect_page();
    app.get("/account/login/").await.expect_page();

    line.mend();
    let page = app.get("/workshops/events/").as_user(&admin).await.expect_page();
    assert!(page.says("2026-07-01-lund"), "{}", page.visible());
    assert_eq!(app.cookies(Some(admin.id)), cookies, "the same session goes on");
}

/// As when the database fails over between two requests: the connection that was open is dead, and nothing told.
#[tokio::test]
async fn a_connection_that_died_unseen_costs_one_request_at_most() {
    let line = Line::lay().await;
    let app = TestApp::start_with(|config| line.to_postgres(config)).await;
    let admin = app.admin().await;
    app.get("/workshops/events/").as_user(&admin).await.expect_page();
    line.cut();
    line.mend();
    let first = app.get("/workshops/events/").as_user(&admin).await;
    assert!([200, 503].contains(&first.status), "{}", first.visible());
    app.get("/workshops/events/").as_user(&admin).await.expect_page();
}

#[tokio::test]
async fn a_change_that_is_cut_off_has_not_happened() {
    let line = Line::lay().await;
    let app = TestApp::start_with(|config| line.to_postgres(config)).await;
    let admin = app.admin().await;
    let event = app.event("2026-07-01-lund").create().await;
    let form = app.get(&event.url("edit/")).as_user(&admin).await.expect_page().form("task-form");
    let form = form.fill("task-person", &admin.id.to_string()).fill("task-role", &app.id_of("role", "helper").await);
    // Somebody holds the event, so that the task is written and its event is waited for when the line breaks.
    let mut holder = app.pool().begin().await.unwrap();
    sqlx::query("SELECT FROM event FOR UPDATE").execute(&mut *holder).await.unwrap();
    let cutter = async {
        app.until_blocked().await;
        line.cut();
        holder.rollback().await.unwrap();
    };
    let (answer, ()) = tokio::join!(form.send(&app).as_user(&admin).into_future(), cutter);
    is_away(answer);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM task").await, 0);
    line.mend();
    form.send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM task").await, 1);
}

/// Without the table of sessions nobody knows who asks; that must not look like being signed out.
#[tokio::test]
async fn without_dynamodb_nobody_is_taken_for_a_stranger() {
    let line = Line::lay().await;
    let app = TestApp::start_with(|config| line.to_dynamo(config)).await;
    let admin = app.person("Ada Admin").administrator().with_password("correct horse").create().await;
    app.get("/workshops/events/").as_user(&admin).await.expect_page();

    line.cut();
    for path in ["/workshops/events/", "/account/login/", "/select_lookups/languages/"] {
        let page = is_away(app.get(path).as_user(&admin).await);
        assert_eq!((page.header("location"), page.header("set-cookie")), ("", ""), "{path}");
    }
    // Whoever has no session needs none to look; but without counting tries nobody gets in.
    app.get("/account/login/").await.expect_page();
    let login = is_away(app.post("/account/login/", &[("username", &admin.username), ("password", "correct horse")]).await);
    assert_eq!(login.header("set-cookie"), "");
    for email in [admin.email.as_str(), "nobody@example.org"] {
        is_away(app.post("/account/password_reset/", &[("email", email)]).await);
    }
    assert!(app.mails.all().is_empty());

    line.mend();
    app.get("/workshops/events/").as_user(&admin).await.expect_page();
    app.post("/account/login/", &[("username", &admin.username), ("password", "correct horse")]).await.expect_status(302);
}

/// Many at once wait for few connections, and all are served.
#[tokio::test]
async fn a_rush_is_served_one_after_the_other() {
    let app = Arc::new(TestApp::start().await);
    let admin = app.admin().await;
    app.sign_in(&admin).await;
    let cookies = app.cookies(Some(admin.id));
    let mut rush = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (app, cookies) = (app.clone(), cookies.clone());
        rush.spawn(async move { app.get("/workshops/events/").with_header("cookie", &cookies).await.status });
    }
    assert_eq!(rush.join_all().await, [200; 20]);
}
