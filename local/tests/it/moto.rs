//! The adapters to AWS against moto, which others made after AWS's documentation: where AMY's own stand-ins have a mistake, it is
//! hardly the same. Of SES it has sending and identities, and neither `GetAccount` nor the list of suppressed addresses.

use std::fs::File;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType,
};
use chrono::{DateTime, Utc};
use local::project::Project;
use shared::flag::Remembered;
use shared::history::feed::{self, Bus};
use shared::mail::{Class, Mail, Mailer, Recipients, Settings};
use shared::mail_delivery::{self, Cause, Status};
use shared::session;

use crate::support::TestApp;

/// How long it may take to start, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(40);
const TABLE: &str = "amy";
const SENDER: &str = "amy@example.org";

/// A running server, with nothing in it.
struct Moto {
    server: Child,
    endpoint: String,
}

impl Moto {
    async fn start() -> Self {
        let project = Project::find().unwrap();
        // One test at a time makes the environment, where `make` has not.
        let making = File::create(project.data().unwrap().join("tests.venv.lock")).unwrap();
        making.lock().unwrap();
        let made = Command::new(project.join("scripts/venv")).stdout(Stdio::null()).status().unwrap();
        assert!(made.success(), "scripts/venv fails: it needs Python 3 with venv");
        drop(making);
        let log = project.data().unwrap().join(format!("moto-{}.log", uuid::Uuid::new_v4()));
        let output = File::create(&log).unwrap();
        // Any free port, which it tells: one that was chosen here might be somebody else's by then.
        let mut command = Command::new(project.join("scripts/moto"));
        command.arg("0").stdin(Stdio::null()).stdout(output.try_clone().unwrap()).stderr(output);
        let mut moto = Self { server: command.spawn().unwrap(), endpoint: String::new() };
        let begun = Instant::now();
        while moto.endpoint.is_empty() {
            let said = std::fs::read_to_string(&log).unwrap();
            let ended = moto.server.try_wait().unwrap().is_some();
            assert!(!ended && begun.elapsed() < PATIENCE, "moto does not start: {said}");
            let mut whole_lines = said.split_inclusive('\n').filter(|line| line.ends_with('\n'));
            let told = whole_lines.find_map(|line| line.split_once("Running on "));
            moto.endpoint = told.map(|(_, address)| address.trim().to_owned()).unwrap_or_default();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        std::fs::remove_file(log).unwrap();
        moto
    }

    /// A client of DynamoDB, with AMY's table.
    async fn table(&self) -> aws_sdk_dynamodb::Client {
        let client = aws_sdk_dynamodb::Client::new(&shared::aws::config(Some(&self.endpoint)).await);
        let attribute =
            |name: &str, kind| AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build().unwrap();
        let key = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap();
        let index = GlobalSecondaryIndex::builder()
            .index_name("person")
            .key_schema(key("person_id", KeyType::Hash))
            .key_schema(key("sk", KeyType::Range))
            .projection(Projection::builder().projection_type(ProjectionType::All).build())
            .build()
            .unwrap();
        let creating = client
            .create_table()
            .table_name(TABLE)
            .billing_mode(BillingMode::PayPerRequest)
            .attribute_definitions(attribute("pk", ScalarAttributeType::S))
            .attribute_definitions(attribute("sk", ScalarAttributeType::S))
            .attribute_definitions(attribute("person_id", ScalarAttributeType::N))
            .key_schema(key("pk", KeyType::Hash))
            .key_schema(key("sk", KeyType::Range))
            .global_secondary_indexes(index);
        creating.send().await.unwrap();
        client
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn noon() -> DateTime<Utc> {
    "2026-06-15T12:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn mail_is_taken_from_a_sender_that_is_verified_and_from_no_other() {
    let moto = Moto::start().await;
    let mailer = Mailer::connect(Settings {
        sender: SENDER.to_owned(),
        configuration_set: Some("amy-testing".to_owned()),
        recipients: Recipients::Real,
        largest: shared::mail::LARGEST,
        endpoint: Some(moto.endpoint.clone()),
    })
    .await;
    let mail = || {
        let body = shared::mail::Body { text: "Text, åäö".to_owned(), html: Some("<p>Text</p>".to_owned()) };
        let headers = vec![("X-AMY-Email-Id", "7".to_owned())];
        Mail {
            body,
            headers,
            cc: vec!["c@example.org".into()],
            reply_to: vec!["r@example.org".into()],
            ..Mail::plain("a@example.org", "Hello", "")
        }
        .tag("amy_email_id", "7")
    };
    let refused = mailer.send(mail()).await.unwrap_err();
    assert_eq!(refused.class(), Class::Account, "{refused}");

    let ses = aws_sdk_sesv2::Client::new(&shared::aws::config(Some(&moto.endpoint)).await);
    ses.create_configuration_set().configuration_set_name("amy-testing").send().await.unwrap();
    ses.create_email_identity().email_identity(SENDER).send().await.unwrap();
    let ids = [mailer.send(mail()).await.unwrap(), mailer.send(mail()).await.unwrap()];
    assert!(ids.iter().all(|id| !id.is_empty()) && ids[0] != ids[1], "{ids:?}");
    // What moto does not have is an error of a kind, and no panic.
    assert!(mailer.quota().await.is_err());
}

#[tokio::test]
async fn sessions_and_what_waits_for_a_secret_are_kept_found_and_ended() {
    let moto = Moto::start().await;
    let store = session::Store::new(moto.table().await, TABLE.to_owned());
    let now = noon();
    let begun = store.begin(Some(7), "stamp", "", "A browser", now).await.unwrap();
    store.set_flashes(&begun.token, "[1]").await.unwrap();
    store.remember(&begun.token, &Remembered::new()).await.unwrap();
    let later = now + chrono::Duration::minutes(11);
    let found = store.find(&begun.token, later).await.unwrap().unwrap();
    assert_eq!((found.person, found.flashes.as_str(), found.seen_at), (Some(7), "[1]", later));
    assert!(store.find("another", now).await.unwrap().is_none());
    assert!(store.find(&begun.token, now + chrono::Duration::days(15)).await.unwrap().is_none(), "it is over");
    store.end(&begun.token).await.unwrap();
    store.set_flashes(&begun.token, "[2]").await.unwrap();
    assert!(store.find(&begun.token, later).await.unwrap().is_none(), "a session that has ended is not brought back");

    for n in 1..=3 {
        assert_eq!(store.count("login", chrono::Duration::hours(1), now).await.unwrap(), n);
    }
    store.keep("errand", "secret", &"content", chrono::Duration::hours(1), now).await.unwrap();
    assert_eq!(store.kept::<String>("errand", "secret", now).await.unwrap().as_deref(), Some("content"));
    assert_eq!(store.take::<String>("errand", "secret", now).await.unwrap().as_deref(), Some("content"));
    assert_eq!(store.take::<String>("errand", "secret", now).await.unwrap(), None);
}

#[tokio::test]
async fn deliveries_are_noted_and_addresses_suppressed_and_lifted() {
    let moto = Moto::start().await;
    let store = mail_delivery::Store::new(moto.table().await, TABLE.to_owned());
    let recorded = |name: &str| {
        let path = Project::find().unwrap().join(format!("events/ses-{name}.json"));
        let event: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        mail_delivery::read(&event).unwrap().unwrap()
    };
    for name in ["bounce", "send", "delivery", "bounce"] {
        mail_delivery::note(&store, &recorded(name)).await.unwrap();
    }
    let found = mail_delivery::deliveries(&store, &recorded("send").message_id).await.unwrap();
    let told: Vec<(&str, Status, usize)> =
        found.iter().map(|delivery| (delivery.address.as_str(), delivery.status, delivery.times.len())).collect();
    assert_eq!(told, [("ada@example.org", Status::Bounce, 3), ("grace@example.org", Status::Send, 1)]);

    let heeded = async |name: &str| mail_delivery::heed(&store, &recorded(name)).await.unwrap();
    assert_eq!((heeded("bounce").await, heeded("bounce").await, heeded("complaint").await, heeded("bounce").await), (1, 0, 1, 0));
    let ada = ["Ada@example.org".to_owned()];
    let why = async |now| mail_delivery::suppressed(&store, &ada, now).await.unwrap().into_values().next().map(|it| it.cause);
    assert_eq!(why(noon()).await, Some(Cause::Complaint));
    assert_eq!(mail_delivery::suppressions(&store, None, 10, noon()).await.unwrap().len(), 1);
    let since = recorded("complaint").at;
    assert!(!mail_delivery::lift(&store, &ada[0], recorded("bounce").at, 7, noon()).await.unwrap(), "there is a better reason");
    assert!(mail_delivery::lift(&store, &ada[0], since, 7, noon()).await.unwrap());
    assert!(!mail_delivery::lift(&store, &ada[0], since, 7, noon()).await.unwrap());
    assert_eq!((heeded("complaint").await, why(noon()).await), (0, None));

    let mut soft = recorded("soft-bounce");
    let mut heeded = Vec::new();
    for n in 1..=3 {
        soft.message_id = n.to_string();
        soft.at = noon() + chrono::Duration::days(n);
        heeded.push(mail_delivery::heed(&store, &soft).await.unwrap());
    }
    assert_eq!((heeded, why(soft.at).await), (vec![0, 0, 1], Some(Cause::SoftBounces)));
    assert_eq!(why(soft.at + chrono::Duration::days(30)).await, None);
}

#[tokio::test]
async fn the_change_feed_publishes_to_a_bus_that_there_is() {
    let (moto, app) = (Moto::start().await, TestApp::start().await);
    let events = aws_sdk_eventbridge::Client::new(&shared::aws::config(Some(&moto.endpoint)).await);
    let bus = Bus::connect("amy", Some(&moto.endpoint)).await;
    let publish = async || {
        let until = app.clock.now() + chrono::Duration::minutes(1);
        feed::publish(app.amy.site.database(), &bus, &app.clock, until).await
    };
    app.organization("x1.org", "X 1").await;
    // Transactions of other tests hold the feed up for as long as they run.
    let mut why = None;
    for _ in 0..150 {
        if let Err(error) = publish().await {
            why = Some(error.to_string());
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(why.is_some_and(|why| why.contains("does not exist")), "there is no such bus yet");

    events.create_event_bus().name("amy").send().await.unwrap();
    let mut told = 0;
    for _ in 0..150 {
        told += publish().await.unwrap().events;
        if told > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nothing is published");
}
