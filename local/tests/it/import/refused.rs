//! Rows that break our rules are left out, named, and take with them only what depends on them.

use std::collections::BTreeMap;

use local::import::Options;
use serde_json::Value;

use super::{BROKEN, Databases, scratch_file};

#[tokio::test]
async fn every_refused_row_is_named_with_its_reason() {
    let databases = Databases::new().await;
    databases.amy(BROKEN).await;
    let report = databases.import().await;
    let refused: Vec<String> = report.refused.iter().map(|row| format!("{} {}: {}", row.table, row.id, row.reason)).collect();
    let expected = [
        "person 10: has the same lower(email) as 1",
        "person 11: breaks person_username_check",
        "person 12: breaks person_personal_check",
        "qualification 20: has the same person_id, lesson_id as 1",
        "social_login 20: has the same provider, uid as 1",
        "membership 10: rolled_to_membership_id refers to membership 11, which is refused",
        "membership 11: rolled_to_membership_id refers to membership 12, which is refused",
        "membership 12: breaks membership_agreement",
        "account bce53a8d-7485-4969-b4cd-c3d2fd341ac1: person_id refers to person 404, which does not exist",
        "account bce53a8d-7485-4969-b4cd-c3d2fd341ac2: breaks account_one_target",
        "account_owner 3a650221-9b94-488f-b510-d0537d85b6c2: account_id refers to account bce53a8d-7485-4969-b4cd-c3d2fd341ac1, which is refused",
        "registration_code example-2024: has the same code as membership_id 2",
        "event 50: country refers to country XK, which does not exist",
        "event 51: breaks event_latitude_check",
        "event 52: host_id refers to organization 999, which does not exist",
        "event 53: breaks event_manual_attendance_check",
        "event_tag event_id 51, tag_id 30: event_id refers to event 51, which is refused",
        "task 20: person_id refers to person 10, which is refused",
        "task 21: event_id refers to event 50, which is refused",
        "award 20: person_id refers to person 10, which is refused",
        "award 21: awarded_by_id refers to person 10, which is refused",
        "community_role 20: award_id refers to award 21, which is refused",
        "consent 20: term_id, term_option_id refers to term_option 2, 1, which does not exist",
        "consent 21: has the same person_id, term_id as 1",
        "training_progress 20: has the same trainee_id, event_id as 1",
        "version 50: is a snapshot that cannot be read",
        "version 51: is a snapshot that cannot be read",
        "version 52: is a snapshot that cannot be read",
    ];
    for (line, beginning) in refused.iter().zip(expected) {
        assert!(line.starts_with(beginning), "{line}\nshould begin {beginning}");
    }
    assert_eq!(refused.len(), expected.len(), "{refused:#?}");
    let shown = report.to_string();
    assert!(report.refused.iter().all(|row| shown.contains(&row.reason)), "{shown}");
}

#[tokio::test]
async fn all_other_rows_land() {
    let databases = Databases::new().await;
    databases.amy(BROKEN).await;
    let report = databases.import().await;
    assert!(report.tables.iter().all(|table| table.read == table.written + table.refused));
    assert_eq!(databases.text("SELECT string_agg(id::text, ' ' ORDER BY id) FROM person").await, "1 2 3");
    assert_eq!(databases.text("SELECT string_agg(id::text, ' ' ORDER BY id) FROM event").await, "1 2 40");
    // And a second time, the same rows are refused and nothing is written. Snapshots are read once.
    let again = databases.import().await;
    let rows = report.refused.iter().filter(|row| row.table != "version");
    assert_eq!((again.written(), again.refused.iter().collect::<Vec<_>>()), (0, rows.collect()));
}

/// Runs the import with a quarantine file, and answers its objects by table and id.
async fn quarantined(databases: &Databases, dry_run: bool) -> BTreeMap<(String, String), Value> {
    let path = scratch_file("quarantine.jsonl");
    let report = databases.try_import(Options { dry_run, quarantine: Some(path.clone()) }).await.unwrap();
    assert_eq!(report.quarantine.as_deref(), Some(path.as_path()));
    assert!(report.to_string().contains("The refused rows are in"));
    let lines = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // In the file as in the report.
    let said: Vec<_> = report.refused.iter().map(|row| (row.table, row.id.as_str(), row.reason.as_str())).collect();
    let written: Vec<_> = objects
        .iter()
        .map(|object| (object["table"].as_str().unwrap(), object["id"].as_str().unwrap(), object["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(said, written);
    objects
        .iter()
        .map(|object| ((object["table"].as_str().unwrap().into(), object["id"].as_str().unwrap().into()), object.clone()))
        .collect()
}

#[tokio::test]
async fn refused_rows_are_written_whole_to_the_quarantine_file() {
    let databases = Databases::new().await;
    databases.amy(BROKEN).await;
    databases.amy("UPDATE workshops_person SET password = 'pbkdf2$secret' WHERE id = 10").await;
    let objects = quarantined(&databases, true).await;
    assert_eq!(databases.text("SELECT count(*) FROM person").await, "0");
    let row = |table: &str, id: &str| &objects[&(table.to_owned(), id.to_owned())];
    let ada = row("person", "10");
    assert_eq!((&ada["amy_table"], &ada["row"]["email"]), (&"workshops_person".into(), &"ADA@example.org".into()));
    assert_eq!(ada["row"]["username"], "ada2");
    // The link row that is the fifth of its table, found by its place, with AMY's names.
    let tag = row("event_tag", "event_id 51, tag_id 30");
    assert_eq!((&tag["row"]["event_id"], &tag["row"]["tag_id"], &tag["row"]["id"]), (&51.into(), &30.into(), &5.into()));
    // Of whom the doubled code would have been.
    let code = row("registration_code", "example-2024");
    assert_eq!((&code["row"]["partnership_id"], &code["row"]["membership_id"]), (&1.into(), &Value::Null));
    assert_eq!(code["amy_table"], "workshops_membership, fiscal_partnership, offering_accountbenefit");
    assert_eq!(row("account", "bce53a8d-7485-4969-b4cd-c3d2fd341ac1")["row"]["generic_relation_pk"], 404);
    assert_eq!(row("version", "52")["row"]["object_repr"], "No date");
    let all = format!("{objects:?}");
    assert!(!all.contains("secret") && !all.contains("staged_row"), "{all}");
    // And the same when it is no rehearsal.
    assert_eq!(quarantined(&databases, false).await.len(), objects.len());
}

#[tokio::test]
async fn there_is_no_quarantine_file_where_nothing_is_refused() {
    let databases = Databases::new().await;
    let path = scratch_file("none.jsonl");
    let report = databases.try_import(Options { quarantine: Some(path.clone()), ..Options::default() }).await.unwrap();
    assert_eq!((report.quarantine, path.exists()), (None, false));
}

/// What is mended in AMY comes with the next import, with a history that goes on.
#[tokio::test]
async fn a_mended_row_is_imported_the_next_time() {
    let databases = Databases::new().await;
    databases.amy("UPDATE workshops_membership SET agreement_end = '2020-01-01' WHERE id = 1").await;
    databases.import().await;
    assert_eq!(databases.rows_unlike_their_history().await, "none");
    assert_eq!(
        databases
            .text("SELECT string_agg(operation, '' ORDER BY id) FROM version WHERE table_name = 'membership' AND object_id = '1'")
            .await,
        "ID"
    );
    databases.amy("UPDATE workshops_membership SET agreement_end = '2024-01-31' WHERE id = 1").await;
    let report = databases.import().await;
    assert_eq!(report.refused, []);
    assert_eq!(
        databases
            .text("SELECT string_agg(operation, '' ORDER BY id) FROM version WHERE table_name = 'membership' AND object_id = '1'")
            .await,
        "IDI"
    );
    assert_eq!(databases.rows_unlike_their_history().await, "none");
}
