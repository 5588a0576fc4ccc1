//! emails.md 3.13

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::membership_quarterly::member;
use super::{conditions, mail, persons, run, saved, states};

const SIGNAL: Signal = Signal::NewMembershipOnboarding;
const NO_CONTACT: &str = "DELETE FROM membership_task WHERE role_id IN
    (SELECT id FROM membership_person_role WHERE name IN ('billing_contact', 'programmatic_contact'))";

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    let m = member("bronze").await;
    let variant = "a variant among bronze, silver, gold, platinum, titanium";
    let benefits = "workshops or seats of a titanium membership";
    conditions(
        &m.app,
        About::Membership(m.id),
        SIGNAL,
        &[
            (NO_CONTACT, "at least 1 person among billing_contact, programmatic_contact: 0"),
            ("DELETE FROM membership_task WHERE role_id = (SELECT id FROM membership_person_role WHERE name = 'billing_contact')", ""),
            ("UPDATE membership SET variant = 'silver'", ""),
            ("UPDATE membership SET variant = 'gold'", ""),
            ("UPDATE membership SET variant = 'platinum'", ""),
            ("UPDATE membership SET variant = 'partner'", &format!("{variant}: partner")),
            ("UPDATE membership SET variant = 'affiliate'", &format!("{variant}: affiliate")),
            ("UPDATE membership SET variant = 'sponsor'", &format!("{variant}: sponsor")),
            ("UPDATE membership SET variant = 'alacarte'", &format!("{variant}: alacarte")),
            ("UPDATE membership SET variant = 'titanium'", &format!("{benefits}: none")),
            ("UPDATE membership SET variant = 'titanium', workshops_without_admin_fee_per_agreement = 1", ""),
            ("UPDATE membership SET variant = 'titanium', public_instructor_training_seats = 1", ""),
            ("UPDATE membership SET variant = 'titanium', additional_public_instructor_training_seats = 1", ""),
            ("UPDATE membership SET variant = 'titanium', inhouse_instructor_training_seats = 1", ""),
            ("UPDATE membership SET variant = 'titanium', additional_inhouse_instructor_training_seats = 1", ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn it_goes_to_the_contacts_a_month_before_or_at_once() {
    let m = member("silver").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    let first = mail(&m.app, SIGNAL).await;
    assert_eq!((first.state.as_str(), first.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(first.target, (Kind::Membership.object_type().to_owned(), m.id));
    assert_eq!(
        (first.to.as_slice(), &first.recipients),
        (&[m.bea.email.clone(), m.pru.email.clone()][..], &persons(&[m.bea.id, m.pru.id]))
    );
    assert_eq!(first.context, json!({ "membership": format!("api:membership#{}", m.id) }));
    run(&m.app, "UPDATE membership SET agreement_start = '2026-09-01'").await;
    assert_eq!(mail(&m.app, SIGNAL).await.at, "2026-08-02 12:00");
    run(&m.app, NO_CONTACT).await;
    assert_eq!(states(&m.app, SIGNAL).await, ["cancelled"]);
}

/// T19: what is deleted has no emails left.
#[tokio::test]
async fn a_deleted_membership_calls_all_its_emails_off() {
    let m = member("silver").await;
    saved(&m.app, Subject::Membership(m.id)).await;
    run(&m.app, "DELETE FROM membership_task; DELETE FROM membership").await;
    let left: i64 = m.app.value("SELECT count(*) FROM scheduled_email WHERE state <> 'cancelled'").await;
    assert_eq!((left, m.app.value::<i64>("SELECT count(*) FROM scheduled_email").await), (0, 4));
}
