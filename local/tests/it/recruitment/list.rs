//! The list of processes and their applications.

use shared::listing::{Query, Value};
use shared::recruitment::{LISTING, ListRow, signups};

use super::{applied, instructor, process};
use crate::support::TestApp;

async fn slugs(app: &TestApp, query: &Query) -> Vec<String> {
    let rows = LISTING.page::<ListRow>(&mut *app.db().await, query).await.unwrap().rows;
    rows.into_iter().map(|row| row.event).collect()
}

/// DM-RECR-02, DM-RECR-04, D-11
#[tokio::test]
async fn processes_are_listed_newest_first_with_their_priority() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (_, soon) = process(&app, "2026-06-20-soon", "2026-06-20", "2026-06-21").await;
    let (_, late) = process(&app, "2026-12-01-late", "2026-12-01", "2026-12-02").await;
    let (undated, _) = process(&app, "2026-07-01-undated", "2026-07-01", "2026-07-02").await;
    sqlx::query("UPDATE event SET start = NULL WHERE id = $1").bind(undated.id).execute(app.pool()).await.unwrap();
    app.run("UPDATE instructor_recruitment i SET created_at = i.created_at + make_interval(hours => i.id)").await;
    for name in ["Ada One", "Ada Two", "Ada Three"] {
        let person = app.person(name).create().await;
        applied(&app, soon, &person, if name == "Ada Three" { "a" } else { "p" }).await;
    }
    let all = Query { today: app.clock.today(), ..Query::default() };
    let rows = LISTING.page::<ListRow>(&mut *app.db().await, &all).await.unwrap().rows;
    let seen: Vec<_> =
        rows.iter().map(|row| (row.event.as_str(), row.priority, row.calculated_priority, row.num_pending)).collect();
    assert_eq!(seen, [("2026-07-01-undated", None, 1, 0), ("2026-12-01-late", None, 1, 0), ("2026-06-20-soon", None, 3, 2)]);
    // A chosen priority goes before the automatic one.
    sqlx::query("UPDATE instructor_recruitment SET priority = 2, assigned_to_id = $2, status = 'c' WHERE id = $1")
        .bind(late)
        .bind(admin.id)
        .execute(app.pool())
        .await
        .unwrap();
    let by_priority = Query { order: vec![("calculated_priority", true)], ..all.clone() };
    assert_eq!(slugs(&app, &by_priority).await, ["2026-06-20-soon", "2026-12-01-late", "2026-07-01-undated"]);
    let by_start = Query { order: vec![("event__start", false)], ..all.clone() };
    assert_eq!(slugs(&app, &by_start).await, ["2026-06-20-soon", "2026-12-01-late", "2026-07-01-undated"]);
    for (filter, found) in [
        (("assigned_to", Value::Ints(vec![admin.id])), 1),
        (("status", Value::Texts(vec!["c".into()])), 1),
        (("online_inperson", Value::Name("online".into())), 3),
        (("online_inperson", Value::Name("inperson".into())), 0),
        (("country", Value::Texts(vec!["SE".into()])), 0),
        (("curricula", Value::Ints(vec![1])), 0),
    ] {
        assert_eq!(slugs(&app, &Query { filters: vec![filter], ..all.clone() }).await.len(), found);
    }
}

/// DM-RECR-04, DM-RECR-14, D-26: a person with several roles is one row.
#[tokio::test]
async fn applications_tell_what_each_person_has_done_and_does_on_these_days() {
    let app = TestApp::start().await;
    let (event, id) = process(&app, "2026-07-10-lund", "2026-07-10", "2026-07-12").await;
    let (_, other_id) = process(&app, "2026-09-10-lund", "2026-09-10", "2026-09-12").await;
    let ada = instructor(&app, "Ada Lovelace", &[(None, None), (Some("2026-01-01"), None)]).await;
    let clash = app.event("2026-07-11-clash").between("2026-07-11", "2026-07-11").create().await;
    let free = app.event("2025-01-01-free").between("2025-01-01", "2025-01-02").create().await;
    for (role, at) in [
        ("instructor", &clash),
        ("instructor", &free),
        ("helper", &free),
        ("supporting-instructor", &free),
        ("learner", &free),
        ("instructor", &event),
    ] {
        app.task(&ada, role, at).await;
    }
    app.run("UPDATE person SET airport_country = 'SE' WHERE family = 'Lovelace'").await;
    applied(&app, id, &ada, "p").await;
    applied(&app, other_id, &ada, "d").await;
    let rows = signups(&mut *app.db().await, &[id, other_id]).await.unwrap();
    assert_eq!(rows.len(), 2);
    let first = &rows[0];
    assert_eq!((first.instructor, first.supporting_instructor, first.helper), (3, 1, 1));
    assert_eq!((first.recruitment_id, first.person.as_str(), first.country.as_deref()), (id, "Ada Lovelace", Some("SE")));
    assert_eq!((first.conflicts.clone(), rows[1].conflicts.clone()), (vec!["2026-07-11-clash".to_owned()], vec![]));
    assert!(signups(&mut *app.db().await, &[]).await.unwrap().is_empty());
}
