//! The recorded events of `events/`, as API Gateway sends them, through `lambda_http`'s adapter into the functions.

use std::collections::BTreeSet;

use local::amy::functions;
use local::gateway::{Function, read_template};
use local::project::Project;
use serde_json::{Value, json};
use web::Config;

use crate::support::{Person, TestApp};

/// The site that the events were sent to.
const SITE: &str = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com";
/// The secret that CloudFront adds in one of them.
const SECRET: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL";

/// Every event for a function with pages, and that function.
const EVENTS: [(&str, &str); 6] = [
    ("get-login", "accounts"),
    ("post-login", "accounts"),
    ("get-events-with-cookies", "workshops"),
    ("get-events-through-cloudfront", "workshops"),
    ("post-event", "workshops"),
    ("get-not-found", "dashboard"),
];

async fn start() -> TestApp {
    TestApp::start_with(|config| Config { hosts: vec![SITE.to_owned()], ..config }).await
}

fn recorded(name: &str) -> Value {
    let path = Project::find().unwrap().join(format!("events/{name}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What the function answers.
async fn replay(app: &TestApp, function: &str, event: &Value) -> Value {
    let (_, routes) = functions().into_iter().find(|(name, _)| *name == function).unwrap();
    let function = Function::new(web::service(routes, app.amy.site.clone()));
    serde_json::from_str(&function.invoke(&event.to_string()).await.unwrap()).unwrap()
}

/// The event as a person's browser would have sent it.
async fn from_browser_of(app: &TestApp, person: &Person, mut event: Value) -> Value {
    app.sign_in(person).await;
    event["cookies"][0] = json!(app.cookies(Some(person.id)));
    event
}

#[test]
fn every_recorded_event_is_replayed() {
    let folder = std::fs::read_dir(Project::find().unwrap().join("events")).unwrap();
    let names = folder.filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".json").map(str::to_owned));
    // Those answer no requests, or are what AMY sends. What SES tells is replayed among the tests of emails.
    let others =
        |name: &str| ["migrate", "change-feed", "change-event", "email-worker"].contains(&name) || name.starts_with("ses-");
    let found: BTreeSet<String> = names.filter(|name| !others(name)).collect();
    assert_eq!(found, EVENTS.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn events_name_the_routes_of_the_template() {
    let template = std::fs::read_to_string(Project::find().unwrap().join("template.yaml")).unwrap();
    let declared = read_template(&template).unwrap();
    for (name, function) in EVENTS {
        let event = recorded(name);
        let method = event["requestContext"]["http"]["method"].as_str().unwrap();
        let found = declared.routes.find(method, event["rawPath"].as_str().unwrap()).unwrap();
        assert_eq!(
            (found.route.key.as_str(), found.route.function.as_str()),
            (event["routeKey"].as_str().unwrap(), function),
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_login_page_keeps_where_one_wants_to_go() {
    let app = start().await;
    let answer = replay(&app, "accounts", &recorded("get-login")).await;
    assert_eq!((&answer["statusCode"], &answer["isBase64Encoded"]), (&json!(200), &json!(false)));
    assert_eq!(answer["headers"]["content-type"], "text/html; charset=utf-8");
    let html = answer["body"].as_str().unwrap();
    assert!(html.contains("name=\"next\" value=\"/workshops/events/\""), "{html}");
    assert!(html.contains("UdKX1hGcoAMEVfg="), "the page shows the request's id");
}

/// A form comes in base64; this password has a blank, an ampersand and letters beyond ASCII.
#[tokio::test]
async fn a_login_in_base64_signs_in() {
    let app = start().await;
    app.person("Admin Example").administrator().with_password("correct horse battery staple & ünïcode").create().await;
    app.run("UPDATE person SET email = 'admin@example.org'").await;
    let answer = replay(&app, "accounts", &recorded("post-login")).await;
    assert_eq!((&answer["statusCode"], &answer["headers"]["location"]), (&json!(302), &json!("/workshops/events/")));
    let cookies = answer["cookies"].as_array().unwrap();
    assert_eq!(cookies.len(), 1, "{answer}");
    let cookie = cookies[0].as_str().unwrap().split(';').next().unwrap();

    let mut list = recorded("get-events-with-cookies");
    list["cookies"][0] = json!(cookie);
    let answer = replay(&app, "workshops", &list).await;
    assert_eq!(answer["statusCode"], 200, "{answer}");
    // Repeated parameters arrive whole.
    let html = answer["body"].as_str().unwrap();
    for chosen in ["automated-email", "SWC", "Active"] {
        assert!(html.contains(&format!("<strong>{chosen}</strong>")), "{chosen} is not chosen: {html}");
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_sent_to_the_login_page_with_the_whole_address() {
    let app = start().await;
    let answer = replay(&app, "workshops", &recorded("get-events-with-cookies")).await;
    let next = answer["headers"]["location"].as_str().unwrap().strip_prefix("/account/login/?next=").unwrap().to_owned();
    let next = percent_encoding::percent_decode_str(&next).decode_utf8().unwrap().into_owned();
    assert_eq!(next, "/workshops/events/?search=caf%C3%A9&tags=1&tags=4&state=active&page=2");
}

#[tokio::test]
async fn a_new_event_is_stored_as_its_form_was_sent() {
    let app = start().await;
    let admin = app.admin().await;
    let event = from_browser_of(&app, &admin, recorded("post-event")).await;
    let answer = replay(&app, "workshops", &event).await;
    assert_eq!(
        (&answer["statusCode"], &answer["headers"]["location"]),
        (&json!(302), &json!("/workshops/event/2027-03-08-goteborg/")),
        "{answer}"
    );
    let stored: Vec<String> = app.value("SELECT ARRAY[venue, address, contact, latitude::text, country::text] FROM event").await;
    assert_eq!(
        stored,
        [
            "Göteborgs universitet, \"Aulan\"",
            "Universitetsplatsen 1\n405 30 Göteborg",
            "host@example.org;helper@example.org",
            "57.6982",
            "SE"
        ]
    );
    assert_eq!(app.value::<String>("SELECT comment FROM comment").await, "Two rooms & <b>one</b> projector +1");
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event_tag").await, 3);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event_curriculum").await, 2);
}

#[tokio::test]
async fn a_form_that_was_recorded_on_another_site_is_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let event = from_browser_of(&app, &admin, recorded("post-event")).await;
    assert_eq!(replay(&app, "workshops", &event).await["statusCode"], 403);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event").await, 0);
}

#[tokio::test]
async fn what_no_route_takes_is_not_found() {
    let app = start().await;
    let answer = replay(&app, "dashboard", &recorded("get-not-found")).await;
    assert_eq!(answer["statusCode"], 404);
    assert!(answer["body"].as_str().unwrap().contains("There is no such page"), "{answer}");
}

#[tokio::test]
async fn behind_cloudfront_its_secret_opens_and_its_word_on_the_address_counts() {
    let app =
        TestApp::start_with(|config| Config { hosts: vec![SITE.to_owned()], origin_secret: Some(SECRET.to_owned()), ..config })
            .await;
    let admin = app.admin().await;
    let event = from_browser_of(&app, &admin, recorded("get-events-through-cloudfront")).await;
    assert_eq!(replay(&app, "workshops", &event).await["statusCode"], 200);
    assert_eq!(replay(&app, "workshops", &recorded("get-events-with-cookies")).await["statusCode"], 403);

    // A comment from there is kept with the visitor's address, not with CloudFront's.
    let mut comment = event;
    comment["rawPath"] = json!("/comments/post/");
    comment["requestContext"]["http"]["method"] = json!("POST");
    comment["requestContext"]["http"]["path"] = json!("/comments/post/");
    comment["headers"]["origin"] = json!(SITE);
    comment["headers"]["content-type"] = json!("application/x-www-form-urlencoded");
    comment["body"] = json!(format!("content_type=workshops.person&object_pk={}&comment=Hello", admin.id));
    let answer = replay(&app, "lookups", &comment).await;
    assert_eq!(answer["statusCode"], 302, "{answer}");
    assert_eq!(app.value::<String>("SELECT host(ip_address) FROM comment").await, "203.0.113.9");
}

/// A stage without a domain is used at API Gateway's own address, which its configuration cannot know.
#[tokio::test]
async fn without_a_domain_the_gateways_own_address_is_the_site() {
    let app = TestApp::start_with(|config| Config { hosts: Vec::new(), ..config }).await;
    let own = replay(&app, "accounts", &recorded("post-login")).await;
    assert_eq!(own["statusCode"], 422, "{own}");
    let mut strange = recorded("post-login");
    strange["headers"]["origin"] = json!("https://another.execute-api.us-east-1.amazonaws.com");
    assert_eq!(replay(&app, "accounts", &strange).await["statusCode"], 403);
}
