//! Signing in with an account elsewhere (DM-AUTH-01).

use chrono::{DateTime, Utc};

use crate::Result;
use crate::db::{Change, Db};

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

/// An account elsewhere that a person signs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAccount {
    /// The link's number.
    pub id: i64,
    /// The account's number at its provider.
    pub uid: String,
    /// When it was linked.
    pub created_at: DateTime<Utc>,
}

/// The accounts at `provider` that a person signs in with, the oldest first.
///
/// # Errors
/// When the database cannot be asked.
pub async fn social_accounts(db: &mut Db, person: i32, provider: &str) -> Result<Vec<OwnAccount>> {
    let found = sqlx::query_as!(
        OwnAccount,
        "SELECT id, uid, created_at FROM social_login WHERE person_id = $1 AND provider = $2 ORDER BY id",
        person,
        provider
    );
    Ok(found.fetch_all(db).await?)
}

/// Links the account `uid` at `provider` to a person; `false` where it is somebody else's.
///
/// # Errors
/// When the database refuses.
pub async fn link(change: &mut Change, person: i32, provider: &str, uid: &str) -> Result<bool> {
    let now = change.now();
    let linked = sqlx::query_scalar!(
        "INSERT INTO social_login (created_at, person_id, provider, uid) VALUES ($1, $2, $3, $4)
         ON CONFLICT (provider, uid) DO UPDATE SET last_updated_at = $1 WHERE social_login.person_id = $2
         RETURNING id",
        now,
        person,
        provider,
        uid
    )
    .fetch_optional(&mut **change)
    .await?;
    Ok(linked.is_some())
}

/// Takes a person's links to `provider` away, or the one numbered `id`; gives how many there were.
///
/// # Errors
/// When the database refuses.
pub async fn unlink(change: &mut Change, person: i32, provider: &str, id: Option<i64>) -> Result<u64> {
    let done = sqlx::query!(
        "DELETE FROM social_login WHERE person_id = $1 AND provider = $2 AND ($3::bigint IS NULL OR id = $3)",
        person,
        provider,
        id
    )
    .execute(&mut **change)
    .await?;
    Ok(done.rows_affected())
}
