//! Signing in with an account elsewhere (DM-AUTH-01).

use crate::Result;
use crate::db::Db;

/// The provider of accounts that people may sign in with.
pub const GITHUB: &str = "github";

/// Whose an account elsewhere is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SocialAccount {
    /// Nobody's: no person is made of it.
    Unknown,
    /// That of a person who may not log in.
    Inactive,
    /// That of the active person with this id.
    Of(i32),
}

/// Whose the account `uid` at `provider` is: the person it is linked to, never one with the same name.
///
/// # Errors
/// When the database cannot be asked.
pub async fn social_account(db: &mut Db, provider: &str, uid: &str) -> Result<SocialAccount> {
    let row = sqlx::query!(
        "SELECT p.id, p.is_active FROM social_login s JOIN person p ON p.id = s.person_id WHERE s.provider = $1 AND s.uid = $2",
        provider,
        uid
    )
    .fetch_optional(db)
    .await?;
    Ok(match row {
        None => SocialAccount::Unknown,
        Some(row) if row.is_active => SocialAccount::Of(row.id),
        Some(_) => SocialAccount::Inactive,
    })
}
