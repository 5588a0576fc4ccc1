//! What emails about an instructor's application have in common (emails.md 3.4 … 3.7).

use super::action::Shape;
use super::facts::Signup;
use super::wish::{Condition, Now, Wish};
use crate::decision::Decision;
use crate::scheduled_email::Context;

/// What their templates may use.
pub(super) const VARIABLES: &[(&str, Shape)] = &[
    ("person", Shape::Record("person")),
    ("event", Shape::Record("event")),
    ("instructor_recruitment_signup", Shape::Record("instructorrecruitmentsignup")),
];

/// An email to the applicant, sent at once.
pub(super) fn to_applicant(signup: &Signup, conditions: Vec<Condition>) -> Wish {
    let context = Context::default()
        .record("person", "person", signup.person.id)
        .record("event", "event", signup.event.id)
        .record("instructor_recruitment_signup", "instructorrecruitmentsignup", signup.id);
    Wish::new(conditions).with(context).to([&signup.person])
}

/// An email about what was decided.
pub(super) fn decided(signup: &Signup, decision: Decision, now: Now) -> Wish {
    let is = Decision::of(&signup.state).map_or("unknown", Decision::label).to_lowercase();
    let state = format!("the application {}: {is}", decision.label().to_lowercase());
    let event = &signup.event;
    let conditions = vec![
        Condition::new(state, signup.state == decision.code()),
        address(signup.person.address()),
        event.of_a_program(),
        event.centrally_organised(),
        event.starts_in_future(now),
    ];
    to_applicant(signup, conditions)
}

/// Somebody who can be written to.
pub(super) fn address(address: Option<&str>) -> Condition {
    Condition::new(format!("an email address of the person: {}", address.unwrap_or("none")), address.is_some())
}
