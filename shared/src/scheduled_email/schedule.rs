//! Scheduling emails from their templates (DM-MAIL-02, EML-CTL-01).

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Context, Plan, Recipient};
use crate::Result;
use crate::db::Change;
use crate::email_template::{self, Signal};

/// What came of scheduling an email. Only the first wrote anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It waits.
    Scheduled(Uuid),
    /// Emails are switched off (the flag `EMAIL_MODULE`, DM-FLAG-02).
    Off,
    /// There is nobody to send it to: worth a warning.
    NoRecipients,
    /// There is no template for the action: worth a warning.
    NoTemplate,
    /// The template is not in use, as somebody wants it.
    Inactive,
    /// The template cannot be read, for this reason: worth a warning.
    Faulty(String),
    /// One about the same record waits already.
    Exists,
}

/// A template, and what is wrong with it.
pub(super) struct Template {
    pub(super) id: Uuid,
    pub(super) active: bool,
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) fault: Option<String>,
}

/// The templates of some actions by the actions' codes: one statement.
pub(super) async fn templates(change: &mut Change, signals: impl Iterator<Item = Signal>) -> Result<HashMap<String, Template>> {
    let signals: Vec<String> = signals.map(|signal| signal.code().to_owned()).collect();
    let rows = sqlx::query!("SELECT id, signal, active, subject, body FROM email_template WHERE signal = ANY($1)", &signals)
        .fetch_all(&mut **change)
        .await?;
    let known = rows.into_iter().map(|row| {
        let fault = email_template::fault(&row.subject).or_else(|| email_template::fault(&row.body));
        (row.signal, Template { id: row.id, active: row.active, subject: row.subject, body: row.body, fault })
    });
    Ok(known.collect())
}

/// A row to be inserted.
#[derive(Serialize)]
struct New<'a> {
    n: usize,
    template_id: Uuid,
    at: DateTime<Utc>,
    planned_for: Option<NaiveDate>,
    to_header: &'a [String],
    recipients: &'a [Recipient],
    context: &'a Context,
    target_type: Option<&'static str>,
    target_id: Option<i32>,
    live_key: Option<String>,
    details: String,
}

/// Schedules an email: headers, subject and body come from the action's active template, not filled in yet, since that is done
/// when it is sent. The email and its first log row are written together.
///
/// # Errors
/// When the database refuses.
pub async fn schedule(change: &mut Change, plan: &Plan, is_on: bool, author: Option<i32>) -> Result<Outcome> {
    if !is_on {
        return Ok(Outcome::Off);
    }
    Ok(schedule_all(change, std::slice::from_ref(plan), author).await?.pop().unwrap_or(Outcome::Exists))
}

/// [`schedule`] for many emails, with the flag on: two statements. Gives what came of each, in order.
///
/// # Errors
/// When the database refuses.
pub async fn schedule_all(change: &mut Change, plans: &[Plan], author: Option<i32>) -> Result<Vec<Outcome>> {
    let addressed = || plans.iter().filter(|plan| plan.has_recipients());
    if addressed().next().is_none() {
        return Ok(vec![Outcome::NoRecipients; plans.len()]);
    }
    let templates = templates(change, addressed().map(|plan| plan.signal)).await?;
    let now = change.now();
    let mut outcomes = Vec::with_capacity(plans.len());
    let mut new = Vec::new();
    for (n, plan) in plans.iter().enumerate() {
        let template = match templates.get(plan.signal.code()) {
            _ if !plan.has_recipients() => Err(Outcome::NoRecipients),
            None => Err(Outcome::NoTemplate),
            Some(template) if !template.active => Err(Outcome::Inactive),
            Some(Template { fault: Some(fault), .. }) => Err(Outcome::Faulty(fault.clone())),
            Some(template) => Ok(template.id),
        };
        if let Ok(id) = &template {
            new.push(row(n, plan, *id, now));
        }
        // Whatever is inserted below is told then.
        outcomes.push(template.err().unwrap_or(Outcome::Exists));
    }
    if !new.is_empty() {
        for (n, id) in insert(change, &new, author).await? {
            if let Some(outcome) = outcomes.get_mut(n) {
                *outcome = Outcome::Scheduled(id);
            }
        }
    }
    Ok(outcomes)
}

fn row(n: usize, plan: &Plan, template_id: Uuid, now: DateTime<Utc>) -> New<'_> {
    let at = plan.when.moment(now);
    New {
        n,
        template_id,
        at,
        planned_for: plan.when.day(),
        to_header: &plan.to,
        recipients: &plan.recipients,
        context: &plan.context,
        target_type: plan.target.map(|target| target.kind.object_type()),
        target_id: plan.target.map(|target| target.id),
        live_key: plan.live_key(),
        details: format!("Scheduled by {} to run at {}.", plan.signal.code(), at.to_rfc3339()),
    }
}

/// Inserts the rows, each with its log row, but for those whose twin waits already. Gives the numbers and ids of the others.
async fn insert(change: &mut Change, rows: &[New<'_>], author: Option<i32>) -> Result<Vec<(usize, Uuid)>> {
    let now = change.now();
    let made = sqlx::query!(
        r#"WITH wanted AS MATERIALIZED (
                SELECT gen_random_uuid() AS id, x.* FROM jsonb_to_recordset($1) AS x (n int, template_id uuid, at timestamptz,
                    planned_for date, to_header jsonb, recipients jsonb, context jsonb, target_type text, target_id int, live_key text,
                    details text)
            ), made AS (
                INSERT INTO scheduled_email (id, created_at, last_updated_at, state, scheduled_at, planned_for, to_header,
                    to_header_context_json, from_header, reply_to_header, cc_header, bcc_header, subject, body, context_json, template_id,
                    target_type, target_id, live_key)
                SELECT w.id, $2, $2, 'scheduled', w.at, w.planned_for, ARRAY(SELECT jsonb_array_elements_text(w.to_header)), w.recipients,
                    t.from_header, t.reply_to_header, t.cc_header, t.bcc_header, t.subject, t.body, w.context, t.id, w.target_type,
                    w.target_id, w.live_key
                FROM wanted w JOIN email_template t ON t.id = w.template_id ORDER BY w.n
                ON CONFLICT (live_key) WHERE state IN ('scheduled', 'locked', 'running', 'failed') DO NOTHING
                RETURNING id
            ), logged AS (
                INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details, author_id)
                SELECT $2, w.id, NULL, 'scheduled', w.details, $3 FROM wanted w JOIN made USING (id) ORDER BY w.n
            )
            SELECT w.n AS "n!", w.id AS "id!" FROM wanted w JOIN made USING (id) ORDER BY w.n"#,
        Json(rows) as _,
        now,
        author
    )
    .fetch_all(&mut **change)
    .await?;
    Ok(made.into_iter().filter_map(|row| Some((usize::try_from(row.n).ok()?, row.id))).collect())
}

/// Notes that a file called `filename`, a name that may stand in a key, goes with each of the emails, and is made when they are sent
/// (emails.md 3.8), in their logs too (EML-CTL-08): one statement.
///
/// # Errors
/// When the database refuses.
pub async fn await_attachment(change: &mut Change, emails: &[Uuid], filename: &str) -> Result<()> {
    let (now, author) = (change.now(), change.person());
    sqlx::query!(
        "WITH made AS (
            INSERT INTO attachment (id, created_at, last_updated_at, email_id, filename, s3_path, is_pending)
            SELECT x.id, $3, $3, x.email_id, $2::text, concat(x.email_id, '/', x.id, '-', $2::text), true
            FROM (SELECT gen_random_uuid() AS id, email_id FROM unnest($1::uuid[]) AS u (email_id)) x
            RETURNING email_id
         )
         INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details, author_id)
         SELECT $3, e.id, e.state, e.state, $4, $5 FROM made JOIN scheduled_email e ON e.id = made.email_id",
        emails,
        filename,
        now,
        format!("The file “{filename}” goes with it, and is made when it is sent."),
        author
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
