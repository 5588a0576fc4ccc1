//! Emails of workers that were not heard of again: what became of them is found out, or they are tried again, or somebody must look.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::provider::OUTCOME_UNKNOWN;
use super::transition::{Step, step_all};
use super::worker::{LEASE_EXPIRED, LONGEST_ATTEMPT, LONGEST_RUN, delay, jitter};
use super::{Action, State, TransitionError};
use crate::db::{Change, Db};

/// An email that a worker handed to the provider, and was not heard of again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InDoubt {
    /// Email id.
    pub id: Uuid,
    /// Which attempt it was.
    pub attempt: i32,
    /// As [`super::Claimed::round`].
    pub round: i32,
    /// As [`super::Claimed::signal`].
    pub signal: Option<String>,
    /// As [`super::Claimed::is_direct`].
    pub is_direct: bool,
    /// As [`super::Claimed::cleared`].
    pub cleared: Vec<String>,
    /// Whether it has been with the provider for so long that somebody must look.
    pub is_over: bool,
}

/// The emails that were handed to the provider by a worker that must have ended since, by its lease, the oldest first.
///
/// # Errors
/// When the database cannot be asked.
pub async fn in_doubt(db: &mut Db, now: DateTime<Utc>) -> crate::Result<Vec<InDoubt>> {
    Ok(sqlx::query_as!(
        InDoubt,
        r#"SELECT e.id, e.attempt_count AS attempt, e.send_round AS round, t.signal AS "signal?", e.is_direct,
            e.cleared_attempts AS cleared, e.lease_expires_at <= $2 AS "is_over!"
           FROM scheduled_email e LEFT JOIN email_template t ON t.id = e.template_id
           WHERE e.state = 'running' AND e.lease_expires_at <= $1 ORDER BY e.lease_expires_at, e.id"#,
        now + LONGEST_RUN - LONGEST_ATTEMPT,
        now
    )
    .fetch_all(db)
    .await?)
}

/// What became of emails whose worker was not heard of again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reaped {
    /// So many had been claimed and not begun.
    pub expired: usize,
    /// So many may have been sent, and nobody knows: somebody must look.
    pub unknown: usize,
    /// Those that there is no other attempt of, whichever they were.
    pub given_up: Vec<GivenUp>,
}

/// An email that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// Email id.
    pub id: Uuid,
    /// Which attempt was the last.
    pub attempt: i32,
    /// As [`super::Claimed::signal`].
    pub signal: Option<String>,
    /// As [`super::Claimed::is_direct`].
    pub is_direct: bool,
    /// Why.
    pub class: &'static str,
}

/// Takes back what a worker that was not heard of again had claimed, and gives up what has been with the provider for so long
/// that somebody must look. What was taken back waits as after any failed attempt, and after the last there is no other: it is given
/// up as well: `most` as in [`super::Failure`]. The emails in `unasked` are left alone: what became of them may be noted, and could not be
/// asked.
///
/// # Errors
/// When the database refuses.
pub async fn reap(change: &mut Change, most: i32, unasked: &[Uuid]) -> Result<Reaped, TransitionError> {
    let now: DateTime<Utc> = change.now();
    let over = sqlx::query!(
        r#"SELECT e.id, e.state, e.attempt_count, t.signal AS "signal?", e.is_direct
           FROM scheduled_email e LEFT JOIN email_template t ON t.id = e.template_id
           WHERE e.state IN ('locked', 'running') AND (e.lease_expires_at IS NULL OR e.lease_expires_at <= $1) AND e.id <> ALL ($2)
           ORDER BY e.id FOR UPDATE OF e SKIP LOCKED"#,
        now,
        unasked
    )
    .fetch_all(&mut **change)
    .await?;
    let (locked, running): (Vec<_>, Vec<_>) = over.into_iter().partition(|row| row.state == State::Locked.code());
    let expired: Vec<Uuid> = locked.iter().map(|row| row.id).collect();
    let next: Vec<DateTime<Utc>> =
        locked.iter().map(|row| now + delay(row.attempt_count, jitter(row.id, row.attempt_count))).collect();
    let last: Vec<Uuid> = locked.iter().filter(|row| row.attempt_count >= most).map(|row| row.id).collect();
    let unknown: Vec<Uuid> = running.iter().map(|row| row.id).collect();

    let gone = "The worker that held it was not heard of again.";
    let expired_count = step_all(change, &expired, Step::under(None, Action::Expire, gone)).await?.len();
    let gone = "Given up: workers that held it were never heard of again.";
    step_all(change, &last, Step::under(None, Action::GiveUp, gone)).await?;
    let nobody_knows = "Nobody knows whether it was sent. Somebody must find out.";
    let unknown_count = step_all(change, &unknown, Step::under(None, Action::GiveUp, nobody_knows)).await?.len();
    sqlx::query!(
        "WITH expired AS (
            UPDATE scheduled_email e SET last_error_class = 'lease_expired',
                next_attempt_at = CASE WHEN e.id <> ALL ($3) THEN x.next END
            FROM unnest($1::uuid[], $2::timestamptz[]) AS x (id, next) WHERE e.id = x.id
         )
         UPDATE scheduled_email SET last_error_class = 'outcome_unknown' WHERE id = ANY($4)",
        &expired,
        &next,
        &last,
        &unknown
    )
    .execute(&mut **change)
    .await?;
    let given_up = locked.into_iter().filter(|row| row.attempt_count >= most).chain(running).map(|row| GivenUp {
        id: row.id,
        attempt: row.attempt_count,
        signal: row.signal,
        is_direct: row.is_direct,
        class: if row.state == State::Locked.code() { LEASE_EXPIRED } else { OUTCOME_UNKNOWN },
    });
    Ok(Reaped { expired: expired_count, unknown: unknown_count, given_up: given_up.collect() })
}
