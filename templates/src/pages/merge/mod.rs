//! Merging two records of a kind (PER-03, EVT-03): one set of pages, and what each kind calls things.

mod choose;
mod compare;
mod events;
mod outcome;
mod persons;
mod subject;

pub use choose::choose;
pub use compare::compare;
pub use events::EVENTS;
pub use outcome::blocked;
pub use persons::PERSONS;
pub use subject::Subject;
