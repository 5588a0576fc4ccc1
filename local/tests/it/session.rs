//! The session: its cookie, how long it lasts, and what ends it.

use axum::http::Method;
use chrono::Duration;
use local::amy::functions;

use crate::support::{Person, TestApp};

const PASSWORD: &str = "correct horse battery";
/// A page for staff.
const HOME: &str = "/dashboard/admin/";

/// Whether a browser with these cookies is signed in.
async fn knows(app: &TestApp, cookies: &str) -> bool {
    let answer = app.get(HOME).with_header("cookie", cookies).await;
    assert!(matches!(answer.status, 200 | 302), "{}: {}", answer.status, answer.visible());
    answer.status == 200
}

/// The `Cookie` header of a new browser of this person's.
async fn signed_in(app: &TestApp, person: &Person) -> String {
    app.sign_in(person).await;
    app.cookies(Some(person.id))
}

#[tokio::test]
async fn the_cookie_is_for_this_host_alone_and_out_of_reach_for_scripts() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").with_password(PASSWORD).create().await;
    let answer = app.post("/account/login/", &[("username", &ada.username), ("password", PASSWORD)]).await;
    let set = answer.header("set-cookie").to_owned();
    let (token, attributes) = set.strip_prefix("__Host-amy=").unwrap().split_once(';').unwrap();
    assert_eq!(attributes, " HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=7776000");
    assert!(token.len() >= 32, "{token}");
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1);
}

/// Whoever planted a cookie before the login does not know the one after it.
#[tokio::test]
async fn a_login_gives_a_token_that_nobody_knew_before() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").administrator().with_password(PASSWORD).create().await;
    let fields = [("username", ada.username.as_str()), ("password", PASSWORD)];
    let planted = "__Host-amy=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let mut known = vec![planted.to_owned()];
    for _ in 0..2 {
        let answer = app.post("/account/login/", &fields).with_header("cookie", known.last().unwrap()).await.expect_status(302);
        let new = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        assert!(!known.contains(&new), "{new}");
        for old in &known {
            assert!(!knows(&app, old).await, "{old}");
        }
        assert!(knows(&app, &new).await);
        known.push(new);
    }
}

#[tokio::test]
async fn two_browsers_have_two_sessions() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").administrator().with_password(PASSWORD).create().await;
    let fields = [("username", ada.username.as_str()), ("password", PASSWORD)];
    let one = signed_in(&app, &ada).await;
    let answer = app.post("/account/login/", &fields).await.expect_status(302);
    let other = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    app.post("/account/logout/", &[]).with_header("cookie", &other).await.expect_status(302);
    assert!(!knows(&app, &other).await);
    assert!(knows(&app, &one).await);
}

#[tokio::test]
async fn an_unused_session_ends_after_fourteen_days() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let cookies = signed_in(&app, &admin).await;
    // Each use counts anew …
    app.clock.advance(Duration::days(14) - Duration::seconds(1));
    assert!(knows(&app, &cookies).await);
    app.clock.advance(Duration::days(14) - Duration::seconds(1));
    assert!(knows(&app, &cookies).await);
    // … and the end is the end, also for a session that nobody has swept away.
    app.clock.advance(Duration::days(14));
    assert!(!knows(&app, &cookies).await);
}

#[tokio::test]
async fn a_session_in_daily_use_ends_after_ninety_days() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let cookies = signed_in(&app, &admin).await;
    for _ in 0..9 {
        app.clock.advance(Duration::days(9));
        assert!(knows(&app, &cookies).await);
    }
    app.clock.advance(Duration::days(9) - Duration::seconds(1));
    assert!(knows(&app, &cookies).await);
    app.clock.advance(Duration::seconds(1));
    assert!(!knows(&app, &cookies).await);
}

#[tokio::test]
async fn an_inactive_person_is_nobody_at_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let cookies = signed_in(&app, &admin).await;
    assert!(knows(&app, &cookies).await);
    app.run("UPDATE person SET is_active = false").await;
    assert!(!knows(&app, &cookies).await);
}

#[tokio::test]
async fn a_deleted_person_is_nobody_at_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let cookies = signed_in(&app, &admin).await;
    app.run("DELETE FROM person").await;
    assert!(!knows(&app, &cookies).await);
}

#[tokio::test]
async fn a_changed_password_ends_every_session() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let cookies = signed_in(&app, &admin).await;
    assert!(knows(&app, &cookies).await);
    app.run("UPDATE person SET password = 'argon2$another'").await;
    assert!(!knows(&app, &cookies).await);
}

#[tokio::test]
async fn odd_cookies_are_no_cookies() {
    let app = TestApp::start().await;
    let long = format!("__Host-amy={}", "x".repeat(8000));
    let odd = [
        "",
        ";",
        ";;;===",
        "__Host-amy",
        "__Host-amy=",
        "__Host-amy=;",
        "__Host-amy==",
        "__Host-amy=\"quoted\"",
        "__Host-amy=%00%ff",
        "__Host-amy=é",
        "__Host-amy=a b c",
        "__Host-amy=session#x",
        "=__Host-amy",
        "a=b; __Host-amy=1; __Host-amy=2",
        &long,
    ];
    for cookies in odd {
        assert!(!knows(&app, cookies).await, "{cookies}");
        let page = app.get("/account/login/").with_header("cookie", cookies).await.expect_page();
        assert_eq!(page.header("set-cookie"), "", "{cookies}");
    }
}

#[tokio::test]
async fn a_visitor_who_only_looks_gets_no_cookie() {
    let app = TestApp::start().await;
    for path in ["/account/login/", "/", "/dashboard/", "/version/", "/select_lookups/languages/", "/nonsense/"] {
        assert_eq!(app.get(path).await.header("set-cookie"), "", "{path}");
    }
}

/// What another site's page can make a browser send, and what no browser sends.
const ATTACKS: [&[(&str, &str)]; 8] = [
    &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
    &[("sec-fetch-site", "same-site"), ("origin", "http://other.localhost:3000")],
    &[("sec-fetch-site", "cross-site"), ("origin", "null")],
    &[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")],
    &[("sec-fetch-site", "none")],
    &[("origin", "null")],
    &[("origin", "http://localhost:3000.evil.example")],
    &[("referer", "http://localhost:3000/workshops/events/")],
];

#[tokio::test]
async fn a_form_that_another_site_sends_is_refused_everywhere() {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().create().await;
    let event = app.event("2026-07-01-lund").create().await;
    let task = app.task(&superuser, "instructor", &event).await;
    let person = app.person("Ada Lovelace").create().await;
    let before = app.value::<i64>("SELECT count(*) FROM version").await;
    for (_, routes) in functions() {
        for route in routes.iter().filter(|route| route.method == Method::POST) {
            let id = if route.path.contains("/task/") { task } else { person.id };
            let path =
                route.path.replace("{slug}", &event.slug).replace("{id}", &id.to_string()).replace("{domain}", "self-organized");
            let request = app.post(&path, &[("slug", "2026-01-01-evil"), ("person", "")]).as_user(&superuser);
            let answer = request.with_header("sec-fetch-site", "cross-site").with_header("origin", "https://evil.example").await;
            assert_eq!(answer.status, 403, "{path}: {}", answer.visible());
        }
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM version").await, before);
    app.get(HOME).as_user(&superuser).await.expect_page();
}

#[tokio::test]
async fn no_disguise_helps_another_sites_form() {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().create().await;
    let event = app.event("2026-07-01-lund").create().await;
    for headers in ATTACKS {
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            let request = app.ask(method, &event.url("delete/")).as_user(&superuser);
            let request = request.without_header("origin").without_header("sec-fetch-site");
            let request = headers.iter().fold(request, |request, (name, value)| request.with_header(name, value));
            let answer = request.await.expect_status(403);
            assert!(answer.says("a page of this site behind the request") || answer.says("Log in first"), "{}", answer.visible());
        }
    }
    app.get(&event.url("")).as_user(&superuser).await.expect_page();
}

/// Login is a change too: a stranger's account must not be slipped to anybody.
#[tokio::test]
async fn another_site_cannot_log_anybody_in() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").with_password(PASSWORD).create().await;
    let fields = [("username", ada.username.as_str()), ("password", PASSWORD)];
    for headers in ATTACKS {
        let request = app.post("/account/login/", &fields).without_header("origin").without_header("sec-fetch-site");
        let request = headers.iter().fold(request, |request, (name, value)| request.with_header(name, value));
        let answer = request.await.expect_status(403);
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn a_message_is_shown_once_and_on_the_page_that_one_sees_next() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let event = app.event("2026-07-01-lund").create().await;
    app.post(&event.url("delete/"), &[]).as_user(&admin).await.expect_status(302);
    // What is no page does not use it up.
    app.get("/select_lookups/tags/").as_user(&admin).await.expect_page();
    app.get("/workshops/events/?format=csv").as_user(&admin).await.expect_page();
    app.get("/").as_user(&admin).await.expect_status(302);
    let list = app.get("/workshops/events/").as_user(&admin).await.expect_page();
    assert!(list.says("Success: The event 2026-07-01-lund was deleted."), "{}", list.visible());
    let list = app.get("/workshops/events/").as_user(&admin).await.expect_page();
    assert!(!list.says("was deleted"), "{}", list.visible());
}

/// Whoever follows no redirect, a program say, sees no page that would use messages up.
#[tokio::test]
async fn few_messages_wait_for_a_page() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for n in 0..30 {
        let event = app.event(&format!("2026-07-01-lund-{n}")).create().await;
        app.post(&event.url("delete/"), &[]).as_user(&admin).await.expect_status(302);
    }
    let list = app.get("/workshops/events/").as_user(&admin).await.expect_page();
    assert_eq!(list.visible().matches("was deleted").count(), 20, "{}", list.visible());
    assert!(list.says("2026-07-01-lund-29 was deleted"), "the newest are shown");
}
