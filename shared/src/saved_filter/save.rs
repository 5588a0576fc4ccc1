//! Writing saved filters. They are no records: history keeps nothing of them.

use super::{FilterInput, Own, has_room};
use crate::db::Change;
use crate::{Result, person};

/// Stores a new filter that has passed [`FilterInput::check`](crate::check::Input::check). `false` when the person keeps as many as
/// there may be by now, or is not active any more.
///
/// # Errors
/// When the database refuses; the same person may have saved another by this name meanwhile.
pub async fn create(change: &mut Change, own: &Own, input: &FilterInput) -> Result<bool> {
    if !person::hold(change, own.person).await? {
        return Ok(false);
    }
    // The check of the form has not seen what was saved at the same time.
    let kept = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE list = $2) AS "of_list!", count(*) AS "in_all!" FROM saved_filter WHERE person_id = $1"#,
        own.person,
        own.list
    )
    .fetch_one(&mut **change)
    .await?;
    if !has_room(kept.of_list, kept.in_all) {
        return Ok(false);
    }
    sqlx::query!(
        "INSERT INTO saved_filter (person_id, list, name, query, is_shared) VALUES ($1, $2, $3, $4, $5)",
        own.person,
        own.list,
        input.name,
        own.query,
        input.shared
    )
    .execute(&mut **change)
    .await?;
    Ok(true)
}

/// Renames the filter, and shares it or no longer.
///
/// # Errors
/// When the database refuses; the person may have given this name to another meanwhile.
pub async fn update(change: &mut Change, id: i32, input: &FilterInput) -> Result<()> {
    sqlx::query!("UPDATE saved_filter SET name = $2, is_shared = $3 WHERE id = $1", id, input.name, input.shared)
        .execute(&mut **change)
        .await?;
    Ok(())
}

/// Deletes the filter.
///
/// # Errors
/// When the database cannot be asked.
pub async fn remove(change: &mut Change, id: i32) -> Result<()> {
    sqlx::query!("DELETE FROM saved_filter WHERE id = $1", id).execute(&mut **change).await?;
    Ok(())
}
