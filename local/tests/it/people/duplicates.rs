//! Persons who may be here twice (REP-04, REP-05).

use chrono::Duration;
use shared::person::{self, Candidate};

use super::{change, db, told};
use crate::support::{Person, TestApp};

async fn names(app: &TestApp) -> (Vec<String>, Vec<String>) {
    let found = person::duplicates(&mut *db(app).await).await.unwrap();
    let names = |list: Vec<Candidate>| list.into_iter().map(|person| format!("{} {}", person.personal, person.family)).collect();
    (names(found.switched), names(found.same))
}

async fn named(app: &TestApp, user: &str, personal: &str, family: &str) -> Person {
    let person = app.person(user).create().await;
    let name = "UPDATE person SET personal = $2, family = $3 WHERE id = $1";
    sqlx::query(name).bind(person.id).bind(personal).bind(family).execute(app.pool()).await.unwrap();
    person
}

/// DM-PERSON-26
#[tokio::test]
async fn dm_person_26_the_same_names_and_switched_ones_are_suspicious() {
    let app = TestApp::start().await;
    for (user, personal, family) in [
        ("u 1", "Harry", "Potter"),
        ("u 2", "Potter", "Harry"),
        ("u 3", "Ron", "Weasley"),
        ("u 4", "Ron", "Weasley"),
        ("u 5", "ron", "Weasley"),
        ("u 6", "Otto", "Otto"),
        ("u 7", "Ada", "Lovelace"),
        ("u 8", "Madonna", ""),
    ] {
        named(&app, user, personal, family).await;
    }
    let (switched, same) = names(&app).await;
    assert_eq!(switched, ["Harry Potter", "Potter Harry"]);
    assert_eq!(same, ["Ron Weasley", "Ron Weasley"]);
    named(&app, "u 9", "Otto", "Otto").await;
    assert_eq!(names(&app).await.1, ["Otto Otto", "Otto Otto", "Ron Weasley", "Ron Weasley"]);
    assert_eq!(names(&app).await.0.len(), 2, "two equal names are not switched");
}

/// DM-PERSON-26 … DM-PERSON-28
#[tokio::test]
async fn dm_person_27_dm_person_28_who_was_reviewed_is_left_alone_until_they_change() {
    let app = TestApp::start().await;
    let (one, two) = (named(&app, "u 1", "Ron", "Weasley").await, named(&app, "u 2", "Ron", "Weasley").await);
    app.run("UPDATE person SET last_updated_at = '2026-06-15T11:00Z'").await;
    let mut tx = change(&app).await;
    assert_eq!(person::mark_reviewed(&mut tx, &[one.id, one.id, 999]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let row = "SELECT concat_ws('|', duplication_reviewed_on, last_updated_at) FROM person WHERE id = $1";
    let reviewed = told(&app, row, one.id).await;
    assert_eq!(reviewed.as_deref(), Some("2026-06-15 12:00:00+00|2026-06-15 11:00:00+00"));
    assert!(names(&app).await.1.is_empty(), "the other is alone in the pool");
    for (later, again) in [(59, false), (60, true)] {
        let touch = "UPDATE person SET last_updated_at = $2 WHERE id = $1";
        sqlx::query(touch).bind(one.id).bind(app.clock.now() + Duration::seconds(later)).execute(app.pool()).await.unwrap();
        assert_eq!(!names(&app).await.1.is_empty(), again, "{later} seconds later");
    }
    let found = person::duplicates(&mut *db(&app).await).await.unwrap();
    assert_eq!(found.same.iter().map(|person| person.id).collect::<Vec<_>>(), [one.id, two.id]);
}
