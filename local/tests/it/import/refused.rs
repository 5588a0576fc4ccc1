//! Rows that break our rules are left out, named, and take with them only what depends on them.

use super::{BROKEN, Databases};

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
        "membership 10: rolled_to_membership_id refers to membership 11, which is refused",
        "membership 11: rolled_to_membership_id refers to membership 12, which is refused",
        "membership 12: breaks membership_agreement",
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
    // And a second time, the same rows are refused and nothing is written.
    let again = databases.import().await;
    assert_eq!((again.written(), again.refused.len()), (0, report.refused.len()));
}
