//! Passkeys in the database.

use chrono::{DateTime, Utc};

use super::{NewPasskey, PublicKey};
use crate::Result;
use crate::db::{Change, Db};
use crate::person;

/// A person may have so many: devices are few, and a list that grows without end helps nobody to find the lost one.
pub const MOST: usize = 20;

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Record id.
    pub id: i64,
    /// What the owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When somebody last signed in with it.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A passkey as devices know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Which one it is.
    pub credential_id: Vec<u8>,
    /// Which account it is for.
    pub handle: Vec<u8>,
    /// How the device is reached.
    pub transports: Vec<String>,
}

/// A passkey of an active person, to hold an answer against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Record id.
    pub id: i64,
    /// Whose it is.
    pub person: i32,
    /// Which account devices know it for.
    pub handle: Vec<u8>,
    /// Its public key.
    pub key: PublicKey,
}

/// The passkeys of a person, the oldest first.
///
/// # Errors
/// When the database cannot be asked.
pub async fn list(db: &mut Db, person: i32) -> Result<Vec<Passkey>> {
    let rows = sqlx::query_as!(
        Passkey,
        "SELECT id, name, created_at, last_used_at FROM passkey WHERE person_id = $1 ORDER BY id",
        person
    );
    Ok(rows.fetch_all(db).await?)
}

/// What devices need to know of a person's passkeys, the oldest first.
///
/// # Errors
/// When the database cannot be asked.
pub async fn known(db: &mut Db, person: i32) -> Result<Vec<Known>> {
    let rows = sqlx::query_as!(
        Known,
        "SELECT credential_id, user_handle AS handle, transports FROM passkey WHERE person_id = $1 ORDER BY id",
        person
    );
    Ok(rows.fetch_all(db).await?)
}

/// What has become of a new passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "the passkey may not have been added"]
pub enum Added {
    /// It is the person's.
    Done,
    /// There is one with its id already, theirs or somebody else's.
    Taken,
    /// They have [`MOST`] of them.
    Enough,
    /// The person is not active any more.
    Gone,
}

/// Gives a person a new passkey. However many are made at once, nobody has more than [`MOST`].
///
/// # Errors
/// When the database refuses.
pub async fn add(change: &mut Change, person: i32, new: &NewPasskey, name: &str) -> Result<Added> {
    if !person::hold(change, person).await? {
        return Ok(Added::Gone);
    }
    if known(change, person).await?.len() >= MOST {
        return Ok(Added::Enough);
    }
    let now = change.now();
    let added = sqlx::query!(
        "INSERT INTO passkey (created_at, person_id, name, credential_id, user_handle, algorithm, public_key, sign_count, transports)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (credential_id) DO NOTHING",
        now,
        person,
        name,
        &new.credential_id[..],
        &new.handle[..],
        new.key.algorithm,
        &new.key.der[..],
        i64::from(new.sign_count),
        &new.transports
    )
    .execute(&mut **change)
    .await?;
    Ok(if added.rows_affected() > 0 { Added::Done } else { Added::Taken })
}

/// Gives a person's passkey another name; `false` where they have no such passkey.
///
/// # Errors
/// When the database refuses.
pub async fn rename(change: &mut Change, person: i32, id: i64, name: &str) -> Result<bool> {
    let done = sqlx::query!("UPDATE passkey SET name = $3 WHERE id = $2 AND person_id = $1", person, id, name)
        .execute(&mut **change)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Takes a passkey away from a person, and gives its name; `None` where they have no such passkey.
///
/// # Errors
/// When the database refuses.
pub async fn remove(change: &mut Change, person: i32, id: i64) -> Result<Option<String>> {
    let gone = sqlx::query_scalar!("DELETE FROM passkey WHERE id = $2 AND person_id = $1 RETURNING name", person, id);
    Ok(gone.fetch_optional(&mut **change).await?)
}

/// The passkey with this id, if its owner may sign in.
///
/// # Errors
/// When the database cannot be asked.
pub async fn find(db: &mut Db, credential_id: &[u8]) -> Result<Option<Stored>> {
    let row = sqlx::query!(
        "SELECT k.id, k.person_id, k.user_handle, k.algorithm, k.public_key
         FROM passkey k JOIN person p ON p.id = k.person_id WHERE k.credential_id = $1 AND p.is_active",
        credential_id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        id: row.id,
        person: row.person_id,
        handle: row.user_handle,
        key: PublicKey { algorithm: row.algorithm, der: row.public_key },
    }))
}

/// Notes that a passkey was used, and how often its authenticator has signed by now. `false` where that has not grown: then two
/// devices hold one key, and one of them is not the owner's. An authenticator that does not count says 0 for ever.
///
/// # Errors
/// When the database refuses.
pub async fn used(db: &mut Db, id: i64, sign_count: u32, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE passkey SET sign_count = $2, last_used_at = $3
         WHERE id = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))",
        id,
        i64::from(sign_count),
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}
