//! What follows for emails when their subjects change, or are no reason for them any more (EML-ACT-05, EML-ACT-06).

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::content::When;
use super::schedule::templates;
use super::transition::{Step, step_each};
use super::{Action, Context, Plan, Recipient, Target, TransitionError};
use crate::db::Change;
use crate::email_template::Signal;

/// An email that is updated again and again is sent at the latest so long after it was scheduled (EML-CTL-12).
const LONGEST_DELAY: Duration = Duration::hours(2);

/// What came of updating an email. Only the first two wrote anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Updated {
    /// It says what is the case now.
    Done(Uuid),
    /// So it does, and it is sent at another time than people had set by hand, since what that depended on has moved: worth a warning.
    Moved {
        /// The email.
        id: Uuid,
        /// When people wanted it sent.
        by_hand: DateTime<Utc>,
        /// When it is sent.
        now: DateTime<Utc>,
    },
    /// Emails are switched off (the flag `EMAIL_MODULE`, DM-FLAG-02).
    Off,
    /// None waits.
    None,
    /// Several wait, and nobody can tell which is meant.
    Several,
    /// There is nobody to send it to any more: worth a warning.
    NoRecipients,
    /// Its template cannot be read, for this reason: worth a warning.
    Faulty(String),
}

/// How much of an email an update touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything that comes from its action and template.
    All,
    /// To whom it goes, and what its template's variables stand for; it keeps its time and its words (EML-ACT-Q).
    Links,
}

/// An email of an action about a record that waits, be it claimed by a worker that has not called the provider yet.
struct Waiting {
    n: usize,
    id: Uuid,
    created_at: DateTime<Utc>,
    scheduled_at: DateTime<Utc>,
    planned_for: Option<NaiveDate>,
    is_edited: bool,
    is_rescheduled: bool,
    is_addressed: bool,
    is_claimed: bool,
}

/// The emails of actions about records that wait, by the numbers of what is asked: one statement, which holds them.
async fn waiting(change: &mut Change, asked: &[(Signal, Target)]) -> Result<Vec<Waiting>, TransitionError> {
    let (signals, (kinds, ids)): (Vec<String>, (Vec<String>, Vec<i32>)) = asked
        .iter()
        .map(|(signal, target)| (signal.code().to_owned(), (target.kind.object_type().to_owned(), target.id)))
        .unzip();
    let rows = sqlx::query!(
        r#"SELECT x.n AS "n!", e.id, e.created_at, e.scheduled_at, e.planned_for, e.manually_edited_at IS NOT NULL AS "is_edited!",
            e.manually_rescheduled_at IS NOT NULL AS "is_rescheduled!", e.recipients_override AS "is_addressed!",
            e.state = 'locked' AS "is_claimed!"
           FROM unnest($1::text[], $2::text[], $3::int[]) WITH ORDINALITY AS x (signal, target_type, target_id, n)
           JOIN scheduled_email e ON e.target_type = x.target_type AND e.target_id = x.target_id AND e.state IN ('scheduled', 'failed', 'locked')
           JOIN email_template t ON t.id = e.template_id AND t.signal = x.signal
           ORDER BY e.id FOR UPDATE OF e"#,
        &signals,
        &kinds,
        &ids
    )
    .fetch_all(&mut **change)
    .await?;
    let waiting = rows.into_iter().filter_map(|row| {
        Some(Waiting {
            n: usize::try_from(row.n - 1).ok()?,
            id: row.id,
            created_at: row.created_at,
            scheduled_at: row.scheduled_at,
            planned_for: row.planned_for,
            is_edited: row.is_edited,
            is_rescheduled: row.is_rescheduled,
            is_addressed: row.is_addressed,
            is_claimed: row.is_claimed,
        })
    });
    Ok(waiting.collect())
}

/// An email as it is to be.
#[derive(Serialize)]
struct Row<'a> {
    id: Uuid,
    at: DateTime<Utc>,
    planned_for: Option<NaiveDate>,
    /// The time that people set by hand counts no more.
    is_moved: bool,
    /// The worker that had claimed it makes no attempt.
    is_claimed: bool,
    /// Nothing where its words stay.
    subject: Option<&'a str>,
    body: Option<&'a str>,
    to_header: &'a [String],
    recipients: &'a [Recipient],
    context: &'a Context,
}

impl Waiting {
    /// When it is sent after an update, and whether that is not when people wanted it.
    fn time(&self, when: When, scope: Scope, now: DateTime<Utc>) -> (DateTime<Utc>, bool) {
        let has_moved = self.planned_for.zip(when.day()).is_some_and(|(was, is)| was != is);
        // In an hour, and not put off again once two hours have passed; what waits for a later time comes forward.
        let at_once = When::Immediately.moment(now).min(self.scheduled_at.max(self.created_at + LONGEST_DELAY));
        match when {
            _ if scope == Scope::Links => (self.scheduled_at, false),
            _ if self.is_rescheduled && !has_moved => (self.scheduled_at, false),
            When::Immediately => (at_once, false),
            When::At(moment) => (moment, self.is_rescheduled),
            When::NotBefore(moment) => (moment.max(at_once), self.is_rescheduled),
        }
    }

    /// What the log says of an update.
    fn details(&self, signal: Signal, scope: Scope, at: DateTime<Utc>, is_moved: bool) -> String {
        let mut text = match scope {
            Scope::All => format!("Updated by {}.", signal.code()),
            Scope::Links => format!("Recipients and references updated by {}.", signal.code()),
        };
        let kept = [
            (self.is_edited && scope == Scope::All, "subject and body"),
            (self.is_addressed, "recipients"),
            (self.is_rescheduled && !is_moved && scope == Scope::All, "the time"),
        ];
        let kept: Vec<&str> = kept.into_iter().filter_map(|(is_kept, what)| is_kept.then_some(what)).collect();
        if !kept.is_empty() {
            text += &format!(" Kept as people changed it by hand: {}.", kept.join(", "));
        }
        if is_moved {
            text += &format!(
                " What it depends on has moved, so it runs at {} and not at {}, as people had set.",
                at.to_rfc3339(),
                self.scheduled_at.to_rfc3339()
            );
        }
        text
    }
}

/// Makes the waiting email of an action about a record say what is the case now: time, recipients, subject, body and references,
/// but neither sender nor copies. What people have changed by hand stays as they made it (EML-CTL-12).
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, plan: &Plan, is_on: bool, author: Option<i32>) -> Result<Updated, TransitionError> {
    if !is_on {
        return Ok(Updated::Off);
    }
    let updated = update_all(change, &[(plan, Scope::All)], author).await?.pop();
    Ok(updated.unwrap_or(Updated::None))
}

/// [`update`] for many emails, with the flag on: four statements. Gives what came of each, in order.
///
/// # Errors
/// When the database refuses.
pub async fn update_all(
    change: &mut Change,
    plans: &[(&Plan, Scope)],
    author: Option<i32>,
) -> Result<Vec<Updated>, TransitionError> {
    let (numbers, asked): (Vec<usize>, Vec<(Signal, Target)>) =
        plans.iter().enumerate().filter_map(|(n, (plan, _))| Some((n, (plan.signal, plan.target?)))).unzip();
    let mut found: HashMap<usize, Vec<Waiting>> = HashMap::new();
    if !asked.is_empty() {
        for email in waiting(change, &asked).await? {
            found.entry(numbers.get(email.n).copied().unwrap_or(email.n)).or_default().push(email);
        }
    }
    if found.is_empty() {
        return Ok(vec![Updated::None; plans.len()]);
    }
    let templates = templates(change, plans.iter().map(|(plan, _)| plan.signal)).await?;
    let now = change.now();
    let mut outcomes = Vec::with_capacity(plans.len());
    let (mut rows, mut details) = (Vec::new(), Vec::new());
    for (n, (plan, scope)) in plans.iter().enumerate() {
        let email = match found.get(&n).map(Vec::as_slice) {
            None | Some([]) => Err(Updated::None),
            Some([email]) => Ok(email),
            Some(_) => Err(Updated::Several),
        };
        let ready = email.and_then(|email| match templates.get(plan.signal.code()) {
            _ if !plan.has_recipients() => Err(Updated::NoRecipients),
            None => Err(Updated::None),
            Some(super::schedule::Template { fault: Some(fault), .. }) if *scope == Scope::All => {
                Err(Updated::Faulty(fault.clone()))
            }
            Some(template) => Ok((email, template)),
        });
        outcomes.push(match ready {
            Err(outcome) => outcome,
            Ok((email, template)) => {
                let (at, is_moved) = email.time(plan.when, *scope, now);
                let is_written = *scope == Scope::All && !email.is_edited;
                details.push(email.details(plan.signal, *scope, at, is_moved));
                rows.push(Row {
                    id: email.id,
                    at,
                    planned_for: if *scope == Scope::All { plan.when.day() } else { email.planned_for },
                    is_moved,
                    is_claimed: email.is_claimed,
                    subject: is_written.then_some(template.subject.as_str()),
                    body: is_written.then_some(template.body.as_str()),
                    to_header: &plan.to,
                    recipients: &plan.recipients,
                    context: &plan.context,
                });
                if is_moved {
                    Updated::Moved { id: email.id, by_hand: email.scheduled_at, now: at }
                } else {
                    Updated::Done(email.id)
                }
            }
        });
    }
    if !rows.is_empty() {
        write(change, &rows, &details, author).await?;
    }
    Ok(outcomes)
}

async fn write(change: &mut Change, rows: &[Row<'_>], details: &[String], author: Option<i32>) -> Result<(), TransitionError> {
    let emails: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    step_each(change, &emails, details, Step::by(author, Action::Update, "")).await?;
    sqlx::query!(
        "UPDATE scheduled_email e SET scheduled_at = x.at, planned_for = x.planned_for,
            attempt_count = greatest(e.attempt_count - x.is_claimed::int, 0),
            manually_rescheduled_at = CASE WHEN NOT x.is_moved THEN e.manually_rescheduled_at END,
            subject = coalesce(x.subject, e.subject), body = coalesce(x.body, e.body),
            to_header = CASE WHEN e.recipients_override THEN e.to_header ELSE ARRAY(SELECT jsonb_array_elements_text(x.to_header)) END,
            to_header_context_json = CASE WHEN e.recipients_override THEN e.to_header_context_json ELSE x.recipients END,
            linked_recipients = CASE WHEN e.recipients_override THEN x.recipients ELSE e.linked_recipients END,
            context_json = x.context
         FROM jsonb_to_recordset($1) AS x (id uuid, at timestamptz, planned_for date, is_moved boolean, is_claimed boolean, subject text, body text,
            to_header jsonb, recipients jsonb, context jsonb)
         WHERE e.id = x.id",
        Json(rows) as _
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// Calls off the waiting emails of an action about a record, which may be gone by now; gives which.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(
    change: &mut Change,
    signal: Signal,
    target: Target,
    is_on: bool,
    author: Option<i32>,
) -> Result<Vec<Uuid>, TransitionError> {
    if !is_on {
        return Ok(Vec::new());
    }
    let moved = withdraw_all(change, &[(signal, target, String::new())], author).await?;
    Ok(moved.into_iter().map(|(_, id)| id).collect())
}

/// [`withdraw`] for many records, with the flag on, each with the reason that the log gives: two statements. Gives the number of what
/// was asked and the email, for each email.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw_all(
    change: &mut Change,
    asked: &[(Signal, Target, String)],
    author: Option<i32>,
) -> Result<Vec<(usize, Uuid)>, TransitionError> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<(Signal, Target)> = asked.iter().map(|(signal, target, _)| (*signal, *target)).collect();
    let emails = waiting(change, &keys).await?;
    if emails.is_empty() {
        return Ok(Vec::new());
    }
    let details: Vec<String> = emails
        .iter()
        .map(|email| match asked.get(email.n) {
            Some((signal, _, reason)) if reason.is_empty() => format!("Called off by {}.", signal.code()),
            Some((signal, _, reason)) => format!("Called off by {}: {reason}.", signal.code()),
            None => String::new(),
        })
        .collect();
    let ids: Vec<Uuid> = emails.iter().map(|email| email.id).collect();
    let moved = step_each(change, &ids, &details, Step::by(author, Action::Withdraw, "")).await?;
    let is_off = |id: Uuid| moved.iter().any(|moved| moved.id == id && moved.after.is_some());
    Ok(emails.iter().filter(|email| is_off(email.id)).map(|email| (email.n, email.id)).collect())
}
