//! A new event that begins as another one was (EVT-02).

use super::{new_event, start};
use crate::support::{Form, Person, TestApp};

/// An event with everything filled in, and the form that made it.
async fn lund(app: &TestApp, admin: &Person) -> Form {
    let (swc, cancelled) = (app.id_of("tag", "SWC").await, app.id_of("tag", "cancelled").await);
    let form = new_event(app, admin, "2026-07-01-lund").await.choose("tags", &[&swc, &cancelled]);
    let form = form.fill("start", "2026-07-01").fill("end", "2026-07-02").fill("completed", "on");
    let form = form
        .fill("country", "SE")
        .fill("venue", "Hall")
        .fill("address", "Road 1")
        .fill("latitude", "55.7")
        .fill("longitude", "13.2");
    let form = form.fill("url", "https://lund.example.org/").fill("reg_key", "4711").fill("manual_attendance", "12");
    let form = form.fill("contact", "a@example.org").fill("comment", "The first one.").fill("public_status", "private");
    let form = form.fill("assigned_to", &admin.id.to_string()).fill("language", &app.id_of("language", "Swedish").await);
    form.send(app).as_user(admin).await.expect_status(302);
    form
}

async fn open(app: &TestApp, admin: &Person) -> Form {
    app.get("/workshops/event/2026-07-01-lund/clone/").as_user(admin).await.expect_page().form("main-form")
}

#[tokio::test]
async fn evt_02_a_new_event_begins_as_another_one_was() {
    let (app, admin) = start().await;
    let old = lund(&app, &admin).await;
    let page = app.get("/workshops/event/2026-07-01-lund/").as_user(&admin).await.expect_page();
    assert!(page.links().contains(&"/workshops/event/2026-07-01-lund/clone/".to_owned()), "{:?}", page.links());
    let new = open(&app, &admin).await;
    assert!((1..=6).contains(&app.statements()), "{} statements", app.statements());
    assert_eq!(new.action, "/workshops/events/add/");
    for field in [
        "host",
        "sponsor",
        "administrator",
        "public_status",
        "assigned_to",
        "language",
        "contact",
        "country",
        "venue",
        "address",
        "latitude",
        "longitude",
    ] {
        assert_eq!(new.value(field), old.value(field), "{field}");
    }
    for field in
        ["slug", "start", "end", "completed", "membership", "url", "reg_key", "manual_attendance", "instructors_pre", "comment"]
    {
        assert_eq!(new.value(field), "", "{field} belongs to the other event");
    }
    assert_eq!(new.values("tags"), [app.id_of("tag", "SWC").await], "that it was cancelled belongs to the other event");
    assert!(!new.has("lessons"));
}

#[tokio::test]
async fn evt_02_nothing_is_written_until_the_new_event_is_sent() {
    let (app, admin) = start().await;
    lund(&app, &admin).await;
    let written = "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM version) + (SELECT count(*) FROM revision)";
    let before = app.value::<i64>(written).await;
    let form = open(&app, &admin).await;
    assert_eq!(app.value::<i64>(written).await, before);

    let page = form.clone().fill("slug", "2026-07-01-lund").send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("slug").contains("Another event has this slug already."), "{}", page.visible());
    assert_eq!(page.form("main-form").value("venue"), "Hall", "the input is kept");
    assert_eq!(app.value::<i64>(written).await, before);

    let to = form.fill("slug", "2026-09-01-lund").send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/workshops/event/2026-09-01-lund/");
    let same: i64 = app
        .value(
            "SELECT count(*) FROM event a, event b WHERE a.slug = '2026-07-01-lund' AND b.slug = '2026-09-01-lund'
             AND (a.venue, a.country, a.host_id, a.assigned_to_id) = (b.venue, b.country, b.host_id, b.assigned_to_id)
             AND b.start IS NULL AND b.url IS NULL AND NOT b.completed AND b.manual_attendance = 0",
        )
        .await;
    assert_eq!(same, 1);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM comment").await, 1, "comments stay with the other event");
}

#[tokio::test]
async fn evt_02_an_event_that_is_not_there_is_no_beginning() {
    let (app, admin) = start().await;
    app.get("/workshops/event/2026-01-01-nowhere/clone/").as_user(&admin).await.expect_status(404);
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let event = app.event("2026-07-01-lund").create().await;
    let page = app.get(&event.url("")).as_user(&reader).await.expect_page();
    assert!(page.says("Clone") && !page.links().contains(&event.url("clone/")), "{:?}", page.links());
}
