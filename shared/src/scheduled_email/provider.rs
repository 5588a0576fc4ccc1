//! What the provider says of an email by itself, after it was handed over: that it has it, refuses it, or that it came back (EML-NEW-04,
//! EML-NEW-10). All of it may be said twice, and late.

use uuid::Uuid;

use super::transition::{Step, step};
use super::worker::{Sent, give_up, succeed};
use super::{Action, State, TransitionError};
use crate::db::Change;

/// The class of what nobody knew the outcome of in time.
pub(super) const OUTCOME_UNKNOWN: &str = "outcome_unknown";

/// What became of the provider's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// There is no such email.
    Unknown,
    /// It was known, or comes too late to matter.
    Nothing,
    /// It is in the log, and the email stays where it is.
    Logged,
    /// The email went on to this state.
    Moved(State),
}

struct Held {
    state: String,
    attempt_count: i32,
    last_error_class: Option<String>,
    ses_message_id: Option<String>,
}

/// Holds an email until the change is over.
async fn hold(change: &mut Change, email: Uuid) -> Result<Option<Held>, TransitionError> {
    Ok(sqlx::query_as!(
        Held,
        "SELECT state, attempt_count, last_error_class, ses_message_id FROM scheduled_email WHERE id = $1 FOR UPDATE",
        email
    )
    .fetch_optional(&mut **change)
    .await?)
}

/// Whether the provider's word that it has an email could change anything: one statement, that holds nothing.
///
/// # Errors
/// When the database cannot be asked.
pub async fn awaits_word(db: &mut sqlx::PgConnection, email: Uuid) -> crate::Result<Option<bool>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT state = 'running' OR (state = 'dead_letter' AND last_error_class = $2) IS TRUE
            OR (state = 'succeeded' AND ses_message_id IS NULL) AS "awaits!" FROM scheduled_email WHERE id = $1"#,
        email,
        OUTCOME_UNKNOWN
    )
    .fetch_optional(db)
    .await?)
}

/// Notes that the provider has taken an email at this attempt, as message `message_id`: what was being sent is sent, and so is what
/// was given up only because nobody knew. Of what somebody has marked as sent, the message is noted.
///
/// # Errors
/// When the database refuses.
pub async fn taken(change: &mut Change, email: Uuid, attempt: Option<i32>, message_id: &str) -> Result<Heard, TransitionError> {
    let Some(held) = hold(change, email).await? else { return Ok(Heard::Unknown) };
    if attempt.is_some_and(|attempt| attempt != held.attempt_count) {
        return Ok(Heard::Nothing);
    }
    let details = "The provider says that it has taken it.";
    match State::of(&held.state) {
        Some(State::Running) => {
            let sent = Sent { message_id: Some(message_id), details };
            Ok(Heard::Moved(succeed(change, None, email, sent).await?))
        }
        Some(State::DeadLetter) if held.last_error_class.as_deref() == Some(OUTCOME_UNKNOWN) => {
            let now = change.now();
            let state = step(change, email, Step::under(None, Action::MarkSent, details)).await?;
            sqlx::query!(
                "UPDATE scheduled_email SET ses_message_id = $2, sent_at = $3, last_error_class = NULL WHERE id = $1",
                email,
                message_id,
                now
            )
            .execute(&mut **change)
            .await?;
            Ok(Heard::Moved(state))
        }
        Some(State::Succeeded) if held.ses_message_id.is_none() => {
            sqlx::query!("UPDATE scheduled_email SET ses_message_id = $2 WHERE id = $1", email, message_id)
                .execute(&mut **change)
                .await?;
            Ok(Heard::Nothing)
        }
        _ => Ok(Heard::Nothing),
    }
}

/// Notes that the provider refuses an email that it had taken: what is being sent is given up, with this class; of what counts as sent
/// already the log tells.
///
/// # Errors
/// When the database refuses.
pub async fn refused(
    change: &mut Change,
    email: Uuid,
    attempt: Option<i32>,
    class: &str,
    details: &str,
) -> Result<Heard, TransitionError> {
    let Some(held) = hold(change, email).await? else { return Ok(Heard::Unknown) };
    let is_this = attempt.is_none_or(|attempt| attempt == held.attempt_count);
    if is_this && State::of(&held.state) == Some(State::Running) {
        return Ok(Heard::Moved(give_up(change, None, email, class, details).await?));
    }
    log_once(change, email, &held.state, details).await
}

/// Notes in an email's log what became of it at a recipient; it stays in its state, since it was sent (EML-NEW-10).
///
/// # Errors
/// When the database refuses.
pub async fn remark(change: &mut Change, email: Uuid, details: &str) -> Result<Heard, TransitionError> {
    let Some(held) = hold(change, email).await? else { return Ok(Heard::Unknown) };
    log_once(change, email, &held.state, details).await
}

/// The same words are logged once. The email is held, so nobody else writes them meanwhile.
async fn log_once(change: &mut Change, email: Uuid, state: &str, details: &str) -> Result<Heard, TransitionError> {
    let now = change.now();
    let details: String = details.chars().take(super::transition::LONGEST_DETAILS).collect();
    let logged = sqlx::query!(
        "INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details)
         SELECT $2, $1, $3, $3, $4
         WHERE NOT EXISTS (SELECT FROM scheduled_email_log WHERE scheduled_email_id = $1 AND details = $4)",
        email,
        now,
        state,
        details
    )
    .execute(&mut **change)
    .await?
    .rows_affected();
    Ok(if logged > 0 { Heard::Logged } else { Heard::Nothing })
}
