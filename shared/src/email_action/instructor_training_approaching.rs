//! Tells trainers what is to be done before an instructor training (emails.md 3.10).

use super::action::{Action, Exists, Of, Shape};
use super::facts::{Event, person_ids};
use super::wish::{Now, Wish};
use crate::email_template::Signal;
use crate::scheduled_email::Context;
use crate::task::INSTRUCTOR;

pub(super) static ACTION: Action = Action {
    signal: Signal::InstructorTrainingApproaching,
    exists: Exists::Ever,
    variables: &[("event", Shape::Record("event")), ("instructors", Shape::Records("person"))],
    of: Of::Event(wish),
};

/// A month before it begins.
fn wish(event: &Event, now: Now) -> Wish {
    let conditions = vec![event.tagged(&["TTT"]), event.at_least(2, INSTRUCTOR), event.starts_in_future(now)];
    let context =
        Context::default().record("event", "event", event.id).records("instructors", "person", &person_ids(event.instructors()));
    Wish::new(conditions).at(event.start.map(|start| now.days_after(start, -30))).with(context).to(event.instructors())
}
