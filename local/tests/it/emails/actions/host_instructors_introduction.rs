//! emails.md 3.15

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::workshop::{
    A_HELPER, NO_DATES, NO_HOST, NOT_ACTIVE, NOT_CENTRAL, ONE_INSTRUCTOR, PROGRAMS, RECRUITING, Workshop, starts,
};
use super::{conditions, go_to, mail, people, persons, rechecked, run, saved, states};

const SIGNAL: Signal = Signal::HostInstructorsIntroduction;

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    let w = Workshop::start().await;
    let about = About::Event(w.event.id);
    for table in [&NOT_CENTRAL[..], &NOT_ACTIVE, &PROGRAMS] {
        conditions(&w.app, about, SIGNAL, table).await;
    }
    conditions(
        &w.app,
        about,
        SIGNAL,
        &[
            (&starts("2026-06-21"), "a start on 2026-06-22 or later: 2026-06-21"),
            (&starts("2026-06-22"), ""),
            (&starts("2026-06-14"), "a start on 2026-06-22 or later: 2026-06-14; a start on 2026-06-15 or later: 2026-06-14"),
            (NO_DATES, "a start on 2026-06-22 or later: no date; a start on 2026-06-15 or later: no date"),
            (NO_HOST, "at least 1 host: 0"),
            (ONE_INSTRUCTOR, "at least 2 instructors: 1"),
            (A_HELPER, ""),
            (RECRUITING, "no open search for instructors: yes"),
            ("INSERT INTO instructor_recruitment (event_id, status) SELECT id, 'c' FROM event", ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn it_goes_to_the_first_host_and_the_instructors_at_once() {
    let w = Workshop::start().await;
    let second = w.app.person("Second Host").create().await;
    w.app.task(&second, "host", &w.event).await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let mail = mail(&w.app, SIGNAL).await;
    assert_eq!((mail.state.as_str(), mail.at.as_str()), ("scheduled", "2026-06-15 13:00"));
    assert_eq!(mail.target, (Kind::Event.object_type().to_owned(), w.event.id));
    assert_eq!(mail.to, [w.host.email.as_str(), &w.ian.email, &w.ines.email]);
    assert_eq!(mail.recipients, persons(&[w.host.id, w.ian.id, w.ines.id]));
    let expected = json!({
        "assignee": format!("api:person#{}", w.admin.id),
        "event": w.reference(),
        "workshop_host": w.host_reference().await,
        "host": format!("api:person#{}", w.host.id),
        "instructors": people(&[w.ian.id, w.ines.id]),
    });
    assert_eq!(mail.context, expected);
}

#[tokio::test]
async fn without_addresses_people_are_linked_but_for_the_host() {
    let w = Workshop::start().await;
    w.app.run("UPDATE person SET email = NULL WHERE personal IN ('Hal', 'Ines')").await;
    w.app.run("UPDATE event SET assigned_to_id = NULL").await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let mail = mail(&w.app, SIGNAL).await;
    assert_eq!(mail.to, [w.ian.email.as_str()]);
    assert_eq!(mail.recipients, persons(&[w.ian.id, w.ines.id]));
    assert_eq!(mail.context["assignee"], "value:none#");
    assert_eq!(mail.context["host"], format!("api:person#{}", w.host.id));
}

/// EML-NEW-06: one that could not be sent for a while is sent until the workshop begins.
#[tokio::test]
async fn eml_new_06_a_late_one_is_sent_until_the_workshop_begins() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    for (moment, unmet) in [
        ("2026-07-26T12:00:00Z", None),
        ("2026-08-01T12:00:00Z", None),
        ("2026-08-02T12:00:00Z", Some("a start on 2026-08-02 or later: 2026-08-01")),
    ] {
        go_to(&w.app, moment);
        assert_eq!(rechecked(&w.app, SIGNAL, Kind::Event, w.event.id).await.as_deref(), unmet, "{moment}");
    }
}

#[tokio::test]
async fn a_search_for_instructors_begins_and_ends_it() {
    let w = Workshop::start().await;
    run(&w.app, RECRUITING).await;
    assert!(states(&w.app, SIGNAL).await.is_empty());
    run(&w.app, "UPDATE instructor_recruitment SET status = 'c'").await;
    assert_eq!(states(&w.app, SIGNAL).await, ["scheduled"]);
    assert_eq!(rechecked(&w.app, SIGNAL, Kind::Event, w.event.id).await, None);
    run(&w.app, "UPDATE instructor_recruitment SET status = 'o'").await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
    let unmet = rechecked(&w.app, SIGNAL, Kind::Event, w.event.id).await;
    assert_eq!(unmet.as_deref(), Some("no open search for instructors: yes"));
    // EML-ACT-02: what was called off never comes back.
    run(&w.app, "UPDATE instructor_recruitment SET status = 'c'").await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
}
