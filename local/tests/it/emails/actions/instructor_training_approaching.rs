//! emails.md 3.10

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::workshop::{CANCELLED, NO_ADMINISTRATOR, NO_DATES, NO_HOST, NO_TAG, ONE_INSTRUCTOR, SELF_ORGANISED, Workshop, starts};
use super::{conditions, mail, people, persons, run, saved, states};

const SIGNAL: Signal = Signal::InstructorTrainingApproaching;

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    let w = Workshop::tagged("TTT").await;
    conditions(
        &w.app,
        About::Event(w.event.id),
        SIGNAL,
        &[
            (NO_TAG, "a tag among TTT: none"),
            (ONE_INSTRUCTOR, "at least 2 instructors: 1"),
            (&starts("2026-06-14"), "a start on 2026-06-15 or later: 2026-06-14"),
            (&starts("2026-06-15"), ""),
            (NO_DATES, "a start on 2026-06-15 or later: no date"),
            ("UPDATE event_tag SET tag_id = (SELECT id FROM tag WHERE name = 'SWC')", "a tag among TTT: SWC"),
            // Whoever runs it, and whether it takes place, is no matter here.
            (SELF_ORGANISED, ""),
            (NO_ADMINISTRATOR, ""),
            (CANCELLED, ""),
            (NO_HOST, ""),
        ],
    )
    .await;
}

#[tokio::test]
async fn it_goes_to_the_trainers_a_month_before() {
    let w = Workshop::tagged("TTT").await;
    w.app.run("UPDATE person SET email = NULL WHERE personal = 'Ines'").await;
    saved(&w.app, Subject::Event(w.event.id)).await;
    let first = mail(&w.app, SIGNAL).await;
    assert_eq!((first.state.as_str(), first.at.as_str()), ("scheduled", "2026-07-02 12:00"));
    assert_eq!(first.target, (Kind::Event.object_type().to_owned(), w.event.id));
    assert_eq!(first.to, [w.ian.email.as_str()]);
    assert_eq!(first.recipients, persons(&[w.ian.id, w.ines.id]), "Ines may have an address by then");
    assert_eq!(first.context, json!({ "event": w.reference(), "instructors": people(&[w.ian.id, w.ines.id]) }));
    run(&w.app, ONE_INSTRUCTOR).await;
    assert_eq!(states(&w.app, SIGNAL).await, ["cancelled"]);
}
