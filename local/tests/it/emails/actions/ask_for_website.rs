//! emails.md 3.19

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::workshop::{
    NO_ADMINISTRATOR, NO_DATES, NO_HOST, NO_INSTRUCTOR, NOT_ACTIVE, ONE_INSTRUCTOR, PROGRAMS, SELF_ORGANISED, Workshop, starts,
};
use super::{conditions, mail, people, persons, run, saved, states};

const SIGNAL: Signal = Signal::AskForWebsite;
const A_WEBSITE: &str = "UPDATE event SET url = 'https://example.org/lund/'";

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    let w = Workshop::start().await;
    let about = About::Event(w.event.id);
    for table in [&NOT_ACTIVE[..], &PROGRAMS] {
        conditions(&w.app, about, SIGNAL, table).await;
    }
    conditions(
        &w.app,
        about,
        SIGNAL,
        &[
            (&starts("2026-06-14"), "a start on 2026-06-15 or later: 2026-06-14"),
            (&starts("2026-06-15"), ""),
            (NO_DATES, "a start on 2026-06-15 or later: no date"),
            (SELF_ORGANISED, ""),
            (NO_ADMINISTRATOR, "an administrator: none"),
            (A_WEBSITE, "no website: it has one"),
            (ONE_INSTRUCTOR, ""),
            (NO_INSTRUCTOR, "at least 1 instructor: 0"),
            (NO_HOST, ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn it_goes_to_the_instructors_a_month_before_until_there_is_a_website() {
    let w = Workshop::start().await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let first = mail(&w.app, SIGNAL).await;
    assert_eq!((first.state.as_str(), first.at.as_str()), ("scheduled", "2026-07-02 12:00"));
    assert_eq!(first.target, (Kind::Event.object_type().to_owned(), w.event.id));
    assert_eq!(first.to, [w.ian.email.as_str(), &w.ines.email]);
    assert_eq!(first.recipients, persons(&[w.ian.id, w.ines.id]));
    let expected = json!({
        "assignee": format!("api:person#{}", w.admin.id),
        "event": w.reference(),
        "instructors": people(&[w.ian.id, w.ines.id]),
    });
    assert_eq!(first.context, expected);
    run(&w.app, A_WEBSITE).await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
}
