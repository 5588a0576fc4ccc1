//! Events at which an instructor may apply.

use shared::access::viewer;
use shared::listing::{Query, Value};
use shared::recruitment::{OFFERED, OPPORTUNITIES, Opportunity, may_see, may_sign_up};

use super::{applied, instructor, process};
use crate::support::{Person, TestApp};

async fn may(app: &TestApp, person: &Person) -> (bool, bool) {
    let mut db = app.db().await;
    let (viewer, _) = viewer(&mut db, person.id).await.unwrap().unwrap();
    let today = app.clock.today();
    (may_see(&mut db, &viewer, today).await.unwrap(), may_sign_up(&mut db, &viewer, today).await.unwrap())
}

/// DM-RECR-11, D-26
#[tokio::test]
async fn staff_and_active_instructors_see_opportunities_and_those_with_an_airport_apply() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ada = instructor(&app, "Ada Lovelace", &[(Some("2020-01-01"), Some("2021-01-01")), (Some("2026-06-15"), None)]).await;
    let ended = instructor(&app, "Ended Today", &[(None, Some("2026-06-15"))]).await;
    let member = app.member().await;
    let homeless = instructor(&app, "Home Less", &[(None, None)]).await;
    sqlx::query("UPDATE person SET airport_iata = '' WHERE id = $1").bind(homeless.id).execute(app.pool()).await.unwrap();
    assert_eq!(may(&app, &admin).await, (true, true));
    assert_eq!(may(&app, &ada).await, (true, true));
    assert_eq!(may(&app, &homeless).await, (true, false));
    assert_eq!(may(&app, &ended).await, (false, false));
    assert_eq!(may(&app, &member).await, (false, false));
}

/// What the person is offered.
async fn offers(
    app: &TestApp,
    person: &Person,
    filters: Vec<(&'static str, Value)>,
    order: &[(&'static str, bool)],
) -> Vec<Opportunity> {
    let mut filters = filters;
    filters.push((OFFERED, Value::Bool(true)));
    let query = Query { filters, order: order.to_vec(), today: app.clock.today(), viewer: Some(person.id), ..Query::default() };
    OPPORTUNITIES.page(&mut *app.db().await, &query).await.unwrap().rows
}

fn slugs(offers: &[Opportunity]) -> Vec<&str> {
    offers.iter().map(|offer| offer.event.as_str()).collect()
}

/// DM-RECR-11, DM-RECR-13, DM-RECR-02
#[tokio::test]
async fn open_processes_of_events_to_come_are_offered_in_their_order() {
    let app = TestApp::start().await;
    let ada = instructor(&app, "Ada Lovelace", &[(None, None)]).await;
    let (_, _) = process(&app, "2026-12-01-late", "2026-12-01", "2026-12-02").await;
    let (soon, soon_id) = process(&app, "2026-06-20-soon", "2026-06-20", "2026-06-21").await;
    let (_, closed) = process(&app, "2026-07-01-closed", "2026-07-01", "2026-07-02").await;
    let (past, _) = process(&app, "2026-06-15-past", "2026-06-15", "2026-06-16").await;
    let (vague, _) = process(&app, "2026-07-03-vague", "2026-07-03", "2026-07-04").await;
    let placed = process(&app, "2026-08-01-placed", "2026-08-01", "2026-08-02").await.0;
    sqlx::query("UPDATE instructor_recruitment SET status = 'c' WHERE id = $1").bind(closed).execute(app.pool()).await.unwrap();
    sqlx::query("UPDATE event SET start = '2026-06-14' WHERE id = $1").bind(past.id).execute(app.pool()).await.unwrap();
    sqlx::query("DELETE FROM event_tag WHERE event_id IN ($1, $2)")
        .bind(vague.id)
        .bind(placed.id)
        .execute(app.pool())
        .await
        .unwrap();
    app.run("UPDATE event SET venue = 'Hall', latitude = 60, longitude = 18, country = 'SE' WHERE slug = '2026-08-01-placed'")
        .await;
    app.run("UPDATE person SET airport_lat = 59, airport_lon = 18 WHERE family = 'Lovelace'").await;

    let all = offers(&app, &ada, vec![], &[]).await;
    assert_eq!(slugs(&all), ["2026-06-20-soon", "2026-08-01-placed", "2026-12-01-late"]);
    let priorities: Vec<i32> = all.iter().map(|offer| offer.calculated_priority).collect();
    assert_eq!(priorities, [3, 3, 1]);
    assert_eq!(slugs(&offers(&app, &ada, vec![], &[("calculated_priority", false)]).await)[0], "2026-12-01-late");
    assert_eq!(slugs(&offers(&app, &ada, vec![], &[("event__start", true)]).await)[0], "2026-12-01-late");
    assert_eq!(slugs(&offers(&app, &ada, vec![], &[("proximity", false)]).await)[0], "2026-08-01-placed");
    assert_eq!(slugs(&offers(&app, &ada, vec![], &[("proximity", true)]).await)[2], "2026-08-01-placed");
    assert_eq!(slugs(&offers(&app, &ada, vec![("status", Value::Name("inperson".into()))], &[]).await), ["2026-08-01-placed"]);
    assert_eq!(slugs(&offers(&app, &ada, vec![("country", Value::Texts(vec!["SE".into()]))], &[]).await), ["2026-08-01-placed"]);

    // What the reader does there and nearby.
    applied(&app, soon_id, &ada, "p").await;
    app.task(&ada, "instructor", &soon).await;
    let nearby = app.event("2026-06-30-near").between("2026-06-30", "2026-07-01").create().await;
    let clash = app.event("2026-08-02-clash").between("2026-08-02", "2026-08-03").create().await;
    for other in [&nearby, &clash] {
        app.task(&ada, "instructor", other).await;
    }
    let mine = offers(&app, &ada, vec![("only_applied_to", Value::Ints(vec![ada.id]))], &[]).await;
    assert_eq!(slugs(&mine), ["2026-06-20-soon"]);
    assert_eq!((mine[0].signup_state.as_deref(), mine[0].teaches, mine[0].nearby.clone()), (Some("p"), true, vec![nearby.slug]));
    let placed = &offers(&app, &ada, vec![], &[]).await[1];
    assert_eq!((placed.conflicts.clone(), placed.signup_id, placed.teaches), (vec![clash.slug], None, false));
}
