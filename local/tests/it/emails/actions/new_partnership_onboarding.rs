//! emails.md 3.14

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;
use shared::{account, deletion, partnership};
use uuid::Uuid;

use super::{changed, conditions, mail, persons, run, saved, states};
use crate::support::{Person, TestApp};

const SIGNAL: Signal = Signal::NewPartnershipOnboarding;

/// A partnership from August on, whose account Olga owns; Bea pays for it.
async fn partner() -> (TestApp, i32, Person) {
    let app = TestApp::start().await;
    let olga = app.person("Olga Owner").create().await;
    app.person("Bea Billing").create().await;
    app.organization("lu.se", "Lund").await;
    app.run_all(
        "INSERT INTO account (organization_id) SELECT id FROM organization WHERE domain = 'lu.se';
         INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, agreement_link, public_status, partner_organisation_id)
             SELECT 'Lund', 1, a.id, '2026-08-01', '2027-07-31', 'https://example.org', 'private', a.organization_id FROM account a
             JOIN organization o ON o.id = a.organization_id WHERE o.domain = 'lu.se';
         INSERT INTO account_owner (account_id, person_id, permission_type)
             SELECT s.account_id, p.id, CASE p.personal WHEN 'Bea' THEN 'billing_contact' ELSE 'owner' END FROM partnership s, person p",
    )
    .await;
    let id = app.value("SELECT id FROM partnership").await;
    (app, id, olga)
}

#[tokio::test]
async fn its_condition_is_an_owner_who_does_more_than_pay() {
    let (app, id, _) = partner().await;
    let nobody = "at least 1 owner of the account among owner, programmatic_contact: 0";
    conditions(
        &app,
        About::Partnership(id),
        SIGNAL,
        &[
            ("UPDATE account_owner SET permission_type = 'billing_contact'", nobody),
            ("DELETE FROM account_owner", nobody),
            ("UPDATE account_owner SET permission_type = 'programmatic_contact'", ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn it_goes_to_the_owners_a_month_before_or_at_once() {
    let (app, id, olga) = partner().await;
    saved(&app, Subject::Partnership(id)).await;
    let first = mail(&app, SIGNAL).await;
    assert_eq!((first.state.as_str(), first.at.as_str()), ("scheduled", "2026-07-02 12:00"));
    assert_eq!(first.target, (Kind::Partnership.object_type().to_owned(), id));
    assert_eq!((first.to, first.recipients), (vec![olga.email.clone()], persons(&[olga.id])));
    assert_eq!(first.context, json!({ "partnership": format!("api:partnership#{id}") }));
    run(&app, "UPDATE partnership SET agreement_start = '2026-07-01'").await;
    assert_eq!(mail(&app, SIGNAL).await.at, "2026-06-15 13:00");
}

/// T21, T23
#[tokio::test]
async fn owners_begin_it_and_the_end_of_the_partnership_ends_it() {
    let (app, _, olga) = partner().await;
    app.run("DELETE FROM account_owner").await;
    run(
        &app,
        "INSERT INTO account_owner (account_id, person_id, permission_type)
        SELECT s.account_id, p.id, 'owner' FROM partnership s, person p WHERE p.personal = 'Olga'",
    )
    .await;
    assert_eq!(mail(&app, SIGNAL).await.to, [olga.email.as_str()]);
    run(&app, "DELETE FROM partnership").await;
    assert_eq!(states(&app, SIGNAL).await, ["cancelled"]);
}

/// T20, T21, T23: the pages look again even where they change nothing.
#[tokio::test]
async fn t20_to_t23_saving_begins_it_and_deleting_ends_it() {
    let (app, id, _) = partner().await;
    changed(&app, None, async |change| {
        let before = partnership::stored(change, id, true).await.unwrap().unwrap();
        partnership::update(change, &before, &before.input).await.unwrap();
    })
    .await;
    assert_eq!(states(&app, SIGNAL).await, ["scheduled"]);
    app.run("DELETE FROM scheduled_email").await;
    let owned: Uuid = app.value("SELECT account_id FROM partnership").await;
    changed(&app, None, async |change| {
        let stored = account::stored_owners(change, owned, true).await.unwrap().unwrap();
        account::save_owners(change, owned, &stored, &stored).await.unwrap();
    })
    .await;
    assert_eq!(states(&app, SIGNAL).await, ["scheduled"]);
    changed(&app, None, async |change| {
        assert!(deletion::delete(change, Kind::Partnership, &id.to_string()).await.unwrap().is_empty());
    })
    .await;
    assert_eq!(states(&app, SIGNAL).await, ["cancelled"]);
}

/// T22: the new partnership is welcomed, and the old one not once more, which no more days or credits do either.
#[tokio::test]
async fn t22_a_new_partnership_alone_is_welcomed() {
    let (app, id, _) = partner().await;
    let mut new = 0;
    changed(&app, None, async |change| {
        let start = partnership::roll_over_start(change, id, true).await.unwrap().unwrap();
        new = partnership::roll_over(change, &start.from, &start.input).await.unwrap();
    })
    .await;
    assert_eq!(mail(&app, SIGNAL).await.target.1, new);
    run(&app, "UPDATE partnership SET agreement_end = agreement_end + 30, credits = credits + 1").await;
    assert_eq!(mail(&app, SIGNAL).await.target.1, new);
}
