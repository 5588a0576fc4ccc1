//! Emails to somebody who is not written to any more (EML-TRG-02).

use sqlx::types::Json;
use uuid::Uuid;

use super::transition::{Step, step_all};
use super::{Action, Recipient, TransitionError};
use crate::Result;
use crate::db::Change;

/// Calls off the emails that wait to be sent to an archived person and to nobody else, whatever they are about: sending them could only
/// fail. Two statements.
///
/// # Errors
/// When the database refuses.
pub async fn forget(change: &mut Change, person: i32) -> Result<()> {
    let alone: Vec<Uuid> = sqlx::query_scalar!(
        "SELECT id FROM scheduled_email WHERE state IN ('scheduled', 'failed') AND to_header_context_json = $1 ORDER BY id FOR UPDATE",
        Json([Recipient::person(person)]) as _
    )
    .fetch_all(&mut **change)
    .await?;
    let author = change.person();
    let step = Step::by(author, Action::Withdraw, "Called off: the person whom it would go to was archived.");
    step_all(change, &alone, step).await.map_err(TransitionError::into_error)?;
    Ok(())
}
