//! Scheduling an email from its template (DM-MAIL-02, EML-CTL-01).

use uuid::Uuid;

use super::{Plan, State};
use crate::Result;
use crate::db::Change;
use crate::email_template;

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

/// Schedules an email: headers, subject and body come from the action's active template, not filled in yet, since that is done
/// when it is sent. The email and its first log row are written together.
///
/// # Errors
/// When the database refuses.
pub async fn schedule(change: &mut Change, plan: &Plan, is_on: bool, author: Option<i32>) -> Result<Outcome> {
    if !is_on {
        return Ok(Outcome::Off);
    }
    if !plan.has_recipients() {
        return Ok(Outcome::NoRecipients);
    }
    let template = sqlx::query!("SELECT id, active, subject, body FROM email_template WHERE signal = $1", plan.signal.code())
        .fetch_optional(&mut **change)
        .await?;
    let Some(template) = template else { return Ok(Outcome::NoTemplate) };
    if !template.active {
        return Ok(Outcome::Inactive);
    }
    if let Some(fault) = email_template::fault(&template.subject).or_else(|| email_template::fault(&template.body)) {
        return Ok(Outcome::Faulty(fault));
    }
    let now = change.now();
    let at = plan.when.moment(now);
    let details = format!("Scheduled by {} to run at {}.", plan.signal.code(), at.to_rfc3339());
    let id = sqlx::query_scalar!(
        r#"WITH made AS (
                INSERT INTO scheduled_email (created_at, last_updated_at, state, scheduled_at, to_header, to_header_context_json, from_header,
                    reply_to_header, cc_header, bcc_header, subject, body, context_json, template_id, target_type, target_id, live_key)
                SELECT $2, $2, $3, $4, $5, $6, t.from_header, t.reply_to_header, t.cc_header, t.bcc_header, t.subject, t.body, $7, t.id,
                    $8, $9, $10
                FROM email_template t WHERE t.id = $1
                ON CONFLICT (live_key) WHERE state IN ('scheduled', 'locked', 'running', 'failed') DO NOTHING
                RETURNING id
            ), logged AS (
                INSERT INTO scheduled_email_log (created_at, scheduled_email_id, state_before, state_after, details, author_id)
                SELECT $2, id, NULL, $3, $11, $12 FROM made
            )
            SELECT id FROM made"#,
        template.id,
        now,
        State::Scheduled.code(),
        at,
        &plan.to,
        sqlx::types::Json(&plan.recipients) as _,
        sqlx::types::Json(&plan.context) as _,
        plan.target.map(|target| target.kind.object_type()),
        plan.target.map(|target| target.id),
        plan.live_key(),
        details,
        author
    )
    .fetch_optional(&mut **change)
    .await?;
    Ok(id.map_or(Outcome::Exists, Outcome::Scheduled))
}
