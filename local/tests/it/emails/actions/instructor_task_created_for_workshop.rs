//! emails.md 3.9

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::workshop::{CANCELLED, NO_DATES, NOT_CENTRAL, PROGRAMS, Workshop, starts};
use super::{mail, mails, persons, rechecked, run, saved, states};
use crate::support::TestApp;

const SIGNAL: Signal = Signal::InstructorTaskCreatedForWorkshop;

/// A workshop with Ian as its only instructor.
async fn workshop() -> Workshop {
    let w = Workshop::start().await;
    w.app.run("DELETE FROM task WHERE person_id = (SELECT id FROM person WHERE personal = 'Ines')").await;
    w
}

/// Ian's application for the workshop, in a state.
async fn applied(app: &TestApp, state: &str) -> i32 {
    app.run_all(&format!(
        "INSERT INTO instructor_recruitment (event_id, status) SELECT id, 'c' FROM event;
         INSERT INTO instructor_recruitment_signup (recruitment_id, person_id, state)
             SELECT r.id, p.id, '{state}' FROM instructor_recruitment r, person p WHERE p.personal = 'Ian'"
    ))
    .await;
    app.value("SELECT id FROM instructor_recruitment_signup").await
}

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    let w = workshop().await;
    let about = About::Person(w.ian.id);
    for table in [&NOT_CENTRAL[..], &PROGRAMS] {
        super::conditions(&w.app, about, SIGNAL, table).await;
    }
    super::conditions(
        &w.app,
        about,
        SIGNAL,
        &[
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

#[tokio::test]
async fn it_goes_to_who_became_an_instructor() {
    let w = workshop().await;
    let [host, task, _] = w.tasks;
    saved(&w.app, Subject::Task(host)).await;
    assert!(states(&w.app, SIGNAL).await.is_empty(), "a host is none");
    saved(&w.app, Subject::Task(task)).await;
    let mail = mail(&w.app, SIGNAL).await;
    assert_eq!((mail.state.as_str(), mail.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(mail.target, (Kind::Task.object_type().to_owned(), task));
    assert_eq!((mail.to, mail.recipients), (vec![w.ian.email.clone()], persons(&[w.ian.id])));
    let expected = json!({
        "person": format!("api:person#{}", w.ian.id),
        "event": w.reference(),
        "task": format!("api:task#{task}"),
        "task_id": format!("value:int#{task}"),
    });
    assert_eq!(mail.context, expected);
}

#[tokio::test]
async fn another_role_or_none_ends_it() {
    let w = workshop().await;
    saved(&w.app, Subject::Task(w.tasks[1])).await;
    let helper = "UPDATE task SET role_id = (SELECT id FROM role WHERE name = 'helper') WHERE person_id = (SELECT id FROM person WHERE personal = 'Ian')";
    run(&w.app, helper).await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
    run(&w.app, &helper.replace("'helper'", "'instructor'")).await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"], "EML-ACT-02: never twice for a task");
    // Another task is another reason, which goes with the task.
    run(
        &w.app,
        "INSERT INTO task (event_id, person_id, role_id) SELECT e.id, p.id, r.id FROM event e, person p, role r
        WHERE p.personal = 'Ines' AND r.name = 'instructor'",
    )
    .await;
    assert_eq!(mails(&w.app, SIGNAL).await.last().unwrap().state, "scheduled");
    run(&w.app, "DELETE FROM task WHERE person_id = (SELECT id FROM person WHERE personal = 'Ines')").await;
    assert_eq!(mails(&w.app, SIGNAL).await.last().unwrap().state, "cancelled");
}

/// Whoever applied is told so by another email.
#[tokio::test]
async fn who_was_accepted_is_not_told_twice() {
    let w = workshop().await;
    let signup = applied(&w.app, "a").await;
    saved(&w.app, Subject::Signup(signup)).await;
    assert_eq!(states(&w.app, Signal::InstructorConfirmedForWorkshop).await, ["scheduled"]);
    saved(&w.app, Subject::Task(w.tasks[1])).await;
    assert!(states(&w.app, SIGNAL).await.is_empty());
    // EML-NEW-06: nor does one that waits already go out besides.
    let unmet = rechecked(&w.app, SIGNAL, Kind::Task, w.tasks[1]).await;
    assert_eq!(unmet.as_deref(), Some("no email that confirms an application of theirs: yes"));
    // EML-NEW-04: what may have been sent tells them so as well, and is not sent again.
    w.app.run("UPDATE scheduled_email SET state = 'locked'").await;
    w.app.run("UPDATE scheduled_email SET state = 'dead_letter', last_error_class = 'outcome_unknown'").await;
    saved(&w.app, Subject::Task(w.tasks[1])).await;
    saved(&w.app, Subject::Signup(signup)).await;
    assert!(states(&w.app, SIGNAL).await.is_empty());
    assert_eq!(states(&w.app, Signal::InstructorConfirmedForWorkshop).await, ["dead_letter"]);
    // The two happen in one change as well.
    w.app.run("DELETE FROM scheduled_email").await;
    super::changed(&w.app, None, async |change| {
        change.touch(Subject::Task(w.tasks[1]));
        change.touch(Subject::Signup(signup));
    })
    .await;
    assert_eq!(states(&w.app, Signal::InstructorConfirmedForWorkshop).await, ["scheduled"]);
    assert!(states(&w.app, SIGNAL).await.is_empty());
    w.app.run("UPDATE scheduled_email SET state = 'cancelled'").await;
    saved(&w.app, Subject::Task(w.tasks[1])).await;
    assert_eq!(states(&w.app, SIGNAL).await, ["scheduled"], "an email that was called off has told nothing");
}
