//! What counts against a membership, and the lists that are filtered by it.

use shared::agreement::Grace;
use shared::listing::{Query, Value};
use shared::membership::{self, LISTING, ListRow, Tone};
use sqlx::Row as _;

use super::{day, db, new_membership, terms, today};
use crate::support::{Event, TestApp};

/// An event that counts towards the membership, administered by a domain or by nobody.
async fn event(app: &TestApp, membership: i32, slug: &str, start: &str, administrator: Option<&str>, tags: &[&str]) -> Event {
    let mut event = app.event(slug);
    if !start.is_empty() {
        event = event.between(start, start);
    }
    for tag in tags {
        event = event.tagged(tag);
    }
    let event = event.create().await;
    sqlx::query(
        "UPDATE event SET membership_id = $2, administrator_id = (SELECT id FROM organization WHERE domain = $3) WHERE id = $1",
    )
    .bind(event.id)
    .bind(membership)
    .bind(administrator)
    .execute(app.pool())
    .await
    .unwrap();
    event
}

/// Somebody who takes a seat of the membership, as a learner or otherwise.
async fn seat(app: &TestApp, membership: i32, event: &Event, name: &str, role: &str, public: bool) {
    let person = app.person(name).create().await;
    let task = app.task(&person, role, event).await;
    sqlx::query("UPDATE task SET seat_membership_id = $2, seat_public = $3 WHERE id = $1")
        .bind(task)
        .bind(membership)
        .bind(public)
        .execute(app.pool())
        .await
        .unwrap();
}

/// DM-MEMB-01, DM-MEMB-02, DM-MEMB-03, DM-MEMB-04, DM-MEMB-05: which events count, and as what.
#[tokio::test]
async fn dm_memb_01_events_count_by_administrator_day_and_tags() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let id = new_membership(&app, lund, terms()).await;
    let central = ["software-carpentry.org", "datacarpentry.org", "librarycarpentry.org", "carpentries.org"];
    for (n, domain) in central.iter().chain(&["carpentries.org/community-lessons/"]).enumerate() {
        event(&app, id, &format!("2026-05-0{}-past", n + 1), "2026-06-14", Some(domain), &["SWC", "DC"]).await;
    }
    event(&app, id, "2026-06-15-today", "2026-06-15", Some("carpentries.org"), &[]).await;
    event(&app, id, "2026-07-01-self", "2026-06-15", Some("self-organized"), &[]).await;
    event(&app, id, "2026-07-02-nobody", "2026-06-14", None, &[]).await;
    event(&app, id, "2026-07-03-nobody", "2026-06-14", None, &[]).await;
    for (slug, start, tags) in [
        ("2026-01-01-cancelled", "2026-01-01", ["SWC", "cancelled"]),
        ("2026-01-02-stalled", "2026-07-01", ["stalled", "SWC"]),
        ("xxxx-xx-xx-never", "", ["SWC", "DC"]),
    ] {
        event(&app, id, slug, start, Some("carpentries.org"), &tags).await;
    }
    app.run("UPDATE membership SET workshops_without_admin_fee_per_agreement = 4, workshops_without_admin_fee_rolled_from_previous = 2, workshops_without_admin_fee_rolled_over = 2").await;
    let found = membership::by_id(&mut *db(&app).await, id, today()).await.unwrap().unwrap();
    let workshops = found.workshops;
    assert_eq!((workshops.central_past, workshops.central_coming), (5, 1));
    assert_eq!((workshops.total_allowed(), workshops.available()), (6, 4));
    assert_eq!((workshops.completed(), workshops.planned(), workshops.remaining()), (4, 0, 0));
    assert_eq!((workshops.discounted_completed(), workshops.discounted_planned()), (1, 0), "D-02");
    assert_eq!((workshops.self_organised_completed, workshops.self_organised_planned), (2, 1));
    assert_eq!(membership::related(&mut *db(&app).await, id).await.unwrap().events.len(), 12, "its page shows all of them");
}

/// DM-MEMB-06: two pools, learners only.
#[tokio::test]
async fn dm_memb_06_learners_use_seats_of_their_pool() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let id = new_membership(&app, lund, terms()).await;
    let training = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    for (name, role, public) in [
        ("A A", "learner", true),
        ("B B", "learner", true),
        ("C C", "learner", false),
        ("D D", "helper", true),
        ("E E", "instructor", false),
    ] {
        seat(&app, id, &training, name, role, public).await;
    }
    app.run("UPDATE membership SET public_instructor_training_seats_rolled_from_previous = 2, public_instructor_training_seats_rolled_over = 5").await;
    let found = membership::by_id(&mut *db(&app).await, id, today()).await.unwrap().unwrap();
    assert_eq!((found.public_seats.total(), found.public_seats.utilized, found.public_seats.remaining()), (12, 2, 5));
    assert_eq!((found.inhouse_seats.total(), found.inhouse_seats.utilized, found.inhouse_seats.remaining()), (7, 1, 6));
    assert_eq!(membership::related(&mut *db(&app).await, id).await.unwrap().seat_tasks.len(), 5, "its page shows all of them");
    // What lists filter by in SQL is the same arithmetic.
    let row =
        sqlx::query("SELECT public_total, public_utilized, public_remaining, total, utilized, remaining FROM membership_seats");
    let row = row.fetch_one(app.pool()).await.unwrap();
    let numbers: Vec<i64> = (0..6).map(|n| row.get(n)).collect();
    assert_eq!(numbers, [12, 2, 5, 19, 3, 11]);
}

async fn list(app: &TestApp, filters: Vec<(&'static str, Value)>, order: Vec<(&'static str, bool)>) -> Vec<ListRow> {
    let query = Query { filters, order, today: today(), ..Query::default() };
    LISTING.page(&mut *db(app).await, &query).await.unwrap().rows
}

fn names(rows: &[ListRow]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

/// DM-MEMB-07, DM-MEMB-08: the list counts seats once, however many organizations a filter finds, and filters by them.
#[tokio::test]
async fn dm_memb_07_the_list_counts_seats_and_filters_by_them() {
    let app = TestApp::start().await;
    let one = app.organization("one.org", "University One").await;
    let two = app.organization("two.org", "University Two").await;
    let five = membership::Terms {
        name: "Five".into(),
        public_instructor_training_seats: 5,
        additional_public_instructor_training_seats: 0,
        inhouse_instructor_training_seats: 0,
        additional_inhouse_instructor_training_seats: 0,
        consortium: true,
        ..terms()
    };
    let id = new_membership(&app, one, five.clone()).await;
    let none = membership::Terms { name: "None".into(), public_instructor_training_seats: 0, variant: "alacarte".into(), ..five };
    let overused = new_membership(&app, two, membership::Terms { agreement_end: today(), ..none.clone() }).await;
    let past = membership::Terms { name: "Past".into(), agreement_end: day("2026-06-14"), consortium: false, ..none };
    new_membership(&app, two, past).await;
    sqlx::query("INSERT INTO member (membership_id, organization_id, role_id) SELECT $1, $2, id FROM member_role")
        .bind(id)
        .bind(two)
        .execute(app.pool())
        .await
        .unwrap();
    let training = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    seat(&app, id, &training, "A A", "learner", false).await;
    seat(&app, overused, &training, "B B", "learner", true).await;

    let university = || ("organization_name", Value::Text("university".into()));
    let rows = list(&app, vec![university()], vec![]).await;
    assert_eq!(names(&rows), ["Five", "None", "Past"]);
    let seats: Vec<_> = rows
        .iter()
        .map(|row| {
            (row.instructor_training_seats_total, row.instructor_training_seats_utilized, row.instructor_training_seats_remaining)
        })
        .collect();
    assert_eq!(seats, [(5, 1, 4), (0, 1, -1), (0, 0, 0)]);
    assert_eq!(rows[0].organizations.len(), 2, "each organization once, whatever its roles");

    let on = Value::Bool(true);
    for (filter, value, expected) in [
        ("active_only", on.clone(), vec!["Five", "None"]),
        ("training_seats_only", on.clone(), vec!["Five"]),
        ("negative_remaining_seats_only", on.clone(), vec!["None"]),
        ("consortium", Value::Bool(false), vec!["Past"]),
        ("variant", Value::Texts(vec!["alacarte".into()]), vec!["None", "Past"]),
        ("public_status", Value::Texts(vec!["public".into()]), vec![]),
        ("contribution_type", Value::Texts(vec!["financial".into()]), vec!["Five", "None", "Past"]),
        ("organization_name", Value::Text("one".into()), vec!["Five"]),
    ] {
        assert_eq!(names(&list(&app, vec![(filter, value)], vec![]).await), expected, "{filter}");
    }
    let by_seats = list(&app, vec![], vec![("instructor_training_seats_remaining", true)]).await;
    assert_eq!(names(&by_seats), ["Five", "Past", "None"]);
    let by_end = list(&app, vec![], vec![("agreement_end", false)]).await;
    assert_eq!(names(&by_end), ["Past", "None", "Five"]);
}

/// DM-MEMB-08, DM-MEMB-09, DM-ST-40: what a membership is follows from its days and numbers.
#[tokio::test]
async fn dm_memb_09_a_requests_page_warns_of_what_is_used_up_or_over() {
    let app = TestApp::start().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let id = new_membership(&app, lund, terms()).await;
    let found = async |day| membership::by_id(&mut *db(&app).await, id, day).await.unwrap().unwrap();
    let whole = found(today()).await;
    assert_eq!(whole.tone(today()), Tone::Info);
    assert_eq!(whole.tone(day("2027-01-01")), Tone::Warning);
    assert_eq!(whole.tone(day("2025-12-31")), Tone::Warning);
    let grace = Grace { before: 90, after: 60 };
    assert!(whole.is_active_on(day("2025-10-03"), grace) && !whole.is_active_on(day("2025-10-02"), grace));
    assert!(whole.is_active_on(day("2027-03-01"), grace) && !whole.is_active_on(day("2027-03-02"), grace));
    assert!(!whole.is_extended() && whole.may_roll_over() && whole.rolled_from.is_none());
    app.run("UPDATE membership SET workshops_without_admin_fee_per_agreement = 0, extensions = '{30}'").await;
    let empty = found(today()).await;
    assert_eq!(empty.tone(today()), Tone::Warning);
    assert!(empty.is_extended());
}
