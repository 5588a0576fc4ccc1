//! The mark on a person's page, and lifting it (EML-NEW-11).

use local::ses::Trouble;
use serde_json::json;

use super::{recorded, tell, why};
use crate::support::{Person, TestApp};

fn url(person: &Person) -> String {
    format!("/workshops/person/{}/", person.id)
}

fn lift_url(person: &Person) -> String {
    format!("{}mail_suppression/lift/", url(person))
}

/// Mail to the address comes back.
async fn bounce(app: &TestApp, address: &str) {
    let mut event = recorded("bounce");
    event["detail"]["bounce"]["bouncedRecipients"][0]["emailAddress"] = json!(address);
    tell(app, &event).await;
}

/// What the form posts that lifts what keeps mail from an address.
fn wish<'a>(address: &'a str, seen: &'a str) -> [(&'a str, &'a str); 2] {
    [("address", address), ("seen", seen)]
}

/// Which suppression of the address a page would tell of; empty where there is none.
async fn seen(app: &TestApp, address: &str) -> String {
    why(app, address).await.map(|suppression| suppression.seen()).unwrap_or_default()
}

const SECOND: &str = "ada@second.org";

async fn ada(app: &TestApp) -> Person {
    let ada = app.person("Ada Lovelace").near("EDI").create().await;
    let set = sqlx::query("UPDATE person SET secondary_email = $2 WHERE id = $1");
    set.bind(ada.id).bind(SECOND).execute(app.pool()).await.unwrap();
    ada
}

#[tokio::test]
async fn eml_new_11_both_addresses_are_marked_with_why_and_since_when() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin().await, ada(&app).await);
    let page = app.get(&url(&ada)).as_user(&admin).await.expect_page();
    assert!(!page.says("Send mail there again"));
    let statements = app.statements();
    bounce(&app, SECOND).await;
    let page = app.get(&url(&ada)).as_user(&admin).await.expect_page();
    assert_eq!(page.text.matches("mail_suppression/lift/").count(), 1);
    for words in
        ["Mail to this address bounces", "June 15, 2026, 11:58 a.m.", "smtp; 550 5.1.1 user unknown", "AMY sends no mail there"]
    {
        assert!(page.says(words), "{words}: {}", page.visible());
    }
    bounce(&app, &ada.email).await;
    let page = app.get(&url(&ada)).as_user(&admin).await.expect_page();
    assert_eq!(page.text.matches("mail_suppression/lift/").count(), 2);
    assert_eq!(app.statements(), statements, "the database is not asked for it");
}

#[tokio::test]
async fn eml_new_11_lifting_lets_mail_go_there_and_is_commented() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin().await, ada(&app).await);
    for address in [&ada.email, SECOND] {
        bounce(&app, address).await;
    }
    let seen = seen(&app, SECOND).await;
    let answer = app.post(&lift_url(&ada), &wish(SECOND, &seen)).as_user(&admin).await;
    assert_eq!(answer.expect_redirect(), url(&ada));
    assert!(why(&app, SECOND).await.is_none() && why(&app, &ada.email).await.is_some(), "one address, not the other");
    assert_eq!(app.mails.forgiven(), [SECOND], "SES has a list of its own");
    let page = app.get(&url(&ada)).as_user(&admin).await.expect_page();
    assert!(page.says(&format!("Mail goes to {SECOND} again.")), "{}", page.visible());
    assert_eq!(page.text.matches("mail_suppression/lift/").count(), 1);
    let comment: String = app.value("SELECT comment FROM comment").await;
    assert!(comment.contains(SECOND) && comment.contains("Mail to this address bounces, on 2026-06-15"), "{comment}");
    assert!(app.value::<bool>("SELECT person_id IS NULL AND user_name = 'Automatic comment' FROM comment").await);
}

#[tokio::test]
async fn what_there_is_nothing_to_lift_at_is_told_and_nothing_changed() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin().await, ada(&app).await);
    bounce(&app, "somebody@else.org").await;
    bounce(&app, SECOND).await;
    let flash = async |address: &str| {
        let seen = seen(&app, address).await;
        app.post(&lift_url(&ada), &wish(address, &seen)).as_user(&admin).await.expect_status(302);
        app.get(&url(&ada)).as_user(&admin).await.expect_page()
    };
    assert!(flash("somebody@else.org").await.says("has another address now"));
    assert!(flash("").await.says("has another address now"));
    assert!(flash(&ada.email).await.says("already"));
    assert!(why(&app, "somebody@else.org").await.is_some(), "of others nothing is lifted here");

    app.mails.trouble([Trouble::Refused(500, "InternalFailure")]);
    assert!(flash(SECOND).await.says("try again in a minute"));
    app.mails.trouble([Trouble::Refused(403, "AccessDeniedException")]);
    assert!(flash(SECOND).await.says("tell whoever runs AMY"));
    assert!(why(&app, SECOND).await.is_some(), "while SES refuses, nothing is lifted here either");
    assert_eq!(app.value::<i64>("SELECT count(*) FROM comment").await, 0);
    app.post("/workshops/person/999999/mail_suppression/lift/", &[("address", SECOND)]).as_user(&admin).await.expect_status(404);
}

/// SES's list tells cases apart: each way in which the address is known to be written is taken from it.
#[tokio::test]
async fn eml_new_11_lifting_takes_the_address_from_the_list_of_ses_as_ses_writes_it() {
    const TEAM: &str = "Team@Uni.edu";
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin().await, ada(&app).await);
    let set = sqlx::query("UPDATE person SET secondary_email = 'TEAM@uni.edu' WHERE id = $1");
    set.bind(ada.id).execute(app.pool()).await.unwrap();
    let at_ses = || [TEAM, "team@uni.edu", "TEAM@uni.edu", "other@uni.edu"].into_iter().for_each(|it| app.mails.suppress(it));
    at_ses();
    bounce(&app, &format!("The Team <{TEAM}>")).await;
    let form = app.get(&url(&ada)).as_user(&admin).await.expect_page().form_to(&lift_url(&ada));
    form.send(&app).as_user(&admin).await.expect_status(302);
    assert!(why(&app, TEAM).await.is_none());
    assert_eq!(app.mails.suppressed(), ["other@uni.edu"]);

    // The list of all addresses knows no person who writes it in another way.
    at_ses();
    let mut later = recorded("bounce");
    later["detail"]["bounce"]["bouncedRecipients"][0]["emailAddress"] = json!(TEAM);
    later["detail"]["bounce"]["timestamp"] = json!(app.clock.now() + chrono::Duration::minutes(1));
    tell(&app, &later).await;
    let list = app.get("/emails/suppressions/").as_user(&admin).await.expect_page();
    list.form_to("/emails/suppressions/lift/").send(&app).as_user(&admin).await.expect_status(302);
    assert!(why(&app, TEAM).await.is_none());
    assert_eq!(app.mails.suppressed(), ["TEAM@uni.edu", "other@uni.edu"]);
}

/// Nobody lifts what they have not seen.
#[tokio::test]
async fn eml_new_11_what_has_come_back_meanwhile_is_not_lifted() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin().await, ada(&app).await);
    bounce(&app, SECOND).await;
    let before = seen(&app, SECOND).await;
    let mut complaint = recorded("complaint");
    complaint["detail"]["complaint"]["complainedRecipients"][0]["emailAddress"] = json!(SECOND);
    tell(&app, &complaint).await;
    for old in [before.as_str(), "", "yesterday"] {
        app.post(&lift_url(&ada), &wish(SECOND, old)).as_user(&admin).await.expect_status(302);
        let page = app.get(&url(&ada)).as_user(&admin).await.expect_page();
        assert!(page.says("More has come back from this address meanwhile. Look again."), "{old}: {}", page.visible());
    }
    // A page of before asks without it.
    app.post(&lift_url(&ada), &[("address", SECOND)]).as_user(&admin).await.expect_status(302);
    assert!(app.get(&url(&ada)).as_user(&admin).await.expect_page().says("Look again."));
    app.post("/emails/suppressions/lift/", &wish(SECOND, &before)).as_user(&admin).await.expect_status(302);
    let list = app.get("/emails/suppressions/").as_user(&admin).await.expect_page();
    assert!(list.says("Look again.") && list.says(SECOND), "{}", list.visible());
    assert!(why(&app, SECOND).await.is_some() && app.mails.forgiven().is_empty());
    assert_eq!(app.value::<i64>("SELECT count(*) FROM comment").await, 0);
}

#[tokio::test]
async fn only_who_may_change_people_may_lift() {
    let app = TestApp::start().await;
    let ada = ada(&app).await;
    bounce(&app, SECOND).await;
    let (path, seen) = (lift_url(&ada), seen(&app, SECOND).await);
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let member = app.member().await;
    assert!(app.post(&path, &wish(SECOND, &seen)).await.expect_redirect().starts_with("/account/login/"));
    for person in [&reader, &member, &ada] {
        app.post(&path, &wish(SECOND, &seen)).as_user(person).await.expect_status(403);
    }
    assert!(why(&app, SECOND).await.is_some());
    let page = app.get(&url(&ada)).as_user(&reader).await.expect_page();
    assert!(page.says("Mail to this address bounces") && page.text.contains("disabled"), "the mark is for all who see the page");
    let changer = app.person("Chris Changer").in_group("trainers").with_permission("change_person").create().await;
    app.post(&path, &wish(SECOND, &seen)).as_user(&changer).await.expect_status(302);
    assert!(why(&app, SECOND).await.is_none());
}
