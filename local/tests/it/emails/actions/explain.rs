//! What is said of a record's emails to come, and the simulation.

use shared::email_action::{About, Decision, Simulated, Subject, explain, simulate};
use shared::email_template::Signal;

use super::membership_quarterly::member;
use super::saved;
use super::workshop::{A_HELPER, Workshop};
use crate::support::TestApp;

/// The actions that have something to come, with what saving the record would do.
async fn to_come(app: &TestApp, about: About) -> Vec<(&'static str, Decision)> {
    let all = explain(&mut *app.db().await, about, app.clock.now()).await.unwrap();
    all.into_iter().filter(|one| one.is_to_come()).map(|one| (one.signal.code(), one.decision)).collect()
}

#[tokio::test]
async fn an_events_emails_are_told_before_and_after_they_are_scheduled() {
    let w = Workshop::start().await;
    let about = About::Event(w.event.id);
    let expected = ["host_instructors_introduction", "recruit_helpers", "post_workshop_7days", "ask_for_website"];
    let tasks = ["instructor_task_created_for_workshop"; 2];
    let all: Vec<&str> = expected.into_iter().chain(tasks).collect();
    let told = to_come(&w.app, about).await;
    assert_eq!(told, all.iter().map(|code| (*code, Decision::Create)).collect::<Vec<_>>());
    saved(&w.app, Subject::Event(w.event.id)).await;
    w.app.run(A_HELPER).await;
    let told = to_come(&w.app, about).await;
    assert_eq!(told[0], ("host_instructors_introduction", Decision::Update));
    assert_eq!(told[1], ("recruit_helpers", Decision::Cancel));
    assert_eq!(told[4].1, Decision::Create, "the tasks were not saved");
    let explained = explain(&mut *w.app.db().await, about, w.app.clock.now()).await.unwrap();
    let helpers = explained.iter().find(|one| one.signal == Signal::RecruitHelpers).unwrap();
    assert!(!helpers.is_wanted && helpers.upcoming().is_some());
    assert_eq!((helpers.label.as_str(), helpers.to.len()), ("2026-08-01-lund", 3));
    assert_eq!(helpers.at.unwrap().to_rfc3339(), "2026-07-11T12:00:00+00:00");
    let training = explained.iter().find(|one| one.signal == Signal::InstructorTrainingApproaching).unwrap();
    let unmet: Vec<&str> = training.conditions.iter().filter(|one| !one.is_met).map(|one| one.words.as_str()).collect();
    assert_eq!((unmet.as_slice(), training.decision), (&["a tag among TTT: SWC"][..], Decision::Nothing));
}

#[tokio::test]
async fn persons_and_memberships_are_told_of_too() {
    let w = Workshop::start().await;
    let told = to_come(&w.app, About::Person(w.ian.id)).await;
    assert_eq!(told, [("instructor_task_created_for_workshop", Decision::Create)]);
    assert!(to_come(&w.app, About::Person(w.host.id)).await.is_empty());
    assert!(to_come(&w.app, About::Partnership(1)).await.is_empty());
    let m = member("bronze").await;
    assert_eq!(to_come(&m.app, About::Membership(m.id)).await.len(), 4);
}

#[tokio::test]
async fn a_simulation_tells_what_is_scheduled_and_what_would_be() {
    let w = Workshop::start().await;
    let between = async |from: &str, to: &str| -> Vec<Simulated> {
        simulate(&mut *w.app.db().await, from.parse().unwrap(), to.parse().unwrap(), w.app.clock.now()).await.unwrap()
    };
    let brief = |emails: Vec<Simulated>| -> Vec<String> {
        let line = |one: Simulated| format!("{} {} {} {}", one.at.format("%m-%d"), one.signal, one.about, one.is_scheduled);
        emails.into_iter().map(line).collect()
    };
    let event = format!("event {}", w.event.id);
    let expected = |is_scheduled: bool| {
        [format!("07-02 ask_for_website {event} {is_scheduled}"), format!("07-11 recruit_helpers {event} {is_scheduled}")]
    };
    assert_eq!(brief(between("2026-07-02", "2026-07-11").await), expected(false));
    saved(&w.app, Subject::Event(w.event.id)).await;
    assert_eq!(brief(between("2026-07-02", "2026-07-11").await), expected(true));
    assert!(between("2026-07-03", "2026-07-10").await.is_empty());
    assert_eq!(between("2026-06-15", "2026-12-31").await.len(), 4);
}

/// The report half a year after the start of a short agreement comes after its end.
#[tokio::test]
async fn a_simulation_tells_of_short_agreements_that_are_over() {
    let m = member("bronze").await;
    m.app.run("UPDATE membership SET agreement_start = '2026-03-01', agreement_end = '2026-06-10'").await;
    let (from, to) = ("2026-08-01".parse().unwrap(), "2026-08-31".parse().unwrap());
    let told = simulate(&mut *m.app.db().await, from, to, m.app.clock.now()).await.unwrap();
    assert_eq!(told.iter().map(|one| one.signal.as_str()).collect::<Vec<_>>(), ["membership_quarterly_6_months"]);
}
