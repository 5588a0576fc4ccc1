//! What people do with emails: change, reschedule, call off, try again (emails.md 5.3).

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::transition::{Step, step};
use super::{Action, Recipient, State, TransitionError, addresses, wrong_address};
use crate::check::{FieldErrors, Input};
use crate::db::{Change, Db};
use crate::{Result, email_template};

/// The fields of the form that changes an email, by their names. Lists of addresses are joined by `;`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentInput {
    /// To whom it goes.
    pub to_header: String,
    /// Sender.
    pub from_header: String,
    /// Where replies go; empty for the sender.
    pub reply_to_header: String,
    /// Copies.
    pub cc_header: String,
    /// Blind copies.
    pub bcc_header: String,
    /// Subject, a template; of direct mail as it is sent.
    pub subject: String,
    /// Body, Markdown and a template; of direct mail its plain text.
    pub body: String,
}

impl Input for ContentInput {
    /// Whether the email is direct mail: that is no template, and may come from the site's own sender, which is no field's.
    type Own = bool;

    async fn check(&self, _db: &mut Db, is_direct: &bool) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require(!addresses(&self.to_header).is_empty(), "to_header", "Enter at least one address.");
        errors.require(*is_direct || !self.from_header.trim().is_empty(), "from_header", "Fill this in.");
        for (field, text) in [("subject", &self.subject), ("body", &self.body)] {
            errors.require(!text.trim().is_empty(), field, "Fill this in.");
        }
        let lists = [&self.to_header, &self.from_header, &self.reply_to_header, &self.cc_header, &self.bcc_header];
        for (field, text) in ["to_header", "from_header", "reply_to_header", "cc_header", "bcc_header"].into_iter().zip(lists) {
            if let Some(message) = wrong_address(text) {
                errors.add(field, message);
            }
        }
        for (field, source) in [("subject", &self.subject), ("body", &self.body)] {
            if let Some(fault) = email_template::fault(source).filter(|_| !is_direct) {
                errors.add(field, fault);
            }
        }
        Ok(errors)
    }
}

/// Changes what an email says; its attempts are counted anew. Changed recipients are sent to as they are, not by their links
/// any more (EML-UI-14); direct mail has no links. Its HTML goes with the text that it says the same as: it would say what a new text
/// no longer says.
///
/// # Errors
/// When it is in no state to be changed (DM-ST-37), or the database refuses.
pub async fn edit(change: &mut Change, email: Uuid, input: &ContentInput, author: Option<i32>) -> Result<State, TransitionError> {
    let now = change.now();
    let state = step(change, email, Step::by(author, Action::Edit, "Somebody changed it.")).await?;
    let to = addresses(&input.to_header);
    let recipients: Vec<Recipient> = to.iter().map(|address| Recipient::address(address)).collect();
    sqlx::query!(
        r"UPDATE scheduled_email e SET
            linked_recipients = CASE WHEN x.is_readdressed AND NOT e.recipients_override THEN e.to_header_context_json ELSE e.linked_recipients END,
            recipients_override = e.recipients_override OR x.is_readdressed,
            to_header_context_json = CASE WHEN x.is_readdressed THEN $3 ELSE e.to_header_context_json END,
            html = CASE WHEN btrim(e.body, E' \t\r\n') = btrim($9::text, E' \t\r\n') THEN e.html END,
            to_header = $2, from_header = $4, reply_to_header = $5, cc_header = $6, bcc_header = $7, subject = $8::text, body = $9,
            manually_edited_at = CASE
                WHEN e.subject = $8::text AND btrim(e.body, E' \t\r\n') = btrim($9::text, E' \t\r\n') THEN e.manually_edited_at
                ELSE $10 END,
            attempt_count = 0, next_attempt_at = NULL
         FROM (SELECT id, NOT is_direct AND NOT (to_header::text[] @> $2 AND to_header::text[] <@ $2) AS is_readdressed
            FROM scheduled_email WHERE id = $1) x
         WHERE e.id = x.id",
        email,
        &to,
        sqlx::types::Json(recipients) as _,
        input.from_header,
        input.reply_to_header,
        &addresses(&input.cc_header),
        &addresses(&input.bcc_header),
        input.subject,
        input.body,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(state)
}

/// The links that an email had before somebody wrote addresses down; `None` where there are none to return to.
///
/// # Errors
/// When the database cannot be asked, or they cannot be read.
pub async fn linked(db: &mut Db, email: Uuid) -> Result<Option<Vec<Recipient>>> {
    let links = sqlx::query_scalar!(
        r#"SELECT linked_recipients AS "links: sqlx::types::Json<Vec<Recipient>>" FROM scheduled_email WHERE id = $1 AND recipients_override"#,
        email
    )
    .fetch_optional(db)
    .await?;
    Ok(links.flatten().map(|links| links.0))
}

/// Has an email that was given fixed recipients go to its linked ones again (EML-UI-14); `to` are their addresses as of now, for
/// people to see.
///
/// # Errors
/// When it is in no state to be changed (DM-ST-37), has no links, or the database refuses.
pub async fn relink(change: &mut Change, email: Uuid, to: &[String], author: Option<i32>) -> Result<State, TransitionError> {
    let state = step(change, email, Step::by(author, Action::Edit, "Somebody had it go to the linked recipients again.")).await?;
    let done = sqlx::query!(
        "UPDATE scheduled_email SET recipients_override = false, to_header_context_json = linked_recipients, linked_recipients = NULL,
            to_header = CASE WHEN cardinality($2::text[]) > 0 THEN $2 ELSE to_header::text[] END, attempt_count = 0, next_attempt_at = NULL
         WHERE id = $1 AND recipients_override AND linked_recipients IS NOT NULL",
        email,
        to
    )
    .execute(&mut **change)
    .await?;
    if done.rows_affected() == 1 { Ok(state) } else { Err(TransitionError::Missing) }
}

/// The fields of the form that reschedules an email: a day and a time, in UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RescheduleInput {
    /// The day.
    pub scheduled_at_0: NaiveDate,
    /// The time, such as `14:30`.
    pub scheduled_at_1: String,
}

impl RescheduleInput {
    /// The moment, where the time can be read.
    #[must_use]
    pub fn moment(&self) -> Option<DateTime<Utc>> {
        let text = self.scheduled_at_1.trim();
        let time = NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S")).ok()?;
        Some(self.scheduled_at_0.and_time(time).and_utc())
    }
}

impl Input for RescheduleInput {
    /// The present moment.
    type Own = DateTime<Utc>;

    async fn check(&self, _db: &mut Db, now: &DateTime<Utc>) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        match self.moment() {
            None => errors.add("scheduled_at_1", "Enter a time as hours and minutes, such as 14:30."),
            Some(moment) => errors.require(moment >= *now, "scheduled_at_0", "Choose a time in the future."),
        }
        Ok(errors)
    }
}

/// Sets another time; what was called off or given up waits again. Attempts are counted anew.
///
/// # Errors
/// When it is in no state for that (DM-ST-37), another one about the same waits, or the database refuses.
pub async fn reschedule(
    change: &mut Change,
    email: Uuid,
    moment: DateTime<Utc>,
    author: Option<i32>,
) -> Result<State, TransitionError> {
    let details = format!("Rescheduled to run at {}.", moment.to_rfc3339());
    let state = step(change, email, Step::by(author, Action::Reschedule, &details)).await?;
    let now = change.now();
    sqlx::query!(
        "UPDATE scheduled_email SET scheduled_at = $2, manually_rescheduled_at = $3, attempt_count = 0, next_attempt_at = NULL,
            send_round = send_round + 1 WHERE id = $1",
        email,
        moment,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(state)
}

/// Calls an email off.
///
/// # Errors
/// When it is in no state for that (DM-ST-37), or the database refuses.
pub async fn cancel(change: &mut Change, email: Uuid, author: Option<i32>) -> Result<State, TransitionError> {
    step(change, email, Step::by(author, Action::Cancel, "Somebody called it off.")).await
}

/// Has an email sent now that failed, was called off or given up (EML-CTL-11).
///
/// # Errors
/// When it is in no state for that, another one about the same waits, or the database refuses.
pub async fn retry_now(change: &mut Change, email: Uuid, author: Option<i32>) -> Result<State, TransitionError> {
    let state = step(change, email, Step::by(author, Action::RetryNow, "Somebody wants it sent now.")).await?;
    begin_anew(change, email).await?;
    Ok(state)
}

/// Makes an email due now, with no attempts counted: whatever was sent of it before, somebody wants it sent. An update leaves that time,
/// as any that somebody set (EML-CTL-12).
pub(super) async fn begin_anew(change: &mut Change, email: Uuid) -> Result<(), TransitionError> {
    let now = change.now();
    sqlx::query!(
        "UPDATE scheduled_email SET scheduled_at = $2, manually_rescheduled_at = $2, attempt_count = 0, next_attempt_at = NULL,
            send_round = send_round + 1 WHERE id = $1",
        email,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
