//! The rules of an event as functions, without a page (DM-EVENT-01 … DM-EVENT-10, DM-EVENT-15, D-05, D-24).

use shared::check::Input;
use shared::event::{CARPENTRIES_TAGS, EventInput, MAIN_TAGS, NON_CARPENTRIES_TAGS, ReportsLink, create, update};

use super::start;
use crate::support::TestApp;

/// An event tagged SWC that keeps every rule.
async fn good(app: &TestApp) -> EventInput {
    let id = async |table, name| app.id_of(table, name).await.parse::<i32>().unwrap();
    let host = id("organization", "lu.se").await;
    EventInput {
        slug: "2026-07-01-lund".into(),
        host,
        sponsor: host,
        administrator: id("organization", "software-carpentry.org").await,
        tags: vec![id("tag", "SWC").await],
        curricula: vec![id("curriculum", "swc-python").await],
        ..EventInput::default()
    }
}

async fn wrong(app: &TestApp, input: &EventInput) -> Vec<String> {
    let errors = input.check(&mut *app.db().await, &None).await.unwrap();
    errors.iter().map(|(field, _)| field.to_owned()).collect()
}

/// DM-EVENT-01, DM-EVENT-02, DM-EVENT-03, DM-EVENT-06, DM-EVENT-09, D-24: whatever was sent, the answer is an error at its field.
#[tokio::test]
async fn what_breaks_a_rule_is_an_error_at_its_field() {
    let (app, _) = start().await;
    let input = good(&app).await;
    assert!(wrong(&app, &input).await.is_empty());
    let day = |text: &str| text.parse().ok();
    assert!(wrong(&app, &EventInput { start: day("2026-07-01"), end: day("2026-07-01"), ..input.clone() }).await.is_empty());
    assert!(wrong(&app, &EventInput { end: day("2026-07-01"), ..input.clone() }).await.is_empty());
    for (field, bad) in [
        ("slug", EventInput { slug: "20xx-07-01-lund".into(), ..input.clone() }),
        ("slug", EventInput { slug: "2026-07-01-lünd".into(), ..input.clone() }),
        ("end", EventInput { start: day("2026-07-02"), end: day("2026-07-01"), ..input.clone() }),
        ("url", EventInput { url: "https://github.com/lund/workshop".into(), ..input.clone() }),
        ("open_TTT_applications", EventInput { open_ttt_applications: true, ..input.clone() }),
        ("manual_attendance", EventInput { manual_attendance: Some(-1), ..input.clone() }),
        ("host", EventInput { host: -1, ..input.clone() }),
        ("sponsor", EventInput { sponsor: -1, ..input.clone() }),
        ("administrator", EventInput { administrator: input.host, ..input.clone() }),
        ("membership", EventInput { membership: Some(-1), ..input.clone() }),
        ("assigned_to", EventInput { assigned_to: Some(-1), ..input.clone() }),
        ("language", EventInput { language: Some(-1), ..input.clone() }),
        ("event_category", EventInput { event_category: Some(uuid::Uuid::nil()), ..input.clone() }),
        ("curricula", EventInput { curricula: vec![-1], ..input.clone() }),
        ("lessons", EventInput { lessons: Some(vec![-1]), ..input.clone() }),
        ("tags", EventInput { tags: [input.tags.clone(), vec![-1]].concat(), ..input.clone() }),
        ("tags", EventInput { tags: vec![], curricula: vec![], ..input.clone() }),
    ] {
        assert_eq!(wrong(&app, &bad).await, [field]);
    }
}

/// DM-EVENT-07
#[tokio::test]
async fn curricula_bring_their_tags() {
    let (app, _) = start().await;
    let input = good(&app).await;
    let id = async |table, name| app.id_of(table, name).await.parse::<i32>().unwrap();
    let mixed =
        EventInput { curricula: vec![id("curriculum", "mix-match").await, id("curriculum", "lc").await], ..input.clone() };
    let errors = mixed.check(&mut *app.db().await, &None).await.unwrap();
    assert_eq!(errors.of("tags"), ["The chosen curricula also need: Circuits, LC."]);
    let tagged = EventInput { tags: vec![id("tag", "Circuits").await, id("tag", "LC").await], ..mixed.clone() };
    assert!(wrong(&app, &tagged).await.is_empty());
    app.run("UPDATE curriculum SET active = false WHERE slug IN ('mix-match', 'lc')").await;
    assert!(wrong(&app, &mixed).await.is_empty(), "retired curricula need nothing");
}

/// DM-EVENT-03, DM-EVENT-09, DM-EVENT-10, DM-COMM-02, D-05
#[tokio::test]
async fn what_is_saved_is_settled_and_commented_on() {
    let (app, admin) = start().await;
    let input = EventInput { country: Some(String::new()), comment: " Made by phone ".into(), ..good(&app).await };
    let reports = ReportsLink::default();
    let mut change = app.change(Some(&admin)).await;
    let id = create(&mut change, input.clone(), &reports).await.unwrap();
    change.commit().await.unwrap();
    assert!(app.value::<bool>("SELECT country IS NULL AND url IS NULL AND manual_attendance = 0 FROM event").await);
    for comment in ["Moved by a week", "", "  "] {
        let mut change = app.change(Some(&admin)).await;
        let edited = EventInput { manual_attendance: None, comment: comment.into(), ..input.clone() };
        update(&mut change, id, edited, &reports).await.unwrap();
        change.commit().await.unwrap();
    }
    let comments: String = app
        .value("SELECT string_agg(concat_ws('|', object_type, user_name, person_id, comment), '; ' ORDER BY id) FROM comment")
        .await;
    assert_eq!(comments, "workshops.event|Automatic comment|Made by phone; workshops.event|Automatic comment|Moved by a week");
    assert_eq!(app.value::<i32>("SELECT manual_attendance FROM event").await, 0);
}

#[test]
fn dm_event_15_tags_are_told_apart() {
    assert_eq!(MAIN_TAGS, ["SWC", "DC", "LC", "TTT", "ITT", "WiSE"]);
    assert_eq!(CARPENTRIES_TAGS, ["SWC", "DC", "LC"]);
    assert_eq!(NON_CARPENTRIES_TAGS, ["TTT", "Circuits", "CLDT"]);
}
