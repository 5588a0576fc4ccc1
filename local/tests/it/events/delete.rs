//! Deleting events (EVT-07, GLB-12, DM-EVENT-33).

use super::start;

#[tokio::test]
async fn an_event_goes_with_its_tags_and_says_so() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").tagged("SWC").create().await;
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    let to = page.form_to(&event.url("delete/")).send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/workshops/events/");
    let list = app.get(&to).as_user(&admin).await.expect_page();
    assert!(list.says("Success: The event 2026-07-01-lund was deleted."), "{}", list.visible());
    app.get(&event.url("")).as_user(&admin).await.expect_status(404);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event_tag").await, 0);
}

#[tokio::test]
async fn what_refers_to_an_event_keeps_it() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let task = app.task(&admin, "instructor", &event).await;
    sqlx::query("INSERT INTO award (person_id, badge_id, awarded, event_id) SELECT $1, id, '2026-07-03', $2 FROM badge WHERE name = 'instructor'")
        .bind(admin.id)
        .bind(event.id)
        .execute(app.pool())
        .await
        .unwrap();
    let page = app.post(&event.url("delete/"), &[]).as_user(&admin).await.expect_page();
    assert!(page.says("Failed to delete") && page.says("2026-07-01-lund was not deleted"), "{}", page.visible());
    assert!(page.says("tasks 2026-07-01-lund/Ada Admin <ada.admin@example.org>=Instructor"), "{}", page.visible());
    assert!(page.says("awards Ada Admin <ada.admin@example.org>/Instructor/2026-07-03/2026-07-01-lund"), "{}", page.visible());
    let links = page.links();
    for link in [event.url(""), format!("/workshops/task/{task}/"), format!("/workshops/person/{}/", admin.id)] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    app.get(&event.url("")).as_user(&admin).await.expect_page();

    app.run("DELETE FROM award").await;
    app.post(&event.url("delete/"), &[]).as_user(&admin).await.expect_page();
    app.run("DELETE FROM task").await;
    app.post(&event.url("delete/"), &[]).as_user(&admin).await.expect_status(302);
}

#[tokio::test]
async fn looking_at_the_address_deletes_nothing() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    app.get(&event.url("delete/")).as_user(&admin).await.expect_status(405);
    app.get(&event.url("")).as_user(&admin).await.expect_page();
}

/// DM-EVENT-33: a trainee's progress stays, without the event.
#[tokio::test]
async fn evt_07_progress_at_a_deleted_event_loses_it() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    sqlx::query(
        "INSERT INTO training_progress (trainee_id, requirement_id, event_id) SELECT $1, (SELECT min(id) FROM training_requirement), $2",
    )
    .bind(admin.id)
    .bind(event.id)
    .execute(app.pool())
    .await
    .unwrap();
    app.post(&event.url("delete/"), &[]).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM training_progress WHERE event_id IS NULL").await, 1);
    let deleted = "SELECT count(*) FROM version WHERE object_type = 'event' AND table_name = 'event' AND operation = 'D'";
    assert_eq!(app.value::<i64>(deleted).await, 1);
}
