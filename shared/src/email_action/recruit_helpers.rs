//! Reminds instructors and hosts of a workshop to look for helpers (emails.md 3.16).

use super::action::{Action, Exists, Of, Shape};
use super::facts::{Event, person_ids};
use super::wish::{Now, Tested, Wish};
use crate::email_template::Signal;
use crate::scheduled_email::Context;
use crate::task::{HOST, INSTRUCTOR};

pub(super) static ACTION: Action = Action {
    signal: Signal::RecruitHelpers,
    exists: Exists::Ever,
    variables: &[
        ("assignee", Shape::Optional("person")),
        ("event", Shape::Record("event")),
        ("instructors", Shape::Records("person")),
        ("hosts", Shape::Records("person")),
    ],
    of: Of::Event(wish),
};

/// Three weeks before it begins.
fn wish(event: &Event, now: Now) -> Wish {
    let conditions = vec![
        event.centrally_organised(),
        // Two weeks are left when it is written down; one that is late is still of use until the workshop begins (EML-NEW-06).
        event.starts_in(14, now).tested(Tested::WhenSaved),
        event.starts_in_future(now),
        event.active(),
        event.at_least(1, HOST),
        event.at_least(1, INSTRUCTOR),
        event.without_helpers(),
        event.of_a_program(),
    ];
    let context = Context::default()
        .maybe("assignee", "person", event.assigned_to)
        .record("event", "event", event.id)
        .records("instructors", "person", &person_ids(event.instructors()))
        .records("hosts", "person", &person_ids(event.hosts()));
    let when = event.start.map(|start| now.days_after(start, -21));
    Wish::new(conditions).at(when).with(context).to(event.instructors().chain(event.hosts()))
}
