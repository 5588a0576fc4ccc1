//! Scheduling emails from their templates.

use shared::email_template::Signal;
use shared::scheduled_email::{Context, Outcome, Plan, Scalar, When, log, schedule};

use super::{plan, steps};
use crate::support::TestApp;

/// DM-MAIL-02, DM-MAIL-03, DM-MAIL-06, DM-ST-35
#[tokio::test]
async fn an_email_copies_its_template_as_it_is_and_waits_an_hour() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.run(
        "UPDATE email_template SET subject = 'Dear {{ person.personal }}', body = 'x {{ unknown }}', cc_header = '{c@example.org}',
            reply_to_header = 'r@example.org' WHERE signal = 'instructor_badge_awarded'",
    )
    .await;
    let wanted = Plan {
        context: Context::default().record("person", "person", 1).value("n", Scalar::Int(2)),
        ..plan(Signal::InstructorBadgeAwarded)
    };
    let mut change = app.change(Some(&admin)).await;
    let Outcome::Scheduled(id) = schedule(&mut change, &wanted, true, Some(admin.id)).await.unwrap() else { panic!() };
    change.commit().await.unwrap();
    let stored: String = app
        .value(
            "SELECT concat_ws('|', e.state, to_char(scheduled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), to_header, from_header, reply_to_header,
                cc_header, bcc_header, subject, body, context_json, to_header_context_json, target_type, target_id, template_id = t.id)
             FROM scheduled_email e, (SELECT id FROM email_template WHERE signal = 'instructor_badge_awarded') t",
        )
        .await;
    assert_eq!(
        stored,
        "scheduled|2026-06-15 13:00|{ada@example.org}|instructor.training@carpentries.org|r@example.org|{c@example.org}|{}\
         |Dear {{ person.personal }}|x {{ unknown }}|{\"n\": \"value:int#2\", \"person\": \"api:person#1\"}\
         |[{\"api_uri\": \"api:person#1\", \"property\": \"email\"}]|workshops.person|1|t"
    );
    assert_eq!(steps(&app, id).await, ">scheduled");
    let rows = log(&mut *app.db().await, id).await.unwrap();
    assert_eq!((rows[0].author.as_deref(), rows[0].state_before.as_deref()), (Some("Ada Admin"), None));
    assert!(rows[0].details.contains("instructor_badge_awarded"), "{}", rows[0].details);
}

/// DM-MAIL-02
#[tokio::test]
async fn without_recipients_or_a_template_in_use_nothing_is_made() {
    let app = TestApp::start().await;
    let signal = Signal::InstructorBadgeAwarded;
    let good = plan(signal);
    let outcome = async |plan: Plan| {
        let mut change = app.change(None).await;
        let outcome = schedule(&mut change, &plan, true, None).await.unwrap();
        change.commit().await.unwrap();
        outcome
    };
    assert_eq!(outcome(Plan { to: vec![], ..good.clone() }).await, Outcome::NoRecipients);
    assert_eq!(outcome(Plan { to: vec![" ".into()], ..good.clone() }).await, Outcome::NoRecipients);
    assert_eq!(outcome(Plan { recipients: vec![], ..good.clone() }).await, Outcome::NoRecipients);
    app.run("UPDATE email_template SET active = false").await;
    assert_eq!(outcome(good.clone()).await, Outcome::Inactive);
    app.run("UPDATE email_template SET active = true, body = '{% if %}'").await;
    assert!(matches!(outcome(good.clone()).await, Outcome::Faulty(_)));
    app.run("DELETE FROM email_template").await;
    assert_eq!(outcome(good).await, Outcome::NoTemplate);
    assert_eq!(
        app.value::<i64>("SELECT (SELECT count(*) FROM scheduled_email) + (SELECT count(*) FROM scheduled_email_log)").await,
        0
    );
}

/// EML-ENT-21: two requests at once make one email.
#[tokio::test]
async fn one_email_about_a_record_waits_at_a_time() {
    let app = TestApp::start().await;
    let outcome = async |plan: Plan| {
        let mut change = app.change(None).await;
        let outcome = schedule(&mut change, &plan, true, None).await.unwrap();
        change.commit().await.unwrap();
        outcome
    };
    let at = When::At("2026-12-24T12:00:00Z".parse().unwrap());
    let wanted = Plan { when: at, ..plan(Signal::InstructorBadgeAwarded) };
    let Outcome::Scheduled(first) = outcome(wanted.clone()).await else { panic!() };
    assert_eq!(outcome(wanted.clone()).await, Outcome::Exists);
    assert!(matches!(outcome(plan(Signal::AskForWebsite)).await, Outcome::Scheduled(_)), "another action");
    assert!(matches!(outcome(plan(Signal::PersonsMerged)).await, Outcome::Scheduled(_)));
    assert!(matches!(outcome(plan(Signal::PersonsMerged)).await, Outcome::Scheduled(_)), "several of these may wait");
    super::put(&app, first, "succeeded").await;
    assert!(matches!(outcome(wanted).await, Outcome::Scheduled(_)));
}
