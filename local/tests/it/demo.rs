//! The demo data: complete, the same every time, and only for an empty database.

use chrono::NaiveDate;
use local::demo;
use shared::password::{self, Verdict};

use crate::support::Database;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 15).unwrap()
}

#[tokio::test]
async fn there_is_something_for_every_page() {
    let database = Database::new().await;
    let made = demo::run(&database.pool, 1, today()).await.unwrap();
    assert_eq!((made.persons, made.organizations, made.memberships, made.events), (100, 30, 10, 40));
    assert!((280..=330).contains(&made.tasks), "{made}");
    let tables = [
        "award",
        "comment",
        "community_role",
        "consent",
        "event_curriculum",
        "event_lesson",
        "event_tag",
        "member",
        "organization_affiliation",
        "person_domain",
        "person_language",
        "person_user_group",
        "qualification",
        "version",
    ];
    for table in tables {
        assert_ne!(database.text(&format!("SELECT count(*) FROM {table}")).await, "0", "{table}");
    }
    for (what, condition) in [
        ("upcoming", "s.not_cancelled AND NOT s.incomplete AND e.start > '2026-06-15'"),
        ("ongoing", "s.not_cancelled AND NOT s.incomplete AND e.start <= '2026-06-15' AND e.\"end\" >= '2026-06-15'"),
        ("unpublished", "s.active AND s.incomplete"),
        ("cancelled", "NOT s.not_cancelled"),
        ("completed", "e.completed"),
        ("past and open", "s.active AND e.\"end\" < '2026-06-15'"),
        ("on the Internet", "e.country = 'W3'"),
        ("a training with seats", "EXISTS (SELECT FROM task WHERE event_id = e.id AND seat_membership_id IS NOT NULL)"),
    ] {
        let query = format!("SELECT count(*) FROM event e JOIN event_status s ON s.event_id = e.id WHERE {condition}");
        assert_ne!(database.text(&query).await, "0", "no event is {what}");
    }
    // Everyone has one active consent for each term (DM-CONS-07).
    assert_eq!(database.text("SELECT count(*) FROM consent WHERE archived_at IS NULL").await, "400");
    assert_eq!(database.text("SELECT count(DISTINCT user_group_id) FROM person_user_group").await, "4");
}

#[tokio::test]
async fn the_logins_work() {
    let database = Database::new().await;
    demo::run(&database.pool, 1, today()).await.unwrap();
    for (username, _) in demo::LOGINS {
        let stored = database.text(&format!("SELECT password FROM person WHERE username = '{username}' AND is_active")).await;
        assert_eq!(password::verify(username, &stored), Verdict::Right, "{username}");
    }
    assert_eq!(database.texts("SELECT username FROM person WHERE is_superuser").await, ["admin"]);
}

#[tokio::test]
async fn it_is_the_same_every_time() {
    let (one, other) = (Database::new().await, Database::new().await);
    for database in [&one, &other] {
        demo::run(&database.pool, 1, today()).await.unwrap();
    }
    for table in ["person", "event", "task", "membership", "award", "community_role", "consent", "comment", "event_tag"] {
        // Passwords have a salt.
        let digest =
            format!("SELECT md5(string_agg((to_jsonb(t) - 'password')::text, '' ORDER BY to_jsonb(t)::text)) FROM {table} t");
        let digest = if table == "person" { digest.replace("to_jsonb(t)::text", "t.id") } else { digest };
        assert_eq!(one.text(&digest).await, other.text(&digest).await, "{table}");
    }
}

#[tokio::test]
async fn it_keeps_away_from_a_database_with_people() {
    let database = Database::new().await;
    database.run("INSERT INTO person (username, personal) VALUES ('somebody', 'Somebody')").await;
    let error = demo::run(&database.pool, 1, today()).await.unwrap_err();
    assert!(error.to_string().contains("only for an empty one"), "{error}");
}
