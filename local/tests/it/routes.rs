//! The ways to AMY's pages: which function answers which path, and what a path, a method or a link leads to.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use local::amy::functions;
use local::gateway::{Declared, read_template};
use local::project::Project;
use web::{Access, matches};

use crate::support::TestApp;

fn declared() -> Declared {
    let template = std::fs::read_to_string(Project::find().unwrap().join("template.yaml")).unwrap();
    read_template(&template).unwrap()
}

/// A path that fits a pattern.
fn sample(pattern: &str) -> String {
    const SAMPLES: [(&str, &str); 14] = [
        ("{domain}", "self-organized"),
        ("{table}", "tags"),
        ("{name}", "instructor"),
        ("{id}", "1"),
        ("{slug}", "2026-07-01-lund"),
        ("{uid}", "MQ"),
        ("{token}", "x"),
        ("{association}", "1"),
        ("{entry}", "0"),
        ("{person}", "1"),
        ("{secret}", "nobody-has-it"),
        ("{content_type}", "workshops.event"),
        ("{object}", "1"),
        ("{file}", "1"),
    ];
    SAMPLES.iter().fold(pattern.to_owned(), |path, (parameter, value)| path.replace(parameter, value))
}

/// All methods of each path of all tables.
fn table() -> BTreeMap<&'static str, BTreeSet<Method>> {
    let mut table: BTreeMap<&'static str, BTreeSet<Method>> = BTreeMap::new();
    for (_, routes) in functions() {
        for route in routes.iter() {
            table.entry(route.path).or_default().insert(route.method.clone());
        }
    }
    table
}

/// `http::Method` has no order of its own to rely on.
fn names(methods: &BTreeSet<Method>) -> BTreeSet<String> {
    methods.iter().map(Method::to_string).collect()
}

#[test]
fn every_path_belongs_to_one_function() {
    let declared = declared();
    for (name, routes) in functions() {
        for route in routes.iter() {
            let path = sample(route.path);
            let takers: Vec<&str> = functions()
                .iter()
                .filter(|(_, routes)| routes.paths().iter().any(|pattern| matches(pattern, &path)))
                .map(|(taker, _)| *taker)
                .collect();
            assert_eq!(takers, [name], "{path}");
            // Whatever the method, and without the final slash too: the answer may be 405 or a redirect, but it is this function's.
            for method in ["GET", "HEAD", "POST", "PUT", "DELETE"] {
                for form in [path.as_str(), path.trim_end_matches('/')].into_iter().filter(|form| !form.is_empty()) {
                    let found = declared.routes.find(method, form).map(|found| found.route.function.clone());
                    assert_eq!(found.as_deref(), Some(name), "{method} {form}");
                }
            }
        }
    }
}

#[test]
fn no_route_stands_twice_in_a_table() {
    for (name, routes) in functions() {
        let mut seen = BTreeSet::new();
        for route in routes.iter() {
            assert!(seen.insert((route.path, route.method.to_string())), "{name}: {} {}", route.method, route.path);
        }
    }
}

/// Whom a path is about is told by its first number (`Access::OwnOr`).
#[test]
fn the_first_number_of_a_path_about_somebody_is_theirs() {
    let mut of_somebody = 0;
    for (_, routes) in functions() {
        for route in routes.iter().filter(|route| matches!(route.access, Access::OwnOr(_))) {
            let (before, _) = route.path.split_once("{id}").unwrap_or_else(|| panic!("{} is about nobody", route.path));
            let is_number = |segment: &str| segment.parse::<i32>().is_ok();
            assert!(!before.contains('{') && !before.split('/').any(is_number), "{} may begin with another number", route.path);
            of_somebody += 1;
        }
    }
    assert!(of_somebody > 3, "only {of_somebody} routes are about somebody");
}

/// Addresses of AMY that have no final slash (LEG-07 … LEG-09, PER-08).
const WITHOUT_SLASH: [&str; 4] = [
    "/workshops/training_requests/merge",
    "/workshops/bulk_upload_training_request_scores",
    "/workshops/bulk_upload_training_request_scores/confirm",
    "/workshops/persons/bulk_upload/{entry}/match_person/{person}",
];

/// Files are called by their names.
fn has_no_slash(path: &str) -> bool {
    path.ends_with(".ics") || WITHOUT_SLASH.contains(&path)
}

#[test]
fn every_path_but_a_files_ends_in_a_slash() {
    for path in table().keys() {
        assert!(path.starts_with('/') && (path.ends_with('/') || has_no_slash(path)), "{path}");
    }
}

#[tokio::test]
async fn every_link_of_the_menu_leads_to_a_page() {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().near("ARN").create().await;
    let start = app.get("/dashboard/admin/").as_user(&superuser).await.expect_page();
    let bar = &start.text[..start.text.find("<main").unwrap()];
    let links: BTreeSet<String> = crate::support::links(bar).into_iter().filter(|link| link.starts_with('/')).collect();
    assert!(links.contains("/workshops/events/") && links.contains("/workshops/events/add/"), "{links:?}");
    for link in links {
        app.get(&link).as_user(&superuser).await.expect_page();
    }
}

/// Where the history begins.
const HISTORY: [&str; 2] = ["/workshops/version/", "/workshops/log/"];

/// From the dashboard, as a browser's reader would go, through everything that the staff's pages link to.
#[tokio::test]
async fn no_link_leads_nowhere() {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().near("ARN").create().await;
    let event = app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").tagged("SWC").create().await;
    app.task(&superuser, "instructor", &event).await;
    app.run("UPDATE event SET assigned_to_id = (SELECT id FROM person WHERE username = '_root')").await;
    let (mut waiting, mut seen) = (vec![("/dashboard/".to_owned(), "the address bar".to_owned())], BTreeSet::new());
    let mut of_a_kind: BTreeMap<String, u32> = BTreeMap::new();
    while let Some((link, from)) = waiting.pop() {
        let path = link.split('#').next().unwrap_or_default().to_owned();
        // The history leads to every record that there is: some of them will do.
        let is_enough = HISTORY
            .iter()
            .any(|start| path.starts_with(start) && seen.iter().filter(|seen: &&String| seen.starts_with(start)).count() > 30);
        let is_elsewhere = !path.starts_with('/') || path.starts_with("//");
        if is_elsewhere || path.starts_with("/static/") || is_enough || !seen.insert(path.clone()) {
            continue;
        }
        // Lists of a hundred records link to a hundred pages of the same make: some of them will do.
        let visits = of_a_kind.entry(kind(&path)).or_default();
        *visits += 1;
        if *visits > 3 {
            continue;
        }
        let answer = app.get(&path).as_user(&superuser).await;
        match answer.status {
            200 => waiting.extend(answer.links().into_iter().map(|link| (link, path.clone()))),
            302 => waiting.push((answer.header("location").to_owned(), path.clone())),
            other => panic!("{from} links to {path}, which answers {other}"),
        }
        assert!(of_a_kind.len() < 1000, "the pages never end: {path}");
    }
    assert!(seen.contains(&event.url("edit/")) && seen.contains("/workshops/tasks/"), "{seen:?}");
}

/// What addresses of pages of the same make have in common: the path without numbers, and the names of the parameters.
fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let is_key = |segment: &str| segment.chars().any(|c| c.is_ascii_digit());
    let segments: Vec<&str> = path.split('/').map(|segment| if is_key(segment) { "#" } else { segment }).collect();
    let names: BTreeSet<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", segments.join("/"), names.into_iter().collect::<Vec<_>>().join("&"))
}

#[tokio::test]
async fn a_missing_final_slash_is_put_there_and_the_query_kept() {
    let app = TestApp::start().await;
    for path in table().keys().filter(|path| **path != "/" && !has_no_slash(path)) {
        let path = sample(path);
        let bare = path.trim_end_matches('/');
        let answer = app.get(&format!("{bare}?a=1&a=2&b=%26%20c")).await.expect_status(301);
        assert_eq!(answer.header("location"), format!("{path}?a=1&a=2&b=%26%20c"));
        let answer = app.get(bare).await.expect_status(301);
        assert_eq!(answer.header("location"), path);
        let answer = app.ask(Method::HEAD, bare).await.expect_status(301);
        assert_eq!(answer.header("location"), path);
    }
}

/// A redirect would turn the form into a GET and lose it.
#[tokio::test]
async fn a_form_sent_without_the_final_slash_is_not_redirected() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for path in ["/workshops/events/add", "/account/login", "/comments/post", "/workshops/tasks/add"] {
        app.post(path, &[("slug", "2026-01-01-x")]).as_user(&admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn an_unknown_path_gets_the_page_for_it_in_every_function() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let unknown = [
        "/nonsense/",
        "/nonsense",
        "/account/nonsense/",
        "/dashboard/nonsense/",
        "/select_lookups/nonsense/",
        "/workshops/nonsense/",
        "/workshops/event/2026-07-01-lund/nonsense/",
        "/workshops/events/add/nonsense/",
        "/workshops/task/1/nonsense/",
        "/workshops/event/a/b/edit/",
        "/workshops//events/",
        "//workshops/events/",
        "/WORKSHOPS/EVENTS/",
    ];
    for path in unknown {
        let page = app.get(path).await.expect_status(404);
        assert!(page.says("There is no such page"), "{path}: {}", page.visible());
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
        app.get(path).as_user(&admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn a_record_number_that_is_none_is_not_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for id in ["0", "-1", "x", "1x", "+1", "1.0", "99999999999999999999", "%D9%A1", "%20", "1%00", "%00"] {
        app.get(&format!("/workshops/task/{id}/")).as_user(&admin).await.expect_status(404);
        app.get(&format!("/workshops/event/{id}/")).as_user(&admin).await.expect_status(404);
        app.post(&format!("/workshops/task/{id}/delete/"), &[]).as_user(&admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn a_wrong_method_gets_the_page_for_it_and_is_told_the_right_ones() {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().create().await;
    let all = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    for (pattern, methods) in table() {
        let path = sample(pattern);
        let mut right = names(&methods);
        if right.contains("GET") {
            right.insert("HEAD".to_owned());
        }
        for wrong in all.iter().filter(|method| !methods.contains(method)) {
            let answer = app.ask(wrong.clone(), &path).as_user(&superuser).await.expect_status(405);
            let allowed: BTreeSet<String> = answer.header("allow").split(',').map(|name| name.trim().to_owned()).collect();
            assert_eq!(allowed, right, "{wrong} {path}");
            assert!(answer.says("This address cannot be opened like that"), "{wrong} {path}: {}", answer.visible());
        }
    }
}

#[tokio::test]
async fn a_head_answers_as_a_get_without_the_body() {
    let app = TestApp::start().await;
    let superuser = app.person("Root").superuser().create().await;
    app.event("2026-07-01-lund").create().await;
    for (pattern, _) in table().into_iter().filter(|(_, methods)| methods.contains(&Method::GET)) {
        let path = sample(pattern);
        let get = app.get(&path).as_user(&superuser).await;
        let head = app.ask(Method::HEAD, &path).as_user(&superuser).await;
        assert_eq!((head.status, head.header("location")), (get.status, get.header("location")), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        assert_eq!(head.text, "", "{path}");
    }
}
