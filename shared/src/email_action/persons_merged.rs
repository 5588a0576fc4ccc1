//! Tells a person that two records of theirs became one (emails.md 3.3).

use super::action::{Action, Exists, Of, Shape};
use super::facts::Person;
use super::wish::{Now, Wish};
use crate::email_template::Signal;
use crate::scheduled_email::Context;

pub(super) static ACTION: Action = Action {
    signal: Signal::PersonsMerged,
    exists: Exists::Never,
    variables: &[("person", Shape::Record("person"))],
    of: Of::Merged(wish),
};

fn wish(person: &Person, _now: Now) -> Wish {
    let id = person.contact.id;
    Wish::new(Vec::new()).with(Context::default().record("person", "person", id)).to([&person.contact])
}
