//! The life of an application (DM-ST-01 … DM-ST-05).

use serde::{Deserialize, Serialize};

/// The state of an application, stored as one letter. It begins as pending (DM-ST-01).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum State {
    /// Nobody has decided.
    #[default]
    #[serde(rename = "p")]
    Pending,
    /// Accepted.
    #[serde(rename = "a")]
    Accepted,
    /// Discarded.
    #[serde(rename = "d")]
    Discarded,
    /// The applicant does not want any more.
    #[serde(rename = "w")]
    Withdrawn,
}

/// What is done to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Many are accepted at once.
    Accept,
    /// Many are discarded at once.
    Discard,
    /// The matched person becomes a learner at a training.
    MatchToTraining,
    /// The matched person's training tasks are deleted.
    Unmatch,
    /// A person is matched, or made.
    MatchToPerson,
    /// An admin chose a state in the edit form: the only way to withdraw.
    Edit(State),
}

/// What an application's life depends on besides its state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Situation {
    /// A person is matched.
    pub has_person: bool,
    /// That person has a training task (DM-PERSON-20).
    pub has_training: bool,
}

/// Why an action is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It needs a matched person.
    #[error("Match each of these requests to a person first.")]
    NoPerson,
    /// Who takes part in a training does not wait for a decision (DM-TREQ-03).
    #[error("The matched person takes part in a training already, so this request is not pending. Choose another state.")]
    InTraining,
}

impl State {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Accepted, Self::Discarded, Self::Withdrawn];

    /// The stored letter.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Pending => "p",
            Self::Accepted => "a",
            Self::Discarded => "d",
            Self::Withdrawn => "w",
        }
    }

    /// The word for it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Accepted => "Accepted",
            Self::Discarded => "Discarded",
            Self::Withdrawn => "Withdrawn",
        }
    }

    /// The state stored as `key`.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The state after `action`.
    ///
    /// # Errors
    /// When the action is not possible as things are.
    pub fn transition(self, action: Action, situation: Situation) -> Result<Self, Refused> {
        match action {
            // DM-ST-02: from any state.
            Action::Accept => Ok(Self::Accepted),
            Action::Discard => Ok(Self::Discarded),
            // DM-ST-03
            Action::MatchToTraining if situation.has_person => Ok(Self::Accepted),
            // DM-ST-05
            Action::Unmatch if situation.has_person => Ok(self),
            Action::MatchToTraining | Action::Unmatch => Err(Refused::NoPerson),
            Action::MatchToPerson => Ok(self),
            // DM-ST-04
            Action::Edit(Self::Pending) if situation.has_training => Err(Refused::InTraining),
            Action::Edit(chosen) => Ok(chosen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use State::{Accepted, Discarded, Pending, Withdrawn};

    const SITUATIONS: [Situation; 3] = [
        Situation { has_person: false, has_training: false },
        Situation { has_person: true, has_training: false },
        Situation { has_person: true, has_training: true },
    ];

    /// What an action makes of every state, without a person, with one, and with one in a training.
    fn table(action: Action) -> [[Result<State, Refused>; 4]; 3] {
        SITUATIONS.map(|situation| State::ALL.map(|state| state.transition(action, situation)))
    }

    #[test]
    fn dm_st_01_an_application_begins_as_pending() {
        assert_eq!(State::default(), Pending);
        assert_eq!(State::ALL.map(State::key), ["p", "a", "d", "w"]);
        for state in State::ALL {
            assert_eq!(State::of(state.key()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.key());
        }
        assert_eq!(State::of(""), None);
    }

    #[test]
    fn dm_st_02_accepting_and_discarding_ask_for_nothing() {
        assert_eq!(table(Action::Accept), [[Ok(Accepted); 4]; 3]);
        assert_eq!(table(Action::Discard), [[Ok(Discarded); 4]; 3]);
    }

    #[test]
    fn dm_st_03_matching_to_a_training_accepts_and_needs_a_person() {
        let expected = [[Err(Refused::NoPerson); 4], [Ok(Accepted); 4], [Ok(Accepted); 4]];
        assert_eq!(table(Action::MatchToTraining), expected);
    }

    #[test]
    fn dm_st_04_and_dm_treq_03_an_edit_chooses_any_state_but_pending_beside_a_training() {
        for chosen in [Accepted, Discarded, Withdrawn] {
            assert_eq!(table(Action::Edit(chosen)), [[Ok(chosen); 4]; 3]);
        }
        assert_eq!(table(Action::Edit(Pending)), [[Ok(Pending); 4], [Ok(Pending); 4], [Err(Refused::InTraining); 4]]);
        let others = [Action::Accept, Action::Discard, Action::MatchToTraining, Action::Unmatch, Action::MatchToPerson];
        let withdrawn = others.map(|action| Accepted.transition(action, SITUATIONS[1]));
        assert!(withdrawn.iter().all(|after| *after != Ok(Withdrawn)), "nothing else withdraws");
    }

    #[test]
    fn dm_st_05_people_come_and_trainings_go_without_a_decision() {
        let same = State::ALL.map(Ok);
        assert_eq!(table(Action::MatchToPerson), [same; 3]);
        assert_eq!(table(Action::Unmatch), [[Err(Refused::NoPerson); 4], same, same]);
    }
}
