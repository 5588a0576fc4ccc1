//! emails.md 3.12

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::persons_merged::merge;
use super::{conditions, go_to, mail, mails, persons, rechecked, run, saved, states};
use crate::support::{Person, TestApp};

const SIGNAL: Signal = Signal::InstructorTrainingCompletedNotBadged;
const PASSED_ALL: &str = "INSERT INTO training_progress (trainee_id, requirement_id, state)
    SELECT g.trainee_id, r.id, 'p' FROM training_progress g, training_requirement r
    WHERE g.event_id IS NOT NULL AND r.name IN ('Get Involved', 'Welcome Session', 'Demo')";
const BADGE: &str = "INSERT INTO award (person_id, badge_id, awarded) SELECT p.id, b.id, '2026-06-15' FROM person p, badge b WHERE b.name = 'instructor'";

/// Somebody who has passed a training on the last two days of May, and failed a demo.
async fn trainee(app: &TestApp) -> Person {
    let tom = app.person("Tom Trainee").create().await;
    app.event("2026-05-30-ttt").between("2026-05-30", "2026-05-31").tagged("TTT").create().await;
    app.run(
        "INSERT INTO training_progress (trainee_id, requirement_id, state, event_id)
         SELECT p.id, r.id, 'p', e.id FROM person p, training_requirement r, event e WHERE r.name = 'Training'",
    )
    .await;
    app.run(
        "INSERT INTO training_progress (trainee_id, requirement_id, state)
         SELECT p.id, r.id, 'f' FROM person p, training_requirement r WHERE r.name = 'Demo'",
    )
    .await;
    tom
}

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    let app = TestApp::start().await;
    let tom = trainee(&app).await;
    let training = "a passed training that began on 2026-03-17 or later: no";
    conditions(
        &app,
        About::Person(tom.id),
        SIGNAL,
        &[
            ("UPDATE training_progress SET state = 'n' WHERE event_id IS NOT NULL", training),
            ("UPDATE training_progress SET requirement_id = (SELECT id FROM training_requirement WHERE name = 'Demo')", training),
            ("UPDATE event SET start = '2026-03-16'", training),
            ("UPDATE event SET start = '2026-03-17'", ""),
            ("UPDATE training_progress SET event_id = NULL", training),
            ("UPDATE training_progress SET state = 'f' WHERE event_id IS NOT NULL", training),
            ("UPDATE training_progress SET state = 'a' WHERE event_id IS NOT NULL", training),
            (PASSED_ALL, "something left to pass: nothing"),
            (BADGE, "no badge instructor: yes"),
            (&BADGE.replace("'instructor'", "'trainer'"), ""),
        ],
    )
    .await;
    // Each requirement alone is something left to pass; with all, what was failed before is no matter.
    let but = |name: &str| PASSED_ALL.replace(&format!("'{name}'"), "''");
    conditions(
        &app,
        About::Person(tom.id),
        SIGNAL,
        &[(&but("Get Involved"), ""), (&but("Welcome Session"), ""), (&but("Demo"), "")],
    )
    .await;
}

#[tokio::test]
async fn it_goes_to_the_trainee_two_months_after_the_training() {
    let app = TestApp::start().await;
    let tom = trainee(&app).await;
    saved(&app, Subject::Trainee(tom.id)).await;
    let first = mail(&app, SIGNAL).await;
    assert_eq!((first.state.as_str(), first.at.as_str()), ("scheduled", "2026-07-30 12:00"));
    assert_eq!(first.target, (Kind::Person.object_type().to_owned(), tom.id));
    assert_eq!((first.to, first.recipients), (vec![tom.email.clone()], persons(&[tom.id])));
    let ids = |query: &'static str| {
        let app = &app;
        async move { app.value::<i32>(query).await }
    };
    let passed = ids("SELECT id FROM training_progress WHERE state = 'p'").await;
    let failed = ids("SELECT id FROM training_progress WHERE state = 'f'").await;
    let ungraded: String = app
        .value("SELECT string_agg('api:trainingrequirement#' || id, ',' ORDER BY id) FROM training_requirement WHERE name IN ('Get Involved', 'Welcome Session')")
        .await;
    let expected = json!({
        "person": format!("api:person#{}", tom.id),
        "passed_requirements": [format!("api:trainingprogress#{passed}")],
        "not_passed_requirements": [format!("api:trainingprogress#{failed}")],
        "not_graded_requirements": ungraded.split(',').collect::<Vec<_>>(),
        "training_completed_date": first.context["training_completed_date"],
        "certification_deadline": first.context["certification_deadline"],
    });
    assert_eq!(first.context, expected);
    for (name, day) in [("training_completed_date", "2026-05-31"), ("certification_deadline", "2026-08-29")] {
        let value = first.context[name].as_str().unwrap();
        assert!(value.starts_with(&format!("value:date#{day}")), "{name}: {value}");
    }
}

/// The newest training that was passed counts, and one that is not over says nothing.
#[tokio::test]
async fn the_day_comes_from_the_newest_training_with_an_end() {
    let app = TestApp::start().await;
    let tom = trainee(&app).await;
    app.event("2026-06-10-ttt").between("2026-06-10", "2026-06-11").tagged("TTT").create().await;
    run(
        &app,
        "INSERT INTO training_progress (trainee_id, requirement_id, state, event_id)
         SELECT p.id, r.id, 'p', e.id FROM person p, training_requirement r, event e WHERE r.name = 'Training' AND e.slug = '2026-06-10-ttt'",
    )
    .await;
    assert_eq!(mail(&app, SIGNAL).await.at, "2026-08-10 12:00");
    app.run("DELETE FROM scheduled_email").await;
    app.run(r#"UPDATE event SET "end" = NULL"#).await;
    let told = saved(&app, Subject::Trainee(tom.id)).await;
    assert!(states(&app, SIGNAL).await.is_empty());
    assert!(told[0].text.contains("no training that they passed has an end date"), "{told:?}");
    // Nobody is warned of what is not due.
    app.run(BADGE).await;
    assert!(saved(&app, Subject::Trainee(tom.id)).await.is_empty());
}

#[tokio::test]
async fn it_is_sent_once_and_ends_with_the_badge_or_time() {
    let app = TestApp::start().await;
    let tom = trainee(&app).await;
    saved(&app, Subject::Trainee(tom.id)).await;
    run(&app, BADGE).await;
    assert_eq!(states(&app, SIGNAL).await, ["cancelled"]);
    // T10: taking the badge away begins nothing; the next progress does.
    run(&app, "DELETE FROM award").await;
    assert_eq!(states(&app, SIGNAL).await, ["cancelled"]);
    saved(&app, Subject::Trainee(tom.id)).await;
    assert_eq!(states(&app, SIGNAL).await, ["cancelled", "scheduled"]);
    go_to(&app, "2026-09-15T12:00:00Z");
    assert!(rechecked(&app, SIGNAL, Kind::Person, tom.id).await.unwrap().starts_with("a passed training"));
    go_to(&app, "2026-06-16T12:00:00Z");
    app.run("UPDATE scheduled_email SET state = 'locked' WHERE state = 'scheduled'").await;
    run(&app, PASSED_ALL).await;
    assert_eq!(states(&app, SIGNAL).await, ["cancelled", "locked"], "on its way: nothing happens any more");
    app.run("UPDATE scheduled_email SET state = 'succeeded' WHERE state = 'locked'").await;
    app.run("DELETE FROM training_progress WHERE event_id IS NULL").await;
    saved(&app, Subject::Trainee(tom.id)).await;
    assert_eq!(states(&app, SIGNAL).await, ["cancelled", "succeeded"]);
}

/// EML-NEW-06: these ninety days are not over when it is due, but right before the deadline.
#[tokio::test]
async fn eml_new_06_it_is_sent_until_right_before_the_deadline() {
    let app = TestApp::start().await;
    let tom = trainee(&app).await;
    saved(&app, Subject::Trainee(tom.id)).await;
    for (moment, unmet) in [
        ("2026-07-30T12:00:00Z", None),
        ("2026-08-28T12:00:00Z", None),
        ("2026-08-29T12:00:00Z", Some("a passed training that began on 2026-05-31 or later: no")),
    ] {
        go_to(&app, moment);
        assert_eq!(rechecked(&app, SIGNAL, Kind::Person, tom.id).await.as_deref(), unmet, "{moment}");
    }
}

/// EML-NEW-04: of an email that was given up nobody may know whether it was sent.
#[tokio::test]
async fn eml_new_04_what_may_have_been_sent_is_not_sent_again() {
    let app = TestApp::start().await;
    let tom = trainee(&app).await;
    saved(&app, Subject::Trainee(tom.id)).await;
    crate::emails::put(&app, mail(&app, SIGNAL).await.id, "dead_letter").await;
    app.run("UPDATE scheduled_email SET last_error_class = 'outcome_unknown'").await;
    saved(&app, Subject::Trainee(tom.id)).await;
    assert_eq!(states(&app, SIGNAL).await, ["dead_letter"]);
    // What was refused was not sent.
    app.run("UPDATE scheduled_email SET last_error_class = 'message_rejected'").await;
    saved(&app, Subject::Trainee(tom.id)).await;
    assert_eq!(states(&app, SIGNAL).await, ["dead_letter", "scheduled"]);
}

/// W-24: of two records of a person who was reminded already neither is reminded again, and of two that wait one is enough, with a
/// key or, as imported emails are, without.
#[tokio::test]
async fn w_24_who_was_reminded_is_not_reminded_again_after_a_merge() {
    for (others, survivors, left) in [
        ("succeeded", None, &["succeeded"][..]),
        ("running", None, &["running"]),
        ("dead_letter", None, &["dead_letter"]),
        ("scheduled", Some("succeeded"), &["cancelled", "succeeded"]),
        ("scheduled", Some("scheduled"), &["cancelled", "scheduled"]),
    ] {
        let app = TestApp::start().await;
        let double = app.person("Thomas Trainee").create().await;
        let tom = trainee(&app).await;
        let admin = app.admin().await;
        for (person, state) in [(&tom, Some(others)), (&double, survivors)] {
            let Some(state) = state else { continue };
            saved(&app, Subject::Trainee(person.id)).await;
            crate::emails::put(&app, mails(&app, SIGNAL).await.last().unwrap().id, state).await;
        }
        app.run("UPDATE scheduled_email SET live_key = NULL, last_error_class = 'outcome_unknown'").await;
        merge(&app, &admin, &double, &tom).await.expect_redirect();
        saved(&app, Subject::Trainee(double.id)).await;
        assert_eq!(states(&app, SIGNAL).await, left, "{others} {survivors:?}");
        let last = mails(&app, SIGNAL).await.pop().unwrap();
        assert_eq!(last.target.1, double.id);
        // What was sent says what it said.
        let told = if survivors.is_none() { &tom } else { &double };
        assert_eq!(last.context["person"], format!("api:person#{}", told.id));
    }
}
