//! emails.md 3.4

use serde_json::{Value, json};
use shared::email_action::Subject;
use shared::email_template::Signal;
use shared::record::Kind;
use shared::recruitment::SelfSignupInput;

use super::workshop::Workshop;
use super::{changed, mail, persons, rechecked, run, saved, states};

const SIGNAL: Signal = Signal::InstructorSignsUpForWorkshop;

/// A workshop that Ian has applied for, without being an instructor of it.
pub(super) struct Applied {
    pub(super) w: Workshop,
    pub(super) signup: i32,
    /// What the emails about it may tell.
    pub(super) context: Value,
}

/// Writes it down in a state, past all actions.
pub(super) async fn applied(state: &str) -> Applied {
    let w = Workshop::start().await;
    w.app
        .run_all(&format!(
            "DELETE FROM task;
             INSERT INTO instructor_recruitment (event_id) SELECT id FROM event;
             INSERT INTO instructor_recruitment_signup (recruitment_id, person_id, state)
                 SELECT r.id, p.id, '{state}' FROM instructor_recruitment r, person p WHERE p.personal = 'Ian'"
        ))
        .await;
    let signup: i32 = w.app.value("SELECT id FROM instructor_recruitment_signup").await;
    let context = context(&w, signup);
    Applied { w, signup, context }
}

/// What the emails about an application of Ian's may tell.
pub(super) fn context(w: &Workshop, signup: i32) -> Value {
    json!({
        "person": format!("api:person#{}", w.ian.id),
        "event": w.reference(),
        "instructor_recruitment_signup": format!("api:instructorrecruitmentsignup#{signup}"),
    })
}

#[tokio::test]
async fn it_goes_to_the_applicant_at_once_in_their_own_name() {
    let w = Workshop::start().await;
    w.app.run("INSERT INTO instructor_recruitment (event_id) SELECT id FROM event").await;
    let process: i32 = w.app.value("SELECT id FROM instructor_recruitment").await;
    let mut signup = 0;
    let told = changed(&w.app, Some(&w.ian), async |change| {
        signup = SelfSignupInput::default().create(change, process, w.ian.id).await.unwrap();
    })
    .await;
    let mail = mail(&w.app, SIGNAL).await;
    assert_eq!((mail.state.as_str(), mail.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(mail.author, Some(w.ian.id));
    assert_eq!(mail.target, (Kind::InstructorRecruitmentSignup.object_type().to_owned(), signup));
    assert_eq!((mail.to, mail.recipients), (vec![w.ian.email.clone()], persons(&[w.ian.id])));
    assert_eq!(mail.context, context(&w, signup));
    assert!(told.iter().any(|notice| notice.text.contains("in 1 hour")), "{told:?}");
}

/// It follows from applying alone; what takes the application away takes it along.
#[tokio::test]
async fn it_is_made_once_and_ends_with_the_application() {
    let w = Workshop::start().await;
    w.app.run("INSERT INTO instructor_recruitment (event_id) SELECT id FROM event").await;
    let process: i32 = w.app.value("SELECT id FROM instructor_recruitment").await;
    let mut signup = 0;
    changed(&w.app, None, async |change| {
        signup = SelfSignupInput::default().create(change, process, w.ian.id).await.unwrap();
    })
    .await;
    saved(&w.app, Subject::Signup(signup)).await;
    assert_eq!(states(&w.app, SIGNAL).await, ["scheduled"]);
    assert_eq!(rechecked(&w.app, SIGNAL, Kind::InstructorRecruitmentSignup, signup).await, None);
    run(&w.app, "DELETE FROM instructor_recruitment_signup").await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
}

/// Staff's notes are no decision, nor is another address.
#[tokio::test]
async fn a_decision_is_told_once() {
    let Applied { w, signup, .. } = applied("a").await;
    saved(&w.app, Subject::Signup(signup)).await;
    w.app.run("UPDATE scheduled_email SET state = 'locked'").await;
    w.app.run("UPDATE scheduled_email SET state = 'succeeded'").await;
    run(&w.app, "UPDATE instructor_recruitment_signup SET notes = 'Fine'").await;
    run(&w.app, "UPDATE person SET email = 'new@example.org' WHERE personal = 'Ian'").await;
    assert_eq!(states(&w.app, Signal::InstructorConfirmedForWorkshop).await, ["succeeded"]);
}
