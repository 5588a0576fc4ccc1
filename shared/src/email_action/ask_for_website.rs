//! Asks instructors for the website of a workshop (emails.md 3.19).

use super::action::{Action, Exists, Of, Shape};
use super::facts::{Event, person_ids};
use super::wish::{Condition, Now, Wish};
use crate::email_template::Signal;
use crate::scheduled_email::Context;
use crate::task::INSTRUCTOR;

pub(super) static ACTION: Action = Action {
    signal: Signal::AskForWebsite,
    exists: Exists::Ever,
    variables: &[
        ("assignee", Shape::Optional("person")),
        ("event", Shape::Record("event")),
        ("instructors", Shape::Records("person")),
    ],
    of: Of::Event(wish),
};

/// A month before it begins.
fn wish(event: &Event, now: Now) -> Wish {
    let website = if event.has_website { "it has one" } else { "none" };
    let conditions = vec![
        event.starts_in_future(now),
        event.active(),
        event.administered(None),
        Condition::new(format!("no website: {website}"), !event.has_website),
        event.at_least(1, INSTRUCTOR),
        event.of_a_program(),
    ];
    let context = Context::default().maybe("assignee", "person", event.assigned_to).record("event", "event", event.id).records(
        "instructors",
        "person",
        &person_ids(event.instructors()),
    );
    Wish::new(conditions).at(event.start.map(|start| now.days_after(start, -30))).with(context).to(event.instructors())
}
