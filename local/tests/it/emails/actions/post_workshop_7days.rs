//! emails.md 3.17

use serde_json::json;
use shared::email_action::{About, Subject};
use shared::email_template::Signal;
use shared::record::Kind;

use super::workshop::{
    A_HELPER, CANCELLED, NO_ADMINISTRATOR, NO_HOST, NO_INSTRUCTOR, NO_TAG, NOT_ACTIVE, ONE_INSTRUCTOR, SELF_ORGANISED, Workshop,
    starts,
};
use super::{conditions, go_to, mail, people, persons, rechecked, run, saved};

const SIGNAL: Signal = Signal::PostWorkshop7Days;

#[tokio::test]
async fn each_condition_alone_keeps_it_away() {
    let w = Workshop::start().await;
    let about = About::Event(w.event.id);
    let administrator = "an administrator other than carpentries.org/community-lessons/";
    conditions(&w.app, about, SIGNAL, &NOT_ACTIVE).await;
    conditions(
        &w.app,
        about,
        SIGNAL,
        &[
            (SELF_ORGANISED, ""),
            (NO_ADMINISTRATOR, &format!("{administrator}: none")),
            (
                "UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'carpentries.org/community-lessons/')",
                &format!("{administrator}: carpentries.org/community-lessons/"),
            ),
            (&starts("2026-06-06"), "an end on 2026-06-08 or later: 2026-06-07"),
            (&starts("2026-06-07"), ""),
            (r#"UPDATE event SET "end" = NULL"#, "an end on 2026-06-08 or later: no date"),
            (NO_TAG, "a tag among LC, DC, SWC, Circuits: none"),
            ("UPDATE event_tag SET tag_id = (SELECT id FROM tag WHERE name = 'TTT')", "a tag among LC, DC, SWC, Circuits: TTT"),
            ("UPDATE event_tag SET tag_id = (SELECT id FROM tag WHERE name = 'LC')", ""),
            ("UPDATE event_tag SET tag_id = (SELECT id FROM tag WHERE name = 'DC')", ""),
            ("UPDATE event_tag SET tag_id = (SELECT id FROM tag WHERE name = 'Circuits')", ""),
            (A_HELPER, ""),
            (NO_HOST, "at least 1 host: 0"),
            (ONE_INSTRUCTOR, ""),
            (NO_INSTRUCTOR, "at least 1 instructor: 0"),
        ],
    )
    .await;
}

#[tokio::test]
async fn it_goes_to_hosts_and_instructors_at_noon_a_week_after_the_end() {
    let w = Workshop::start().await;
    go_to(&w.app, "2026-06-15T17:45:00Z");
    run(&w.app, A_HELPER).await;
    let first = mail(&w.app, SIGNAL).await;
    assert_eq!((first.state.as_str(), first.at.as_str()), ("scheduled", "2026-08-09 12:00"));
    assert_eq!(first.target, (Kind::Event.object_type().to_owned(), w.event.id));
    assert_eq!(first.to, [w.host.email.as_str(), &w.ian.email, &w.ines.email]);
    assert_eq!(first.recipients, persons(&[w.host.id, w.ian.id, w.ines.id]));
    let expected = json!({
        "assignee": format!("api:person#{}", w.admin.id),
        "event": w.reference(),
        "hosts": people(&[w.host.id]),
        "instructors": people(&[w.ian.id, w.ines.id]),
        "helpers": people(&[w.host.id]),
    });
    assert_eq!(first.context, expected);
    // Saving it in the week after its end keeps it, and its time.
    go_to(&w.app, "2026-08-05T09:00:00Z");
    saved(&w.app, Subject::Event(w.event.id)).await;
    assert_eq!(mail(&w.app, SIGNAL).await.at, "2026-08-09 12:00");
}

/// EML-NEW-06: a test of the day that is meant to have passed is none when it is sent.
#[tokio::test]
async fn eml_new_06_it_goes_out_late() {
    let w = Workshop::start().await;
    go_to(&w.app, "2026-08-20T09:00:00Z");
    assert_eq!(rechecked(&w.app, SIGNAL, Kind::Event, w.event.id).await, None);
    w.app.run(CANCELLED).await;
    let unmet = rechecked(&w.app, SIGNAL, Kind::Event, w.event.id).await;
    assert_eq!(unmet.as_deref(), Some("no tag among cancelled, stalled, unresponsive: SWC, cancelled"));
}
