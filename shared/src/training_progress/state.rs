//! How far a piece of progress has been judged (DM-ST-30).

use serde::{Deserialize, Serialize};

/// The state of a piece of progress, stored as one letter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum State {
    /// Sent in by the trainee, nobody has looked at it.
    #[serde(rename = "n")]
    NotEvaluated,
    /// Failed; the notes say why (DM-TPROG-05).
    #[serde(rename = "f")]
    Failed,
    /// Passed: what an admin writes down is this, unless they say otherwise (DM-ST-30).
    #[default]
    #[serde(rename = "p")]
    Passed,
    /// The trainee was asked to do it again.
    #[serde(rename = "a")]
    AskedToRepeat,
}

impl State {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::NotEvaluated, Self::Failed, Self::Passed, Self::AskedToRepeat];

    /// The stored letter.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotEvaluated => "n",
            Self::Failed => "f",
            Self::Passed => "p",
            Self::AskedToRepeat => "a",
        }
    }

    /// The words for it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NotEvaluated => "Not evaluated yet",
            Self::Failed => "Failed",
            Self::Passed => "Passed",
            Self::AskedToRepeat => "Asked to repeat",
        }
    }

    /// The state stored as `key`.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether the trainee may still change or take back what they sent in (DM-ST-30).
    #[must_use]
    pub fn is_the_trainees(self) -> bool {
        self == Self::NotEvaluated
    }

    /// Whether the trainee may send in something new after this (DM-TPROG-07).
    #[must_use]
    pub fn allows_another(self) -> bool {
        self == Self::AskedToRepeat
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_st_30_states_are_letters_and_what_an_admin_adds_is_passed() {
        assert_eq!(State::default(), State::Passed);
        let table = [("n", "Not evaluated yet"), ("f", "Failed"), ("p", "Passed"), ("a", "Asked to repeat")];
        assert_eq!(State::ALL.map(|state| (state.key(), state.label())), table);
        for state in State::ALL {
            assert_eq!(State::of(state.key()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.key());
        }
        assert_eq!(State::of("x"), None);
    }

    #[test]
    fn dm_st_30_a_trainee_changes_what_nobody_judged_and_adds_to_what_is_to_be_repeated() {
        assert_eq!(State::ALL.map(State::is_the_trainees), [true, false, false, false]);
        assert_eq!(State::ALL.map(State::allows_another), [false, false, false, true]);
    }
}
