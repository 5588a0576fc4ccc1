//! Workshops and trainings in every state that the pages tell apart.

mod state;
mod subject;
mod write;

use chrono::NaiveDate;

pub(super) use state::State;
pub(super) use subject::Subject;
pub(super) use write::write;

/// An event.
pub(super) struct Event {
    pub(super) id: i32,
    pub(super) state: State,
    pub(super) subject: Subject,
    pub(super) start: Option<NaiveDate>,
    pub(super) end: Option<NaiveDate>,
    /// The host, as an index.
    pub(super) organization: usize,
    pub(super) membership: Option<i32>,
    /// Whose training seats its learners may take.
    pub(super) seats: Option<i32>,
    /// Whether people without a membership may apply for a training.
    pub(super) open: bool,
    /// Whether instructors may be looked for once it is in the future (DM-EVENT-14).
    pub(super) reachable: bool,
}

impl Event {
    /// Whether it has taken place.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.state, State::Past | State::Completed)
    }
}
