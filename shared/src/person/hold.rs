//! Holding a person while something of which there is a limit is given to them.

use crate::Result;
use crate::db::Change;

/// Holds the person `id` until the change is over: whoever else holds them, or archives them, waits for it. What is counted after this
/// is still right when the change is committed. `false` when there is no such active person.
///
/// # Errors
/// When the database cannot be asked.
pub async fn hold(change: &mut Change, id: i32) -> Result<bool> {
    // Revisions refer to who makes them: two changes of the person's own would wait for each other with the stronger FOR UPDATE.
    let held = sqlx::query!("SELECT id FROM person WHERE id = $1 AND is_active FOR NO KEY UPDATE", id)
        .fetch_optional(&mut **change)
        .await?;
    Ok(held.is_some())
}
