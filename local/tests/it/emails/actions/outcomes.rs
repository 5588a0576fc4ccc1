//! What keeps an email from being made or updated, and what admins are told (EML-ACT-04 … EML-ACT-06, EML-TPL-11).

use shared::email_action::{Level, Notice, Subject};
use shared::email_template::Signal;

use super::workshop::{A_HELPER, Workshop};
use super::{mail, saved, states};

const SIGNAL: Signal = Signal::RecruitHelpers;
const NAME: &str = "Recruit helpers";

/// A workshop that recruits helpers, and no other email is wanted for.
async fn workshop() -> Workshop {
    let w = Workshop::start().await;
    w.app.run("DELETE FROM email_template WHERE signal <> 'recruit_helpers'").await;
    w
}

/// What is said of the action.
async fn told(w: &Workshop) -> Vec<(Level, String)> {
    let notices = saved(&w.app, Subject::Event(w.event.id)).await;
    let is_of = |notice: &Notice| notice.text.contains(NAME) || notice.link.as_ref().is_some_and(|(label, _)| label == NAME);
    notices.into_iter().filter(is_of).map(|notice| (notice.level, notice.text)).collect()
}

fn said(told: &[(Level, String)], level: Level, words: &str) {
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].0 == level && told[0].1.contains(words), "{words}: {told:?}");
}

#[tokio::test]
async fn each_outcome_is_told() {
    let w = workshop().await;
    w.app.run("UPDATE email_template SET body = '{% if %}'").await;
    said(&told(&w).await, Level::Warning, "This is no valid template");
    w.app.run("UPDATE email_template SET body = 'x'").await;
    w.app.run("UPDATE person SET email = NULL").await;
    said(&told(&w).await, Level::Warning, "nobody whom it would go to has an email address");
    assert!(states(&w.app, SIGNAL).await.is_empty());
    w.app.run("UPDATE person SET email = lower(personal) || '@example.org'").await;
    said(&told(&w).await, Level::Info, "A new email was scheduled, to be sent in 26 days");
    said(&told(&w).await, Level::Info, "A scheduled email was updated");
    w.app.run("UPDATE person SET email = NULL").await;
    said(&told(&w).await, Level::Warning, "was not updated: nobody");
    assert_eq!(mail(&w.app, SIGNAL).await.to, ["ian@example.org", "ines@example.org", "hal@example.org"], "the old one stays");
    w.app.run("UPDATE person SET email = lower(personal) || '@example.org'").await;
    w.app.run("UPDATE email_template SET subject = '{{'").await;
    said(&told(&w).await, Level::Warning, "was not updated: This is no valid template");
    w.app.run("UPDATE email_template SET subject = 'x', active = false").await;
    said(&told(&w).await, Level::Info, "A scheduled email was updated");
    w.app.run(A_HELPER).await;
    said(&told(&w).await, Level::Warning, "An email was called off");
    assert_eq!(told(&w).await, []);
}

/// EML-SEED-01: a template is out of use because somebody wants that, but missing by mistake.
#[tokio::test]
async fn eml_seed_01_a_missing_template_is_told_and_one_out_of_use_is_not() {
    let w = workshop().await;
    w.app.run("UPDATE email_template SET active = false").await;
    assert_eq!(told(&w).await, []);
    w.app.run("DELETE FROM email_template").await;
    said(&told(&w).await, Level::Warning, "there is no template for recruit_helpers");
    assert!(states(&w.app, SIGNAL).await.is_empty());
}

/// EML-ACT-02: what failed is updated and called off; what is with the provider is not.
#[tokio::test]
async fn what_failed_is_updated_and_called_off() {
    let w = workshop().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let id = mail(&w.app, SIGNAL).await.id;
    for state in ["running", "succeeded", "cancelled", "dead_letter"] {
        crate::emails::put(&w.app, id, state).await;
        assert_eq!(told(&w).await, [], "{state}");
        assert_eq!(states(&w.app, SIGNAL).await, [state]);
    }
    crate::emails::put(&w.app, id, "failed").await;
    said(&told(&w).await, Level::Info, "updated");
    w.app.run(A_HELPER).await;
    said(&told(&w).await, Level::Warning, "called off");
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
    let log: String = w.app.value("SELECT details FROM scheduled_email_log ORDER BY position DESC LIMIT 1").await;
    assert_eq!(log, "Called off by recruit_helpers: unmet is: no helpers: 1.");
}

/// EML-ACT-05: of several nobody knows which is meant.
#[tokio::test]
async fn two_that_wait_are_not_updated_but_both_called_off() {
    let w = workshop().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    w.app
        .run(
            "INSERT INTO scheduled_email (scheduled_at, to_header, from_header, subject, body, template_id, target_type, target_id)
             SELECT scheduled_at, to_header, from_header, subject, body, template_id, target_type, target_id FROM scheduled_email",
        )
        .await;
    said(&told(&w).await, Level::Warning, "was not updated: several of them are waiting");
    w.app.run(A_HELPER).await;
    assert_eq!(told(&w).await.len(), 2);
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled", "cancelled"]);
}
