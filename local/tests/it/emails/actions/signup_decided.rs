//! What both decisions about an application have in common (emails.md 3.6, 3.7).

use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::instructor_signs_up_for_workshop::{Applied, applied};
use super::workshop::{CANCELLED, NO_DATES, NOT_CENTRAL, PROGRAMS, starts};
use super::{conditions, mail, persons, rechecked, run, saved, states};

/// A decision about an application.
pub(super) struct Decision {
    signal: Signal,
    /// The application's state, the word for it, and the statement that makes it so.
    state: &'static str,
    word: &'static str,
    made: &'static str,
    /// The opposite decision.
    reverse: &'static str,
    reverse_word: &'static str,
}

const ACCEPT: &str = "UPDATE instructor_recruitment_signup SET state = 'a'";
const DISCARD: &str = "UPDATE instructor_recruitment_signup SET state = 'd'";

pub(super) const ACCEPTED: Decision = Decision {
    signal: Signal::InstructorConfirmedForWorkshop,
    state: "a",
    word: "accepted",
    made: ACCEPT,
    reverse: DISCARD,
    reverse_word: "discarded",
};

pub(super) const DISCARDED: Decision = Decision {
    signal: Signal::InstructorDeclinedFromWorkshop,
    state: "d",
    word: "discarded",
    made: DISCARD,
    reverse: ACCEPT,
    reverse_word: "accepted",
};

pub(super) async fn each_condition_alone_keeps_it_away(decision: &Decision) {
    let Applied { w, .. } = applied(decision.state).await;
    let about = About::Event(w.event.id);
    for table in [&NOT_CENTRAL[..], &PROGRAMS] {
        conditions(&w.app, about, decision.signal, table).await;
    }
    let unmet = |state: &str| format!("the application {}: {state}", decision.word);
    conditions(
        &w.app,
        about,
        decision.signal,
        &[
            ("UPDATE instructor_recruitment_signup SET state = 'p'", &unmet("pending")),
            (decision.reverse, &unmet(decision.reverse_word)),
            ("UPDATE person SET email = NULL", "an email address of the person: none"),
            (&starts("2026-06-14"), "a start on 2026-06-15 or later: 2026-06-14"),
            (&starts("2026-06-15"), ""),
            (NO_DATES, "a start on 2026-06-15 or later: no date"),
            // Whether it takes place is no matter here.
            (CANCELLED, ""),
        ],
    )
    .await;
}

pub(super) async fn it_goes_to_the_applicant_at_once(decision: &Decision) {
    let Applied { w, signup, context } = applied(decision.state).await;
    saved(&w.app, Subject::Signup(signup)).await;
    let mail = mail(&w.app, decision.signal).await;
    assert_eq!((mail.state.as_str(), mail.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(mail.target, (Kind::InstructorRecruitmentSignup.object_type().to_owned(), signup));
    assert_eq!((mail.to, mail.recipients), (vec![w.ian.email.clone()], persons(&[w.ian.id])));
    assert_eq!(mail.context, context);
}

/// EML-ACT-02, flavour S: it is sent again when the same is decided again.
pub(super) async fn another_decision_ends_it_and_the_same_begins_it_anew(decision: &Decision) {
    let Applied { w, signup, .. } = applied(decision.state).await;
    saved(&w.app, Subject::Signup(signup)).await;
    run(&w.app, "UPDATE instructor_recruitment_signup SET state = 'p'").await;
    assert_eq!(states(&w.app, decision.signal).await, ["cancelled"]);
    let kind = Kind::InstructorRecruitmentSignup;
    assert_eq!(
        rechecked(&w.app, decision.signal, kind, signup).await.as_deref(),
        Some(&*format!("the application {}: pending", decision.word))
    );
    run(&w.app, decision.made).await;
    assert_eq!(states(&w.app, decision.signal).await.len(), 2);
    w.app.run("UPDATE scheduled_email SET state = 'locked' WHERE state = 'scheduled'").await;
    w.app.run("UPDATE scheduled_email SET state = 'succeeded' WHERE state = 'locked'").await;
    run(&w.app, decision.reverse).await;
    run(&w.app, decision.made).await;
    let mut all = states(&w.app, decision.signal).await;
    all.sort();
    assert_eq!(all, ["cancelled", "scheduled", "succeeded"]);
    // The application is taken back.
    run(&w.app, "DELETE FROM instructor_recruitment_signup").await;
    let mut all = states(&w.app, decision.signal).await;
    all.sort();
    assert_eq!(all, ["cancelled", "cancelled", "succeeded"]);
}
