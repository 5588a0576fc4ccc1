//! The flags with their conditions, from the configuration and from the database.

use std::collections::BTreeMap;

use serde::Deserialize;
use sqlx::PgConnection;

use super::{Condition, Demand, Flag, Remembered, Seen, State, States, condition};
use crate::Result;

/// A condition as staff wrote it down.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StoredCondition {
    /// Name of the flag.
    pub flag: String,
    /// Kind of condition.
    pub condition: String,
    /// What the kind asks for.
    pub value: String,
    /// Whether the flag is off without it.
    pub required: bool,
}

/// All flags that anybody knows of, by name, with their conditions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags(BTreeMap<String, Vec<Condition>>);

impl Flags {
    /// What holds where nothing is configured: every known flag is on, by a condition that is not required, so that a required one
    /// can switch it off.
    #[must_use]
    pub fn defaults() -> Self {
        let on = || vec![Condition { demand: Demand::Boolean(true), required: false }];
        Self(Flag::ALL.iter().map(|flag| (flag.code().to_owned(), on())).collect())
    }

    /// Puts the conditions of `flag` in place of those that it has.
    #[must_use]
    pub fn with(mut self, flag: &str, conditions: Vec<Condition>) -> Self {
        self.0.insert(flag.to_owned(), conditions);
        self
    }

    /// Whether `flag` is on for this request. A gated page answers 404 when it is not, and a gated action does nothing (DM-FLAG-02).
    #[must_use]
    pub fn is_on(&self, flag: Flag, seen: &Seen<'_>) -> bool {
        self.0.get(flag.code()).is_some_and(|conditions| condition::is_on(conditions, seen))
    }

    /// Adds the conditions that are stored to those that each flag has.
    #[must_use]
    pub fn and(mut self, stored: &[StoredCondition]) -> Self {
        for row in stored {
            let condition = Condition { demand: Demand::read(&row.condition, &row.value), required: row.required };
            self.0.entry(row.flag.clone()).or_default().push(condition);
        }
        self
    }

    /// Every flag by name, as it stands for this request (DSH-12).
    #[must_use]
    pub fn states(&self, seen: &Seen<'_>) -> States {
        let states = self.0.iter().map(|(flag, conditions)| {
            let parameter = conditions.iter().find_map(|condition| match &condition.demand {
                Demand::Parameter { name, value } => Some((name.clone(), value.clone())),
                _ => None,
            });
            State { name: flag.clone(), is_on: condition::is_on(conditions, seen), parameter }
        });
        States(states.collect())
    }

    /// What the session must remember because of the query string (DM-FLAG-01).
    #[must_use]
    pub fn remembered(&self, query: &[(String, String)]) -> Remembered {
        condition::remembered(self.0.values().flatten(), query)
    }
}

/// The configured flags with what staff have added in the database: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn flags(db: &mut PgConnection, configured: &Flags) -> Result<Flags> {
    let rows =
        sqlx::query_as!(StoredCondition, "SELECT flag, condition, value, required FROM feature_flag_condition ORDER BY flag, id")
            .fetch_all(db)
            .await?;
    Ok(configured.clone().and(&rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_flag_is_on_unless_somebody_says_otherwise() {
        let session = Remembered::new();
        let seen = Seen { is_anonymous: true, query: &[], session: &session, is_production: true };
        for flag in Flag::ALL {
            assert!(Flags::defaults().is_on(*flag, &seen));
            assert!(!Flags::default().is_on(*flag, &seen), "DM-FLAG-02: without a condition it is off");
            assert!(!Flags::defaults().with(flag.code(), vec![]).is_on(*flag, &seen));
        }
    }
}
