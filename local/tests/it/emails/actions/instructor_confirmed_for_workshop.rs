//! emails.md 3.6

use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::instructor_signs_up_for_workshop::{Applied, applied};
use super::workshop::{NO_TAG, SELF_ORGANISED, starts};
use super::{conditions, mail, persons, rechecked, run, saved, states};

const SIGNAL: Signal = Signal::InstructorConfirmedForWorkshop;

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    let Applied { w, .. } = applied("a").await;
    conditions(
        &w.app,
        About::Event(w.event.id),
        SIGNAL,
        &[
            ("UPDATE instructor_recruitment_signup SET state = 'p'", "the application accepted: pending"),
            ("UPDATE instructor_recruitment_signup SET state = 'd'", "the application accepted: discarded"),
            ("UPDATE person SET email = NULL", "an email address of the person: none"),
            (NO_TAG, "a tag among DC, LC, SWC: none"),
            (SELF_ORGANISED, "an administrator other than self-organized: self-organized"),
            (&starts("2026-06-14"), "a start on 2026-06-15 or later: 2026-06-14"),
            (&starts("2026-06-15"), ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn it_goes_to_the_applicant_at_once() {
    let Applied { w, signup, context } = applied("a").await;
    saved(&w.app, Subject::Signup(signup)).await;
    let mail = mail(&w.app, SIGNAL).await;
    assert_eq!((mail.state.as_str(), mail.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(mail.target, (Kind::InstructorRecruitmentSignup.object_type().to_owned(), signup));
    assert_eq!((mail.to, mail.recipients), (vec![w.ian.email.clone()], persons(&[w.ian.id])));
    assert_eq!(mail.context, context);
}

/// EML-ACT-02, flavour S: it is sent again when the same is decided again.
#[tokio::test]
async fn another_decision_ends_it_and_the_same_begins_it_anew() {
    let Applied { w, signup, .. } = applied("a").await;
    saved(&w.app, Subject::Signup(signup)).await;
    run(&w.app, "UPDATE instructor_recruitment_signup SET state = 'p'").await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
    let kind = Kind::InstructorRecruitmentSignup;
    assert_eq!(rechecked(&w.app, SIGNAL, kind, signup).await.as_deref(), Some("the application accepted: pending"));
    run(&w.app, "UPDATE instructor_recruitment_signup SET state = 'a'").await;
    assert_eq!(states(&w.app, SIGNAL).await.len(), 2);
    w.app.run("UPDATE scheduled_email SET state = 'locked' WHERE state = 'scheduled'").await;
    w.app.run("UPDATE scheduled_email SET state = 'succeeded' WHERE state = 'locked'").await;
    run(&w.app, "UPDATE instructor_recruitment_signup SET state = 'd'").await;
    run(&w.app, "UPDATE instructor_recruitment_signup SET state = 'a'").await;
    let mut all = states(&w.app, SIGNAL).await;
    all.sort();
    assert_eq!(all, ["cancelled", "scheduled", "succeeded"]);
    // The application is taken back.
    run(&w.app, "DELETE FROM instructor_recruitment_signup").await;
    let mut all = states(&w.app, SIGNAL).await;
    all.sort();
    assert_eq!(all, ["cancelled", "cancelled", "succeeded"]);
}
