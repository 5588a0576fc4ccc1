//! Writing applications.

use super::code::Validity;
use super::{Editing, TrainingRequestInput, rescore};
use crate::Result;
use crate::db::{Change, Set, replace_set};

/// Stores a changed application that has passed its check.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, input: &TrainingRequestInput, own: Editing) -> Result<()> {
    let now = change.now();
    write(change, own.id, input, own.validity()).await?;
    sqlx::query!("UPDATE training_request SET last_updated_at = $2 WHERE id = $1", own.id, now).execute(&mut **change).await?;
    Ok(())
}

/// Writes all fields and sets, and the score that follows from them (DM-TREQ-02).
pub(super) async fn write(change: &mut Change, id: i32, input: &TrainingRequestInput, validity: Validity) -> Result<()> {
    let answers = &input.answers;
    let overridden = validity.keeps_override(change, answers).await?;
    sqlx::query!(
        "UPDATE training_request SET state = $2, person_id = $3, review_process = $4, member_code = $5, member_code_override = $6,
            eventbrite_url = $7, personal = $8, middle = $9, family = $10, email = lower($11), secondary_email = lower($12),
            github = nullif($13, ''), occupation = $14, occupation_other = $15, affiliation = $16, location = $17, country = $18,
            airport_iata = $19, underresourced = $20, domains_other = $21, underrepresented = $22, underrepresented_details = $23,
            nonprofit_teaching_experience = $24, previous_training = $25, previous_training_other = $26,
            previous_training_explanation = $27, previous_experience = $28, previous_experience_other = $29,
            previous_experience_explanation = $30, programming_language_usage_frequency = $31, checkout_intent = $32,
            teaching_intent = $33, teaching_frequency_expectation = $34, teaching_frequency_expectation_other = $35,
            max_travelling_frequency = $36, max_travelling_frequency_other = $37, reason = $38, user_notes = $39,
            data_privacy_agreement = $40, code_of_conduct_agreement = $41, score_manual = $42, score_notes = $43
         WHERE id = $1",
        id,
        input.state.key(),
        input.person,
        input.review_process.map_or("", super::Process::key),
        answers.member_code.trim(),
        overridden,
        answers.eventbrite_url,
        answers.personal.trim(),
        input.middle.trim(),
        answers.family.trim(),
        answers.email.trim(),
        answers.secondary_email.trim(),
        answers.github,
        answers.occupation.as_deref().unwrap_or(""),
        answers.occupation_other,
        answers.affiliation,
        answers.location,
        answers.country,
        answers.airport_iata,
        answers.underresourced,
        answers.domains_other,
        answers.underrepresented,
        answers.underrepresented_details,
        answers.nonprofit_teaching_experience,
        answers.previous_training,
        answers.previous_training_other,
        answers.previous_training_explanation,
        answers.previous_experience,
        answers.previous_experience_other,
        answers.previous_experience_explanation,
        answers.programming_language_usage_frequency,
        answers.checkout_intent,
        answers.teaching_intent,
        answers.teaching_frequency_expectation,
        answers.teaching_frequency_expectation_other,
        answers.max_travelling_frequency,
        answers.max_travelling_frequency_other,
        answers.reason,
        answers.user_notes,
        input.data_privacy_agreement,
        answers.code_of_conduct_agreement,
        input.score_manual,
        input.score_notes
    )
    .execute(&mut **change)
    .await?;
    replace_set(change, Set::TrainingRequestDomains, id, &answers.domains).await?;
    replace_set(change, Set::TrainingRequestInvolvement, id, &answers.previous_involvement).await?;
    rescore(change, &[id]).await
}
