//! Asks hosts and instructors how a workshop went (emails.md 3.17).

use super::action::{Action, Exists, Of, Shape};
use super::facts::{Event, person_ids};
use super::wish::{Condition, Now, Tested, Wish, day, noon_after, shift};
use crate::email_template::Signal;
use crate::scheduled_email::Context;
use crate::task::{HOST, INSTRUCTOR};

/// The administrator of workshops that ask in a way of their own.
const COMMUNITY_LESSONS: &str = "carpentries.org/community-lessons/";

pub(super) static ACTION: Action = Action {
    signal: Signal::PostWorkshop7Days,
    exists: Exists::Ever,
    variables: &[
        ("assignee", Shape::Optional("person")),
        ("event", Shape::Record("event")),
        ("hosts", Shape::Records("person")),
        ("instructors", Shape::Records("person")),
        ("helpers", Shape::Records("person")),
    ],
    of: Of::Event(wish),
};

/// A week after its end, at noon.
fn wish(event: &Event, now: Now) -> Wish {
    let earliest = shift(now.today(), -7);
    let ended = Condition::new(
        format!("an end on {earliest} or later: {}", day(event.end)),
        event.end.is_some_and(|end| end >= earliest),
    );
    let conditions = vec![
        event.administered(Some(COMMUNITY_LESSONS)),
        ended.tested(Tested::WhenSaved),
        event.active(),
        event.tagged(&["LC", "DC", "SWC", "Circuits"]),
        event.at_least(1, HOST),
        event.at_least(1, INSTRUCTOR),
    ];
    let context = Context::default()
        .maybe("assignee", "person", event.assigned_to)
        .record("event", "event", event.id)
        .records("hosts", "person", &person_ids(event.hosts()))
        .records("instructors", "person", &person_ids(event.instructors()))
        .records("helpers", "person", &person_ids(event.helpers()));
    let when = event.end.map(|end| noon_after(end, 7));
    Wish::new(conditions).at(when).with(context).to(event.hosts().chain(event.instructors()))
}
