//! What the admins' form sends, and what it starts from (TRQ-04).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::code::Validity;
use super::{Action, Answers, Process, Situation, State};
use crate::check::{FieldErrors, Input};
use crate::db::Db;
use crate::{Error, Result};

/// The fields of the admins' form by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingRequestInput {
    /// What was decided (DM-ST-04).
    pub state: State,
    /// The matched person.
    pub person: Option<i32>,
    /// How they applied; `None` for a request from before that was asked.
    pub review_process: Option<Process>,
    /// Middle name; the public form does not ask.
    pub middle: String,
    /// What the applicant said.
    #[serde(flatten)]
    pub answers: Answers,
    /// Agreed to the data privacy policy, as it once was asked.
    pub data_privacy_agreement: bool,
    /// The reviewers' score; may be negative.
    pub score_manual: Option<i32>,
    /// Why.
    pub score_notes: String,
}

/// The application that is edited, and under which rule.
#[derive(Debug, Clone, Copy)]
pub struct Editing {
    /// Its number.
    pub id: i32,
    /// When it was sent: its code must have been valid then.
    pub created_on: NaiveDate,
    /// Whether codes must be valid: the flag `ENFORCE_MEMBER_CODES`.
    pub enforce_codes: bool,
}

impl Editing {
    pub(super) fn validity(self) -> Validity {
        Validity { day: self.created_on, enforce: self.enforce_codes }
    }
}

impl Input for TrainingRequestInput {
    type Own = Editing;

    /// Two statements: the records, and the code.
    async fn check(&self, db: &mut Db, own: &Editing) -> Result<FieldErrors> {
        let (mut errors, facts) = self.answers.check(db, Some(own.id), self.person).await?;
        errors.require(facts.person_exists, "person", "This person does not exist any more. Choose another.");
        // DM-TREQ-03, DM-ST-04
        let situation = Situation { has_person: self.person.is_some(), has_training: facts.in_training };
        if let Err(refused) = facts.state.transition(Action::Edit(self.state), situation) {
            errors.add("state", refused.to_string());
        }
        own.validity().check(db, &self.answers, &mut errors).await?;
        Ok(errors)
    }
}

/// An application as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The fields.
    pub input: TrainingRequestInput,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// Display string.
    pub label: String,
    /// The automatic score (DM-TREQ-02).
    pub score_auto: i32,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored application `id` as the form shows it: one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM training_request WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT r.*, training_request_label(r) AS "label!",
            ARRAY(SELECT knowledge_domain_id FROM training_request_domain x WHERE x.training_request_id = r.id ORDER BY 1) AS "domains!",
            ARRAY(SELECT role_id FROM training_request_involvement x WHERE x.training_request_id = r.id ORDER BY 1) AS "previous_involvement!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'training_request' AND v.object_id = r.id::text) AS "version!"
           FROM training_request r WHERE r.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let answers = Answers {
        personal: row.personal,
        family: row.family,
        member_code: row.member_code,
        member_code_override: row.member_code_override,
        eventbrite_url: row.eventbrite_url,
        email: row.email,
        secondary_email: row.secondary_email,
        github: row.github.unwrap_or_default(),
        occupation: (!row.occupation.is_empty()).then_some(row.occupation),
        occupation_other: row.occupation_other,
        affiliation: row.affiliation,
        location: row.location,
        country: row.country,
        airport_iata: row.airport_iata,
        underresourced: row.underresourced,
        domains: row.domains,
        domains_other: row.domains_other,
        underrepresented: row.underrepresented,
        underrepresented_details: row.underrepresented_details,
        nonprofit_teaching_experience: row.nonprofit_teaching_experience,
        previous_involvement: row.previous_involvement,
        previous_training: row.previous_training,
        previous_training_other: row.previous_training_other,
        previous_training_explanation: row.previous_training_explanation,
        previous_experience: row.previous_experience,
        previous_experience_other: row.previous_experience_other,
        previous_experience_explanation: row.previous_experience_explanation,
        programming_language_usage_frequency: row.programming_language_usage_frequency,
        checkout_intent: row.checkout_intent,
        teaching_intent: row.teaching_intent,
        teaching_frequency_expectation: row.teaching_frequency_expectation,
        teaching_frequency_expectation_other: row.teaching_frequency_expectation_other,
        max_travelling_frequency: row.max_travelling_frequency,
        max_travelling_frequency_other: row.max_travelling_frequency_other,
        reason: row.reason,
        user_notes: row.user_notes,
        code_of_conduct_agreement: row.code_of_conduct_agreement,
    };
    Ok(Some(Stored {
        created_at: row.created_at,
        label: row.label,
        score_auto: row.score_auto,
        version: row.version,
        input: TrainingRequestInput {
            state: read_state(&row.state)?,
            person: row.person_id,
            review_process: Process::of(&row.review_process),
            middle: row.middle,
            answers,
            data_privacy_agreement: row.data_privacy_agreement,
            score_manual: row.score_manual,
            score_notes: row.score_notes,
        },
    }))
}

/// The state that a row holds.
pub(super) fn read_state(key: &str) -> Result<State> {
    State::of(key).ok_or_else(|| Error::Inconsistent { table: "training_request", column: "state", value: key.to_owned() })
}
