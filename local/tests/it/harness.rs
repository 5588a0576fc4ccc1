//! The harness keeps its promises.

use crate::support::TestApp;

#[tokio::test]
async fn every_test_has_a_database_of_its_own() {
    let (one, other) = (TestApp::start().await, TestApp::start().await);
    one.organization("lu.se", "Lund University").await;
    let count = |app: &TestApp| {
        let pool = app.pool().clone();
        async move {
            let count = sqlx::query_scalar("SELECT count(*) FROM organization WHERE domain = 'lu.se'");
            count.fetch_one(&pool).await.unwrap()
        }
    };
    assert_eq!((count(&one).await, count(&other).await), (1_i64, 0_i64));
}

#[tokio::test]
async fn people_are_who_the_test_says() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").administrator().near("LHR").create().await;
    let grace = app.person("Grace Hopper").in_group("trainers").with_permission("change_event").create().await;
    let root = app.person("Root").superuser().create().await;
    let gone = app.person("Gone Away").inactive().with_password("a long enough password").create().await;
    assert_eq!((ada.username.as_str(), ada.email.as_str()), ("lovelace_ada", "ada.lovelace@example.org"));
    assert_eq!(gone.password.as_deref(), Some("a long enough password"));

    let mut connection = app.pool().acquire().await.unwrap();
    let mut viewer = async |id| shared::access::viewer(&mut connection, id).await.unwrap().map(|(viewer, _)| viewer);
    let seen = viewer(ada.id).await.unwrap();
    assert!(seen.is_admin && seen.has_airport);
    assert!(viewer(grace.id).await.unwrap().can("change_event"));
    assert!(viewer(root.id).await.unwrap().is_superuser);
    assert!(viewer(gone.id).await.is_none());
}

#[tokio::test]
async fn a_signed_in_person_sees_more_than_a_visitor() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    app.organization("lu.se", "Lund University").await;
    let event = app.event("2026-07-01-lund").hosted_by("lu.se").between("2026-07-01", "2026-07-02");
    let event = event.in_country("SE").tagged("SWC").create().await;
    app.task(&member, "instructor", &event).await;

    let to = app.get(&event.url("")).await.expect_redirect();
    assert!(to.starts_with("/account/login/"), "{to}");
    app.get(&event.url("")).as_user(&member).await.expect_status(403);
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(page.says("2026-07-01-lund") && page.says("Lund University"), "{}", page.visible());
    assert!((1..=8).contains(&app.statements()), "{} statements", app.statements());
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let app = TestApp::start().await;
    let post = || app.post("/account/login/", &[("username", "x"), ("password", "y")]);
    post().with_header("sec-fetch-site", "cross-site").with_header("origin", "https://evil.example").await.expect_status(403);
    post().without_header("sec-fetch-site").without_header("origin").await.expect_status(403);
    assert_ne!(post().await.status, 403);
}
