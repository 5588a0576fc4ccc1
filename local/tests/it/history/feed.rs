//! The change feed: from committed transactions to the event bus.

use std::time::Duration;

use change_feed::ChangeFeed;
use local::eventbridge::{BUS, Event, EventBridge};
use serde_json::json;
use shared::history::feed::{Bus, FeedError, Published};
use sqlx::{Connection, PgConnection};

use super::{edit, lund};
use crate::support::TestApp;

/// A bus with the feed that publishes to it.
struct Feed {
    bus: EventBridge,
    feed: ChangeFeed,
}

impl Feed {
    /// The feed of an AMY; what has happened in it so far is published and forgotten.
    async fn of(app: &TestApp) -> Self {
        Self::on_a_new_bus(app).await.settle(app).await;
        Self::on_a_new_bus(app).await
    }

    async fn on_a_new_bus(app: &TestApp) -> Self {
        let bus = EventBridge::start().await.unwrap();
        let client = Bus::connect(BUS, Some(bus.endpoint())).await;
        Self { feed: ChangeFeed { database: app.amy.site.database().clone(), bus: client, clock: app.clock.clone() }, bus }
    }

    async fn run(&self) -> Result<Published, FeedError> {
        self.feed.run(self.feed.clock.now() + chrono::Duration::minutes(1)).await
    }

    /// Runs until all that is committed is published. Transactions of tests in other databases of the server hold the feed up
    /// too, but only for as long as they run.
    async fn settle(&self, app: &TestApp) {
        for _ in 0..150 {
            self.run().await.unwrap();
            if left(app).await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{} revisions are never published", left(app).await);
    }

    fn told(&self) -> Vec<String> {
        let tell = |event: Event| format!("{} {}", event.detail_type, event.detail["id"].as_str().unwrap());
        self.bus.events.all().into_iter().map(tell).collect()
    }
}

/// Revisions that no window had yet, or that wait in the open one.
async fn left(app: &TestApp) -> i64 {
    app.value(
        "SELECT count(*) FROM revision r, change_feed f WHERE r.transaction_id >= f.published_before
         AND (r.transaction_id >= f.publishing_before OR EXISTS (SELECT FROM version v WHERE v.revision_id = r.id AND v.id > f.version_id))",
    )
    .await
}

/// As many organizations, each in a transaction of its own.
async fn organizations(app: &TestApp, numbers: std::ops::Range<i32>) {
    for n in numbers {
        app.organization(&format!("x{n}.org"), &format!("X {n}")).await;
    }
}

/// Which of them were told, in order.
fn numbers(feed: &Feed) -> Vec<i32> {
    let domain = |event: Event| event.detail["changes"]["domain"]["after"].as_str().map(str::to_owned);
    let domains = feed.bus.events.all().into_iter().filter_map(domain);
    domains.filter_map(|domain| domain.strip_prefix('x')?.strip_suffix(".org")?.parse().ok()).collect()
}

#[tokio::test]
async fn a_change_is_told_with_what_changed() {
    let (app, admin) = lund().await;
    let feed = Feed::of(&app).await;
    let online = app.id_of("tag", "online").await;
    let form = edit(&app, &admin).await.fill("venue", "Hall").fill("contact", "somebody@example.org").choose("tags", &[&online]);
    form.send(&app).as_user(&admin).await.expect_status(302);
    feed.settle(&app).await;
    let events = feed.bus.events.all();
    let [event] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((event.source.as_str(), event.detail_type.as_str()), ("amy", "event changed"));
    assert_eq!(event.time, 1_781_524_800.0, "noon of 15 June 2026");
    let detail = &event.detail;
    assert_eq!(detail["changes"], json!({"venue": {"before": "", "after": "Hall"}, "contact": {"withheld": true}}));
    let tag = |name: &'static str| app.id_of("tag", name);
    let (swc, online): (i32, i32) = (tag("SWC").await.parse().unwrap(), online.parse().unwrap());
    assert_eq!(detail["sets"], json!({"event_tag": {"added": [{"tag_id": online}], "removed": [{"tag_id": swc}]}}));
    assert_eq!((&detail["by"], &detail["comment"], &detail["kind"]), (&json!(admin.id), &json!("edit event"), &json!("event")));
    assert_eq!(detail["at"], json!("2026-06-15T12:00:00.000Z"));
    assert!(detail["version"].as_i64() > Some(0) && detail["revision"].as_i64() > Some(0), "{detail}");
    // The sample in events/ has the same shape.
    let sample = std::fs::read_to_string(local::project::Project::find().unwrap().join("events/change-event.json")).unwrap();
    let sample: serde_json::Value = serde_json::from_str(&sample).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&sample["detail"]), keys(detail));
    assert_eq!((&sample["source"], &sample["detail-type"]), (&json!("amy"), &json!("event changed")));
}

#[tokio::test]
async fn of_people_only_what_is_no_secret_is_told() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    app.person("Ada Lovelace").with_password("correct horse").near("ARN").create().await;
    app.run("INSERT INTO training_request (personal, email, reason) VALUES ('Grace', 'grace@example.org', 'a reason')").await;
    feed.settle(&app).await;
    let all = format!("{:?}", feed.bus.events.all());
    assert!(all.contains("person created") && all.contains("training_request created"), "{all}");
    for secret in ["Ada", "Lovelace", "lovelace", "Grace", "example.org", "a reason", "argon2", "password", "ARN"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
}

#[tokio::test]
async fn changes_go_out_in_tens_and_in_order_once() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    app.run("INSERT INTO organization (domain, fullname) SELECT 'x' || n || '.org', 'X ' || n FROM generate_series(1, 25) n")
        .await;
    feed.settle(&app).await;
    assert_eq!(feed.bus.events.batches(), [10, 10, 5]);
    assert_eq!(numbers(&feed), (1..26).collect::<Vec<_>>());
    feed.settle(&app).await;
    assert_eq!(feed.bus.events.batches().len(), 3, "nothing is told twice");
}

#[tokio::test]
async fn what_the_bus_refuses_is_sent_again_and_nothing_else() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    app.run("INSERT INTO organization (domain, fullname) SELECT 'x' || n || '.org', 'X ' || n FROM generate_series(0, 9) n")
        .await;
    feed.bus.events.fail(&[3, 1]);
    feed.settle(&app).await;
    assert_eq!(numbers(&feed), (0..10).collect::<Vec<_>>());
    assert_eq!(feed.bus.events.batches(), [10, 3, 1]);
}

/// The client itself tries a throttled request again; beyond that the batch is repeated, and then the next run goes on.
#[tokio::test]
async fn a_bus_that_throttles_loses_nothing() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    organizations(&app, 0..12).await;
    feed.bus.events.throttle(4);
    feed.settle(&app).await;
    assert_eq!(numbers(&feed), (0..12).collect::<Vec<_>>());

    organizations(&app, 12..14).await;
    feed.bus.events.throttle(usize::MAX);
    let error = until_it_fails(&feed).await;
    assert!(error.to_string().contains("Throttling"), "{error}");
    feed.bus.events.throttle(0);
    feed.settle(&app).await;
    assert_eq!(numbers(&feed), (0..14).collect::<Vec<_>>());
}

async fn until_it_fails(feed: &Feed) -> FeedError {
    for _ in 0..150 {
        if let Err(error) = feed.run().await {
            return error;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it never fails");
}

/// What comes after an event that is refused for good waits for it: nothing is skipped.
#[tokio::test]
async fn an_event_that_is_always_refused_holds_the_feed_and_is_not_skipped() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    app.run("INSERT INTO organization (domain, fullname) SELECT 'x' || n || '.org', 'X ' || n FROM generate_series(0, 4) n")
        .await;
    feed.bus.events.fail(&[2, 2, 2, 2]);
    let error = until_it_fails(&feed).await;
    assert!(error.to_string().contains("took 3 of 5"), "{error}");
    assert_eq!(numbers(&feed), [0, 1, 2]);
    feed.settle(&app).await;
    assert_eq!(numbers(&feed), [0, 1, 2, 3, 4]);
}

#[tokio::test]
async fn nothing_is_skipped_while_a_transaction_is_open() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    let mut slow = PgConnection::connect(app.database_url()).await.unwrap();
    let mut open = slow.begin().await.unwrap();
    let insert = "INSERT INTO organization (domain, fullname) VALUES ('x0.org', 'X 0')";
    sqlx::query(insert).execute(&mut *open).await.unwrap();
    // Changes that began later and are committed before.
    organizations(&app, 1..4).await;
    for _ in 0..3 {
        let published = feed.run().await.unwrap();
        assert_eq!(published.events, 0, "what is after an open transaction waits for it");
    }
    open.commit().await.unwrap();
    organizations(&app, 4..5).await;
    feed.settle(&app).await;
    assert_eq!(numbers(&feed), [0, 1, 2, 3, 4]);

    // One that is rolled back holds nothing up for ever, and is not told.
    let mut open = slow.begin().await.unwrap();
    sqlx::query("INSERT INTO organization (domain, fullname) VALUES ('x9.org', 'X 9')").execute(&mut *open).await.unwrap();
    organizations(&app, 5..6).await;
    open.rollback().await.unwrap();
    feed.settle(&app).await;
    assert_eq!(numbers(&feed), [0, 1, 2, 3, 4, 5]);
}

/// At least once: what was sent but not noted is sent again.
#[tokio::test]
async fn a_crash_between_sending_and_noting_repeats_and_loses_nothing() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    organizations(&app, 0..3).await;
    // The note is refused, as if the function had died before it.
    app.run(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF NEW.version_id > OLD.version_id THEN RAISE EXCEPTION 'died'; END IF; RETURN NEW; END $$",
    )
    .await;
    app.run("CREATE TRIGGER refuse BEFORE UPDATE ON change_feed FOR EACH ROW EXECUTE FUNCTION refuse()").await;
    until_it_fails(&feed).await;
    let sent = numbers(&feed);
    assert!(!sent.is_empty() && sent.len() <= 3, "{sent:?}");
    app.run("DROP TRIGGER refuse ON change_feed").await;
    feed.settle(&app).await;
    let told = numbers(&feed);
    assert_eq!(told.get(..sent.len()), Some(sent.as_slice()));
    assert_eq!(told.get(sent.len()..), Some([0, 1, 2].as_slice()));
}

#[tokio::test]
async fn one_runner_at_a_time_and_a_dead_one_is_followed() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    organizations(&app, 0..2).await;
    app.run("UPDATE change_feed SET lease = gen_random_uuid(), leased_until = '2026-06-15T12:01Z'").await;
    let published = feed.run().await.unwrap();
    assert_eq!((published.events, published.is_interrupted), (0, true));
    app.clock.advance(chrono::Duration::minutes(2));
    feed.settle(&app).await;
    assert_eq!(numbers(&feed), [0, 1]);
    assert!(app.value::<bool>("SELECT lease IS NULL AND leased_until IS NULL FROM change_feed").await);
}

#[tokio::test]
async fn it_stops_before_its_time_is_over() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    organizations(&app, 0..2).await;
    for _ in 0..20 {
        let published = feed.feed.run(feed.feed.clock.now() + ChangeFeed::LAST_BATCH).await.unwrap();
        assert_eq!(published.events, 0);
    }
    assert_eq!(feed.told(), Vec::<String>::new());
    feed.settle(&app).await;
    assert_eq!(numbers(&feed), [0, 1]);
}

/// What an import brought has no transaction: it is not told record by record.
#[tokio::test]
async fn imported_history_is_not_told() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    app.run(
        "WITH r AS (INSERT INTO revision (created_at, comment) VALUES ('2020-01-01', 'imported') RETURNING id)
         INSERT INTO version (revision_id, object_type, object_id, table_name, operation, after)
         SELECT id, 'event', '1', 'event', 'I', '{}' FROM r",
    )
    .await;
    organizations(&app, 0..1).await;
    feed.settle(&app).await;
    assert_eq!((feed.told().len(), numbers(&feed)), (1, vec![0]));
}

#[tokio::test]
async fn too_much_for_one_request_is_parted_and_too_much_for_one_event_shortened() {
    let app = TestApp::start().await;
    let feed = Feed::of(&app).await;
    app.run(
        "UPDATE email_template SET body = repeat('x', CASE WHEN name = (SELECT min(name) FROM email_template) THEN 300000 ELSE 100000 END)
         WHERE name <= (SELECT name FROM email_template ORDER BY name OFFSET 4 LIMIT 1)",
    )
    .await;
    feed.settle(&app).await;
    let events = feed.bus.events.all();
    assert_eq!(events.len(), 5);
    let shortened: Vec<&Event> = events.iter().filter(|event| event.detail["shortened"] == json!(true)).collect();
    assert_eq!((shortened.len(), &shortened[0].detail["changes"]), (1, &json!({"body": {"withheld": true}})));
    assert!(feed.bus.events.batches().len() >= 2, "{:?}", feed.bus.events.batches());
}
