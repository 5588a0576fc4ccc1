//! Rows that wait to be looked at: one upload a person, for some days.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use sqlx::types::{Json, Uuid};

use super::{Edit, Row};
use crate::Result;
use crate::db::Db;

/// After so many days an upload is forgotten.
pub const DAYS_KEPT: i64 = 7;

/// What an upload was when a page was filled from it.
pub type Version = Uuid;

/// The rows of a person's upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Another one with every change.
    pub version: Version,
    /// The rows in the order of the file.
    pub rows: Vec<Row>,
}

impl Upload {
    /// Writes over the rows what was entered into them; places where there is no row are passed over.
    pub fn apply(&mut self, edits: Vec<Edit>) {
        for edit in edits {
            if let Some(row) = self.rows.get_mut(edit.entry) {
                edit.apply(row);
            }
        }
    }
}

/// Until when what was uploaded then is forgotten.
fn forgotten(now: DateTime<Utc>) -> DateTime<Utc> {
    now - Duration::days(DAYS_KEPT)
}

/// Keeps rows in place of those that the owner has uploaded before. Rows with the address of somebody who is here are matched with
/// them, this once (PER-06). What is older than [`DAYS_KEPT`] goes, whoever's it is. Three statements.
///
/// # Errors
/// When the database refuses.
pub async fn put(db: &mut Db, owner: i32, mut rows: Vec<Row>, now: DateTime<Utc>) -> Result<()> {
    let emails: Vec<String> = rows.iter().map(|row| row.email.clone()).collect();
    let found = sqlx::query!(
        r#"SELECT r.n AS "n!", p.id FROM unnest($1::text[]) WITH ORDINALITY r (email, n) JOIN person p ON lower(p.email) = lower(nullif(r.email, ''))"#,
        &emails
    )
    .fetch_all(&mut *db)
    .await?;
    let found: HashMap<i64, i32> = found.into_iter().map(|row| (row.n, row.id)).collect();
    for (n, row) in (1..).zip(&mut rows) {
        row.matched = found.get(&n).copied();
    }
    sqlx::query!("DELETE FROM bulk_upload WHERE created_at <= $1", forgotten(now)).execute(&mut *db).await?;
    sqlx::query!(
        "INSERT INTO bulk_upload (person_id, created_at, rows) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET created_at = excluded.created_at, rows = excluded.rows, version = excluded.version",
        owner,
        now,
        Json(rows) as _
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The owner's upload. With `lock` it is held until the transaction ends: who confirms at the same moment waits, and finds nothing.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, owner: i32, now: DateTime<Utc>, lock: bool) -> Result<Option<Upload>> {
    if lock {
        sqlx::query!("SELECT id FROM bulk_upload WHERE person_id = $1 FOR UPDATE", owner).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT version, rows AS "rows: Json<Vec<Row>>" FROM bulk_upload WHERE person_id = $1 AND created_at > $2"#,
        owner,
        forgotten(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Upload { version: row.version, rows: row.rows.0 }))
}

/// How many rows of the owner's wait.
///
/// # Errors
/// When the database cannot be asked.
pub async fn waiting(db: &mut Db, owner: i32, now: DateTime<Utc>) -> Result<Option<i32>> {
    let count = sqlx::query_scalar!(
        r#"SELECT jsonb_array_length(rows) AS "count!" FROM bulk_upload WHERE person_id = $1 AND created_at > $2"#,
        owner,
        forgotten(now)
    );
    Ok(count.fetch_optional(db).await?)
}

/// Keeps changed rows, unless somebody was faster. Gives the new version; `None` when the upload is not `upload.version` any more.
///
/// # Errors
/// When the database refuses.
pub async fn update(db: &mut Db, owner: i32, upload: &Upload) -> Result<Option<Version>> {
    let version = sqlx::query_scalar!(
        "UPDATE bulk_upload SET rows = $3, version = gen_random_uuid() WHERE person_id = $1 AND version = $2 RETURNING version",
        owner,
        upload.version,
        Json(&upload.rows) as _
    );
    Ok(version.fetch_optional(db).await?)
}

/// Forgets the owner's upload.
///
/// # Errors
/// When the database refuses.
pub async fn discard(db: &mut Db, owner: i32) -> Result<()> {
    sqlx::query!("DELETE FROM bulk_upload WHERE person_id = $1", owner).execute(db).await?;
    Ok(())
}

/// The roles that a row may name: the name that the file has, and the one that pages show.
///
/// # Errors
/// When the database cannot be asked.
pub async fn roles(db: &mut Db) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!("SELECT name, verbose_name FROM role ORDER BY name").fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.verbose_name)).collect())
}
