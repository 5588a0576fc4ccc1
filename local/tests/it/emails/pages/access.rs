//! Who may see and do what (EML-UI-01, EML-UI-02, EML-UI-10); each rule of the route table is tried in `crate::access` too.

use axum::http::Method;
use shared::scheduled_email::State;
use uuid::Uuid;

use super::{email_in, start, template, url};
use crate::support::{Person, TestApp};

/// Switches emails off (DM-FLAG-02).
const OFF: &str =
    "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('EMAIL_MODULE', 'boolean', 'False', true)";

/// Every page, by method and address, with the permissions that it takes.
fn pages(email: Uuid, template: Uuid) -> Vec<(Method, String, &'static [&'static str])> {
    const SEE: &[&str] = &["view_scheduledemail"];
    const CHANGE: &[&str] = &["view_scheduledemail", "change_scheduledemail"];
    const ATTACH: &[&str] = &["view_scheduledemail", "change_scheduledemail", "add_attachment"];
    const EDIT: &[&str] = &["view_emailtemplate", "change_emailtemplate"];
    let page = |ending: &str| format!("/emails/template/{template}/{ending}");
    let get = |address: String, permissions: &'static [&'static str]| (Method::GET, address, permissions);
    let post = |address: String, permissions: &'static [&'static str]| (Method::POST, address, permissions);
    vec![
        get("/emails/templates/".into(), &["view_emailtemplate"]),
        get("/emails/templates/create/".into(), &["add_emailtemplate"]),
        post("/emails/templates/create/".into(), &["add_emailtemplate"]),
        get(page(""), &["view_emailtemplate"]),
        get(page("edit/"), EDIT),
        post(page("edit/"), EDIT),
        get(page("preview/"), &["view_emailtemplate"]),
        post(page("test/"), &["view_emailtemplate"]),
        post(page("delete/"), &["delete_emailtemplate"]),
        get("/emails/scheduled_emails/".into(), SEE),
        get(url(email, ""), SEE),
        get(url(email, "edit/"), CHANGE),
        post(url(email, "edit/"), CHANGE),
        get(url(email, "reschedule/"), CHANGE),
        post(url(email, "reschedule/"), CHANGE),
        get(url(email, "cancel/"), CHANGE),
        post(url(email, "cancel/"), CHANGE),
        post(url(email, "retry/"), CHANGE),
        post(url(email, "mark_sent/"), CHANGE),
        post(url(email, "send_again/"), CHANGE),
        post(url(email, "relink/"), CHANGE),
        get(url(email, "add_attachment/"), ATTACH),
        post(url(email, "add_attachment/"), ATTACH),
        post(url(email, "add_attachment/sign/"), ATTACH),
        post(url(email, "add_attachment/confirm/"), ATTACH),
        post(url(email, "test/"), SEE),
        get("/emails/suppressions/".into(), SEE),
        post("/emails/suppressions/lift/".into(), CHANGE),
    ]
}

async fn status(app: &TestApp, method: &Method, address: &str, person: Option<&Person>) -> u16 {
    let request = app.ask(method.clone(), address);
    match person {
        Some(person) => request.as_user(person).await.status,
        None => request.await.status,
    }
}

#[tokio::test]
async fn eml_ui_02_each_page_takes_the_permissions_that_its_view_names() {
    let app = TestApp::start().await;
    let email = email_in(&app, State::Scheduled).await;
    let template = template(&app, "persons_merged").await;
    let member = app.person("Ned Nobody").with_permission("view_scheduledemail").create().await;
    let reader = app.person("Rita Reader").in_group("steering committee").create().await;
    app.run(
        "DELETE FROM user_group_permission WHERE user_group_id = (SELECT id FROM user_group WHERE name = 'steering committee')",
    )
    .await;
    for (number, (method, address, permissions)) in pages(email, template).iter().enumerate() {
        assert_eq!(status(&app, method, address, None).await, 302, "{method} {address}");
        assert_eq!(status(&app, method, address, Some(&member)).await, 403, "{method} {address}");
        assert_eq!(status(&app, method, address, Some(&reader)).await, 403, "{method} {address}");
        let clerk = app.person(&format!("Clerk {number}")).in_group("steering committee");
        let clerk = permissions.iter().fold(clerk, |clerk, permission| clerk.with_permission(permission)).create().await;
        let met = status(&app, method, address, Some(&clerk)).await;
        assert!(met != 403 && met < 500, "{method} {address}: {met}");
    }
}

#[tokio::test]
async fn eml_ui_01_without_the_flag_there_is_nothing_and_the_menu_says_nothing_of_it() {
    let (app, admin) = start().await;
    let email = email_in(&app, State::Scheduled).await;
    let template = template(&app, "persons_merged").await;
    let menu = ["/emails/scheduled_emails/", "/emails/templates/"];
    let links = app.get("/dashboard/admin/").as_user(&admin).await.expect_page().links();
    assert!(menu.iter().all(|entry| links.iter().any(|link| link == entry)), "{links:?}");
    app.run(OFF).await;
    for (method, address, _) in pages(email, template) {
        assert_eq!(status(&app, &method, &address, None).await, 404, "{method} {address}");
        assert_eq!(status(&app, &method, &address, Some(&admin)).await, 404, "{method} {address}");
    }
    let links = app.get("/dashboard/admin/").as_user(&admin).await.expect_page().links();
    assert!(!menu.iter().any(|entry| links.iter().any(|link| link == entry)), "{links:?}");
}

/// EML-UI-10
#[tokio::test]
async fn eml_ui_10_strangers_do_not_learn_which_emails_there_are() {
    let app = TestApp::start().await;
    let (email, member) = (email_in(&app, State::Scheduled).await, app.member().await);
    for id in [email, Uuid::from_u128(1)] {
        for ending in ["", "reschedule/", "cancel/"] {
            assert!(app.get(&url(id, ending)).await.expect_redirect().starts_with("/account/login/"), "{ending}");
            app.get(&url(id, ending)).as_user(&member).await.expect_status(403);
        }
    }
}

/// Every state: which forms there are, and what becomes of what is sent nevertheless (EML-CTL-13, EML-CTL-14).
#[tokio::test]
async fn eml_ctl_14_each_state_has_its_forms_and_buttons_and_refuses_the_others() {
    let (app, admin) = start().await;
    for state in State::ALL.iter().copied() {
        let id = email_in(&app, state).await;
        let changes = matches!(state, State::Scheduled | State::Failed | State::Cancelled | State::DeadLetter);
        let cancels = matches!(state, State::Scheduled | State::Failed | State::DeadLetter);
        for (ending, is_there) in
            [("edit/", changes), ("reschedule/", changes), ("cancel/", cancels), ("add_attachment/", changes)]
        {
            let expected = if is_there { 200 } else { 404 };
            app.get(&url(id, ending)).as_user(&admin).await.expect_status(expected);
        }
        let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
        let links = page.links();
        for (ending, is_there) in
            [("edit/", changes), ("reschedule/", changes), ("cancel/", cancels), ("add_attachment/", changes)]
        {
            assert_eq!(links.contains(&url(id, ending)), is_there, "{state:?} {ending}");
        }
        let posts = |ending: &str| page.tags().iter().any(|tag| tag.attribute("action") == Some(url(id, ending).as_str()));
        assert_eq!(posts("retry/"), matches!(state, State::Failed | State::Cancelled | State::DeadLetter), "{state:?}");
        assert_eq!(posts("mark_sent/"), matches!(state, State::Running | State::DeadLetter), "{state:?}");
        assert_eq!(posts("send_again/"), matches!(state, State::Running | State::DeadLetter), "{state:?}");
        let time = [("scheduled_at_0", "2026-07-01"), ("scheduled_at_1", "10:00")];
        let text = [("to_header", "a@example.org"), ("from_header", "b@example.org"), ("subject", "S"), ("body", "B")];
        if !changes {
            app.post(&url(id, "edit/"), &text).as_user(&admin).await.expect_status(409);
            app.post(&url(id, "reschedule/"), &time).as_user(&admin).await.expect_status(409);
            app.post(&url(id, "retry/"), &[]).as_user(&admin).await.expect_status(409);
            assert!(page.text.contains("Possible while the e-mail is:"), "{state:?}");
        }
        if !cancels {
            app.post(&url(id, "cancel/"), &[("confirm", "1")]).as_user(&admin).await.expect_status(409);
        }
        if !posts("mark_sent/") {
            app.post(&url(id, "mark_sent/"), &[]).as_user(&admin).await.expect_status(409);
            app.post(&url(id, "send_again/"), &[]).as_user(&admin).await.expect_status(409);
        }
    }
}

#[tokio::test]
async fn an_email_or_a_template_that_is_not_there_is_not_found() {
    let (app, admin) = start().await;
    let nobody = Uuid::from_u128(1);
    for ending in ["", "edit/", "reschedule/", "cancel/", "add_attachment/"] {
        app.get(&url(nobody, ending)).as_user(&admin).await.expect_status(404);
    }
    for ending in ["edit/", "reschedule/", "retry/", "mark_sent/", "send_again/", "relink/", "test/"] {
        app.post(&url(nobody, ending), &[]).as_user(&admin).await.expect_status(404);
    }
    app.post(&url(nobody, "cancel/"), &[("confirm", "1")]).as_user(&admin).await.expect_status(404);
    for ending in ["", "edit/", "preview/"] {
        app.get(&format!("/emails/template/{nobody}/{ending}")).as_user(&admin).await.expect_status(404);
    }
    app.get("/emails/template/no-id/").as_user(&admin).await.expect_status(404);
    app.get("/emails/scheduled_email/7/").as_user(&admin).await.expect_status(404);
}
