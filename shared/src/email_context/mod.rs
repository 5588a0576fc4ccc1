//! What an email tells, read from the database right before it is shown or sent (emails.md 2.4 to 2.6).
//!
//! A context and the recipients are stored as references ([`crate::scheduled_email::Reference`]). [`resolve`] reads what they lead
//! to for a whole batch of emails, in one statement however many records of however many kinds there are (EML-TPL-20), and gives the
//! objects that API v2 gives. The keys of an object, their kinds and their SQL stand in one table for each model, which both [`shapes`]
//! and the statement are made of, so that neither can tell what the other does not.

mod award;
mod event;
mod load;
mod membership;
mod model;
mod organization;
mod partnership;
mod person;
mod problem;
mod recruitment;
mod resolve;
mod submission;
mod task;
mod training;

pub use model::{Field, Holds, Model};
pub use problem::Problem;
pub use resolve::{Object, Resolved, resolve, resolve_on};

/// Every model that a reference may name, with its keys.
const MODELS: [&Model; 12] = [
    &person::PERSON,
    &event::EVENT,
    &organization::ORGANIZATION,
    &organization::CONSORTIUM,
    &membership::MEMBERSHIP,
    &partnership::PARTNERSHIP,
    &award::AWARD,
    &task::TASK,
    &training::PROGRESS,
    &training::REQUIREMENT,
    &recruitment::SIGNUP,
    &submission::SUBMISSION,
];

/// Every model that a reference may name, with its keys and what they hold.
#[must_use]
pub fn shapes() -> &'static [&'static Model] {
    &MODELS
}

/// The model that references call `name`, such as `trainingprogress`.
#[must_use]
pub fn model(name: &str) -> Option<&'static Model> {
    MODELS.into_iter().find(|model| model.name == name)
}
