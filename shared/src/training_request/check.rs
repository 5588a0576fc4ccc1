//! The rules of what an applicant says, for both forms.

use super::choices::{
    CHECKOUT_INTENTS, MAX_TRAVELLING_FREQUENCIES, OCCUPATIONS, PREVIOUS_EXPERIENCES, PREVIOUS_TRAININGS, PROGRAMMING_FREQUENCIES,
    TEACHING_FREQUENCIES, TEACHING_INTENTS, UNDERREPRESENTED,
};
use super::{Answers, State};
use crate::Result;
use crate::check::FieldErrors;
use crate::db::Db;

/// What the records say beside the rules of the answers.
pub(super) struct Facts {
    /// The chosen person exists, or none was chosen.
    pub(super) person_exists: bool,
    /// The chosen person has a training task (DM-PERSON-20).
    pub(super) in_training: bool,
    /// The state of the application as stored.
    pub(super) state: State,
}

impl Answers {
    /// Holds the answers against the rules and the records: one statement. `own` is the application's number when it exists,
    /// `person` who is matched. What an existing application has already is not refused.
    pub(super) async fn check(&self, db: &mut Db, own: Option<i32>, person: Option<i32>) -> Result<(FieldErrors, Facts)> {
        let mut errors = self.spelling();
        let row = sqlx::query!(
            r#"SELECT
                EXISTS (SELECT FROM country WHERE code = $1) AS "country!",
                ($2::text = '' OR EXISTS (SELECT FROM airport WHERE iata = $2)
                    OR EXISTS (SELECT FROM training_request WHERE id = $3 AND airport_iata = $2)) AS "airport!",
                NOT EXISTS (SELECT unnest($4::int[]) EXCEPT (
                    SELECT id FROM knowledge_domain WHERE name NOT LIKE 'Don''t know yet%'
                    UNION SELECT knowledge_domain_id FROM training_request_domain WHERE training_request_id = $3)) AS "domains!",
                NOT EXISTS (SELECT unnest($5::int[]) EXCEPT SELECT id FROM role) AS "roles!",
                ($6::int IS NULL OR EXISTS (SELECT FROM person WHERE id = $6)) AS "person!",
                EXISTS (SELECT FROM training_task t WHERE t.person_id = $6) AS "in_training!",
                (SELECT state::text FROM training_request WHERE id = $3) AS state"#,
            self.country,
            self.airport_iata,
            own,
            &self.domains,
            &self.previous_involvement,
            person
        )
        .fetch_one(db)
        .await?;
        errors.require(row.country, "country", "Choose one of the offered countries.");
        errors.require(row.airport, "airport_iata", "There is no airport with this code. Choose one that is offered.");
        errors.require(row.domains, "domains", "One of these areas is not offered any more. Choose again.");
        errors.require(row.roles, "previous_involvement", "One of these roles does not exist any more. Choose again.");
        let state = row.state.as_deref().and_then(State::of).unwrap_or_default();
        Ok((errors, Facts { person_exists: row.person, in_training: row.in_training, state }))
    }

    /// What can be told from the answers alone.
    fn spelling(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        errors.require(
            self.github.is_empty() || crate::person::is_github(&self.github),
            "github",
            "Enter the one user name alone: letters, digits and single hyphens between them.",
        );
        let mut offered = |field, key: &str, choices: &[(&str, &str)]| {
            errors.require(choices.iter().any(|(known, _)| *known == key), field, "Choose one of the offered values.");
        };
        offered("occupation", self.occupation.as_deref().unwrap_or(""), &OCCUPATIONS);
        offered("underrepresented", &self.underrepresented, &UNDERREPRESENTED);
        offered("previous_training", &self.previous_training, &PREVIOUS_TRAININGS);
        offered("previous_experience", &self.previous_experience, &PREVIOUS_EXPERIENCES);
        offered("programming_language_usage_frequency", &self.programming_language_usage_frequency, &PROGRAMMING_FREQUENCIES);
        offered("checkout_intent", &self.checkout_intent, &CHECKOUT_INTENTS);
        offered("teaching_intent", &self.teaching_intent, &TEACHING_INTENTS);
        offered("teaching_frequency_expectation", &self.teaching_frequency_expectation, &TEACHING_FREQUENCIES);
        offered("max_travelling_frequency", &self.max_travelling_frequency, &MAX_TRAVELLING_FREQUENCIES);
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_offered_is_refused_and_the_defaults_are_fine() {
        assert!(Answers::default().spelling().is_empty());
        let told =
            Answers { occupation: None, occupation_other: "Astronaut".into(), github: "ada-l".into(), ..Answers::default() };
        assert!(told.spelling().is_empty());
        let odd = Answers {
            github: "@ada".into(),
            occupation: Some("astronaut".into()),
            underrepresented: "maybe".into(),
            previous_training: "ta".into(),
            previous_experience: "full".into(),
            programming_language_usage_frequency: "never".into(),
            checkout_intent: String::new(),
            teaching_intent: "yes".into(),
            teaching_frequency_expectation: "often".into(),
            max_travelling_frequency: "monthly".into(),
            ..Answers::default()
        };
        assert_eq!(odd.spelling().iter().count(), 10, "{:?}", odd.spelling());
    }
}
