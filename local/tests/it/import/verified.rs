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

impl Databases {
    /// Imports with a fault in writing to a table: everything must be as it was.
    async fn import_with_fault(&self, event: &str, before: &str) {
        self.ours(&format!("CREATE RULE fault AS ON {event} DO INSTEAD SELECT 1 / 0")).await;
        let error = format!("{:#}", self.try_import(Default::default()).await.unwrap_err());
        assert!(error.contains("division by zero"), "{event}: {error}");
        let table = event.split_whitespace().nth(2).unwrap();
        self.ours(&format!("DROP RULE fault ON {table}")).await;
        assert_eq!(self.everything().await, before, "{event}");
    }
}

#[tokio::test]
async fn an_import_that_breaks_off_while_writing_records_keeps_nothing() {
    let databases = Databases::new().await;
    let before = databases.everything().await;
    // Seed rows that make room, the first table, two in between, the last.
    for event in
        ["DELETE TO tag", "INSERT TO continent", "INSERT TO person", "INSERT TO registration_code", "INSERT TO attachment"]
    {
        databases.import_with_fault(event, &before).await;
    }
}

#[tokio::test]
async fn an_import_that_breaks_off_at_a_late_statement_keeps_nothing() {
    let databases = Databases::new().await;
    let before = databases.everything().await;
    // AMY's revisions, its versions, and the last of the import's own.
    for event in ["INSERT TO revision", "INSERT TO version", "INSERT TO version WHERE NEW.table_name = 'feature_flag_condition'"]
    {
        databases.import_with_fault(event, &before).await;
    }
    // The triggers, which were stopped, are at work as before, and without a fault it succeeds.
    let stopped = "SELECT count(*) FROM pg_trigger WHERE tgname = 'record_version' AND tgenabled <> 'O'";
    assert_eq!(databases.text(stopped).await, "0");
    assert_eq!(databases.import().await.refused, []);
}
