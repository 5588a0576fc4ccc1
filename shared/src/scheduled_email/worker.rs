//! What the worker does with emails (emails.md 6.7): it claims those that are due under a lease, and tells how each went.

use chrono::{DateTime, Duration, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::provider::OUTCOME_UNKNOWN;
use super::transition::{Step, step, step_all};
use super::{Action, Context, Recipient, State, TransitionError};
use crate::db::Change;

/// After so many failed attempts there is no other by itself (DM-ST-36).
pub const MOST_ATTEMPTS: i32 = 10;
/// How long the provider's outcome may be unknown.
const LONGEST_RUN: Duration = Duration::minutes(15);
/// How long the second attempt waits; each further one waits twice as long.
const FIRST_DELAY: Duration = Duration::minutes(5);
/// No attempt waits longer.
const LONGEST_DELAY: Duration = Duration::hours(6);

/// An email that the worker holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Email id.
    pub id: Uuid,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// To whom it goes.
    pub recipients: Json<Vec<Recipient>>,
    /// What its variables stand for.
    pub context: Json<Context>,
    /// Sender.
    pub from_header: String,
    /// Where replies go; empty for the sender.
    pub reply_to_header: String,
    /// Copies.
    pub cc_header: Vec<String>,
    /// Blind copies.
    pub bcc_header: Vec<String>,
    /// Subject, a template.
    pub subject: String,
    /// Body, Markdown and a template.
    pub body: String,
}

/// Claims at most `limit` emails whose time has come, longest due first, for `owner` until `lease` is over; what another worker
/// is about to claim is passed over. One statement: no two workers hold the same email.
///
/// # Errors
/// When the database refuses.
pub async fn claim(change: &mut Change, owner: &str, lease: Duration, limit: i64) -> Result<Vec<Claimed>, TransitionError> {
    let now = change.now();
    Ok(sqlx::query_as!(
        Claimed,
        r#"WITH due AS (
                SELECT id, state, greatest(scheduled_at, next_attempt_at) AS since FROM scheduled_email
                WHERE state IN ('scheduled', 'failed') AND scheduled_at <= $1 AND (next_attempt_at IS NULL OR next_attempt_at <= $1)
                ORDER BY since, id LIMIT $4 FOR UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE scheduled_email e SET state = 'locked', lease_owner = $2, lease_expires_at = $3, attempt_count = e.attempt_count + 1,
                    version = e.version + 1, last_updated_at = $1
                FROM due WHERE e.id = due.id RETURNING e.*, due.state AS was, due.since
            ), logged AS (
                INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details)
                SELECT $1, id, was, 'locked', 'Claimed by the worker, attempt ' || attempt_count || '.' FROM taken
            )
            SELECT id AS "id!", attempt_count AS "attempt!", to_header_context_json AS "recipients!: Json<Vec<Recipient>>",
                context_json AS "context!: Json<Context>", from_header AS "from_header!", reply_to_header AS "reply_to_header!",
                cc_header AS "cc_header!", bcc_header AS "bcc_header!", subject AS "subject!", body AS "body!"
            FROM taken ORDER BY since, id"#,
        now,
        owner,
        now + lease,
        limit
    )
    .fetch_all(&mut **change)
    .await?)
}

/// Gives claimed emails back untried: the attempt does not count.
///
/// # Errors
/// When the database refuses.
pub async fn release(change: &mut Change, owner: &str, emails: &[Uuid]) -> Result<(), TransitionError> {
    let moved = step_all(change, emails, Step::under(Some(owner), Action::Release, "Given back by the worker.")).await?;
    let ids: Vec<Uuid> = moved.iter().filter(|moved| moved.after.is_some()).map(|moved| moved.id).collect();
    sqlx::query!("UPDATE scheduled_email SET attempt_count = greatest(attempt_count - 1, 0) WHERE id = ANY($1)", &ids)
        .execute(&mut **change)
        .await?;
    Ok(())
}

/// Notes, right before the provider is called, that the email is with it. Whoever has lost the lease must not send.
///
/// # Errors
/// [`TransitionError::Missing`] when the lease is lost; else when the email is not locked, or the database refuses.
pub async fn start(change: &mut Change, owner: &str, email: Uuid) -> Result<State, TransitionError> {
    let state = step(change, email, Step::under(Some(owner), Action::Start, "Handed to the provider.")).await?;
    let until = change.now() + LONGEST_RUN;
    sqlx::query!("UPDATE scheduled_email SET lease_expires_at = $2 WHERE id = $1", email, until).execute(&mut **change).await?;
    Ok(state)
}

/// How an email was sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// The provider's id of it.
    pub message_id: Option<&'a str>,
    /// What the log says.
    pub details: &'a str,
}

/// Notes that the provider has taken an email; `owner` is the lease, nothing for an operator or the provider's own word. The provider
/// may have been faster: that it has taken this very message is then known, and nothing is left to note.
///
/// # Errors
/// When the email is not held, or the database refuses.
pub async fn succeed(change: &mut Change, owner: Option<&str>, email: Uuid, sent: Sent<'_>) -> Result<State, TransitionError> {
    let state = match step(change, email, Step::under(owner, Action::Succeed, sent.details)).await {
        Err(TransitionError::Missing) if was_sent_as(change, email, sent.message_id).await? => return Ok(State::Succeeded),
        other => other?,
    };
    let now = change.now();
    sqlx::query!(
        "UPDATE scheduled_email SET ses_message_id = $2, sent_at = $3, next_attempt_at = NULL, last_error_class = NULL WHERE id = $1",
        email,
        sent.message_id,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(state)
}

/// Whether it is known of an email that the provider has it as this message.
async fn was_sent_as(change: &mut Change, email: Uuid, message_id: Option<&str>) -> Result<bool, TransitionError> {
    let known = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM scheduled_email WHERE id = $1 AND state = 'succeeded' AND ses_message_id = $2) AS "known!""#,
        email,
        message_id
    );
    Ok(known.fetch_one(&mut **change).await?)
}

/// Notes that an attempt failed in a way that may pass, named by `class`; the next one waits longer, by `jitter` between -1 and 1
/// more or less. After the last there is no other: the email is given up, with a log row of its own (DM-ST-36).
///
/// # Errors
/// When the email is not held, or the database refuses.
pub async fn fail(
    change: &mut Change,
    owner: Option<&str>,
    email: Uuid,
    class: &str,
    details: &str,
    jitter: f64,
) -> Result<State, TransitionError> {
    let state = step(change, email, Step::under(owner, Action::Fail, details)).await?;
    let attempts =
        sqlx::query_scalar!("SELECT attempt_count FROM scheduled_email WHERE id = $1", email).fetch_one(&mut **change).await?;
    if attempts >= MOST_ATTEMPTS {
        let details = format!("Given up after {attempts} failed attempts.");
        return give_up_as(change, email, Step::under(None, Action::GiveUp, &details), class).await;
    }
    let next = change.now() + delay(attempts, jitter);
    sqlx::query!("UPDATE scheduled_email SET next_attempt_at = $2, last_error_class = $3 WHERE id = $1", email, next, class)
        .execute(&mut **change)
        .await?;
    Ok(state)
}

/// Notes that an attempt failed in a way that will not pass, named by `class`: there is no other.
///
/// # Errors
/// When the email is not held, or the database refuses.
pub async fn give_up(
    change: &mut Change,
    owner: Option<&str>,
    email: Uuid,
    class: &str,
    details: &str,
) -> Result<State, TransitionError> {
    give_up_as(change, email, Step::under(owner, Action::GiveUp, details), class).await
}

async fn give_up_as(change: &mut Change, email: Uuid, given_up: Step<'_>, class: &str) -> Result<State, TransitionError> {
    let state = step(change, email, given_up).await?;
    sqlx::query!("UPDATE scheduled_email SET next_attempt_at = NULL, last_error_class = $2 WHERE id = $1", email, class)
        .execute(&mut **change)
        .await?;
    Ok(state)
}

/// Calls an email off right before it would be sent, since what it is about is no reason any more.
///
/// # Errors
/// When the email is not held, or the database refuses.
pub async fn call_off(change: &mut Change, owner: &str, email: Uuid, details: &str) -> Result<State, TransitionError> {
    step(change, email, Step::under(Some(owner), Action::CallOff, details)).await
}

/// Takes back what a worker that was not heard of again had claimed, and gives up what has been with the provider for so long
/// that somebody must look; gives how many of each.
///
/// # Errors
/// When the database refuses.
pub async fn reap(change: &mut Change) -> Result<(usize, usize), TransitionError> {
    let now: DateTime<Utc> = change.now();
    let over = sqlx::query!(
        "SELECT id, state FROM scheduled_email WHERE state IN ('locked', 'running') AND (lease_expires_at IS NULL OR lease_expires_at <= $1)
         ORDER BY id FOR UPDATE SKIP LOCKED",
        now
    )
    .fetch_all(&mut **change)
    .await?;
    let (locked, running): (Vec<_>, Vec<_>) = over.into_iter().partition(|row| row.state == State::Locked.code());
    let mut counts = [0, 0];
    for (n, rows, action, class, details) in [
        (0, locked, Action::Expire, "lease_expired", "The worker that held it was not heard of again."),
        (1, running, Action::GiveUp, OUTCOME_UNKNOWN, "Nobody knows whether it was sent. Somebody must find out."),
    ] {
        let ids: Vec<Uuid> = rows.into_iter().map(|row| row.id).collect();
        counts[n] = step_all(change, &ids, Step::under(None, action, details)).await?.len();
        sqlx::query!("UPDATE scheduled_email SET last_error_class = $2 WHERE id = ANY($1)", &ids, class)
            .execute(&mut **change)
            .await?;
    }
    Ok((counts[0], counts[1]))
}

/// How long the attempt after the failed `attempt` waits: five minutes, doubled with each attempt, at most six hours, and a fifth
/// of it more or less.
fn delay(attempt: i32, jitter: f64) -> Duration {
    let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(10);
    let delay = (FIRST_DELAY * 2_i32.pow(doublings)).min(LONGEST_DELAY);
    let shift = (delay.num_seconds() as f64 * 0.2 * jitter.clamp(-1.0, 1.0)) as i64;
    delay + Duration::seconds(shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_waits_twice_as_long_up_to_six_hours() {
        let minutes: Vec<i64> = (1..=MOST_ATTEMPTS).map(|attempt| delay(attempt, 0.0).num_minutes()).collect();
        assert_eq!(minutes, [5, 10, 20, 40, 80, 160, 320, 360, 360, 360]);
        assert_eq!((delay(1, 1.0).num_seconds(), delay(1, -1.0).num_seconds()), (360, 240));
        assert_eq!(delay(1, 99.0), delay(1, 1.0));
    }
}
