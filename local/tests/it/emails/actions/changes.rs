//! The functions that change records, each with the emails that follow from it without any page's doing (emails.md 3.2, EML-TRG-02).

use serde_json::json;
use shared::agreement::ExtendInput;
use shared::decision::Decision;
use shared::email_action::{Occurrence, Subject};
use shared::email_template::Signal;
use shared::event::{ReportsLink, assign};
use shared::record::Kind;
use shared::recruitment::{self, ProcessInput, SelfSignupInput, StatusAction, change_status, decide};
use shared::training_progress::{self, BulkInput, ProgressInput, State, add_to_all};
use shared::training_request::{TrainingInput, match_to_training};
use shared::{deletion, membership};

use super::instructor_signs_up_for_workshop::{Applied, applied};
use super::membership_quarterly::{Member, member};
use super::workshop::{RECRUITING, Workshop};
use super::{changed, mail, mails, people, saved, states};
use crate::support::TestApp;

const CONFIRMED: Signal = Signal::InstructorConfirmedForWorkshop;
const DECLINED: Signal = Signal::InstructorDeclinedFromWorkshop;
const INTRODUCTION: Signal = Signal::HostInstructorsIntroduction;
const REMINDER: Signal = Signal::InstructorTrainingCompletedNotBadged;
/// What follows for a membership.
const OF_MEMBERSHIPS: [Signal; 4] = [
    Signal::NewMembershipOnboarding,
    Signal::MembershipQuarterly3Months,
    Signal::MembershipQuarterly6Months,
    Signal::MembershipQuarterly9Months,
];

/// T11
#[tokio::test]
async fn t11_progress_is_added_changed_and_deleted() {
    let app = TestApp::start().await;
    let tom = app.person("Tom Trainee").create().await;
    let event = app.event("2026-05-30-ttt").between("2026-05-30", "2026-05-31").tagged("TTT").create().await;
    app.task(&tom, "learner", &event).await;
    let requirement: i32 = app.value("SELECT id FROM training_requirement WHERE name = 'Training'").await;
    let passed = ProgressInput { trainee: tom.id, requirement, event: Some(event.id), ..ProgressInput::default() };
    let mut id = 0;
    changed(&app, None, async |change| id = training_progress::create(change, &passed).await.unwrap()).await;
    assert_eq!(states(&app, REMINDER).await, ["scheduled"]);
    let failed = ProgressInput { state: State::Failed, ..passed.clone() };
    changed(&app, None, async |change| training_progress::update(change, id, &failed).await.unwrap()).await;
    assert_eq!(states(&app, REMINDER).await, ["cancelled"]);
    app.run("UPDATE training_progress SET state = 'p'").await;
    changed(&app, None, async |change| training_progress::update(change, id, &passed).await.unwrap()).await;
    assert_eq!(states(&app, REMINDER).await, ["cancelled", "scheduled"], "saved without a change it is looked at as well");
    changed(&app, None, async |change| {
        assert!(deletion::delete(change, Kind::TrainingProgress, &id.to_string()).await.unwrap().is_empty());
    })
    .await;
    assert_eq!(states(&app, REMINDER).await, ["cancelled", "cancelled"]);
    let all = BulkInput {
        trainees: vec![tom.id],
        requirement,
        state: State::Passed,
        involvement_type: None,
        event: Some(event.id),
        url: String::new(),
        date: None,
        notes: String::new(),
    };
    changed(&app, None, async |change| assert_eq!(add_to_all(change, &all).await.unwrap().trainees, [tom.id])).await;
    assert_eq!(states(&app, REMINDER).await, ["cancelled", "cancelled", "scheduled"]);
}

/// Decides about an application as the page does.
async fn decided(w: &Workshop, signup: i32, decision: Decision) {
    changed(&w.app, Some(&w.admin), async |change| {
        decide(change, signup, decision, &ReportsLink::default()).await.unwrap().unwrap();
    })
    .await;
}

/// T14: each decision ends what the one before said. The task that accepting makes is told of by it alone.
#[tokio::test]
async fn t14_each_decision_is_told_and_ends_the_one_before() {
    let Applied { w, signup, .. } = applied("p").await;
    decided(&w, signup, Decision::Accepted).await;
    assert_eq!(mail(&w.app, CONFIRMED).await.author, Some(w.admin.id));
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM task").await, 1);
    assert!(states(&w.app, Signal::InstructorTaskCreatedForWorkshop).await.is_empty());
    decided(&w, signup, Decision::Discarded).await;
    assert_eq!(
        (states(&w.app, CONFIRMED).await, states(&w.app, DECLINED).await),
        (vec!["cancelled".into()], vec!["scheduled".into()])
    );
    decided(&w, signup, Decision::Pending).await;
    assert_eq!(states(&w.app, DECLINED).await, ["cancelled"]);
    decided(&w, signup, Decision::Accepted).await;
    assert_eq!(states(&w.app, CONFIRMED).await, ["cancelled", "scheduled"]);
    // The same decision once more is looked at, and makes no second one.
    decided(&w, signup, Decision::Accepted).await;
    assert_eq!(states(&w.app, CONFIRMED).await, ["cancelled", "scheduled"]);
}

/// T15, and EML-TRG-02: so does beginning to look for instructors.
#[tokio::test]
async fn t15_looking_for_instructors_ends_the_introduction_and_closing_begins_it() {
    let w = Workshop::start().await;
    w.app.run(RECRUITING).await;
    let process: i32 = w.app.value("SELECT id FROM instructor_recruitment").await;
    for (action, expected) in [(StatusAction::Close, "scheduled"), (StatusAction::Reopen, "cancelled")] {
        changed(&w.app, None, async |change| change_status(change, process, action).await.unwrap().unwrap().unwrap()).await;
        assert_eq!(states(&w.app, INTRODUCTION).await, [expected]);
    }
    w.app.run_all("DELETE FROM scheduled_email; DELETE FROM instructor_recruitment").await;
    w.app.run("INSERT INTO event_tag SELECT e.id, t.id FROM event e, tag t WHERE t.name = 'online'").await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    assert_eq!(states(&w.app, INTRODUCTION).await, ["scheduled"]);
    changed(&w.app, None, async |change| {
        recruitment::create(change, w.event.id, &ProcessInput::default(), w.admin.id).await.unwrap().unwrap();
    })
    .await;
    assert_eq!(states(&w.app, INTRODUCTION).await, ["cancelled"]);
}

/// Saves a membership as the page does, without a change.
async fn edited(m: &Member) {
    let admin = m.app.admin().await;
    let author = shared::access::viewer(&mut *m.app.db().await, admin.id).await.unwrap().unwrap().0;
    changed(&m.app, None, async |change| {
        let before = membership::stored(change, m.id, true).await.unwrap().unwrap();
        membership::update(change, &before, &before.input, &author).await.unwrap();
    })
    .await;
}

/// T16, T17
#[tokio::test]
async fn t16_and_t17_saving_a_membership_or_its_persons_looks_at_its_emails() {
    let m = member("gold").await;
    edited(&m).await;
    for signal in OF_MEMBERSHIPS {
        assert_eq!(states(&m.app, signal).await, ["scheduled"], "{signal}");
    }
    m.app.run("DELETE FROM scheduled_email").await;
    changed(&m.app, None, async |change| {
        let stored = membership::stored_persons(change, m.id, true).await.unwrap().unwrap();
        membership::save_persons(change, m.id, &stored, &stored).await.unwrap();
    })
    .await;
    for signal in OF_MEMBERSHIPS {
        assert_eq!(states(&m.app, signal).await, ["scheduled"], "{signal}");
    }
}

/// T18: the new membership's emails begin, and none of the old one's.
#[tokio::test]
async fn t18_a_roll_over_begins_the_new_memberships_emails() {
    let m = member("gold").await;
    let mut new = 0;
    changed(&m.app, None, async |change| {
        let start = membership::roll_over_start(change, m.id, "2026-06-15".parse().unwrap(), true).await.unwrap().unwrap();
        new = membership::roll_over(change, &start, &start.input).await.unwrap();
    })
    .await;
    for signal in OF_MEMBERSHIPS {
        assert_eq!(mail(&m.app, signal).await.target.1, new, "{signal}");
    }
}

/// T19: not while somebody has a role in it.
#[tokio::test]
async fn t19_a_deleted_membership_calls_its_emails_off() {
    let m = member("gold").await;
    edited(&m).await;
    let delete = async || {
        changed(&m.app, None, async |change| {
            deletion::delete(change, Kind::Membership, &m.id.to_string()).await.unwrap();
        })
        .await;
    };
    delete().await;
    assert_eq!(states(&m.app, OF_MEMBERSHIPS[0]).await, ["scheduled"], "it is still there");
    m.app.run_all("DELETE FROM comment; DELETE FROM membership_task").await;
    delete().await;
    for signal in OF_MEMBERSHIPS {
        assert_eq!(states(&m.app, signal).await, ["cancelled"], "{signal}");
    }
}

/// EML-TRG-02: a longer agreement moves the last report, also one that would have been too late, and welcomes nobody.
#[tokio::test]
async fn eml_trg_02_an_extension_moves_or_begins_the_last_report() {
    let m = member("gold").await;
    let admin = m.app.admin().await;
    let author = shared::access::viewer(&mut *m.app.db().await, admin.id).await.unwrap().unwrap().0;
    m.app.run("UPDATE membership SET agreement_start = '2025-06-01', agreement_end = '2026-08-01'").await;
    for (day, at) in [("2026-10-01", "2026-07-03 12:00"), ("2026-11-01", "2026-08-03 12:00")] {
        let input = ExtendInput { new_agreement_end: day.parse().unwrap(), comment: String::new() };
        changed(&m.app, None, async |change| {
            membership::extend(change, m.id, &input, &author).await.unwrap().unwrap();
        })
        .await;
        assert_eq!(mail(&m.app, Signal::MembershipQuarterly9Months).await.at, at);
    }
    assert_eq!(m.app.value::<i64>("SELECT count(*) FROM scheduled_email").await, 1);
}

/// EML-TRG-02
#[tokio::test]
async fn eml_trg_02_a_training_that_people_are_matched_to_is_told_of_in_the_reports() {
    let m = member("gold").await;
    let event = m.app.event("2026-08-01-ttt").between("2026-08-01", "2026-08-02").tagged("TTT").create().await;
    let tom = m.app.person("Tom Trainee").create().await;
    m.app
        .run_all(
            "UPDATE membership SET public_instructor_training_seats = 5;
             INSERT INTO training_request (personal, family, email, person_id)
                SELECT personal, family, email, id FROM person WHERE personal = 'Tom'",
        )
        .await;
    saved(&m.app, Subject::Membership(m.id)).await;
    assert_eq!(mail(&m.app, OF_MEMBERSHIPS[1]).await.context["trainees"], json!([]));
    let request: i32 = m.app.value("SELECT id FROM training_request").await;
    let input =
        TrainingInput { requests: vec![request], event: event.id, seat_membership: Some(m.id), ..TrainingInput::default() };
    changed(&m.app, None, async |change| {
        let matched = match_to_training(change, &input, false, &ReportsLink::default()).await.unwrap();
        assert_eq!(matched.matched, 1, "{:?}", matched.skipped);
    })
    .await;
    assert_eq!(mail(&m.app, OF_MEMBERSHIPS[1]).await.context["trainees"], people(&[tom.id]));
}

/// EML-TRG-02
#[tokio::test]
async fn eml_trg_02_another_assignee_is_told_of_and_what_was_taken_back_or_deleted_is_not() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    changed(&w.app, None, async |change| assign(change, &w.event.slug, Some(w.ian.id)).await.unwrap()).await;
    assert_eq!(mail(&w.app, Signal::RecruitHelpers).await.context["assignee"], format!("api:person#{}", w.ian.id));

    w.app.run(RECRUITING).await;
    let process: i32 = w.app.value("SELECT id FROM instructor_recruitment").await;
    let carl = w.app.person("Carl Candidate").create().await;
    let mut signup = 0;
    changed(&w.app, None, async |change| {
        signup = SelfSignupInput::default().create(change, process, carl.id).await.unwrap();
    })
    .await;
    let signed_up = Signal::InstructorSignsUpForWorkshop;
    assert_eq!(states(&w.app, signed_up).await, ["scheduled"]);
    changed(&w.app, None, async |change| {
        recruitment::resign(change, signup, carl.id).await.unwrap().unwrap();
    })
    .await;
    assert_eq!(states(&w.app, signed_up).await, ["cancelled"]);

    changed(&w.app, None, async |change| change.occur(Occurrence::PersonsMerged(carl.id))).await;
    assert_eq!(mails(&w.app, Signal::PersonsMerged).await.len(), 1);
    changed(&w.app, None, async |change| {
        assert!(deletion::delete(change, Kind::Person, &carl.id.to_string()).await.unwrap().is_empty());
    })
    .await;
    assert_eq!(states(&w.app, Signal::PersonsMerged).await, ["cancelled"]);
}
