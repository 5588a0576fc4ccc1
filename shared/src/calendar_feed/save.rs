//! Making and revoking feeds.

use super::{FeedInput, FeedKind, MOST_FEEDS};
use crate::db::Change;
use crate::{Result, person, secret};

/// Stores a feed that has passed its check, and gives its secret, which nobody can find out again. `None` when the owner has made as many
/// as there may be meanwhile, or is not active any more.
///
/// # Errors
/// When the database refuses.
pub async fn create(change: &mut Change, owner: i32, input: &FeedInput) -> Result<Option<String>> {
    if !has_room(change, owner).await? {
        return Ok(None);
    }
    let secret = secret::token();
    let now = change.now();
    let only = |kind: FeedKind| input.kind == kind;
    sqlx::query!(
        "INSERT INTO calendar_feed (owner_id, name, kind, event_id, person_id, query, secret_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        owner,
        input.name,
        input.kind.code(),
        input.event.filter(|_| only(FeedKind::Event)),
        input.person.filter(|_| only(FeedKind::Person)),
        input.query.as_deref().filter(|_| only(FeedKind::List)).unwrap_or_default(),
        secret::digest(&secret),
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(Some(secret))
}

/// Whether the owner may have one feed more: the check of the form has not seen what was made at the same time.
async fn has_room(change: &mut Change, owner: i32) -> Result<bool> {
    if !person::hold(change, owner).await? {
        return Ok(false);
    }
    let feeds = sqlx::query_scalar!(
        r#"SELECT count(*) AS "feeds!" FROM calendar_feed WHERE owner_id = $1 AND revoked_at IS NULL"#,
        owner
    );
    Ok(feeds.fetch_one(&mut **change).await? < MOST_FEEDS)
}

/// Revokes a feed of `owner`'s, from now on and for good; gives its name. `None` when they have no such feed; one that is revoked
/// already stays as it is.
///
/// # Errors
/// When the database refuses.
pub async fn revoke(change: &mut Change, owner: i32, id: i32) -> Result<Option<String>> {
    let now = change.now();
    Ok(sqlx::query_scalar!(
        "UPDATE calendar_feed SET revoked_at = coalesce(revoked_at, $3) WHERE id = $1 AND owner_id = $2 RETURNING name",
        id,
        owner,
        now
    )
    .fetch_optional(&mut **change)
    .await?)
}
