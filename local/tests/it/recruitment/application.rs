//! Applying, by an instructor or on their behalf, and taking it back.

use shared::check::Input;
use shared::recruitment::{
    AdminOwn, AdminSignupInput, Resigned, SelfOwn, SelfSignupInput, Warnings, edit_notes, resign, warnings,
};

use super::{applied, instructor, process};
use crate::support::{Person, TestApp};

async fn admin_errors(app: &TestApp, recruitment: i32, person: i32) -> Vec<String> {
    let own = AdminOwn { recruitment, today: app.clock.today() };
    let errors = AdminSignupInput { person, notes: String::new() }.check(&mut *app.db().await, &own).await.unwrap();
    errors.iter().flat_map(|(field, messages)| messages.iter().map(move |message| format!("{field}: {message}"))).collect()
}

async fn self_errors(app: &TestApp, recruitment: i32, person: &Person) -> Vec<String> {
    let own = SelfOwn { recruitment, person: person.id, today: app.clock.today() };
    let errors = SelfSignupInput::default().check(&mut *app.db().await, &own).await.unwrap();
    assert!(errors.iter().all(|(field, _)| field.is_empty()), "they concern the form as a whole");
    errors.of("").to_vec()
}

/// DM-RECR-10, D-26, D-01, DM-ST-25
#[tokio::test]
async fn staff_add_instructors_with_an_active_role_once() {
    let app = TestApp::start().await;
    let (_, id) = process(&app, "2026-07-01-lund", "2026-07-01", "2026-07-02").await;
    let ada = instructor(&app, "Ada Lovelace", &[(Some("2020-01-01"), Some("2021-01-01")), (Some("2026-06-15"), None)]).await;
    let past = instructor(&app, "Past One", &[(Some("2020-01-01"), Some("2026-06-15"))]).await;
    let none = instructor(&app, "None One", &[]).await;
    assert!(admin_errors(&app, id, ada.id).await.is_empty(), "of several roles one that is active suffices");
    for (person, says) in [(past.id, "no active community role"), (none.id, "no active community role"), (-1, "does not exist")] {
        let errors = admin_errors(&app, id, person).await;
        assert!(errors.len() == 1 && errors[0].starts_with("person: ") && errors[0].contains(says), "{errors:?}");
    }
    let mut change = app.change(None).await;
    let signup = AdminSignupInput { person: ada.id, notes: "By phone".into() }.create(&mut change, id).await.unwrap();
    change.commit().await.unwrap();
    let stored: String =
        app.value("SELECT concat_ws('|', state, interest, user_notes, notes) FROM instructor_recruitment_signup").await;
    assert_eq!(stored, "p|session||By phone");
    assert_eq!(admin_errors(&app, id, ada.id).await, ["person: This person has applied already."]);
    // The database holds it too.
    let mut change = app.change(None).await;
    let error = AdminSignupInput { person: ada.id, notes: String::new() }.create(&mut change, id).await.unwrap_err();
    assert_eq!(error.broken_constraint(), Some("instructor_recruitment_signup_once"));
    drop(change);
    let mut change = app.change(None).await;
    assert!(edit_notes(&mut change, signup, "By mail").await.unwrap() && !edit_notes(&mut change, -1, "x").await.unwrap());
    change.commit().await.unwrap();
    assert_eq!(app.value::<String>("SELECT notes FROM instructor_recruitment_signup").await, "By mail");
}

/// DM-RECR-12, DM-ST-25
#[tokio::test]
async fn instructors_apply_for_days_on_which_they_are_free() {
    let app = TestApp::start().await;
    let (event, id) = process(&app, "2026-07-10-lund", "2026-07-10", "2026-07-12").await;
    let ada = instructor(&app, "Ada Lovelace", &[(None, None)]).await;
    assert!(self_errors(&app, id, &ada).await.is_empty());
    // Teaching at the event itself, or at one that lacks a day, is no conflict.
    let undated = app.event("2026-xx-xx-undated").create().await;
    let before = app.event("2026-07-08-before").between("2026-07-08", "2026-07-09").create().await;
    for other in [&event, &undated, &before] {
        app.task(&ada, "instructor", other).await;
    }
    let touching = app.event("2026-07-12-touching").between("2026-07-12", "2026-07-14").create().await;
    app.task(&ada, "helper", &touching).await;
    assert!(self_errors(&app, id, &ada).await.is_empty());
    app.task(&ada, "instructor", &touching).await;
    assert_eq!(self_errors(&app, id, &ada).await, ["You teach at other workshops on these days: 2026-07-12-touching."]);

    let grace = instructor(&app, "Grace Hopper", &[(None, Some("2026-06-15"))]).await;
    assert_eq!(
        self_errors(&app, id, &grace).await,
        ["You cannot apply: your profile has no active community role as an instructor."]
    );
    let mary = instructor(&app, "Mary Shaw", &[(None, None)]).await;
    let mut change = app.change(Some(&mary)).await;
    let input = SelfSignupInput { user_notes: "I speak Swedish".into() };
    input.create(&mut change, id, mary.id).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(self_errors(&app, id, &mary).await, ["You have applied for this workshop already."]);
    let stored: String =
        app.value("SELECT concat_ws('|', state, interest, user_notes, notes) FROM instructor_recruitment_signup").await;
    assert_eq!(stored, "p|session|I speak Swedish|");

    // What has begun or has no days takes nobody, nor does what is closed.
    let jo = instructor(&app, "Jo Free", &[(None, None)]).await;
    app.run("UPDATE event SET start = '2026-06-14' WHERE slug = '2026-07-10-lund'").await;
    assert_eq!(self_errors(&app, id, &jo).await, ["This workshop has begun, or has no dates yet."]);
    app.run(r#"UPDATE event SET start = '2026-07-10', "end" = NULL WHERE slug = '2026-07-10-lund'"#).await;
    assert_eq!(self_errors(&app, id, &jo).await, ["This workshop has begun, or has no dates yet."]);
    app.run(r#"UPDATE event SET "end" = '2026-07-12' WHERE slug = '2026-07-10-lund'"#).await;
    app.run("UPDATE instructor_recruitment SET status = 'c'").await;
    assert_eq!(self_errors(&app, id, &jo).await, ["This workshop takes no more applications."]);
    assert_eq!(self_errors(&app, -1, &jo).await.len(), 1);
}

/// DM-RECR-13, DM-RECR-14
#[tokio::test]
async fn who_has_applied_is_warned_of_what_is_close() {
    let app = TestApp::start().await;
    let (event, id) = process(&app, "2026-07-20-lund", "2026-07-20", "2026-07-21").await;
    let ada = instructor(&app, "Ada Lovelace", &[(None, None)]).await;
    for (slug, start, end) in [
        ("2026-07-05-before", "2026-07-04", "2026-07-05"),
        ("2026-07-06-before", "2026-07-05", "2026-07-06"),
        ("2026-08-04-after", "2026-08-04", "2026-08-05"),
        ("2026-08-05-after", "2026-08-05", "2026-08-06"),
    ] {
        let other = app.event(slug).between(start, end).create().await;
        app.task(&ada, "instructor", &other).await;
    }
    app.task(&ada, "instructor", &event).await;
    for (slug, start, end, state) in [
        ("2026-07-21-meets", "2026-07-21", "2026-07-22", "p"),
        ("2026-07-20-declined", "2026-07-20", "2026-07-21", "d"),
        ("2026-07-22-misses", "2026-07-22", "2026-07-23", "p"),
    ] {
        let (_, other) = process(&app, slug, start, end).await;
        applied(&app, other, &ada, state).await;
    }
    applied(&app, id, &ada, "p").await;
    let expected = Warnings {
        nearby: vec!["2026-07-06-before".into(), "2026-08-04-after".into()],
        applied: vec!["2026-07-21-meets".into()],
    };
    assert_eq!(warnings(&mut *app.db().await, id, ada.id).await.unwrap(), expected);
}

/// DM-RECR-15
#[tokio::test]
async fn an_application_is_taken_back_while_nobody_has_decided() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.person("Ada Lovelace").create().await, app.person("Grace Hopper").create().await);
    let (event, id) = process(&app, "2026-07-01-lund", "2026-07-01", "2026-07-02").await;
    app.task(&ada, "instructor", &event).await;
    let signup = applied(&app, id, &ada, "p").await;
    let take_back = async |person: &Person| {
        let mut change = app.change(Some(person)).await;
        let done = resign(&mut change, signup, person.id).await.unwrap();
        change.commit().await.unwrap();
        done
    };
    assert_eq!(take_back(&grace).await, None, "it is somebody else's");
    app.run("UPDATE instructor_recruitment SET status = 'c'").await;
    assert_eq!(take_back(&ada).await, None, "the process is closed");
    app.run("UPDATE instructor_recruitment SET status = 'o'").await;
    for state in ["UPDATE instructor_recruitment_signup SET state = 'a'", "UPDATE instructor_recruitment_signup SET state = 'd'"]
    {
        app.run(state).await;
        assert_eq!(take_back(&ada).await, Some(Resigned::Decided));
    }
    app.run("UPDATE instructor_recruitment_signup SET state = 'p'").await;
    assert_eq!(take_back(&ada).await, Some(Resigned::Done));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM instructor_recruitment_signup").await, 0);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM task").await, 1, "the task stays");
}
