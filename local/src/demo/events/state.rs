//! Where the events stand, and when they take place.

use super::super::random::Random;

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum State {
    /// In the future, with everything known.
    Upcoming,
    /// Begun and not over.
    Ongoing,
    /// Something is missing before it can be published.
    Unpublished,
    /// Over, and not closed.
    Past,
    /// Over and closed.
    Completed,
    /// Called off.
    Cancelled,
    /// Not going ahead for now.
    Stalled,
    /// Over, and nobody answers.
    Unresponsive,
}

/// The states of the first forty; of all further ones most are long over.
const FIRST: [State; 40] = {
    use State::{
        Cancelled as C, Completed as D, Ongoing as O, Past as P, Stalled as S, Unpublished as N, Unresponsive as R, Upcoming as U,
    };
    [U, N, D, U, P, O, U, U, D, C, U, D, D, N, U, D, R, N, U, D, D, S, U, D, D, O, U, P, D, N, U, U, D, P, N, U, D, D, U, D]
};

/// The state of the event of that number.
pub(super) fn state(number: usize, random: &mut Random) -> State {
    match FIRST.get(number) {
        Some(state) => *state,
        None => match random.below(100) {
            0..2 => State::Upcoming,
            2..4 => State::Unpublished,
            4..6 => State::Past,
            6..9 => State::Cancelled,
            9 => State::Stalled,
            10..12 => State::Unresponsive,
            _ => State::Completed,
        },
    }
}

/// Days from today to the first day.
pub(super) fn distance(state: State, random: &mut Random) -> i64 {
    match state {
        State::Upcoming => random.between(3, 150),
        State::Unpublished | State::Stalled => random.between(14, 250),
        State::Ongoing => random.between(-1, 0),
        State::Past => random.between(-90, -4),
        State::Completed | State::Cancelled | State::Unresponsive => random.between(-2_900, -20),
    }
}
