//! Introduces host and instructors of a workshop to each other (emails.md 3.15).

use super::action::{Action, Exists, Of, Shape};
use super::facts::{Event, person_ids};
use super::wish::{Condition, Now, Tested, Wish};
use crate::email_template::Signal;
use crate::scheduled_email::Context;
use crate::task::{HOST, INSTRUCTOR};

pub(super) static ACTION: Action = Action {
    signal: Signal::HostInstructorsIntroduction,
    exists: Exists::Ever,
    variables: &[
        ("assignee", Shape::Optional("person")),
        ("event", Shape::Record("event")),
        ("workshop_host", Shape::Optional("organization")),
        ("host", Shape::Optional("person")),
        ("instructors", Shape::Records("person")),
    ],
    of: Of::Event(wish),
};

/// At once, to the first host and all instructors.
fn wish(event: &Event, now: Now) -> Wish {
    let recruiting = if event.is_recruiting { "yes" } else { "no" };
    let conditions = vec![
        event.centrally_organised(),
        // A week is left when it is written down; one that is late is still of use until the workshop begins (EML-NEW-06).
        event.starts_in(7, now).tested(Tested::WhenSaved),
        event.starts_in_future(now),
        event.active(),
        event.at_least(1, HOST),
        event.at_least(2, INSTRUCTOR),
        Condition::new(format!("no open search for instructors: {recruiting}"), !event.is_recruiting),
        event.of_a_program(),
    ];
    let host = event.hosts().next();
    let context = Context::default()
        .maybe("assignee", "person", event.assigned_to)
        .record("event", "event", event.id)
        .record("workshop_host", "organization", event.host_id)
        .maybe("host", "person", host.map(|host| host.id))
        .records("instructors", "person", &person_ids(event.instructors()));
    Wish::new(conditions).with(context).to(host.into_iter().filter(|host| host.address().is_some()).chain(event.instructors()))
}
