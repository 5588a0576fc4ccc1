//! Where somebody is signed in (`/account/sessions/`).

use chrono::Duration;
use shared::secret::digest;

use super::{knows, session};
use crate::support::{Person, TestApp};

const PASSWORD: &str = "correct horse battery";
const PLACES: &str = "/account/sessions/";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

async fn ada(app: &TestApp) -> Person {
    app.person("Ada Lovelace").with_password(PASSWORD).create().await
}

/// Logs somebody in with another browser, and gives its cookie.
async fn elsewhere(app: &TestApp, person: &Person, agent: &str) -> String {
    let fields = [("username", person.username.as_str()), ("password", PASSWORD)];
    let request = app.post("/account/login/", &fields).with_header("cookie", "x=y").with_header("user-agent", agent);
    session(&request.await.expect_status(302))
}

/// What a session is called by its cookie.
fn id(cookie: &str) -> String {
    digest(cookie.strip_prefix("__Host-amy=").unwrap())
}

#[tokio::test]
async fn sessions_are_listed_with_device_beginning_and_last_use() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let phone = elsewhere(&app, &ada, IPHONE).await;
    app.clock.advance(Duration::days(1));
    let desk = elsewhere(&app, &ada, FIREFOX).await;
    let page = app.get(PLACES).with_header("cookie", &desk).await.expect_page();
    assert_eq!(app.statements(), 1, "all but who asks is in DynamoDB");
    assert!(page.says("Firefox on Linux this browser June 16, 2026"), "{}", page.visible());
    assert!(page.says("Safari on an iPhone June 15, 2026"), "{}", page.visible());
    assert_eq!(page.visible().matches("this browser").count(), 1, "{}", page.visible());
    // The last used comes first, and neither cookie is on the page.
    assert!(page.visible().find("Firefox") < page.visible().find("Safari"), "{}", page.visible());
    for cookie in [&phone, &desk] {
        assert!(!page.text.contains(cookie.strip_prefix("__Host-amy=").unwrap()) && page.text.contains(&id(cookie)));
    }
    // Everybody has the page in their menu, and sees nobody else's.
    let member = app.member().await;
    let menu = app.get("/dashboard/").as_user(&member).await.expect_page();
    assert!(menu.links().contains(&PLACES.to_owned()), "{:?}", menu.links());
    let page = app.get(PLACES).as_user(&member).await.expect_page();
    assert!(
        page.says("An unknown browser") && !page.says("Firefox") && !page.says("Log out everywhere else"),
        "{}",
        page.visible()
    );
    let visitor = app.get(PLACES).with_header("cookie", "__Host-amy=unknown").await;
    assert!(visitor.expect_redirect().starts_with("/account/login/?next="));
}

#[tokio::test]
async fn one_session_is_ended_and_the_others_go_on() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let (phone, desk) = (elsewhere(&app, &ada, IPHONE).await, elsewhere(&app, &ada, FIREFOX).await);
    let end = |session: String| app.post("/account/sessions/end/", &[("session", &session)]).as_user(&ada);
    assert_eq!(end(id(&phone)).await.expect_redirect(), PLACES);
    let page = app.get(PLACES).as_user(&ada).await.expect_page();
    assert!(page.says("Success: You are logged out there.") && !page.says("iPhone"), "{}", page.visible());
    assert!(!knows(&app, &phone).await && knows(&app, &desk).await);
    assert_eq!(end(id(&phone)).await.expect_redirect(), PLACES);
    let page = app.get(PLACES).as_user(&ada).await.expect_page();
    assert!(page.says("That session had ended already."), "{}", page.visible());
    for odd in [String::new(), "x".repeat(5000), "session#x".to_owned(), "\0".to_owned()] {
        assert_eq!(end(odd).await.expect_redirect(), PLACES);
    }
    // Here it is what logging out is.
    let here = app.cookies(Some(ada.id));
    assert_eq!(end(id(&here)).await.expect_redirect(), "/account/login/");
    assert!(!knows(&app, &here).await && knows(&app, &desk).await);
}

#[tokio::test]
async fn nobody_ends_a_session_of_somebody_else() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let hers = elsewhere(&app, &ada, FIREFOX).await;
    let root = app.person("Root").superuser().create().await;
    app.post("/account/sessions/end/", &[("session", &id(&hers))]).as_user(&root).await.expect_status(302);
    app.post("/account/sessions/end_others/", &[]).as_user(&root).await.expect_status(302);
    assert!(knows(&app, &hers).await);
}

#[tokio::test]
async fn all_other_sessions_are_ended_at_once() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    let (phone, desk) = (elsewhere(&app, &ada, IPHONE).await, elsewhere(&app, &ada, FIREFOX).await);
    let member = app.member().await;
    app.sign_in(&member).await;
    let page = app.get(PLACES).with_header("cookie", &desk).await.expect_page();
    let form = page.form_to("/account/sessions/end_others/");
    assert_eq!(form.send(&app).with_header("cookie", &desk).await.expect_redirect(), PLACES);
    let page = app.get(PLACES).with_header("cookie", &desk).await.expect_page();
    assert!(page.says("You are logged out everywhere but in this browser.") && !page.says("iPhone"), "{}", page.visible());
    assert!(!knows(&app, &phone).await && knows(&app, &desk).await && knows(&app, &app.cookies(Some(member.id))).await);
    assert_eq!(form.send(&app).with_header("cookie", &desk).await.expect_redirect(), PLACES);
    let page = app.get(PLACES).with_header("cookie", &desk).await.expect_page();
    assert!(page.says("You were logged in nowhere else."), "{}", page.visible());
}

/// Nobody is frightened by what cannot be used any more.
#[tokio::test]
async fn sessions_that_open_nothing_are_not_listed() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    elsewhere(&app, &ada, IPHONE).await;
    app.clock.advance(Duration::days(14));
    elsewhere(&app, &ada, FIREFOX).await;
    app.run("UPDATE person SET password = 'argon2$another' WHERE family = 'Lovelace'").await;
    let page = app.get(PLACES).as_user(&ada).await.expect_page();
    assert!(page.says("An unknown browser this browser") && !page.says("iPhone") && !page.says("Firefox"), "{}", page.visible());
}

#[tokio::test]
async fn many_sessions_cost_no_more_statements() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    app.sign_in(&ada).await;
    let mut connection = app.pool().acquire().await.unwrap();
    let (_, stamp) = shared::access::viewer(&mut connection, ada.id).await.unwrap().unwrap();
    for _ in 0..40 {
        app.amy.site.sessions().begin(Some(ada.id), &stamp, "", FIREFOX, app.clock.now()).await.unwrap();
    }
    let page = app.get(PLACES).as_user(&ada).await.expect_page();
    assert_eq!((page.visible().matches("Firefox on Linux").count(), app.statements()), (40, 1));
}
