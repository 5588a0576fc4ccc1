//! Writing templates.

use uuid::Uuid;

use super::{Signal, TemplateInput};
use crate::Result;
use crate::db::Change;

/// Stores a new template that has passed its check; gives its id.
///
/// # Errors
/// When the database refuses; the name or the action may have been taken meanwhile.
pub async fn create(change: &mut Change, input: &TemplateInput) -> Result<Uuid> {
    let now = change.now();
    Ok(sqlx::query_scalar!(
        "INSERT INTO email_template (created_at, last_updated_at, name, active, signal, from_header, reply_to_header, cc_header, bcc_header,
            subject, body) VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        now,
        input.name,
        input.active,
        input.signal.map_or("", Signal::code),
        input.from_header,
        input.reply_to_header,
        &crate::scheduled_email::addresses(&input.cc_header),
        &crate::scheduled_email::addresses(&input.bcc_header),
        input.subject,
        input.body
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Stores a changed template that has passed its check; its action stays what it is.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: Uuid, input: &TemplateInput) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE email_template SET last_updated_at = $2, name = $3, active = $4, from_header = $5, reply_to_header = $6, cc_header = $7,
            bcc_header = $8, subject = $9, body = $10 WHERE id = $1",
        id,
        now,
        input.name,
        input.active,
        input.from_header,
        input.reply_to_header,
        &crate::scheduled_email::addresses(&input.cc_header),
        &crate::scheduled_email::addresses(&input.bcc_header),
        input.subject,
        input.body
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
