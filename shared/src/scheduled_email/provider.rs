//! What the provider says of an email by itself, after it was handed over: that it has it, refuses it, or that it came back (EML-NEW-04,
//! EML-NEW-10). All of it may be said twice, and late.

use uuid::Uuid;

use super::transition::{Step, step};
use super::worker::{LEASE_EXPIRED, give_up};
use super::{Action, State, TransitionError};
use crate::db::Change;
use crate::mail::{Call, Class};

/// The class of what nobody knew the outcome of in time.
pub(super) const OUTCOME_UNKNOWN: &str = Class::OutcomeUnknown.code();
/// The classes of what was given up although the provider may have taken it: it may have answered otherwise, or nobody may have noted
/// what it answered.
const MAY_BE_TAKEN: [&str; 4] = [OUTCOME_UNKNOWN, Class::Transient.code(), Class::Internal.code(), LEASE_EXPIRED];

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
    send_round: i32,
    last_error_class: Option<String>,
    ses_message_id: Option<String>,
}

/// Holds an email until the change is over.
async fn hold(change: &mut Change, email: Uuid) -> Result<Option<Held>, TransitionError> {
    Ok(sqlx::query_as!(
        Held,
        "SELECT state, attempt_count, send_round, last_error_class, ses_message_id FROM scheduled_email WHERE id = $1 FOR UPDATE",
        email
    )
    .fetch_optional(&mut **change)
    .await?)
}

impl Held {
    /// Whether a call was for the email as it is now: since somebody last said that it is to be sent whatever became of it before.
    /// A message of before rounds were told is held against its attempt.
    fn is_of_this_round(&self, call: Call) -> bool {
        call.round.map_or(call.attempt == self.attempt_count, |round| round == self.send_round)
    }
}

/// Whether the provider's word that it has an email could change anything: one statement, that holds nothing.
///
/// # Errors
/// When the database cannot be asked.
pub async fn awaits_word(db: &mut sqlx::PgConnection, email: Uuid) -> crate::Result<Option<bool>> {
    let classes = MAY_BE_TAKEN.map(str::to_owned);
    Ok(sqlx::query_scalar!(
        r#"SELECT state IN ('scheduled', 'failed', 'locked', 'running') OR (state = 'dead_letter' AND last_error_class = ANY ($2)) IS TRUE
            OR (state IN ('succeeded', 'cancelled') AND ses_message_id IS NULL) AS "awaits!" FROM scheduled_email WHERE id = $1"#,
        email,
        &classes[..]
    )
    .fetch_optional(db)
    .await?)
}

/// Notes that the provider has taken an email by this call, as message `message_id`. What was being sent is sent; so is what was
/// given up although it may have been taken, and what waits for another attempt, since the provider may have answered that it
/// failed: where the call was for this round, any of its attempts will do. Of what somebody has marked as sent, the message is
/// noted; of what was called off after such a call, the log tells it too, and it stays called off.
///
/// # Errors
/// When the database refuses.
pub async fn taken(change: &mut Change, email: Uuid, call: Option<Call>, message_id: &str) -> Result<Heard, TransitionError> {
    let Some(held) = hold(change, email).await? else { return Ok(Heard::Unknown) };
    if call.is_some_and(|call| !held.is_of_this_round(call)) {
        return Ok(Heard::Nothing);
    }
    let is_certain = call.is_some_and(|call| call.round.is_some());
    let class = held.last_error_class.as_deref().unwrap_or_default();
    match State::of(&held.state) {
        Some(State::Running) => {}
        Some(State::Scheduled | State::Failed | State::Locked) if is_certain => {}
        Some(State::DeadLetter) if class == OUTCOME_UNKNOWN || (is_certain && MAY_BE_TAKEN.contains(&class)) => {}
        Some(State::Succeeded) if held.ses_message_id.is_none() => {
            sqlx::query!("UPDATE scheduled_email SET ses_message_id = $2 WHERE id = $1", email, message_id)
                .execute(&mut **change)
                .await?;
            return Ok(Heard::Nothing);
        }
        Some(State::Cancelled) if is_certain && held.ses_message_id.is_none() => {
            return taken_before_it_was_called_off(change, email, &held.state, message_id).await;
        }
        _ => return Ok(Heard::Nothing),
    }
    let now = change.now();
    let state = step(change, email, Step::under(None, Action::Hear, "The provider says that it has taken it.")).await?;
    sqlx::query!(
        "UPDATE scheduled_email SET ses_message_id = $2, sent_at = $3, next_attempt_at = NULL, last_error_class = NULL WHERE id = $1",
        email,
        message_id,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(Heard::Moved(state))
}

async fn taken_before_it_was_called_off(
    change: &mut Change,
    email: Uuid,
    state: &str,
    message_id: &str,
) -> Result<Heard, TransitionError> {
    let now = change.now();
    sqlx::query!("UPDATE scheduled_email SET ses_message_id = $2, sent_at = $3 WHERE id = $1", email, message_id, now)
        .execute(&mut **change)
        .await?;
    log_once(change, email, state, "The provider had taken it before it was called off.").await
}

/// Notes that the provider refuses an email that it had taken: what is being sent is given up, with this class; of what counts as sent
/// already the log tells.
///
/// # Errors
/// When the database refuses.
pub async fn refused(
    change: &mut Change,
    email: Uuid,
    call: Option<Call>,
    class: &str,
    details: &str,
) -> Result<Heard, TransitionError> {
    let Some(held) = hold(change, email).await? else { return Ok(Heard::Unknown) };
    let is_this = call.is_none_or(|call| call.attempt == held.attempt_count && held.is_of_this_round(call));
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
