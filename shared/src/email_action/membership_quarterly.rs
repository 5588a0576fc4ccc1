//! What the reports to members have in common: how a membership is used (emails.md 3.11).

use super::action::Shape;
use super::facts::Membership;
use super::wish::{Condition, Now, Tested, Wish, day, shift};
use crate::scheduled_email::{Context, When};

/// The variants that get them.
const VARIANTS: [&str; 4] = ["bronze", "silver", "gold", "platinum"];
/// A report that is this many days late is not begun any more.
const LATEST: i64 = 7;

/// What their templates may use.
pub(super) const VARIABLES: &[(&str, Shape)] = &[
    ("membership", Shape::Record("membership")),
    ("member_contacts", Shape::Records("person")),
    ("events", Shape::Records("event")),
    ("trainee_tasks", Shape::Records("task")),
    ("trainees", Shape::Records("person")),
];

/// A report at `when`, a day at the present time.
pub(super) fn report(membership: &Membership, when: When, now: Now) -> Wish {
    let roles = membership.roles.len();
    let on = when.moment(now.0).date_naive();
    let earliest = shift(now.today(), -LATEST);
    let conditions = vec![
        Condition::new(format!("at least 1 person in a role: {roles}"), roles > 0),
        of_variant(membership, &VARIANTS),
        Condition::new(format!("due on {earliest} or later: {}", day(Some(on))), on >= earliest).tested(Tested::WhenCreated),
    ];
    // Templates greet each contact once, whatever their roles.
    let mut contacts: Vec<i32> = Vec::new();
    for person in &membership.roles {
        if !contacts.contains(&person.id) {
            contacts.push(person.id);
        }
    }
    let tasks: Vec<i32> = membership.seats.iter().map(|seat| seat.task).collect();
    let trainees: Vec<i32> = membership.seats.iter().map(|seat| seat.person).collect();
    let context = Context::default()
        .record("membership", "membership", membership.id)
        .records("member_contacts", "person", &contacts)
        .records("events", "event", &membership.events)
        .records("trainee_tasks", "task", &tasks)
        .records("trainees", "person", &trainees);
    let reachable = membership.roles.iter().filter(|person| person.address().is_some());
    Wish::new(conditions).at(Some(when)).with(context).to(reachable)
}

/// One of these variants.
pub(super) fn of_variant(membership: &Membership, variants: &[&str]) -> Condition {
    let words = format!("a variant among {}: {}", variants.join(", "), membership.variant);
    Condition::new(words, variants.contains(&membership.variant.as_str()))
}
