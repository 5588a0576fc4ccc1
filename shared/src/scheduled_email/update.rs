//! What follows for an email when its subject changes, or is no reason for it any more (EML-ACT-05, EML-ACT-06).

use uuid::Uuid;

use super::content::When;
use super::transition::{Step, step, step_all};
use super::{Action, Plan, Target, TransitionError};
use crate::db::Change;
use crate::email_template::{self, Signal};

/// An email that is updated again and again is sent at the latest so long after it was scheduled (EML-CTL-12).
const LONGEST_DELAY: &str = "2 hours";

/// What came of updating an email. Only the first wrote anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Updated {
    /// It says what is the case now.
    Done(Uuid),
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

/// The emails of an action about a record that are scheduled or failed.
async fn waiting(change: &mut Change, signal: Signal, target: Target) -> Result<Vec<Uuid>, TransitionError> {
    Ok(sqlx::query_scalar!(
        "SELECT e.id FROM scheduled_email e JOIN email_template t ON t.id = e.template_id
         WHERE e.target_type = $1 AND e.target_id = $2 AND t.signal = $3 AND e.state IN ('scheduled', 'failed') ORDER BY e.id FOR UPDATE OF e",
        target.kind.object_type(),
        target.id,
        signal.code()
    )
    .fetch_all(&mut **change)
    .await?)
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
    let Some(target) = plan.target else { return Ok(Updated::None) };
    let email = match waiting(change, plan.signal, target).await?[..] {
        [] => return Ok(Updated::None),
        [email] => email,
        _ => return Ok(Updated::Several),
    };
    if !plan.has_recipients() {
        return Ok(Updated::NoRecipients);
    }
    let template = sqlx::query!("SELECT subject, body FROM email_template WHERE signal = $1", plan.signal.code())
        .fetch_one(&mut **change)
        .await?;
    if let Some(fault) = email_template::fault(&template.subject).or_else(|| email_template::fault(&template.body)) {
        return Ok(Updated::Faulty(fault));
    }
    let details = format!("Updated by {}; what people changed by hand is kept.", plan.signal.code());
    step(change, email, Step::by(author, Action::Update, &details)).await?;
    let now = change.now();
    sqlx::query!(
        "UPDATE scheduled_email SET
            scheduled_at = CASE WHEN manually_rescheduled_at IS NOT NULL THEN scheduled_at
                WHEN $3 THEN least($2, created_at + $4::text::interval) ELSE $2 END,
            subject = CASE WHEN manually_edited_at IS NULL THEN $5 ELSE subject END,
            body = CASE WHEN manually_edited_at IS NULL THEN $6 ELSE body END,
            to_header = CASE WHEN recipients_override THEN to_header ELSE $7 END,
            to_header_context_json = CASE WHEN recipients_override THEN to_header_context_json ELSE $8 END,
            context_json = $9
         WHERE id = $1",
        email,
        plan.when.moment(now),
        plan.when == When::Immediately,
        LONGEST_DELAY,
        template.subject,
        template.body,
        &plan.to,
        sqlx::types::Json(&plan.recipients) as _,
        sqlx::types::Json(&plan.context) as _
    )
    .execute(&mut **change)
    .await?;
    Ok(Updated::Done(email))
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
    let emails = waiting(change, signal, target).await?;
    let details = format!("Called off by {}.", signal.code());
    let moved = step_all(change, &emails, Step::by(author, Action::Withdraw, &details)).await?;
    Ok(moved.into_iter().filter(|moved| moved.after.is_some()).map(|moved| moved.id).collect())
}
