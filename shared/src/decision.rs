//! What was decided about a request or an application (STATE3 of the data model).

use crate::choice::choices;

choices! {
    /// What was decided. Any decision may follow any other (DM-ST-10, DM-ST-25).
    pub enum Decision {
        /// Nothing yet.
        Pending = "p" "Pending",
        /// No.
        Discarded = "d" "Discarded",
        /// Yes.
        Accepted = "a" "Accepted",
    }
}

impl Decision {
    /// Whether somebody still has to decide.
    #[must_use]
    pub fn is_active(self) -> bool {
        self == Self::Pending
    }

    /// The decision that an address of a workshop request names, by its code or its word (DM-ST-10); nothing for any other.
    #[must_use]
    pub fn of_address(word: &str) -> Option<Self> {
        match word {
            "p" | "pending" => Some(Self::Pending),
            "d" | "discarded" => Some(Self::Discarded),
            "a" | "accepted" => Some(Self::Accepted),
            _ => None,
        }
    }

    /// The decision that a button for an instructor's application asks for (DM-ST-25); nothing for any other (DM-ST-27).
    #[must_use]
    pub fn of_action(action: &str) -> Option<Self> {
        match action {
            "accept" => Some(Self::Accepted),
            "discard" => Some(Self::Discarded),
            "pending" => Some(Self::Pending),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decision::{self, Accepted, Discarded, Pending};

    #[test]
    fn dm_st_10_an_address_names_a_decision_by_code_or_word() {
        for (word, decision) in [
            ("a", Accepted),
            ("accepted", Accepted),
            ("d", Discarded),
            ("discarded", Discarded),
            ("p", Pending),
            ("pending", Pending),
        ] {
            assert_eq!(Decision::of_address(word), Some(decision));
        }
        for word in ["", "A", "accept", "w", "withdrawn", "pending "] {
            assert_eq!(Decision::of_address(word), None, "{word}");
        }
        assert!(Pending.is_active() && !Accepted.is_active() && !Discarded.is_active());
    }

    #[test]
    fn dm_st_25_and_dm_st_27_only_three_buttons_decide_about_an_application() {
        assert_eq!(["accept", "discard", "pending"].map(Decision::of_action), [Some(Accepted), Some(Discarded), Some(Pending)]);
        for action in ["", "a", "accepted", "delete"] {
            assert_eq!(Decision::of_action(action), None, "{action}");
        }
    }
}
