//! Tells somebody that they were put down as an instructor of a workshop (emails.md 3.9).

use super::action::{Action, Exists, Of, Shape};
use super::facts::Task;
use super::signup_decided::address;
use super::wish::{Condition, Now, Wish};
use crate::email_template::Signal;
use crate::scheduled_email::{Context, Scalar};
use crate::task::INSTRUCTOR;

pub(super) static ACTION: Action = Action {
    signal: Signal::InstructorTaskCreatedForWorkshop,
    exists: Exists::Ever,
    variables: &[
        ("person", Shape::Record("person")),
        ("event", Shape::Record("event")),
        ("task", Shape::Optional("task")),
        ("task_id", Shape::Scalar("int")),
    ],
    of: Of::Task(wish),
};

fn wish(task: &Task, now: Now) -> Wish {
    let event = &task.event;
    let told = if task.is_confirmed { "yes" } else { "no" };
    let conditions = vec![
        Condition::new(format!("the role {INSTRUCTOR}: {}", task.role), task.role == INSTRUCTOR),
        address(task.person.address()),
        event.of_a_program(),
        event.centrally_organised(),
        event.starts_in_future(now),
        // Whoever has applied is told so in other words.
        Condition::new(format!("no email that confirms an application of theirs: {told}"), !task.is_confirmed),
    ];
    let context = Context::default()
        .record("person", "person", task.person.id)
        .record("event", "event", event.id)
        .record("task", "task", task.id)
        .value("task_id", Scalar::Int(task.id.into()));
    Wish::new(conditions).with(context).to([&task.person])
}
