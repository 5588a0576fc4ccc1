//! How far a person is from being an instructor (DM-PERSON-18 … DM-PERSON-20).

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::Result;
use crate::training_progress::REQUIREMENTS;

/// How often a person passed each requirement, in the order of [`REQUIREMENTS`]. What was failed or must be repeated does
/// not count, and does not take away either.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Eligibility {
    /// Training.
    pub passed_training: i64,
    /// Get Involved.
    pub passed_get_involved: i64,
    /// Welcome Session.
    pub passed_welcome: i64,
    /// Demo.
    pub passed_demo: i64,
}

impl Eligibility {
    fn counts(self) -> [i64; 4] {
        [self.passed_training, self.passed_get_involved, self.passed_welcome, self.passed_demo]
    }

    /// The product of the four (DM-PERSON-18).
    #[must_use]
    pub fn instructor_eligible(self) -> i64 {
        self.counts().into_iter().product()
    }

    /// Whether everything is passed.
    #[must_use]
    pub fn is_eligible(self) -> bool {
        self.instructor_eligible() >= 1
    }

    /// The names of what is not passed yet (DM-PERSON-19).
    #[must_use]
    pub fn missing(self) -> Vec<&'static str> {
        REQUIREMENTS.into_iter().zip(self.counts()).filter(|(_, passed)| *passed == 0).map(|(name, _)| name).collect()
    }
}

/// How often `person` passed each requirement: one statement. `None` when there is no such person.
///
/// # Errors
/// When the database cannot be asked.
pub async fn eligibility(db: &mut PgConnection, person: i32) -> Result<Option<Eligibility>> {
    Ok(sqlx::query_as!(
        Eligibility,
        r#"SELECT passed_training AS "passed_training!", passed_get_involved AS "passed_get_involved!", passed_welcome AS "passed_welcome!",
            passed_demo AS "passed_demo!" FROM instructor_eligibility WHERE person_id = $1"#,
        person
    )
    .fetch_optional(db)
    .await?)
}

/// A training where a person learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingTask {
    /// Task id.
    pub id: i32,
    /// Event id.
    pub event_id: i32,
    /// Slug of the event.
    pub event: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
}

/// The person's learner tasks at events tagged TTT, oldest first (DM-PERSON-20): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn training_tasks(db: &mut PgConnection, person: i32) -> Result<Vec<TrainingTask>> {
    Ok(sqlx::query_as!(
        TrainingTask,
        r#"SELECT t.id AS "id!", t.event_id AS "event_id!", e.slug AS event, e.start, e."end"
           FROM training_task t JOIN event e ON e.id = t.event_id WHERE t.person_id = $1 ORDER BY e.start, e.slug"#,
        person
    )
    .fetch_all(db)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_person_18_eligible_is_who_passed_all_four() {
        let of = |[training, involved, welcome, demo]: [i64; 4]| Eligibility {
            passed_training: training,
            passed_get_involved: involved,
            passed_welcome: welcome,
            passed_demo: demo,
        };
        for (passed, product) in [([1, 1, 1, 1], 1), ([2, 1, 3, 1], 6), ([0, 1, 1, 1], 0), ([5, 5, 5, 0], 0), ([0; 4], 0)] {
            assert_eq!(of(passed).instructor_eligible(), product);
            assert_eq!(of(passed).is_eligible(), product > 0);
        }
        // DM-PERSON-19
        assert_eq!(of([0; 4]).missing(), ["Training", "Get Involved", "Welcome Session", "Demo"]);
        assert_eq!(of([1, 0, 2, 0]).missing(), ["Get Involved", "Demo"]);
        assert!(of([1; 4]).missing().is_empty());
    }
}
