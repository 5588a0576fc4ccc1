//! Giving an event to somebody (EVT-05).

use super::start;
use crate::support::TestApp;

async fn assignee(app: &TestApp) -> Option<i32> {
    app.value("SELECT assigned_to_id FROM event").await
}

#[tokio::test]
async fn one_click_takes_an_event_and_one_gives_it_back() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(page.says("Not assigned"), "{}", page.visible());
    let to = page.form_to(&event.url("assign/")).send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, event.url(""));
    assert_eq!(assignee(&app).await, Some(admin.id));

    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Assigned to: Ada Admin"), "{}", page.visible());
    page.form_to(&event.url("assign/")).send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(assignee(&app).await, None);
}

#[tokio::test]
async fn the_dialog_gives_it_to_anybody() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let event = app.event("2026-07-01-lund").create().await;
    let dialog = app.get(&event.url("")).as_user(&admin).await.expect_page().form("assignment-form");
    dialog.fill("person", &grace.id.to_string()).send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(assignee(&app).await, Some(grace.id));
    let dialog = app.get(&event.url("")).as_user(&admin).await.expect_page().form("assignment-form");
    assert_eq!(dialog.value("person"), grace.id.to_string());
}

#[tokio::test]
async fn who_does_not_exist_changes_nothing() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    sqlx::query("UPDATE event SET assigned_to_id = $1").bind(admin.id).execute(app.pool()).await.unwrap();
    for person in ["999999", "-1", "0", "ada", "1.5", "99999999999", "1 OR 1=1"] {
        let to = app.post(&event.url("assign/"), &[("person", person)]).as_user(&admin).await.expect_redirect();
        assert_eq!(to, event.url(""), "{person}");
        assert_eq!(assignee(&app).await, Some(admin.id), "{person}");
    }
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(!page.says("Success:"), "{}", page.visible());
}

#[tokio::test]
async fn looking_at_the_address_changes_nothing() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let to = app.get(&format!("{}?person={}", event.url("assign/"), admin.id)).as_user(&admin).await.expect_redirect();
    assert_eq!(to, event.url(""));
    assert_eq!(assignee(&app).await, None);
}

/// What is recorded is who gave it to whom.
#[tokio::test]
async fn evt_05_an_assignment_is_a_version_of_the_event() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let versions = "SELECT count(*) FROM version v JOIN revision r ON r.id = v.revision_id WHERE r.comment = 'assign event'";
    app.post(&event.url("assign/"), &[("person", &admin.id.to_string())]).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<i64>(versions).await, 1);
    // To the same person again is no change.
    app.post(&event.url("assign/"), &[("person", &admin.id.to_string())]).as_user(&admin).await.expect_status(302);
    app.post(&event.url("assign/"), &[("person", "999999")]).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<i64>(versions).await, 1);
}
