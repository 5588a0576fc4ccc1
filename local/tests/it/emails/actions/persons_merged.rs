//! emails.md 3.3

use serde_json::json;
use shared::email_action::{Occurrence, Subject};
use shared::email_template::Signal;
use shared::merge::PERSON;
use shared::record::Kind;

use super::membership_quarterly::member;
use super::{changed, mail, persons, saved, states};
use crate::support::{Answer, Person, TestApp};

const SIGNAL: Signal = Signal::PersonsMerged;

/// Merges by the page: everything is the first's.
pub(super) async fn merge(app: &TestApp, by: &Person, a: &Person, b: &Person) -> Answer {
    let (first, second) = (a.id.to_string(), b.id.to_string());
    let mut fields = vec![("person_a", first.as_str()), ("person_b", second.as_str()), ("id", "obj_a")];
    fields.extend(PERSON.offers().map(|offer| (offer.name, "obj_a")));
    app.post("/workshops/persons/merge/", &fields).as_user(by).await
}

#[tokio::test]
async fn it_goes_to_the_survivor_at_once_each_time() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (ada, double) = (app.person("Ada Lovelace").create().await, app.person("A Lovelace").create().await);
    let to = merge(&app, &admin, &ada, &double).await.expect_redirect();
    let first = mail(&app, SIGNAL).await;
    assert_eq!((first.state.as_str(), first.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(first.author, Some(admin.id));
    assert_eq!(first.target, (Kind::Person.object_type().to_owned(), ada.id));
    assert_eq!((first.to, first.recipients), (vec![ada.email.clone()], persons(&[ada.id])));
    assert_eq!(first.context, json!({ "person": format!("api:person#{}", ada.id) }));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("A new email was scheduled, to be sent in 1 hour: Person records are merged"), "{}", page.visible());
    let third = app.person("Augusta King").create().await;
    merge(&app, &admin, &ada, &third).await.expect_redirect();
    assert_eq!(states(&app, SIGNAL).await, ["scheduled", "scheduled"]);
}

#[tokio::test]
async fn without_an_address_the_merge_goes_on_with_a_warning() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (ada, double) = (app.person("Ada Lovelace").create().await, app.person("A Lovelace").create().await);
    app.run("UPDATE person SET email = NULL WHERE family = 'Lovelace'").await;
    let to = merge(&app, &admin, &ada, &double).await.expect_redirect();
    assert!(states(&app, SIGNAL).await.is_empty());
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("was not scheduled: nobody whom it would go to has an email address."), "{}", page.visible());
}

/// W-24: what waits for the one who goes is about the one who stays.
#[tokio::test]
async fn emails_about_the_other_point_to_the_survivor() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (ada, double) = (app.person("Ada Lovelace").create().await, app.person("A Lovelace").create().await);
    changed(&app, None, async |change| change.occur(Occurrence::PersonsMerged(double.id))).await;
    merge(&app, &admin, &ada, &double).await.expect_redirect();
    let pointing: String = app
        .value(
            "SELECT string_agg(concat_ws('|', state, target_id, context_json ->> 'person', to_header_context_json #>> '{0,api_uri}'), ' ')
             FROM scheduled_email",
        )
        .await;
    let one = format!("scheduled|{0}|api:person#{0}|api:person#{0}", ada.id);
    assert_eq!(pointing, format!("{one} {one}"));
}

/// EML-UI-14: the links that an email may return to are the survivor's, too.
#[tokio::test]
async fn links_to_return_to_point_to_the_survivor() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (ada, double) = (app.person("Ada Lovelace").create().await, app.person("A Lovelace").create().await);
    changed(&app, None, async |change| change.occur(Occurrence::PersonsMerged(double.id))).await;
    app.run(
        r#"UPDATE scheduled_email SET recipients_override = true, linked_recipients = to_header_context_json, context_json = '{}',
            to_header_context_json = '[{"value_uri": "value:str#x@example.org"}]'"#,
    )
    .await;
    merge(&app, &admin, &ada, &double).await.expect_redirect();
    let links: String =
        app.value("SELECT linked_recipients #>> '{0,api_uri}' FROM scheduled_email WHERE recipients_override").await;
    assert_eq!(links, format!("api:person#{}", ada.id));
}

/// T2: what moves to the survivor has not happened anew, so nothing else begins; what waits is kept right.
#[tokio::test]
async fn t2_nothing_else_begins_with_a_merge() {
    let m = member("gold").await;
    let admin = m.app.admin().await;
    saved(&m.app, Subject::Membership(m.id)).await;
    m.app
        .run("DELETE FROM scheduled_email e USING email_template t WHERE t.id = e.template_id AND t.signal <> 'membership_quarterly_3_months'")
        .await;
    let survivor = m.app.person("Beatrice Billing").create().await;
    merge(&m.app, &admin, &survivor, &m.bea).await.expect_redirect();
    assert_eq!(states(&m.app, SIGNAL).await, ["scheduled"]);
    assert_eq!(m.app.value::<i64>("SELECT count(*) FROM scheduled_email").await, 2, "neither a welcome nor a report is begun");
    let report = mail(&m.app, Signal::MembershipQuarterly3Months).await;
    assert_eq!(report.to, [survivor.email.as_str(), &m.pru.email]);
    assert_eq!(report.recipients, persons(&[survivor.id, m.pru.id]));
}
