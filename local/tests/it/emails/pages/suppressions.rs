//! Addresses that get no mail any more (EML-NEW-11), and what has become of a message (EML-NEW-10).

use local::project::Project;
use local::ses::Trouble;
use serde_json::Value;
use shared::scheduled_email::State;

use super::{email_in, start, url};
use crate::support::TestApp;

const LIST: &str = "/emails/suppressions/";
/// Whom the recorded bounce is about, and the message that came back.
const ADA: &str = "ada@example.org";
const MESSAGE: &str = "0100019ecb3f1a2b-3c4d5e6f-7a8b-4c9d-8e0f-1a2b3c4d5e6f-000000";

/// SES tells that a message came back for good.
async fn bounce(app: &TestApp) {
    let recorded = std::fs::read_to_string(Project::find().unwrap().join("events/ses-bounce.json")).unwrap();
    let event: Value = serde_json::from_str(&recorded).unwrap();
    app.amy.mail_feedback.handle(&event).await.unwrap();
}

#[tokio::test]
async fn eml_new_11_suppressed_addresses_are_listed_and_lifted() {
    let (app, admin) = start().await;
    bounce(&app).await;
    let page = app.get(LIST).as_user(&admin).await.expect_page();
    assert!(page.says(ADA) && page.says("Mail to this address bounces") && page.says("550 5.1.1"), "{}", page.visible());
    let form = page.form_to(&format!("{LIST}lift/"));
    app.mails.trouble([Trouble::Refused(500, "InternalFailure")]);
    form.send(&app).as_user(&admin).await.expect_status(302);
    let still = app.get(LIST).as_user(&admin).await.expect_page();
    assert!(still.says("Nothing was changed") && still.says(ADA), "{}", still.visible());
    assert_eq!(form.send(&app).as_user(&admin).await.expect_redirect(), LIST);
    let page = app.get(LIST).as_user(&admin).await.expect_page();
    assert!(page.says("ada@example.org gets mail again.") && page.says("No suppressed addresses."), "{}", page.visible());
    let reader = app.person("Rita Reader").in_group("steering committee").create().await;
    bounce(&app).await;
    app.get(LIST).as_user(&reader).await.expect_page();
    form.send(&app).as_user(&reader).await.expect_status(403);
}

#[tokio::test]
async fn eml_new_11_an_address_that_is_not_suppressed_cannot_be_lifted() {
    let (app, admin) = start().await;
    assert!(app.get(LIST).as_user(&admin).await.expect_page().says("No suppressed addresses."));
    let to = app.post(&format!("{LIST}lift/"), &[("address", "a@example.org")]).as_user(&admin).await.expect_redirect();
    assert_eq!(to, LIST);
    assert!(app.get(LIST).as_user(&admin).await.expect_page().says("This address was not suppressed."));
}

/// What can be no address is no place to go on from.
#[tokio::test]
async fn eml_new_11_the_list_begins_anew_after_what_is_no_address() {
    let (app, admin) = start().await;
    bounce(&app).await;
    for after in ["%3C%3E".to_owned(), "a".repeat(3000)] {
        assert!(app.get(&format!("{LIST}?after={after}")).as_user(&admin).await.expect_page().says(ADA), "{after}");
    }
    for odd in ["<>".to_owned(), "a".repeat(3000)] {
        app.post(&format!("{LIST}lift/"), &[("address", &odd)]).as_user(&admin).await.expect_status(302);
        assert!(app.get(LIST).as_user(&admin).await.expect_page().says("This address was not suppressed."), "{odd}");
    }
}

#[tokio::test]
async fn eml_new_10_the_page_of_an_email_tells_what_has_become_of_it_at_each_recipient() {
    let (app, admin) = start().await;
    let id = email_in(&app, State::Succeeded).await;
    let sent = "UPDATE scheduled_email SET ses_message_id = $2, sent_at = '2026-06-15T11:58:00Z' WHERE id = $1";
    sqlx::query(sent).bind(id).bind(MESSAGE).execute(app.pool()).await.unwrap();
    assert!(app.get(&url(id, "")).as_user(&admin).await.expect_page().says("Nothing is known of its delivery."));
    bounce(&app).await;
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    let delivery = page.text_of("delivery");
    assert!(delivery.contains(ADA) && delivery.contains("Bounced") && delivery.contains("550 5.1.1"), "{delivery}");
    assert!(page.says("It was sent 2 minutes ago.") && page.says(MESSAGE), "{}", page.visible());
}
