//! The import compares both databases before it keeps anything, and keeps all or nothing.

use super::{BROKEN, Databases};

#[tokio::test]
async fn both_databases_are_asked_and_the_answers_shown() {
    let databases = Databases::new().await;
    databases.amy(BROKEN).await;
    let report = databases.import().await;
    for (table, verified) in report.tables.iter().zip(&report.verified) {
        assert_eq!((table.table, table.read - table.refused), (verified.table, verified.source.rows));
        assert!(verified.is_equal(), "{verified:?}");
    }
    let person = report.verified.iter().find(|table| table.table == "person").unwrap();
    let shown = report.to_string();
    assert!(shown.contains("rows in AMY") && shown.contains(&person.source.checksum), "{shown}");
    // Another value, another checksum; the same again, the same.
    databases.amy("UPDATE workshops_person SET affiliation = 'Elsewhere' WHERE id = 1").await;
    let changed = databases.import().await;
    let other = changed.verified.iter().find(|table| table.table == "person").unwrap();
    assert_ne!(other.source.checksum, person.source.checksum);
    assert_eq!(databases.import().await.verified, changed.verified);
}

#[tokio::test]
async fn an_import_that_wrote_something_else_keeps_nothing() {
    let databases = Databases::new().await;
    databases
        .ours(
            "CREATE RULE garble AS ON INSERT TO revision DO ALSO UPDATE comment SET comment = lower(comment);
             CREATE RULE swallow AS ON INSERT TO social_login DO INSTEAD NOTHING;",
        )
        .await;
    let before = databases.everything().await;
    let error = databases.try_import(Default::default()).await.unwrap_err().to_string();
    assert!(error.contains("comment: 3 rows with checksum") && error.contains("social_login: 1 rows"), "{error}");
    assert_eq!(databases.everything().await, before);
}

/// A statement that fails, wherever it is: everything is as it was, and without the fault the import succeeds.
#[tokio::test]
async fn an_import_that_breaks_off_keeps_nothing() {
    let databases = Databases::new().await;
    let before = databases.everything().await;
    // The first table, some in between, the last, the author's revisions, the versions; and the seed rows that are removed.
    let faults = [
        ("INSERT", "continent"),
        ("INSERT", "person"),
        ("INSERT", "registration_code"),
        ("INSERT", "task"),
        ("INSERT", "attachment"),
        ("INSERT", "revision"),
        ("INSERT", "version"),
        ("DELETE", "tag"),
    ];
    for (operation, table) in faults {
        databases.ours(&format!("CREATE RULE fault AS ON {operation} TO {table} DO INSTEAD SELECT 1 / 0")).await;
        let error = format!("{:#}", databases.try_import(Default::default()).await.unwrap_err());
        assert!(error.contains("division by zero"), "{operation} {table}: {error}");
        databases.ours(&format!("DROP RULE fault ON {table}")).await;
        assert_eq!(databases.everything().await, before, "{operation} {table}");
    }
    // And where the last statements fail: the triggers, which were stopped, are at work as before.
    databases
        .ours("CREATE RULE fault AS ON INSERT TO version WHERE NEW.table_name = 'feature_flag_condition' DO INSTEAD SELECT 1 / 0")
        .await;
    assert!(databases.try_import(Default::default()).await.is_err());
    databases.ours("DROP RULE fault ON version").await;
    assert_eq!(databases.everything().await, before);
    let stopped = "SELECT count(*) FROM pg_trigger WHERE tgname = 'record_version' AND tgenabled <> 'O'";
    assert_eq!(databases.text(stopped).await, "0");
    assert_eq!(databases.import().await.refused, []);
}
