//! What goes with every answer, and what no page may hold: nothing that a content security policy would have to allow.

use local::amy::functions;
use web::Access;

use crate::support::{Answer, Person, TestApp};

/// One answer of every kind.
async fn answers(app: &TestApp, admin: &Person) -> Vec<(&'static str, Answer)> {
    app.event("2026-07-01-lund").create().await;
    let form = ("username", "x");
    vec![
        ("a page", app.get("/account/login/").await.expect_status(200)),
        ("a page of staff", app.get("/workshops/events/").as_user(admin).await.expect_status(200)),
        ("a redirect", app.get("/").await.expect_status(302)),
        ("a moved page", app.get("/workshops/events").await.expect_status(301)),
        ("JSON", app.get("/select_lookups/languages/").await.expect_status(200)),
        ("CSV", app.get("/workshops/events/?format=csv").as_user(admin).await.expect_status(200)),
        ("text", app.get("/version/").await.expect_status(200)),
        ("a preview", app.post("/markdownx/markdownify/", &[("content", "x")]).as_user(admin).await.expect_status(200)),
        ("a form again", app.post("/account/login/", &[form]).await.expect_status(422)),
        ("400", app.post("/comments/post/", &[]).as_user(admin).await.expect_status(400)),
        ("403", app.get("/select_lookups/tags/").await.expect_status(403)),
        (
            "403 for another site",
            app.post("/account/login/", &[])
                .with_header("sec-fetch-site", "cross-site")
                .without_header("origin")
                .await
                .expect_status(403),
        ),
        ("404", app.get("/nonsense/").await.expect_status(404)),
        ("405", app.get("/account/logout/").as_user(admin).await.expect_status(405)),
        (
            "413",
            app.ask(axum::http::Method::POST, "/account/login/")
                .with_body("application/x-www-form-urlencoded", vec![b'x'; 3_000_000])
                .await
                .expect_status(413),
        ),
    ]
}

#[tokio::test]
async fn every_kind_of_answer_is_guarded() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (kind, answer) in answers(&app, &admin).await {
        for (name, value) in [
            ("x-frame-options", "DENY"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
            ("cache-control", "private, no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{kind}: {name}");
        }
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.split(';').any(|directive| directive.trim() == part), "{kind}: {part} is not in {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http:"), "{kind}: {policy}");
        assert_eq!(answer.header("x-powered-by"), "", "{kind}");
    }
}

/// HTTPS for good is for sites that have it, not for a developer's machine.
#[tokio::test]
async fn a_real_site_asks_for_https() {
    let local = TestApp::start().await;
    assert_eq!(local.get("/version/").await.header("strict-transport-security"), "");
    let real = TestApp::start_with(|config| web::Config {
        stage: web::Stage::Production,
        assets_url: "https://assets.example.org/v5".to_owned(),
        ..config
    })
    .await;
    let page = real.get("/account/login/").await.expect_page();
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
    assert_eq!(page.header("server-timing"), "", "how long a password takes is nobody's business");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src https://assets.example.org;"), "{policy}");
    for tag in page.tags() {
        if let Some(address) = tag.attribute("src").or(tag.attribute("href").filter(|_| tag.name == "link")) {
            assert!(address.starts_with("https://assets.example.org/v5/"), "{tag:?}");
        }
    }
}

/// Whoever comes past CloudFront, where the firewall is, is sent away.
#[tokio::test]
async fn a_site_behind_cloudfront_knows_it_by_its_secret() {
    let app = TestApp::start_with(|config| web::Config { origin_secret: Some("s3cret".to_owned()), ..config }).await;
    app.get("/account/login/").await.expect_status(403);
    app.get("/account/login/").with_header("x-amy-origin", "wrong").await.expect_status(403);
    app.get("/account/login/").with_header("x-amy-origin", "s3cret").await.expect_page();
}

/// All pages that a person of the staff can look at, and those of a visitor.
async fn pages(app: &TestApp) -> Vec<Answer> {
    let superuser = app.person("Root").superuser().create().await;
    let event = app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").in_country("SE").tagged("SWC").create().await;
    let task = app.task(&superuser, "instructor", &event).await;
    app.post(
        "/comments/post/",
        &[
            ("content_type", "workshops.event"),
            ("object_pk", &event.id.to_string()),
            ("comment", "**x** <b style=\"color:red\" onclick=\"x()\">y</b>"),
        ],
    )
    .as_user(&superuser)
    .await
    .expect_status(302);
    let mut pages = vec![app.get("/account/login/").await, app.get("/nonsense/").await, app.get("/workshops/events/add/").await];
    for (_, routes) in functions() {
        // What scripts ask for is a piece of a page.
        for route in
            routes.iter().filter(|route| route.method == "GET" && !matches!(route.access, Access::AdminScript | Access::Script))
        {
            let id = if route.path.contains("/task/") { task } else { superuser.id };
            let path =
                route.path.replace("{slug}", &event.slug).replace("{id}", &id.to_string()).replace("{domain}", "self-organized");
            pages.push(app.get(&path).as_user(&superuser).await);
        }
    }
    for path in ["/workshops/events/add/", "/workshops/tasks/add/", "/workshops/persons/add/"] {
        pages.push(app.post(path, &[]).as_user(&superuser).await.expect_status(422));
    }
    pages.push(app.post(&event.url("delete/"), &[]).as_user(&superuser).await.expect_page());
    pages.retain(|page| page.header("content-type").starts_with("text/html"));
    pages
}

#[tokio::test]
async fn no_page_holds_a_script_or_a_style_of_its_own() {
    let app = TestApp::start().await;
    let pages = pages(&app).await;
    assert!(pages.len() > 15, "only {} pages", pages.len());
    for page in pages {
        for tag in page.tags().into_iter().filter(|tag| !tag.is_end) {
            for (name, value) in &tag.attributes {
                assert!(name != "style" && !name.starts_with("on"), "{tag:?}");
                assert!(!value.trim_start().to_lowercase().starts_with("javascript:"), "{tag:?}");
            }
            assert_ne!(tag.name, "style");
            if tag.name == "script" {
                assert!(tag.attribute("src").is_some_and(|src| src.starts_with("/static/")), "{tag:?}");
            }
        }
    }
}

#[tokio::test]
async fn every_asset_of_a_page_is_served() {
    let app = TestApp::start().await;
    let page = app.get("/account/login/").await.expect_page();
    let tags = page.tags();
    let assets: Vec<&str> = tags
        .iter()
        .filter(|tag| ["script", "link", "img"].contains(&tag.name.as_str()))
        .filter_map(|tag| tag.attribute("src").or(tag.attribute("href")))
        .collect();
    assert!(assets.len() >= 4, "{assets:?}");
    for asset in assets {
        app.get(asset).await.expect_page();
    }
}

/// An id names one element: labels, errors and links to fields rely on it.
#[tokio::test]
async fn no_id_stands_twice_on_a_page_and_every_reference_finds_one() {
    let app = TestApp::start().await;
    for page in pages(&app).await {
        let tags = page.tags();
        let mut ids: Vec<&str> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
        ids.sort_unstable();
        let twice: Vec<&&str> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        let templates = page.text.contains("__index__");
        assert!(twice.is_empty() || templates, "{twice:?} in {}", page.visible());
        for tag in &tags {
            for name in ["for", "aria-describedby", "aria-labelledby", "commandfor", "popovertarget"] {
                for reference in tag.attribute(name).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(&reference), "{tag:?} refers to nothing");
                }
            }
        }
    }
}

#[tokio::test]
async fn every_page_has_one_heading_a_title_and_a_language() {
    let app = TestApp::start().await;
    for page in pages(&app).await {
        let count = |name: &str| page.tags().iter().filter(|tag| tag.name == name && !tag.is_end).count();
        assert_eq!((count("h1"), count("title"), count("main")), (1, 1, 1), "{}", page.visible());
        assert!(page.text.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{}", page.visible());
    }
}
