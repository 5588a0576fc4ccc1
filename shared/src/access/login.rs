//! Signing in with a password (DM-PERSON-01).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::Result;

/// What signing in needs to know of an active person.
#[derive(Debug, Clone)]
pub struct Account {
    /// Person id.
    pub id: i32,
    /// The stored hash, in one of the formats of [`crate::password`].
    pub password: String,
}

/// The active person with this login: an address when it holds `@` (in any case), a username otherwise.
///
/// # Errors
/// When the database cannot be asked.
pub async fn account(db: &mut PgConnection, login: &str) -> Result<Option<Account>> {
    let login = login.trim();
    Ok(if login.contains('@') {
        sqlx::query_as!(Account, "SELECT id, password FROM person WHERE lower(email) = lower($1) AND is_active", login)
            .fetch_optional(db)
            .await?
    } else {
        sqlx::query_as!(Account, "SELECT id, password FROM person WHERE username = $1 AND is_active", login)
            .fetch_optional(db)
            .await?
    })
}

/// A better hash of the password that somebody has just signed in with.
#[derive(Debug, Clone, Copy)]
pub struct Rehash<'a> {
    /// The stored one that the password was compared with.
    pub old: &'a str,
    /// The one to store.
    pub new: &'a str,
}

/// Notes the sign-in, and replaces the hash where a better one was made. A password that is another one by now stays: the old one must
/// not come back by a sign-in that began before it was changed. Gives the hash that is stored now; `None` where there is no such person
/// any more. Neither is part of the person's history.
///
/// # Errors
/// When the database refuses.
pub async fn record_login(
    db: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
    rehash: Option<Rehash<'_>>,
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "UPDATE person SET last_login = $2, password = CASE WHEN password = $3 THEN coalesce($4, password) ELSE password END WHERE id = $1
         RETURNING password",
        id,
        now,
        rehash.map(|rehash| rehash.old),
        rehash.map(|rehash| rehash.new)
    )
    .fetch_optional(db)
    .await?)
}
