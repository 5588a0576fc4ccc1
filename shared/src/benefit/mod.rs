//! Benefits: what accounts can have, seats or events, and what it costs in credits (data-model.md §2.8).

mod input;
mod list;
mod save;

pub use input::{BenefitInput, Stored, stored};
pub use list::{Details, LISTING, by_id};
pub use save::{create, update};

/// What a benefit is counted in, by key and label.
pub const UNIT_TYPES: [(&str, &str); 2] = [(SEAT, "Seat"), (EVENT, "Event")];

/// Counted in seats at trainings: tasks.
pub const SEAT: &str = "seat";
/// Counted in events.
pub const EVENT: &str = "event";

/// The tags of trainings, and the one benefit that gives a seat in each (DM-TASK-09).
pub const SEATS_BY_TAG: [(&str, &str); 4] = [
    ("TTT", "Instructor Training"),
    ("ITT", "Instructor Trainer Training"),
    ("CLDT", "Collaborative Lesson Development Training"),
    ("SKILL", "Skillup"),
];
