//! What the worker does with emails (emails.md 6.7): it claims those that are due under a lease, and tells how each went.

use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::transition::{Step, step, step_all};
use super::{Action, State, TransitionError};
use crate::db::{Change, Db};
use crate::secret;

/// After so many failed attempts there is no other by itself (DM-ST-36).
pub const MOST_ATTEMPTS: i32 = 10;
/// The class of what was claimed by a worker that was not heard of again.
pub const LEASE_EXPIRED: &str = "lease_expired";
/// How long the provider's outcome may be unknown.
pub(super) const LONGEST_RUN: Duration = Duration::minutes(15);
/// No worker is with one email for longer than this, as long as it lives.
pub(super) const LONGEST_ATTEMPT: Duration = Duration::minutes(3);
/// So many attempts are remembered of which it is known that they sent nothing.
const MOST_CLEARED: i32 = 50;
/// How long the second attempt waits; each further one waits twice as long.
const FIRST_DELAY: Duration = Duration::minutes(5);
/// No attempt waits longer.
const LONGEST_DELAY: Duration = Duration::hours(6);

/// An email that the worker holds. What it refers to is not read yet, so that one that cannot be read stops no other.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Email id.
    pub id: Uuid,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// How often somebody has said that it is to be sent whatever became of it before.
    pub round: i32,
    /// Attempts of which it is known that they sent nothing, although the note beside the database may not say so.
    pub cleared: Vec<String>,
    /// The action of its template by its code; nothing for what is no template's any more.
    pub signal: Option<String>,
    /// The kind of record that it is about, in AMY's words.
    pub target_type: Option<String>,
    /// That record's id.
    pub target_id: Option<i32>,
    /// Somebody has had it sent after it was called off.
    pub is_revived: bool,
    /// Its subject and body are sent as they are, to the addresses in `to_header` (emails.md 7).
    pub is_direct: bool,
    /// The addresses as of its scheduling.
    pub to_header: Vec<String>,
    /// To whom it goes, as references.
    pub recipients: Value,
    /// What its variables stand for, as references.
    pub context: Value,
    /// Sender; empty for the configured one.
    pub from_header: String,
    /// Where replies go; empty for the sender.
    pub reply_to_header: String,
    /// Copies.
    pub cc_header: Vec<String>,
    /// Blind copies.
    pub bcc_header: Vec<String>,
    /// Subject, a template.
    pub subject: String,
    /// Body, Markdown and a template; the plain text of a direct mail.
    pub body: String,
    /// The HTML of a direct mail.
    pub html: Option<String>,
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
                WHERE state IN ('scheduled', 'failed') AND greatest(scheduled_at, next_attempt_at) <= $1
                ORDER BY greatest(scheduled_at, next_attempt_at), id LIMIT $4 FOR UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE scheduled_email e SET state = 'locked', lease_owner = $2, lease_expires_at = $3, attempt_count = e.attempt_count + 1,
                    version = e.version + 1, last_updated_at = $1
                FROM due WHERE e.id = due.id RETURNING e.*, due.state AS was, due.since
            ), logged AS (
                INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details)
                SELECT $1, id, was, 'locked', 'Claimed by the worker, attempt ' || attempt_count || '.' FROM taken
            )
            SELECT e.id AS "id!", e.attempt_count AS "attempt!", e.send_round AS "round!", e.cleared_attempts AS "cleared!",
                t.signal AS "signal?", e.target_type, e.target_id,
                EXISTS (SELECT FROM scheduled_email_log l WHERE l.scheduled_email_id = e.id AND l.state_before = 'cancelled'
                    AND l.state_after = 'scheduled') AS "is_revived!", e.is_direct AS "is_direct!", e.to_header AS "to_header!",
                e.to_header_context_json AS "recipients!", e.context_json AS "context!", e.from_header AS "from_header!",
                e.reply_to_header AS "reply_to_header!", e.cc_header AS "cc_header!", e.bcc_header AS "bcc_header!",
                e.subject AS "subject!", e.body AS "body!", e.html
            FROM taken e LEFT JOIN email_template t ON t.id = e.template_id ORDER BY e.since, e.id"#,
        now,
        owner,
        now + lease,
        limit
    )
    .fetch_all(&mut **change)
    .await?)
}

/// At most `limit` emails whose time has come, longest due first, as [`claim`] would give them; nobody holds them.
///
/// # Errors
/// When the database cannot be asked.
pub async fn peek(db: &mut Db, now: DateTime<Utc>, limit: i64) -> crate::Result<Vec<Claimed>> {
    Ok(sqlx::query_as!(
        Claimed,
        r#"SELECT e.id AS "id!", e.attempt_count + 1 AS "attempt!", e.send_round AS "round!", e.cleared_attempts AS "cleared!",
                t.signal AS "signal?", e.target_type, e.target_id,
                EXISTS (SELECT FROM scheduled_email_log l WHERE l.scheduled_email_id = e.id AND l.state_before = 'cancelled'
                    AND l.state_after = 'scheduled') AS "is_revived!", e.is_direct AS "is_direct!", e.to_header AS "to_header!",
                e.to_header_context_json AS "recipients!", e.context_json AS "context!", e.from_header AS "from_header!",
                e.reply_to_header AS "reply_to_header!", e.cc_header AS "cc_header!", e.bcc_header AS "bcc_header!",
                e.subject AS "subject!", e.body AS "body!", e.html
            FROM scheduled_email e LEFT JOIN email_template t ON t.id = e.template_id
            WHERE e.state IN ('scheduled', 'failed') AND greatest(e.scheduled_at, e.next_attempt_at) <= $1
            ORDER BY greatest(e.scheduled_at, e.next_attempt_at), e.id LIMIT $2"#,
        now,
        limit
    )
    .fetch_all(db)
    .await?)
}

/// How many emails of one action are due, and since when the longest is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// As [`Claimed::signal`].
    pub signal: Option<String>,
    /// As [`Claimed::is_direct`].
    pub is_direct: bool,
    /// Their number.
    pub count: i64,
    /// Since when the longest is due. What was put off is not for that reason due any later than it was.
    pub since: DateTime<Utc>,
}

/// How many emails are due, by their actions; nothing of an action that has none: one statement. An email that is `scheduled` and has
/// another attempt ahead was given back, through no fault of its own: it is late since its own time.
///
/// # Errors
/// When the database cannot be asked.
pub async fn due(db: &mut Db, now: DateTime<Utc>) -> crate::Result<Vec<Due>> {
    Ok(sqlx::query_as!(
        Due,
        r#"SELECT t.signal AS "signal?", e.is_direct AS "is_direct!", count(*) AS "count!",
                min(CASE e.state WHEN 'scheduled' THEN e.scheduled_at ELSE greatest(e.scheduled_at, e.next_attempt_at) END) AS "since!"
           FROM scheduled_email e LEFT JOIN email_template t ON t.id = e.template_id
           WHERE e.state IN ('scheduled', 'failed') AND greatest(e.scheduled_at, e.next_attempt_at) <= $1
           GROUP BY t.signal, e.is_direct"#,
        now
    )
    .fetch_all(db)
    .await?)
}

/// Gives claimed emails back untried: the attempt does not count, and they are due when they were, or when [`rest_sender`] says.
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

/// Gives an email back that certainly was not sent, for a reason named by `class` that is not its own: the attempt does not count,
/// but others go first for a while.
///
/// # Errors
/// When the email is not held, or the database refuses.
pub async fn put_off(
    change: &mut Change,
    owner: &str,
    email: Uuid,
    class: &str,
    details: &str,
) -> Result<State, TransitionError> {
    let state = step(change, email, Step::under(Some(owner), Action::Release, details)).await?;
    let next = change.now() + FIRST_DELAY;
    sqlx::query!(
        "UPDATE scheduled_email SET attempt_count = greatest(attempt_count - 1, 0), next_attempt_at = $2, last_error_class = $3 WHERE id = $1",
        email,
        next,
        class
    )
    .execute(&mut **change)
    .await?;
    Ok(state)
}

/// Has what else is due from the sender of `email` wait for as long as [`put_off`] has that email wait, so that a sender that the
/// provider does not know holds up nobody else's mail. So does what `owner` holds besides, which is given back next.
///
/// # Errors
/// When the database refuses.
pub async fn rest_sender(change: &mut Change, owner: &str, email: Uuid) -> Result<(), TransitionError> {
    let now = change.now();
    sqlx::query!(
        "UPDATE scheduled_email e SET next_attempt_at = $3 FROM scheduled_email met
         WHERE met.id = $1 AND e.from_header = met.from_header AND e.id <> met.id
            AND (e.state IN ('scheduled', 'failed') OR (e.state = 'locked' AND e.lease_owner = $4))
            AND greatest(e.scheduled_at, e.next_attempt_at) <= $2",
        email,
        now,
        now + FIRST_DELAY,
        owner
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Notes, right before the provider is called, that the email is with it; `details` is what the log says. Whoever has lost the lease
/// must not send.
///
/// # Errors
/// [`TransitionError::Missing`] when the lease is lost; else when the email is not locked, or the database refuses.
pub async fn start(change: &mut Change, owner: &str, email: Uuid, details: &str) -> Result<State, TransitionError> {
    let until = Some(change.now() + LONGEST_RUN);
    step(change, email, Step { until, ..Step::under(Some(owner), Action::Start, details) }).await
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

/// How an attempt failed.
#[derive(Debug, Clone, Copy)]
pub struct Failure<'a> {
    /// What kind of failure it was.
    pub class: &'a str,
    /// What the log says.
    pub details: &'a str,
    /// Between -1 and 1: how much more or less than usual the next attempt waits.
    pub jitter: f64,
    /// So many attempts there are ([`MOST_ATTEMPTS`] where nothing else is set).
    pub most: i32,
}

/// Notes that an attempt failed in a way that may pass; the next one waits longer. After `most` attempts there is no other: the email is given up, with a log row of its own (DM-ST-36).
///
/// # Errors
/// When the email is not held, or the database refuses.
pub async fn fail(
    change: &mut Change,
    owner: Option<&str>,
    email: Uuid,
    Failure { class, details, jitter, most }: Failure<'_>,
) -> Result<State, TransitionError> {
    let state = step(change, email, Step::under(owner, Action::Fail, details)).await?;
    let attempts =
        sqlx::query_scalar!("SELECT attempt_count FROM scheduled_email WHERE id = $1", email).fetch_one(&mut **change).await?;
    if attempts >= most {
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

/// Notes that an attempt of this name sent nothing, for the next one to know: the note beside the database does not say so.
///
/// # Errors
/// When the database refuses.
pub async fn clear(change: &mut Change, email: Uuid, attempt: &str) -> Result<(), TransitionError> {
    sqlx::query!(
        "UPDATE scheduled_email SET cleared_attempts =
            (array_append(cleared_attempts, $2::text))[greatest(1, cardinality(cleared_attempts) + 2 - $3::int):] WHERE id = $1",
        email,
        attempt,
        MOST_CLEARED
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Calls an email off right before it would be sent, since what it is about is no reason any more.
///
/// # Errors
/// When the email is not held, or the database refuses.
pub async fn call_off(change: &mut Change, owner: &str, email: Uuid, details: &str) -> Result<State, TransitionError> {
    step(change, email, Step::under(Some(owner), Action::CallOff, details)).await
}

/// Whether the worker that handed an email to the provider may still be with it, by the lease that it holds the email under.
pub(super) fn is_with_worker(lease_expires_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    lease_expires_at.is_some_and(|until| until > now + LONGEST_RUN - LONGEST_ATTEMPT)
}

/// A number between -1 and 1 that differs from email to email and from attempt to attempt: so what failed together is not tried again
/// together.
#[must_use]
pub fn jitter(email: Uuid, attempt: i32) -> f64 {
    let digest = secret::digest(&format!("{email}{attempt}"));
    let sum = digest.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    f64::from(sum % 2001) / 1000.0 - 1.0
}

/// How long the attempt after the failed `attempt` waits: five minutes, doubled with each attempt, at most six hours, and a fifth
/// of it more or less.
pub(super) fn delay(attempt: i32, jitter: f64) -> Duration {
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

    #[test]
    fn emails_that_fail_together_are_tried_again_apart() {
        let jitters: Vec<f64> = (0..100).map(|n| jitter(Uuid::from_u128(n), 1)).collect();
        assert!(jitters.iter().all(|jitter| (-1.0..=1.0).contains(jitter)));
        assert!(jitters.iter().any(|jitter| *jitter < -0.5) && jitters.iter().any(|jitter| *jitter > 0.5), "{jitters:?}");
    }
}
