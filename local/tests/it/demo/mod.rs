//! The demo data: complete, the same every time, and only for an empty database.

mod rules;
mod states;

use chrono::NaiveDate;
use local::demo;
use shared::access::{NewSuperuser, create_superuser};
use shared::password::{self, Verdict};

use crate::support::Database;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 15).unwrap()
}

/// DM-SEED-03: the demo's administrator is an instructor without dates.
#[tokio::test]
async fn the_logins_work() {
    let database = Database::new().await;
    demo::run(&database.pool, 1, today()).await.unwrap();
    for (username, _) in demo::LOGINS {
        let stored = database.text(&format!("SELECT password FROM person WHERE username = '{username}' AND is_active")).await;
        assert_eq!(password::verify(username, &stored), Verdict::Right, "{username}");
    }
    assert_eq!(database.texts("SELECT username FROM person WHERE is_superuser").await, ["admin"]);
    let role = "SELECT c.name FROM community_role r JOIN community_role_config c ON c.id = r.config_id JOIN person p ON p.id = r.person_id
                WHERE p.username = 'admin' AND p.email = 'admin@example.org' AND r.start IS NULL AND r.\"end\" IS NULL";
    assert_eq!(database.texts(role).await, ["instructor"]);
}

#[tokio::test]
async fn it_is_the_same_every_time() {
    let (one, other) = (Database::new().await, Database::new().await);
    for database in [&one, &other] {
        demo::run(&database.pool, 1, today()).await.unwrap();
    }
    for table in one.texts("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY 1").await {
        // Transactions have numbers, passwords have salt, and seed rows have times and keys of their own.
        if ["_sqlx_migrations", "revision", "version"].contains(&table.as_str()) {
            continue;
        }
        let (key, rows) = match table.as_str() {
            "account" => ("'id'", "account WHERE person_id IS NOT NULL OR consortium_id IS NOT NULL"),
            table => ("''", table),
        };
        let row = format!("(to_jsonb(t) - ARRAY['password', 'created_at', 'last_updated_at', {key}])::text");
        let digest =
            format!("SELECT md5(string_agg(row, '' ORDER BY row)) FROM (SELECT {row} AS row FROM (SELECT * FROM {rows}) t) r");
        assert_eq!(one.text(&digest).await, other.text(&digest).await, "{table}");
    }
    let times = "SELECT md5(string_agg(concat(id, created_at, last_updated_at), '' ORDER BY id)) FROM training_progress";
    assert_eq!(one.text(times).await, other.text(times).await);
}

/// DM-CMD-01: a fresh system is schema, seed rows, a first superuser and, if wanted, demo data; each command again adds nothing.
#[tokio::test]
async fn dm_cmd_01_every_command_again_adds_nothing() {
    let database = Database::new().await;
    let mut connection = database.pool.acquire().await.unwrap();
    demo::run(&database.pool, 1, today()).await.unwrap();
    let tables = database.texts("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY 1").await;
    let mut counts = Vec::new();
    for table in &tables {
        counts.push(database.count(table).await);
    }
    assert_eq!(shared::migrate::migrate(&mut connection).await.unwrap().applied, Vec::<i64>::new());
    assert_eq!(shared::migrate::seed(&mut connection).await.unwrap(), 0);
    let admin = NewSuperuser {
        username: "admin".into(),
        email: "admin@example.org".into(),
        personal: "Admin".into(),
        family: String::new(),
    };
    create_superuser(&mut connection, &admin).await.unwrap_err();
    demo::run(&database.pool, 1, today()).await.unwrap_err();
    for (table, count) in tables.iter().zip(counts) {
        assert_eq!(database.count(table).await, count, "{table}");
    }
}

/// DM-CMD-01, without demo data.
#[tokio::test]
async fn a_first_superuser_is_made_in_a_fresh_system_once() {
    let database = Database::new().await;
    let mut connection = database.pool.acquire().await.unwrap();
    let first = NewSuperuser {
        username: "first".into(),
        email: "first@example.org".into(),
        personal: "First".into(),
        family: "Admin".into(),
    };
    let password = create_superuser(&mut connection, &first).await.unwrap();
    create_superuser(&mut connection, &first).await.unwrap_err();
    let stored = database.text("SELECT password FROM person WHERE is_superuser AND is_active").await;
    assert_eq!(password::verify(&password, &stored), Verdict::Right);
    assert_eq!(database.count("person").await, 1);
}

#[tokio::test]
async fn it_keeps_away_from_a_database_with_people() {
    let database = Database::new().await;
    database.run("INSERT INTO person (username, personal) VALUES ('somebody', 'Somebody')").await;
    let error = demo::run(&database.pool, 1, today()).await.unwrap_err();
    assert!(error.to_string().contains("only for an empty one"), "{error}");
}
