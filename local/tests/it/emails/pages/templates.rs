//! Pages of templates (emails.md 5.2).

use super::{email_in, start, template};
use crate::support::{Form, TestApp};
use shared::scheduled_email::State;

const LIST: &str = "/emails/templates/";
const NEW: &str = "/emails/templates/create/";

/// The form of a new template, filled in.
async fn filled(app: &TestApp, admin: &crate::support::Person) -> Form {
    app.run("DELETE FROM email_template WHERE signal = 'ask_for_website'").await;
    let form = app.get(NEW).as_user(admin).await.expect_page().form("main-form");
    form.fill("name", "Website please")
        .fill("signal", "ask_for_website")
        .fill("from_header", "workshops@example.org")
        .fill("cc_header", "a@example.org, b@example.org")
        .fill("subject", "Dear {{ event.slug }}")
        .fill("body", "**Hello** {{ event.venue }}")
}

#[tokio::test]
async fn eml_ui_02_a_template_is_made_and_shown_whole() {
    let (app, admin) = start().await;
    let form = filled(&app, &admin).await;
    assert_eq!(form.values("active").len(), 1, "a new one is active");
    let to = form.send(&app).as_user(&admin).await.expect_redirect();
    let id = template(&app, "ask_for_website").await;
    assert_eq!(to, format!("/emails/template/{id}/"));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    assert!(page.says("The email template Website please was created."), "{}", page.visible());
    for shown in
        ["workshops@example.org", "a@example.org, b@example.org", "Dear {{ event.slug }}", "ask_for_website", &id.to_string()]
    {
        assert!(page.says(shown), "{shown}: {}", page.visible());
    }
    assert!(page.text.contains("<strong>Hello</strong> {{ event.venue }}"), "template code is not evaluated: {}", page.text);
    assert!(page.text_of("body").contains("**Hello**"));
    assert!(
        page.text_of("variables").contains("event") && page.text_of("variables").contains("instructors"),
        "{}",
        page.visible()
    );
}

/// EML-TPL-10, EML-TPL-14
#[tokio::test]
async fn eml_tpl_10_what_is_wrong_stands_at_its_field_and_is_kept() {
    let (app, admin) = start().await;
    let form = filled(&app, &admin).await;
    for (field, value) in [
        ("name", " "),
        ("name", "Recruit helpers"),
        ("signal", ""),
        ("signal", "recruit_helpers"),
        ("from_header", ""),
        ("from_header", "nobody"),
        ("reply_to_header", "nobody"),
        ("cc_header", "a@example.org, nobody"),
        ("bcc_header", "a@example.org; b@"),
        ("subject", ""),
        ("subject", "{{ event.slug"),
        ("subject", "{% include 'x' %}"),
        ("body", ""),
        ("body", "{% if event %}"),
        ("body", "{{ event.slug | no_such_filter }}"),
    ] {
        let answer = form.clone().fill(field, value).send(&app).as_user(&admin).await.expect_status(422);
        assert!(!answer.error_at(field).is_empty(), "{field}={value}: {}", answer.visible());
        assert!(answer.says("The email template was not saved."), "{}", answer.visible());
        let kept = answer.form("main-form");
        assert!(kept.value("name") == "Website please" || field == "name", "{field}");
    }
    // Both at once, and an action that nobody knows.
    let answer =
        form.clone().fill("subject", "{{ x").fill("body", "{% for %}").send(&app).as_user(&admin).await.expect_status(422);
    assert!(!answer.error_at("subject").is_empty() && !answer.error_at("body").is_empty());
    form.clone().choose("signal", &["no_such_action"]).send(&app).as_user(&admin).await.expect_status(422);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM email_template WHERE name = 'Website please'").await, 0);
}

#[tokio::test]
async fn eml_ui_a_template_is_changed_but_not_its_signal() {
    let (app, admin) = start().await;
    let id = template(&app, "recruit_helpers").await;
    let url = format!("/emails/template/{id}/");
    let page = app.get(&format!("{url}edit/")).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    let select = page.tags().into_iter().find(|tag| tag.name == "select" && tag.attribute("name") == Some("signal")).unwrap();
    assert!(select.attribute("disabled").is_some(), "the action is shown, and cannot be changed");
    assert!(page.says("Variables"), "{}", page.visible());
    let form = page
        .form("main-form")
        .choose("signal", &["recruit_helpers"])
        .fill("subject", "Helpers for {{ event.slug }}")
        .choose("active", &[]);
    let to = form.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, url);
    assert_eq!(
        app.value::<String>("SELECT subject || active::text FROM email_template WHERE signal = 'recruit_helpers'").await,
        "Helpers for {{ event.slug }}false"
    );
    let moved = page.form("main-form").choose("signal", &["persons_merged"]);
    let answer = moved.send(&app).as_user(&admin).await;
    assert!(matches!(answer.status, 409 | 422), "{}", answer.visible());
    assert_eq!(app.value::<i64>("SELECT count(*) FROM email_template WHERE signal = 'recruit_helpers'").await, 1);
}

#[tokio::test]
async fn two_people_who_change_one_template_are_told() {
    let (app, admin) = start().await;
    let url = format!("/emails/template/{}/edit/", template(&app, "recruit_helpers").await);
    let form =
        || async { app.get(&url).as_user(&admin).await.expect_page().form("main-form").choose("signal", &["recruit_helpers"]) };
    let (first, second) = (form().await, form().await);
    first.fill("subject", "One").send(&app).as_user(&admin).await.expect_status(302);
    let answer = second.fill("subject", "Two").send(&app).as_user(&admin).await.expect_status(409);
    assert!(answer.says("One") && answer.form("main-form").value("subject") == "Two", "{}", answer.visible());
    answer.form("main-form").choose("signal", &["recruit_helpers"]).send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<String>("SELECT subject FROM email_template WHERE signal = 'recruit_helpers'").await, "Two");
}

/// EML-TPL-13: what stands in the way of a good mail is told, and blocks nothing.
#[tokio::test]
async fn eml_tpl_13_variables_that_there_are_not_are_warned_of() {
    let (app, admin) = start().await;
    let url = format!("/emails/template/{}/", template(&app, "recruit_helpers").await);
    let before = app.get(&url).as_user(&admin).await.expect_page();
    assert!(!before.says("may not be what is meant"), "seeded templates are in order: {}", before.visible());
    let form = app.get(&format!("{url}edit/")).as_user(&admin).await.expect_page().form("main-form");
    let form = form.choose("signal", &["recruit_helpers"]).fill("body", "{{ nobody.full_name }}");
    form.send(&app).as_user(&admin).await.expect_status(302);
    let page = app.get(&url).as_user(&admin).await.expect_page();
    assert!(page.says("may not be what is meant") && page.says("nobody"), "{}", page.visible());
}

#[tokio::test]
async fn eml_ui_a_template_in_use_is_kept_and_says_by_what() {
    let (app, admin) = start().await;
    let email = email_in(&app, State::Succeeded).await;
    let used = format!("/emails/template/{}/", template(&app, "persons_merged").await);
    app.get(&format!("{used}delete/")).as_user(&admin).await.expect_status(405);
    let page = app.post(&format!("{used}delete/"), &[]).as_user(&admin).await.expect_page();
    assert!(page.says("Failed to delete"), "{}", page.visible());
    assert!(page.links().contains(&format!("/emails/scheduled_email/{email}/")), "{:?}", page.links());
    let free = template(&app, "ask_for_website").await;
    let to = app.post(&format!("/emails/template/{free}/delete/"), &[]).as_user(&admin).await.expect_redirect();
    assert_eq!(to, LIST);
    assert!(app.get(LIST).as_user(&admin).await.expect_page().says("was deleted."));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM email_template").await, 18);
}

#[tokio::test]
async fn eml_ui_templates_are_listed_filtered_ordered_and_exported() {
    let (app, admin) = start().await;
    let page = app.get(LIST).as_user(&admin).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    assert!(page.says("19 email templates"), "{}", page.visible());
    let ways = page.text.matches("/emails/templates/create/").count();
    assert!(ways >= 2, "before and after the table: {ways}");
    assert_eq!(page.text.matches("<th scope=\"col\"").count(), 5, "headers and texts are folded, so that the table fits");
    for shown in
        ["From instructor.training@carpentries.org Reply-To —none CC instructor.training@carpentries.org BCC —none", "Body"]
    {
        assert!(page.says(shown), "{shown}: {}", page.visible());
    }
    let count = async |query: &str| {
        let page = app.get(&format!("{LIST}?{query}")).as_user(&admin).await.expect_page();
        page.tags()
            .iter()
            .filter(|tag| tag.name == "a" && tag.attribute("class").is_some_and(|class| class.starts_with("slug")))
            .count()
    };
    assert_eq!(count("name=recruit").await, 1);
    assert_eq!(count("signal=MEMBERSHIP_QUARTERLY").await, 3);
    assert_eq!(count("active=false").await, 0);
    assert_eq!(count("subject=no-such-subject").await, 0);
    assert_eq!(count("body=no-such-body").await, 0);
    assert_eq!(count("from_header=carpentries.org&order_by=-signal").await, 19);
    let first = async |query: &str| {
        let page = app.get(&format!("{LIST}?{query}")).as_user(&admin).await.expect_page();
        page.links().into_iter().find(|link| link.starts_with("/emails/template/")).unwrap()
    };
    assert_eq!(
        first("order_by=signal").await,
        format!("/emails/template/{}/", template(&app, "admin_signs_instructor_up_for_workshop").await)
    );
    assert_eq!(first("order_by=-signal").await, format!("/emails/template/{}/", template(&app, "recruit_helpers").await));
    let csv = app.get(&format!("{LIST}?format=csv")).as_user(&admin).await.expect_page();
    assert!(csv.text.starts_with("Name,Active,Signal,From,Reply-To,CC,BCC,Subject,Body\r\n"), "{}", csv.text);
    let reader = app.person("Rita Reader").in_group("steering committee").create().await;
    let links = app.get(LIST).as_user(&reader).await.expect_page().links();
    assert!(!links.contains(&NEW.to_owned()), "who may not add is not led there: {links:?}");
}
