//! Stored events from websites (IMP-01 on EVT-06).

use super::{SITE, look_at, start};
use crate::events::new_event;
use crate::support::{Form, Person, TestApp};

const EDIT: &str = "/workshops/event/2026-07-01-lund/edit/";

/// An event with a website, a venue and a slug of its own.
async fn lund(app: &TestApp, admin: &Person) {
    let form = new_event(app, admin, "2026-07-01-lund").await.fill("venue", "Hall").fill("url", SITE).fill("start", "2026-07-01");
    form.send(app).as_user(admin).await.expect_status(302);
}

async fn open(app: &TestApp, person: &Person) -> Form {
    app.get(EDIT).as_user(person).await.expect_page().form("main-form")
}

#[tokio::test]
async fn imp_01_the_dialog_knows_the_events_website_and_skips_unless_told() {
    let (app, _elsewhere, admin) = start().await;
    lund(&app, &admin).await;
    let page = app.get(EDIT).as_user(&admin).await.expect_page();
    assert_eq!(page.text_of("website-title"), "Update from URL");
    let tags = page.tags();
    let url = tags.iter().find(|tag| tag.attribute("id") == Some("id_website-url")).unwrap();
    assert_eq!(url.attribute("value"), Some(SITE));
    let actions: Vec<(&str, bool)> = tags
        .iter()
        .filter(|tag| tag.attribute("name") == Some("event_update_action"))
        .map(|tag| (tag.attribute("value").unwrap(), tag.attribute("checked").is_some()))
        .collect();
    assert_eq!(actions, [("skip", true), ("overwrite", false)]);
}

#[tokio::test]
async fn imp_01_skipping_fills_empty_fields_alone_the_contacts_too() {
    let (app, _elsewhere, admin) = start().await;
    lund(&app, &admin).await;
    let form = open(&app, &admin).await.fill("comment", "Mine.").fill("reg_key", "4711");
    for form in [form.clone(), form.press("event_update_action", "skip")] {
        let form = look_at(&app, &admin, form, SITE).await.expect_page().form("main-form");
        for (field, value) in [
            ("slug", "2026-07-01-lund"),
            ("start", "2026-07-01"),
            ("end", "2026-08-21"),
            ("venue", "Hall"),
            ("reg_key", "4711"),
            ("address", "Kung Oscars väg 11"),
            ("country", "SE"),
            ("contact", "a@example.org;b@example.org"),
            ("comment", "Mine.\n\nINSTRUCTORS: Ada Lovelace, Grace Hopper\n\nHELPERS: Alan Turing"),
        ] {
            assert_eq!(form.value(field), value, "{field}");
        }
    }
    assert_eq!(app.value::<String>("SELECT address FROM event").await, "", "nothing is saved");
}

#[tokio::test]
async fn imp_01_overwriting_replaces_and_the_form_can_be_saved() {
    let (app, _elsewhere, admin) = start().await;
    lund(&app, &admin).await;
    let form = open(&app, &admin).await.fill("comment", "Mine.").press("event_update_action", "overwrite");
    let page = look_at(&app, &admin, form, SITE).await.expect_page();
    assert!(page.text.contains(r#"value="overwrite" checked"#), "the choice is kept");
    let form = page.form("main-form");
    assert_eq!((form.value("slug"), form.value("start")), ("2026-08-20-malmo", "2026-08-20"));
    assert_eq!(form.value("comment"), "INSTRUCTORS: Ada Lovelace, Grace Hopper\n\nHELPERS: Alan Turing");
    // The page is still that of the stored event.
    assert_eq!(form.action, EDIT);
    let to = form.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/workshops/event/2026-08-20-malmo/");
    assert_eq!(app.value::<String>("SELECT venue FROM event").await, "Stadsbiblioteket & <park>");
}

/// The version that the form was filled from stays with it through the button.
#[tokio::test]
async fn imp_01_somebody_faster_is_noticed_after_the_button_too() {
    let (app, _elsewhere, admin) = start().await;
    lund(&app, &admin).await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    let (mine, hers) = (open(&app, &admin).await, open(&app, &grace).await);
    hers.fill("venue", "Her hall").send(&app).as_user(&grace).await.expect_status(302);
    let form = look_at(&app, &admin, mine, SITE).await.expect_page().form("main-form");
    form.send(&app).as_user(&admin).await.expect_status(409);
    assert_eq!(app.value::<String>("SELECT venue FROM event").await, "Her hall");
}

#[tokio::test]
async fn imp_01_a_problem_keeps_the_form_and_costs_few_statements() {
    let (app, _elsewhere, admin) = start().await;
    lund(&app, &admin).await;
    let form = open(&app, &admin).await.fill("venue", "Typed").press("event_update_action", "overwrite");
    let page = look_at(&app, &admin, form, "https://example.org/").await.expect_status(422);
    assert!(page.error_at("website-url").contains("Enter the address of a website on GitHub"), "{}", page.visible());
    assert_eq!(page.form("main-form").value("venue"), "Typed");
    let form = open(&app, &admin).await;
    look_at(&app, &admin, form, SITE).await.expect_page();
    assert!((1..=7).contains(&app.statements()), "{} statements", app.statements());
}

#[tokio::test]
async fn imp_01_it_takes_the_right_to_change_and_an_event() {
    let (app, _elsewhere, admin) = start().await;
    lund(&app, &admin).await;
    let reader = app.person("Rita Reader").in_group("steering committee").with_permission("change_event").create().await;
    let member = app.member().await;
    let sent = [("website-url", SITE), ("_website", "fill")];
    for person in [&reader, &member] {
        app.post(EDIT, &sent).as_user(person).await.expect_status(403);
    }
    app.post("/workshops/event/2026-01-01-nowhere/edit/", &sent).as_user(&admin).await.expect_status(404);
}
