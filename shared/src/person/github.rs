//! Letting a person sign in with their account on GitHub (DM-PERSON-15, PER-16).

use super::handle;
use crate::Result;
use crate::access::{self, GITHUB};
use crate::db::{Change, Db};

/// What came of linking a person to an account on GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linked {
    /// The person can sign in with that account, and with no other there.
    Done,
    /// They may not log in, have no proper name on GitHub, or have another one by now. Nothing was changed.
    Impossible,
    /// The account is another person's. Nothing was changed.
    Taken,
}

/// The name to resolve at GitHub before [`link_github`]; `None` for a person who is not active, is gone, or has no
/// well-formed name.
///
/// # Errors
/// When the database cannot be asked.
pub async fn github_name(db: &mut Db, id: i32) -> Result<Option<String>> {
    let name = sqlx::query_scalar!("SELECT github FROM person WHERE id = $1 AND is_active", id).fetch_optional(db).await?;
    Ok(name.flatten().filter(|name| handle::is_github(name)))
}

/// Replaces the person's links to GitHub by one: to the account numbered `uid`, which GitHub says `name` is.
///
/// # Errors
/// When the database refuses.
pub async fn link_github(change: &mut Change, id: i32, name: &str, uid: &str) -> Result<Linked> {
    // The row is held, so that the name stays what it was resolved from.
    let same = sqlx::query_scalar!("SELECT id FROM person WHERE id = $1 AND is_active AND github = $2 FOR UPDATE", id, name)
        .fetch_optional(&mut **change)
        .await?;
    if same.is_none() || !handle::is_github(name) {
        return Ok(Linked::Impossible);
    }
    if !access::link(change, id, GITHUB, uid).await? {
        return Ok(Linked::Taken);
    }
    sqlx::query!("DELETE FROM social_login WHERE person_id = $1 AND provider = $2 AND uid <> $3", id, GITHUB, uid)
        .execute(&mut **change)
        .await?;
    Ok(Linked::Done)
}
