//! emails.md 3.16

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::workshop::{
    A_HELPER, NO_DATES, NO_HOST, NO_INSTRUCTOR, NOT_ACTIVE, NOT_CENTRAL, ONE_INSTRUCTOR, PROGRAMS, RECRUITING, Workshop, starts,
};
use super::{conditions, go_to, mail, people, persons, rechecked, run, saved, states};

const SIGNAL: Signal = Signal::RecruitHelpers;

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
            (&starts("2026-06-28"), "a start on 2026-06-29 or later: 2026-06-28"),
            (&starts("2026-06-29"), ""),
            (&starts("2026-06-14"), "a start on 2026-06-29 or later: 2026-06-14; a start on 2026-06-15 or later: 2026-06-14"),
            (NO_DATES, "a start on 2026-06-29 or later: no date; a start on 2026-06-15 or later: no date"),
            (NO_HOST, "at least 1 host: 0"),
            (ONE_INSTRUCTOR, ""),
            (NO_INSTRUCTOR, "at least 1 instructor: 0"),
            (A_HELPER, "no helpers: 1"),
            (RECRUITING, ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn it_goes_to_instructors_and_hosts_three_weeks_before() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let first = mail(&w.app, SIGNAL).await;
    assert_eq!((first.state.as_str(), first.at.as_str()), ("scheduled", "2026-07-11 12:00"));
    assert_eq!(first.target, (Kind::Event.object_type().to_owned(), w.event.id));
    assert_eq!(first.to, [w.ian.email.as_str(), &w.ines.email, &w.host.email]);
    assert_eq!(first.recipients, persons(&[w.ian.id, w.ines.id, w.host.id]));
    let expected = json!({
        "assignee": format!("api:person#{}", w.admin.id),
        "event": w.reference(),
        "instructors": people(&[w.ian.id, w.ines.id]),
        "hosts": people(&[w.host.id]),
    });
    assert_eq!(first.context, expected);
    // EML-ACT-08: the time of day is that of the last change.
    go_to(&w.app, "2026-06-16T08:30:00Z");
    run(&w.app, &starts("2026-08-03")).await;
    assert_eq!(mail(&w.app, SIGNAL).await.at, "2026-07-13 08:30");
    // What is late is sent as soon as possible.
    run(&w.app, &starts("2026-07-01")).await;
    assert_eq!(mail(&w.app, SIGNAL).await.at, "2026-06-10 08:30");
}

/// EML-NEW-06: one that could not be sent for a while is sent until the workshop begins.
#[tokio::test]
async fn eml_new_06_a_late_one_is_sent_until_the_workshop_begins() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    for (moment, unmet) in [
        ("2026-07-19T12:00:00Z", None),
        ("2026-08-01T12:00:00Z", None),
        ("2026-08-02T12:00:00Z", Some("a start on 2026-08-02 or later: 2026-08-01")),
    ] {
        go_to(&w.app, moment);
        assert_eq!(rechecked(&w.app, SIGNAL, Kind::Event, w.event.id).await.as_deref(), unmet, "{moment}");
    }
}

#[tokio::test]
async fn a_helper_ends_it_for_good() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    run(&w.app, A_HELPER).await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
    assert_eq!(rechecked(&w.app, SIGNAL, Kind::Event, w.event.id).await.as_deref(), Some("no helpers: 1"));
    run(&w.app, "DELETE FROM task WHERE role_id = (SELECT id FROM role WHERE name = 'helper')").await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
}
