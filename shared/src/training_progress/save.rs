//! Writing progress.

use super::ProgressInput;
use crate::Result;
use crate::db::Change;
use crate::email_action::Subject;

/// Stores new progress that has passed its check; gives its id.
///
/// # Errors
/// When the database refuses; the trainee may have got progress for the event meanwhile.
pub async fn create(change: &mut Change, input: &ProgressInput) -> Result<i32> {
    let now = change.now();
    Ok(sqlx::query_scalar!(
        "INSERT INTO training_progress
            (created_at, trainee_id, requirement_id, state, involvement_type_id, event_id, url, date, trainee_notes, notes)
         VALUES ($1, $2, $3, $4, $5, $6, nullif($7, ''), $8, $9, $10) RETURNING id",
        now,
        input.trainee,
        input.requirement,
        input.state.key(),
        input.involvement_type,
        input.event,
        input.url,
        input.date,
        input.trainee_notes,
        input.notes
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Stores changed progress that has passed its check.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: i32, input: &ProgressInput) -> Result<()> {
    change.touch(Subject::Trainee(input.trainee));
    let now = change.now();
    sqlx::query!(
        "UPDATE training_progress SET last_updated_at = $2, trainee_id = $3, requirement_id = $4, state = $5,
            involvement_type_id = $6, event_id = $7, url = nullif($8, ''), date = $9, trainee_notes = $10, notes = $11
         WHERE id = $1",
        id,
        now,
        input.trainee,
        input.requirement,
        input.state.key(),
        input.involvement_type,
        input.event,
        input.url,
        input.date,
        input.trainee_notes,
        input.notes
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
