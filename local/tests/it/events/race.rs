//! Two people at once.

use std::future::IntoFuture;

use web::Config;

use super::new_event;
use crate::support::{Person, TestApp};

/// AMY with a connection for each of two people.
async fn start() -> (TestApp, Person) {
    let app = TestApp::start_with(|config| Config { pool_size: 2, ..config }).await;
    let admin = app.admin().await;
    app.organization("lu.se", "Lund University").await;
    (app, admin)
}

#[tokio::test]
async fn a_slug_that_somebody_takes_in_the_same_moment_is_a_conflict() {
    let (app, admin) = start().await;
    let form = new_event(&app, &admin, "2026-07-01-lund").await;
    let mut rival = app.pool().begin().await.unwrap();
    let insert = "INSERT INTO event (slug, host_id) SELECT '2026-07-01-lund', id FROM organization WHERE domain = 'lu.se'";
    sqlx::query(insert).execute(&mut *rival).await.unwrap();
    let rival = async {
        app.until_blocked().await;
        rival.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(form.send(&app).as_user(&admin).into_future(), rival);
    let page = answer.expect_status(409);
    assert!(page.says("Somebody else was faster"), "{}", page.visible());
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event").await, 1);
    // The next try is told where the trouble is.
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("slug").contains("Another event has this slug already."), "{}", page.error_at("slug"));
}

#[tokio::test]
async fn the_later_of_two_who_save_at_once_is_told() {
    let (app, admin) = start().await;
    new_event(&app, &admin, "2026-07-01-lund").await.send(&app).as_user(&admin).await.expect_status(302);
    let form = app.get("/workshops/event/2026-07-01-lund/edit/").as_user(&admin).await.expect_page().form("main-form");
    let (one, other) = (
        form.clone().fill("venue", "Hall A").send(&app).as_user(&admin),
        form.fill("venue", "Hall B").send(&app).as_user(&admin),
    );
    let (one, other) = tokio::join!(one.into_future(), other.into_future());
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [302, 409]);
}

#[tokio::test]
async fn deleting_twice_at_once_is_no_fault() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let delete = || app.post("/workshops/event/2026-07-01-lund/delete/", &[]).as_user(&admin).into_future();
    let (one, other) = tokio::join!(delete(), delete());
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [302, 404]);
    app.get(&event.url("")).as_user(&admin).await.expect_status(404);
}
