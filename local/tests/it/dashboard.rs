//! The way in and the staff's dashboard (UTL-01, UTL-02, UTL-03, UTL-06), on 15 June 2026.

use axum::http::Method;

use crate::support::{Answer, Person, TestApp, links};

const PATH: &str = "/dashboard/admin/";

async fn open(app: &TestApp, admin: &Person, query: &str) -> Answer {
    app.get(&format!("{PATH}{query}")).as_user(admin).await.expect_page()
}

/// The names of the events in a column, in order.
fn column(page: &Answer, id: &str) -> Vec<String> {
    let text = page.text_of(id);
    text.split_whitespace().filter_map(|word| word.strip_prefix("2026-01-01-")).map(str::to_owned).collect()
}

/// Gives an event everything that publication asks for but the days.
const COMPLETE: &str = "UPDATE event SET country = 'SE', venue = 'V', address = 'A', latitude = 1, longitude = 2, url = 'https://example.org/' || slug";

#[tokio::test]
async fn everybody_is_led_to_their_own_dashboard() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    assert_eq!(app.get("/").await.expect_redirect(), "/dashboard/");
    assert!(app.get("/dashboard/").await.expect_redirect().starts_with("/account/login/"));
    assert_eq!(app.get("/dashboard/").as_user(&admin).await.expect_redirect(), PATH);
    let page = app.get("/dashboard/").as_user(&member).await.expect_page();
    assert!(page.says("Hello, Ned"), "{}", page.visible());
    for group in ["administrators", "steering committee", "invoicing", "trainers"] {
        let person = app.person(&format!("Some {}", group.split(' ').next().unwrap())).in_group(group).create().await;
        assert_eq!(app.get("/dashboard/").as_user(&person).await.expect_redirect(), PATH, "{group}");
    }
}

/// LEG-01 … LEG-21: where each address of older releases leads, for good or for now.
const OLD: [(&str, &str, u16); 21] = [
    ("/workshops/", "/dashboard/", 302),
    ("/workshops/admin-dashboard/", "/dashboard/admin/", 302),
    ("/workshops/trainee-dashboard/", "/dashboard/instructor/", 302),
    ("/workshops/trainee-dashboard/training_progress/", "/dashboard/instructor/training_progress/", 302),
    ("/workshops/autoupdate_profile/", "/dashboard/instructor/autoupdate_profile/", 302),
    ("/workshops/training_requests/", "/requests/training_requests/", 302),
    ("/workshops/training_requests/merge", "/requests/training_requests/merge", 302),
    ("/workshops/bulk_upload_training_request_scores", "/requests/bulk_upload_training_request_scores/", 302),
    ("/workshops/bulk_upload_training_request_scores/confirm", "/requests/bulk_upload_training_request_scores/confirm/", 302),
    ("/workshops/workshop_requests/", "/requests/workshop_requests/", 302),
    ("/workshops/organizations/", "/fiscal/organizations/", 302),
    ("/workshops/memberships/", "/fiscal/memberships/", 302),
    ("/workshops/reports/membership_trainings_stats/", "/reports/membership_trainings_stats/", 302),
    ("/workshops/reports/workshop_issues/", "/reports/workshop_issues/", 302),
    ("/workshops/reports/instructor_issues/", "/reports/instructor_issues/", 302),
    ("/workshops/reports/duplicate_persons/", "/reports/duplicate_persons/", 302),
    ("/workshops/reports/duplicate_training_requests/", "/reports/duplicate_training_requests/", 302),
    ("/workshops/trainings/", "/trainings/trainings/", 302),
    ("/workshops/trainees/", "/trainings/trainees/", 302),
    ("/workshops/request_training/", "/forms/request_training/", 301),
    ("/dashboard/trainee/", "/dashboard/instructor/", 302),
];

/// LEG-01 … LEG-21: anybody is led on, however they ask, and the query string stays behind.
#[tokio::test]
async fn old_addresses_lead_to_the_new_ones() {
    let app = TestApp::start().await;
    for (old, new, status) in OLD {
        for method in [Method::GET, Method::HEAD, Method::POST] {
            let answer = app.ask(method.clone(), &format!("{old}?page=2&next=/x/")).await.expect_status(status);
            assert_eq!(answer.header("location"), new, "{method} {old}");
            assert_eq!(answer.text, "", "{method} {old}");
        }
        app.ask(Method::DELETE, old).await.expect_status(405);
    }
    assert_eq!(app.statements(), 0);
}

/// GLB-03
#[tokio::test]
async fn glb_03_who_is_no_staff_has_a_bar_of_their_own_and_visitors_none() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let bar = |page: &Answer| page.text.split("<main").next().unwrap_or_default().to_owned();
    let page = app.get("/dashboard/").as_user(&member).await.expect_page();
    let links = links(&bar(&page));
    assert!(links.iter().any(|link| link == "/dashboard/"), "the brand leads to their own dashboard: {links:?}");
    for staff in ["/dashboard/admin/", "/workshops/events/", "/workshops/persons/", "/dashboard/admin/search/", "/admin/"] {
        assert!(!links.iter().any(|link| link == staff), "{staff} is in {links:?}");
    }
    assert!(bar(&page).contains("action=\"/account/logout/\"") && page.says("Hello, Ned"), "{}", page.visible());
    let refused = app.get("/workshops/events/").as_user(&member).await.expect_status(403);
    assert!(!bar(&refused).contains("/workshops/persons/"), "nor on pages that refuse");
    let visited = app.get("/account/login/").await.expect_page();
    assert!(!bar(&visited).contains("/account/logout/") && !bar(&visited).contains("Hello"), "{}", visited.visible());
    let staff = app.get("/dashboard/admin/").as_user(&admin).await.expect_page();
    assert!(bar(&staff).contains("/workshops/events/"));
}

#[tokio::test]
async fn the_version_is_told_to_anybody_and_needs_no_database() {
    let app = TestApp::start().await;
    let answer = app.get("/version/").await.expect_page();
    assert_eq!(answer.text, web::VERSION);
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(app.statements(), 0);
}

#[tokio::test]
async fn ones_own_events_come_in_two_columns() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (name, start, end) in [
        ("past", "2026-05-01", "2026-05-02"),
        ("now", "2026-06-14", "2026-06-15"),
        ("next", "2026-06-16", "2026-06-17"),
        ("later", "2026-07-01", "2026-07-02"),
        ("bare", "2026-07-03", "2026-07-04"),
        ("completed", "2026-06-16", "2026-06-17"),
        ("other", "2026-06-16", "2026-06-17"),
    ] {
        app.event(&format!("2026-01-01-{name}")).between(start, end).create().await;
    }
    app.event("2026-01-01-stalled").between("2026-06-16", "2026-06-17").tagged("stalled").create().await;
    app.event("2026-01-01-undated").create().await;
    app.run(COMPLETE).await;
    app.run("UPDATE event SET url = NULL WHERE slug LIKE '%bare'").await;
    app.run("UPDATE event SET completed = true WHERE slug LIKE '%completed'").await;
    app.run("UPDATE event SET assigned_to_id = (SELECT id FROM person) WHERE slug NOT LIKE '%other'").await;
    let page = open(&app, &admin, "").await;
    assert_eq!(column(&page, "current"), ["now", "next", "later"]);
    assert_eq!(column(&page, "unpublished"), ["undated", "bare"]);

    let nobodys = open(&app, &admin, "?assigned_to=").await;
    assert_eq!((column(&nobodys, "current"), column(&nobodys, "unpublished").len()), (vec!["other".to_owned()], 0));
    for unknown in ["x", "-1", "999999", "99999999999"] {
        assert_eq!(column(&open(&app, &admin, &format!("?assigned_to={unknown}")).await, "current"), ["other"], "{unknown}");
    }
    assert_eq!(column(&open(&app, &admin, &format!("?assigned_to={}", admin.id)).await, "current"), ["now", "next", "later"]);
}

#[tokio::test]
async fn an_event_in_progress_shows_what_it_lacks() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let event = app.event("2026-01-01-lund").create().await;
    app.run(COMPLETE).await;
    app.run("UPDATE event SET assigned_to_id = (SELECT id FROM person)").await;
    app.task(&admin, "instructor", &event).await;
    let page = open(&app, &admin, "").await;
    let text = page.text_of("unpublished");
    assert!(text.contains("2026-01-01-lund 1 ") && text.contains("self-organized"), "{text}");
    assert!(page.links().contains(&event.url("")), "{:?}", page.links());
}

#[tokio::test]
async fn only_the_main_tags_are_shown() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-01-01-lund").between("2026-06-16", "2026-06-17").tagged("TTT").tagged("online").tagged("SWC").create().await;
    app.run(COMPLETE).await;
    let text = open(&app, &admin, "?assigned_to=").await.text_of("current");
    assert!(text.contains("SWC") && text.contains("TTT") && !text.contains("online"), "{text}");
}

#[tokio::test]
async fn the_choice_of_whose_events_is_among_administrators() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.person("Tina Trainer").in_group("trainers").create().await;
    let root = app.person("Root").superuser().create().await;
    let page = open(&app, &admin, &format!("?assigned_to={}", root.id)).await;
    let form = page.form_to(PATH);
    assert_eq!(form.value("assigned_to"), root.id.to_string());
    assert!(page.says("Ada Admin <ada.admin@example.org>") && page.says("Root <root.@example.org>"), "{}", page.visible());
    assert!(!page.says("Tina Trainer"), "{}", page.visible());
}

#[tokio::test]
async fn the_dashboard_costs_few_statements() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    open(&app, &admin, "").await;
    let few = app.statements();
    for n in 0..30 {
        app.event(&format!("2026-01-01-e{n}")).between("2026-06-16", "2026-06-17").tagged("SWC").create().await;
    }
    open(&app, &admin, "?assigned_to=").await;
    assert_eq!(app.statements(), few);
    assert!((1..=6).contains(&few), "{few}");
}

/// Who is no administrator begins with their own events as well.
#[tokio::test]
async fn dsh_02_the_viewer_is_among_the_choices() {
    let app = TestApp::start().await;
    let trainer = app.person("Tina Trainer").in_group("trainers").create().await;
    app.event("2026-01-01-own").create().await;
    app.run("UPDATE event SET assigned_to_id = (SELECT id FROM person WHERE personal = 'Tina')").await;
    for query in [String::new(), format!("?assigned_to={}", trainer.id)] {
        let page = open(&app, &trainer, &query).await;
        assert_eq!(page.form_to(PATH).value("assigned_to"), trainer.id.to_string(), "{query}");
        assert!(page.says("Tina Trainer <tina.trainer@example.org>"), "{}", page.visible());
        assert_eq!(column(&page, "unpublished"), ["own"], "{query}");
    }
}
