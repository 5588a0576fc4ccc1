//! Requests that no page of AMY sends: each gets a page that says what is wrong, and none is our fault (500).

use axum::body::Bytes;
use axum::http::Method;
use local::amy::functions;

use crate::support::{Answer, Person, TestApp};

const FORM: &str = "application/x-www-form-urlencoded";

async fn send(app: &TestApp, who: &Person, path: &str, kind: &str, body: impl Into<Bytes>) -> Answer {
    app.ask(Method::POST, path).with_body(kind, body).as_user(who).await
}

#[tokio::test]
async fn an_error_page_names_the_request_for_whoever_asks() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for page in [
        app.get("/nonsense/").await.expect_status(404),
        app.get("/nonsense/").as_user(&admin).await.expect_status(404),
        app.get("/select_lookups/tags/").await.expect_status(403),
        app.get("/account/logout/").await.expect_status(405),
        app.post("/comments/post/", &[]).as_user(&admin).await.expect_status(400),
    ] {
        let visible = page.visible();
        let id = visible.split_once("quote the request id ").unwrap().1.split(['.', ' ']).next().unwrap();
        assert!(id.len() == 32 && id.chars().all(|c| c.is_ascii_hexdigit()), "{visible}");
        assert!(page.says("Go to the dashboard") || page.says("Log in"), "{visible}");
    }
}

#[tokio::test]
async fn a_body_is_as_large_as_the_limit_allows_and_no_larger() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = |length: usize| format!("slug=x&comment={}", "y".repeat(length - "slug=x&comment=".len()));
    let page = send(&app, &admin, "/workshops/events/add/", FORM, body(2_621_441)).await.expect_status(413);
    assert!(page.says("That is too much at once"), "{}", page.visible());
    send(&app, &admin, "/workshops/events/add/", FORM, body(2_621_440)).await.expect_status(422);
}

#[tokio::test]
async fn a_form_has_at_most_a_thousand_fields() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = |fields: usize| "a=1&".repeat(fields);
    let page = send(&app, &admin, "/workshops/events/add/", FORM, body(1001)).await.expect_status(400);
    assert!(page.says("A form may have at most 1000 fields."), "{}", page.visible());
    send(&app, &admin, "/workshops/events/add/", FORM, body(1000)).await.expect_status(422);
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (kind, body) in [
        ("application/json", "{\"slug\": \"2026-07-01-lund\"}"),
        ("application/json; charset=utf-8", "[]"),
        ("multipart/form-data; boundary=x", "--x\r\ncontent-disposition: form-data; name=\"slug\"\r\n\r\nx\r\n--x--"),
        ("text/plain", "slug=2026-07-01-lund"),
        ("", "slug=x"),
        ("application/x-www-form", "slug=x"),
    ] {
        for path in ["/workshops/events/add/", "/account/login/", "/comments/post/", "/markdownx/markdownify/"] {
            let page = send(&app, &admin, path, kind, body).await.expect_status(400);
            assert!(page.says("Send this as a form."), "{kind}: {}", page.visible());
        }
    }
    // The kind may be written in any case, and say its letters.
    for kind in ["Application/X-WWW-Form-URLEncoded", "application/x-www-form-urlencoded; charset=UTF-8"] {
        send(&app, &admin, "/workshops/events/add/", kind, "slug=x").await.expect_status(422);
    }
}

/// Queries as no browser makes them.
const QUERIES: [&str; 15] = [
    "%00",
    "term=%00&page=%00",
    "order_by=%00",
    "state=%00&tags=%00&host=%00",
    "term=%FF%FE&tags=%FF",
    "order_by=%C3%28",
    "next=%00",
    "next=%FF",
    "assigned_to=%00",
    "=&==&&&;",
    "%",
    "%zz=%z",
    "tags=1&tags=2&tags=9999999999999999999999",
    "page=%D9%A1&items_per_page=%E2%88%9E",
    "since=-9999-01-01&until=-9999-01-01&awarded_after=-9999-01-01&term=-9999-01-01",
];

/// Every query at every third route that is read, from the one with this number on.
async fn no_query_is_our_fault(first: usize) {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().create().await;
    let event = app.event("2026-07-01-lund").create().await;
    let task = app.task(&superuser, "instructor", &event).await;
    let functions = functions();
    let routes = functions.iter().flat_map(|(_, routes)| routes.iter()).filter(|route| route.method == Method::GET);
    for route in routes.skip(first).step_by(3) {
        let id = if route.path.contains("/task/") { task } else { superuser.id };
        let path =
            route.path.replace("{slug}", &event.slug).replace("{id}", &id.to_string()).replace("{domain}", "self-organized");
        for query in QUERIES {
            let answer = app.get(&format!("{path}?{query}")).as_user(&superuser).await;
            // These two make no sense without a parameter of their own (LKP-21, LKP-22).
            let needs_one = ["/select_lookups/generic/", "/select_lookups/offering-account-relation/"].contains(&&*path);
            assert!(
                [200, 301, 302, 404].contains(&answer.status) || (needs_one && answer.status == 400),
                "{path}?{query} answered {}: {}",
                answer.status,
                answer.visible()
            );
        }
    }
}

#[tokio::test]
async fn no_query_is_our_fault_at_the_first_and_every_third_route() {
    no_query_is_our_fault(0).await;
}

#[tokio::test]
async fn no_query_is_our_fault_at_the_second_and_every_third_route() {
    no_query_is_our_fault(1).await;
}

#[tokio::test]
async fn no_query_is_our_fault_at_the_third_and_every_third_route() {
    no_query_is_our_fault(2).await;
}

#[tokio::test]
async fn no_path_is_our_fault() {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().create().await;
    for (_, routes) in functions() {
        for route in routes.iter().filter(|route| route.path.contains('{')) {
            for odd in [
                "%00",
                "x%00y",
                "%FF",
                "%C3%28",
                "%",
                "%25",
                "%2F",
                "%2e%2e",
                "..",
                "%0a%0d",
                "%22%27%3C",
                "%F0%9F%98%80",
                "%EF%BF%BD",
                &"x".repeat(3000),
            ] {
                let path =
                    route.path.replace("{slug}", odd).replace("{id}", odd).replace("{secret}", odd).replace("{domain}", odd);
                let answer = app.ask(route.method.clone(), &path).as_user(&superuser).await;
                // Posting without a record, or looking where there is only something to do.
                assert!(
                    [302, 404, 405].contains(&answer.status),
                    "{} {path} answered {}: {}",
                    route.method,
                    answer.status,
                    answer.visible()
                );
                if answer.status == 302 {
                    assert!(
                        answer.header("location").is_ascii() && answer.header("location").starts_with('/'),
                        "{path}: {}",
                        answer.header("location")
                    );
                }
            }
        }
    }
}

/// Every field of every form, filled with what PostgreSQL or UTF-8 does not know.
#[tokio::test]
async fn no_field_is_our_fault() {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().create().await;
    let event = app.event("2026-07-01-lund").create().await;
    let task = app.task(&superuser, "instructor", &event).await;
    for (_, routes) in functions() {
        for route in routes.iter().filter(|route| route.method == Method::POST) {
            let id = if route.path.contains("/task/") { task } else { superuser.id };
            let path =
                route.path.replace("{slug}", &event.slug).replace("{id}", &id.to_string()).replace("{domain}", "self-organized");
            let page = app.get(&path).as_user(&superuser).await;
            let mut names =
                vec!["comment".to_owned(), "next".to_owned(), "person".to_owned(), "content".to_owned(), "object_pk".to_owned()];
            names.extend(page.tags().into_iter().filter_map(|tag| tag.attribute("name").map(str::to_owned)));
            names.sort_unstable();
            names.dedup();
            for odd in ["%00", "a%00b", "%FF%FE", "%C3%28", "-0", "1e999", "%F0%9F%98%80", "9223372036854775808", "%0D%0A"] {
                let body: Vec<String> =
                    names.iter().filter(|name| !name.starts_with('_')).map(|name| format!("{name}={odd}")).collect();
                let body = format!("content_type=workshops.event&{}", body.join("&"));
                let answer = send(&app, &superuser, &path, FORM, body).await;
                assert!(answer.status < 500, "{path} with {odd} answered {}: {}", answer.status, answer.visible());
            }
        }
    }
}

/// The buttons that search, add and remove rows do so whatever they are told.
#[tokio::test]
async fn no_button_is_our_fault() {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().create().await;
    for path in ["/workshops/events/add/", "/workshops/tasks/add/", "/workshops/persons/add/"] {
        for body in [
            "_find=host&host__term=%00",
            "_find=%00",
            "_find=person&task-person__term=%00%FF",
            "_add=%00",
            "_remove=%00",
            "_remove=x-99999999999999",
            "_add=slug",
            "_find=languages&languages__term=%00",
            "_find=airport_iata&airport_iata__term=%00&airport_iata=%00",
        ] {
            let answer = send(&app, &superuser, path, FORM, body).await;
            assert!([200, 422].contains(&answer.status), "{path} with {body} answered {}: {}", answer.status, answer.visible());
        }
    }
}

#[tokio::test]
async fn odd_headers_are_no_fault() {
    let app = TestApp::start().await;
    for (name, value) in [
        ("user-agent", "é"),
        ("accept", ""),
        ("host", "evil.example"),
        ("x-forwarded-for", "';--"),
        ("content-length", "x"),
        ("accept-language", &"x".repeat(5000)),
    ] {
        app.get("/account/login/").with_header(name, value).await.expect_page();
    }
}

/// An address of the site must not come from what a request calls it.
#[tokio::test]
async fn no_link_is_made_of_the_host_that_a_request_names() {
    let app = TestApp::start().await;
    for path in ["/account/login/", "/nonsense/", "/workshops/events"] {
        let answer = app.get(path).with_header("host", "evil.example").with_header("x-forwarded-host", "evil.example").await;
        assert!(!answer.text.contains("evil.example") && !answer.header("location").contains("evil.example"), "{path}");
    }
}
