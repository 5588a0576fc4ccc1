//! Importing into a database that holds something already.

use super::Databases;

#[tokio::test]
async fn importing_twice_changes_nothing() {
    let databases = Databases::new().await;
    databases.import().await;
    let versions = databases.text("SELECT count(*) FROM version").await;
    let report = databases.import().await;
    assert_eq!((report.written(), report.seeded, report.granted, report.versions), (0, 0, 0, 0));
    assert_eq!((report.history.versions, report.history.revisions), (0, 0));
    assert!(report.tables.iter().all(|table| table.unchanged == table.read));
    assert_eq!(databases.text("SELECT count(*) FROM version").await, versions);
    assert_eq!(databases.text("SELECT count(*) FROM revision WHERE amy_id IS NULL").await, "1");
}

#[tokio::test]
async fn what_changed_in_amy_since_is_taken_over_and_recorded() {
    let databases = Databases::new().await;
    databases.import().await;
    databases
        .amy(
            "UPDATE workshops_event SET venue = 'The other hall' WHERE id = 1;
             UPDATE consents_consent SET archived_at = now() WHERE id = 3;
             INSERT INTO consents_consent (id, person_id, term_id, term_option_id) VALUES (30, 2, 2, 2);
             INSERT INTO workshops_event_tags (event_id, tag_id) VALUES (1, 31);
             DELETE FROM workshops_task WHERE id = 4;",
        )
        .await;
    let report = databases.import().await;
    assert_eq!((report.written(), report.versions), (4, 2));
    // What AMY deleted is shown, and left to a person.
    assert_eq!(report.table("task").unwrap().only_here, 1);
    let history =
        "SELECT string_agg(table_name || operation, ' ' ORDER BY v.id) FROM version v JOIN revision r ON r.id = v.revision_id
                   WHERE r.id = (SELECT max(id) FROM revision)";
    assert_eq!(databases.text(history).await, "eventU event_tagI");
}

#[tokio::test]
async fn a_registration_code_that_moved_in_amy_moves_here() {
    let databases = Databases::new().await;
    databases.import().await;
    databases
        .amy(
            "UPDATE workshops_membership SET registration_code = 'example-2025' WHERE id = 2;
             UPDATE fiscal_partnership SET registration_code = 'example-2024' WHERE id = 1;",
        )
        .await;
    databases.import().await;
    let codes =
        "SELECT concat_ws(' ', code, membership_id, partnership_id, account_benefit_id) FROM registration_code ORDER BY code";
    assert_eq!(
        databases.texts(codes).await,
        ["example-2024 1", "example-2025 2", "partner-2025 2", "seat-1 9645ae9e-d4af-4a31-b748-da1e87546be8"]
    );
}

#[tokio::test]
async fn work_done_since_the_import_is_not_overwritten() {
    let databases = Databases::new().await;
    databases.import().await;
    databases.ours("INSERT INTO revision (created_at, person_id) VALUES (now(), 1)").await;
    let error = databases.try_import(Default::default()).await.unwrap_err();
    assert!(error.to_string().contains("people have worked in the target"), "{error}");
}

#[tokio::test]
async fn records_that_are_no_import_are_not_overwritten() {
    let databases = Databases::new().await;
    databases.ours("INSERT INTO person (username, personal) VALUES ('somebody', 'Somebody')").await;
    let error = databases.try_import(Default::default()).await.unwrap_err();
    assert!(error.to_string().contains("records of its own (1 in person)"), "{error}");
    assert_eq!(databases.texts("SELECT username FROM person").await, ["somebody"]);
}

#[tokio::test]
async fn a_row_is_not_taken_for_another_because_of_its_id() {
    let databases = Databases::new().await;
    databases.import().await;
    // The first id that the seed gave to a tag that AMY did not have; now AMY gives it too.
    databases.amy("INSERT INTO workshops_tag (id, name, details, priority) VALUES (32, 'brand-new', 'x', 1)").await;
    let error = databases.try_import(Default::default()).await.unwrap_err();
    assert!(error.to_string().contains("1 records of tag are others here than in the source"), "{error}");
}

#[tokio::test]
async fn another_database_is_no_source() {
    let databases = Databases::empty().await;
    let error = databases.try_import(Default::default()).await.unwrap_err();
    assert!(error.to_string().contains("no AMY database"), "{error}");
}

#[tokio::test]
async fn an_older_amy_is_named_as_the_cause() {
    let databases = Databases::new().await;
    databases.amy("ALTER TABLE workshops_person DROP COLUMN airport_iata").await;
    let error = format!("{:#}", databases.try_import(Default::default()).await.unwrap_err());
    assert!(error.contains("workshops_person") && error.contains("airport_iata") && error.contains("newer"), "{error}");
    assert_eq!(databases.text("SELECT count(*) FROM person").await, "0");
}
