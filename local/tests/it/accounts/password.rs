//! Another password (PER-15).

use chrono::Duration;

use super::{knows, log_in, session};
use crate::support::{Person, TestApp};

const PASSWORD: &str = "correct horse battery";
const NEW: &str = "staple of nine wild geese";

fn url(person: &Person) -> String {
    format!("/workshops/person/{}/password/", person.id)
}

#[tokio::test]
async fn per_15_ones_own_password_takes_the_present_one_and_ends_all_other_sessions() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").with_password(PASSWORD).create().await;
    let elsewhere = session(&log_in(&app, &ada.username, PASSWORD).await);
    let page = app.get(&url(&ada)).as_user(&ada).await.expect_page();
    assert_eq!(app.statements(), 2);
    let before = app.cookies(Some(ada.id));
    let form = page.form("main-form").fill("new_password1", NEW).fill("new_password2", NEW);

    let wrong = form.clone().fill("old_password", "not it").send(&app).as_user(&ada).await.expect_status(422);
    assert!(wrong.error_at("old_password").contains("not your present password"), "{}", wrong.visible());
    let none = form.clone().send(&app).as_user(&ada).await.expect_status(422);
    assert!(!none.error_at("old_password").is_empty(), "{}", none.visible());
    assert!(knows(&app, &elsewhere).await);

    let to = form.fill("old_password", PASSWORD).send(&app).as_user(&ada).await.expect_redirect();
    // Who is no admin may not see their record.
    assert_eq!(to, "/dashboard/");
    let page = app.get(&to).as_user(&ada).await.expect_page();
    assert!(page.says("Success: The password of Ada Lovelace"), "{}", page.visible());
    assert!(!knows(&app, &elsewhere).await && !knows(&app, &before).await);
    assert_eq!(log_in(&app, &ada.username, PASSWORD).await.status, 422);
    assert_eq!(log_in(&app, &ada.username, NEW).await.status, 302);
}

#[tokio::test]
async fn per_15_a_superuser_gives_anybody_a_password_without_knowing_the_present_one() {
    let app = TestApp::start().await;
    let root = app.person("Root Rootson").superuser().create().await;
    let ada = app.person("Ada Lovelace").with_password(PASSWORD).create().await;
    let hers = session(&log_in(&app, &ada.username, PASSWORD).await);
    let form = app.get(&url(&ada)).as_user(&root).await.expect_page().form("main-form");
    assert!(!form.has("old_password"));
    let to = form.fill("new_password1", NEW).fill("new_password2", NEW).send(&app).as_user(&root).await.expect_redirect();
    assert_eq!(to, format!("/workshops/person/{}/", ada.id));
    let page = app.get(&to).as_user(&root).await.expect_page();
    assert!(page.says("The password of Ada Lovelace"), "{}", page.visible());
    assert!(!knows(&app, &hers).await);
    assert_eq!(log_in(&app, &ada.username, NEW).await.status, 302);

    // Their own too, and they stay where they are.
    let form = app.get(&url(&root)).as_user(&root).await.expect_page().form("main-form");
    let sent = form.fill("new_password1", NEW).fill("new_password2", NEW).send(&app).as_user(&root).await;
    let page = app.get(&sent.expect_redirect()).as_user(&root).await.expect_page();
    assert!(page.says("The password of Root Rootson"), "{}", page.visible());
}

#[tokio::test]
async fn per_15_everybody_else_is_refused_also_with_the_right_to_change_people() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").with_password(PASSWORD).create().await;
    let clerk = app.person("Carl Clerk").administrator().with_permission("change_person").create().await;
    let (member, root) = (app.member().await, app.person("Root").superuser().create().await);
    let fields = [("old_password", PASSWORD), ("new_password1", NEW), ("new_password2", NEW)];
    for stranger in [&clerk, &member] {
        app.get(&url(&ada)).as_user(stranger).await.expect_status(403);
        app.post(&url(&ada), &fields).as_user(stranger).await.expect_status(403);
        app.get("/workshops/person/999999/password/").as_user(stranger).await.expect_status(403);
    }
    app.get("/workshops/person/999999/password/").as_user(&root).await.expect_status(404);
    app.post("/workshops/person/999999/password/", &fields).as_user(&root).await.expect_status(404);
    assert!(app.get(&url(&ada)).await.expect_redirect().starts_with("/account/login/?next="));
    assert!(app.post(&url(&ada), &fields).await.expect_redirect().starts_with("/account/login/?next="));
    assert_eq!(log_in(&app, &ada.username, PASSWORD).await.status, 302);
}

#[tokio::test]
async fn per_15_a_new_password_keeps_the_four_rules_and_is_typed_twice() {
    let app = TestApp::start().await;
    let root = app.person("Root").superuser().create().await;
    let ada = app.person("Ada Lovelace").with_password(PASSWORD).create().await;
    let stored = "SELECT password FROM person WHERE family = 'Lovelace'";
    let before: String = app.value(stored).await;
    for (one, two, field, words) in [
        (NEW, "something else", "new_password2", "same password twice"),
        ("short", "short", "new_password1", "at least 10"),
        ("lovelace12", "lovelace12", "new_password1", "not like your"),
        ("ada.lovelace@example.org", "ada.lovelace@example.org", "new_password1", "not like your address"),
        ("password1234", "password1234", "new_password1", "fewer people"),
        ("8402719365", "8402719365", "new_password1", "more than digits"),
    ] {
        let page = app.post(&url(&ada), &[("new_password1", one), ("new_password2", two)]).as_user(&root).await;
        let page = page.expect_status(422);
        assert!(page.error_at(field).contains(words), "{one}: {}", page.visible());
    }
    assert_eq!(app.value::<String>(stored).await, before);
    // Blanks around it are part of a password.
    let blank = " twelve blanks ";
    app.post(&url(&ada), &[("new_password1", blank), ("new_password2", blank)]).as_user(&root).await.expect_status(302);
    assert_eq!(log_in(&app, &ada.username, blank.trim()).await.status, 422);
    assert_eq!(log_in(&app, &ada.username, blank).await.status, 302);
    // As long as the form takes it, the login page takes it too.
    let long = "ü".repeat(4096);
    app.post(&url(&ada), &[("new_password1", &long), ("new_password2", &long)]).as_user(&root).await.expect_status(302);
    assert_eq!(log_in(&app, &ada.username, &long).await.status, 302);
}

#[tokio::test]
async fn per_15_the_present_password_cannot_be_tried_out_at_leisure() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").with_password(PASSWORD).create().await;
    for _ in 0..20 {
        let name = format!("password#{}", ada.id);
        app.amy.site.sessions().count(&name, Duration::minutes(15), app.clock.now()).await.unwrap();
    }
    let fields = [("old_password", PASSWORD), ("new_password1", NEW), ("new_password2", NEW)];
    app.post(&url(&ada), &fields).as_user(&ada).await.expect_status(429);
    app.clock.advance(Duration::minutes(15));
    app.post(&url(&ada), &fields).as_user(&ada).await.expect_status(302);
}

#[tokio::test]
async fn per_15_the_menu_and_the_persons_page_lead_to_it() {
    let app = TestApp::start().await;
    let (root, clerk, member) = (app.person("Root").superuser().create().await, app.admin().await, app.member().await);
    let menu = app.get("/dashboard/").as_user(&member).await.expect_page();
    assert!(menu.links().contains(&url(&member)), "{:?}", menu.links());
    let page = async |viewer: &Person| {
        let path = format!("/workshops/person/{}/", member.id);
        app.get(&path).as_user(viewer).await.expect_page()
    };
    assert!(page(&root).await.links().contains(&url(&member)));
    assert!(!page(&clerk).await.links().contains(&url(&member)));
}

#[tokio::test]
async fn per_15_a_new_password_leaves_nothing_in_the_history() {
    let app = TestApp::start().await;
    let root = app.person("Root").superuser().create().await;
    let ada = app.person("Ada Lovelace").create().await;
    let count = "SELECT (SELECT count(*) FROM version) + (SELECT count(*) FROM revision)";
    let before: i64 = app.value(count).await;
    app.post(&url(&ada), &[("new_password1", NEW), ("new_password2", NEW)]).as_user(&root).await.expect_status(302);
    assert_eq!(app.value::<i64>(count).await, before);
}
