//! emails.md 3.5

use shared::email_template::Signal;
use shared::record::Kind;
use shared::recruitment::AdminSignupInput;

use super::instructor_signs_up_for_workshop::context;
use super::workshop::Workshop;
use super::{changed, mail, persons, states};

const SIGNAL: Signal = Signal::AdminSignsInstructorUpForWorkshop;

#[tokio::test]
async fn it_goes_to_the_applicant_at_once_in_the_admins_name() {
    let w = Workshop::start().await;
    w.app.run("INSERT INTO instructor_recruitment (event_id) SELECT id FROM event").await;
    let process: i32 = w.app.value("SELECT id FROM instructor_recruitment").await;
    let mut signup = 0;
    changed(&w.app, Some(&w.admin), async |change| {
        let input = AdminSignupInput { person: w.ian.id, ..AdminSignupInput::default() };
        signup = input.create(change, process).await.unwrap();
    })
    .await;
    let mail = mail(&w.app, SIGNAL).await;
    assert_eq!((mail.state.as_str(), mail.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(mail.author, Some(w.admin.id));
    assert_eq!(mail.target, (Kind::InstructorRecruitmentSignup.object_type().to_owned(), signup));
    assert_eq!((mail.to, mail.recipients), (vec![w.ian.email.clone()], persons(&[w.ian.id])));
    assert_eq!(mail.context, context(&w, signup));
    assert!(states(&w.app, Signal::InstructorSignsUpForWorkshop).await.is_empty(), "the instructor did not");
}
