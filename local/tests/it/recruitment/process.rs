//! Processes: their priority, beginning, closing and reopening.

use shared::recruitment::{Begun, Priority, ProcessInput, Refused, StatusAction, automatic, change_status, create, new_process};

use super::{applied, process};
use crate::support::TestApp;

/// DM-RECR-01, D-11: the function in Rust and the one in SQL agree on every day.
#[tokio::test]
async fn priority_is_one_rule_in_two_places() {
    let app = TestApp::start().await;
    let today = app.clock.today();
    let rows: Vec<(Option<chrono::NaiveDate>, bool, i32)> = sqlx::query_as(
        "SELECT day, online, recruitment_priority(day, online, $1) FROM (
            SELECT $1 + n AS day FROM generate_series(-10, 120) n UNION ALL SELECT NULL) days, unnest(ARRAY[true, false]) online",
    )
    .bind(today)
    .fetch_all(app.pool())
    .await
    .unwrap();
    assert_eq!(rows.len(), 264);
    for (day, is_online, number) in rows {
        assert_eq!(Priority::of(number), Some(automatic(day, is_online, today)), "{day:?} {is_online}");
    }
}

/// DM-RECR-03, DM-EVENT-14
#[tokio::test]
async fn a_process_begins_for_events_to_come_whose_place_is_known() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (today, later) = ("2026-06-15", "2026-06-16");
    let online = app.event("2026-06-15-online").between(today, later).tagged("online").create().await;
    let placed = app.event("2026-06-15-placed").between(today, later).create().await;
    let vague = app.event("2026-06-15-vague").between(today, later).create().await;
    let past = app.event("2026-06-14-past").between("2026-06-14", later).tagged("online").create().await;
    let undated = app.event("2026-xx-xx-undated").tagged("online").create().await;
    app.run("UPDATE event SET venue = 'Hall', latitude = 1, longitude = 2 WHERE slug LIKE '%placed'").await;
    app.run("UPDATE event SET venue = 'Hall', latitude = 1 WHERE slug LIKE '%vague'").await;
    let mut eligible = Vec::new();
    for event in [&online, &placed, &vague, &past, &undated] {
        if new_process(&mut *app.db().await, event.id, app.clock.today()).await.unwrap().is_some() {
            eligible.push(event.slug.as_str());
        }
        let mut change = app.change(Some(&admin)).await;
        let begun = create(&mut change, event.id, &ProcessInput::default(), admin.id).await.unwrap();
        assert_eq!(begun.is_some(), eligible.last() == Some(&event.slug.as_str()), "{}", event.slug);
    }
    assert_eq!(eligible, ["2026-06-15-online", "2026-06-15-placed"]);

    let mut change = app.change(Some(&admin)).await;
    let input = ProcessInput { priority: Some(2), notes: "Bring cables".into() };
    let Some(Begun::New(id)) = create(&mut change, online.id, &input, admin.id).await.unwrap() else { panic!() };
    assert_eq!(create(&mut change, online.id, &ProcessInput::default(), admin.id).await.unwrap(), Some(Begun::Existing(id)));
    change.commit().await.unwrap();
    let stored: String =
        app.value("SELECT concat_ws('|', status, notes, event_id, priority, assigned_to_id) FROM instructor_recruitment").await;
    assert_eq!(stored, format!("o|Bring cables|{}|2|{}", online.id, admin.id));
    let start = new_process(&mut *app.db().await, online.id, app.clock.today()).await.unwrap().unwrap();
    assert_eq!((start.existing, start.automatic), (Some(id), 3));
}

/// DM-RECR-03
#[tokio::test]
async fn notes_start_from_the_request_that_led_to_the_event() {
    let app = TestApp::start().await;
    let event = app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").tagged("online").create().await;
    let start = new_process(&mut *app.db().await, event.id, app.clock.today()).await.unwrap().unwrap();
    assert_eq!(start.notes, "");
    app.run(
        "INSERT INTO workshop_request (personal, email, online_inperson, public_event, language_id, administrative_fee,
            travel_expences_management, institution_restrictions, audience_description, user_notes, event_id)
         SELECT 'Grace', 'g@example.org', '', '', (SELECT min(id) FROM language), '', '', '', 'Biologists', 'Ground floor', id FROM event",
    )
    .await;
    let start = new_process(&mut *app.db().await, event.id, app.clock.today()).await.unwrap().unwrap();
    assert_eq!(start.notes, "Biologists\n\nGround floor");
}

/// DM-ST-20, DM-ST-21
#[tokio::test]
async fn a_process_closes_without_pending_applications_and_opens_again() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin().await, app.person("Ada Lovelace").create().await);
    let (_, id) = process(&app, "2026-07-01-lund", "2026-07-01", "2026-07-02").await;
    let act = async |action| {
        let mut change = app.change(Some(&admin)).await;
        let done = change_status(&mut change, id, action).await.unwrap();
        change.commit().await.unwrap();
        done.unwrap()
    };
    let signup = applied(&app, id, &ada, "p").await;
    assert_eq!(act(StatusAction::Close).await, Err(Refused::Pending));
    assert_eq!(act(StatusAction::Reopen).await, Err(Refused::NotClosed));
    assert_eq!(app.value::<String>("SELECT status::text FROM instructor_recruitment").await, "o");
    sqlx::query("UPDATE instructor_recruitment_signup SET state = 'd' WHERE id = $1")
        .bind(signup)
        .execute(app.pool())
        .await
        .unwrap();
    assert_eq!(act(StatusAction::Close).await, Ok(()));
    assert_eq!(app.value::<String>("SELECT status::text FROM instructor_recruitment").await, "c");
    assert_eq!(act(StatusAction::Close).await, Err(Refused::NotOpen));
    assert_eq!(act(StatusAction::Reopen).await, Ok(()));
    assert_eq!(app.value::<String>("SELECT status::text FROM instructor_recruitment").await, "o");
    let mut change = app.change(None).await;
    assert_eq!(change_status(&mut change, id + 1, StatusAction::Close).await.unwrap(), None);
}
