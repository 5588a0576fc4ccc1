//! Feeds as their owners and calendar programs find them.

use chrono::{DateTime, TimeDelta, Utc};

use super::FeedKind;
use crate::db::Db;
use crate::error::Error;
use crate::{Result, secret};

/// How precisely it is known when a feed was last read: it is written down at most this often.
const READ_EVERY: TimeDelta = TimeDelta::hours(1);

/// A feed as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Feed id.
    pub id: i32,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: FeedKind,
    /// Slug of its event.
    pub event: Option<String>,
    /// Id of the person whose tasks it is about.
    pub person_id: Option<i32>,
    /// Their full name.
    pub person: Option<String>,
    /// The filters of its list.
    pub query: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last read, to the hour.
    pub last_read_at: Option<DateTime<Utc>>,
    /// Since when it is not there any more.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// The feeds of a person: those that can be read before the revoked ones, newest first. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_owner(db: &mut Db, owner: i32) -> Result<Vec<Feed>> {
    let rows = sqlx::query!(
        r#"SELECT f.id, f.name, f.kind, f.query, f.created_at, f.last_read_at, f.revoked_at, f.person_id,
               e.slug AS "event?", nullif(person_full_name(p), '') AS person
           FROM calendar_feed f LEFT JOIN event e ON e.id = f.event_id LEFT JOIN person p ON p.id = f.person_id
           WHERE f.owner_id = $1
           ORDER BY f.revoked_at IS NOT NULL, f.created_at DESC, f.id DESC"#,
        owner
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Feed {
                id: row.id,
                name: row.name,
                kind: kind(&row.kind)?,
                event: row.event,
                person_id: row.person_id,
                person: row.person,
                query: row.query,
                created_at: row.created_at,
                last_read_at: row.last_read_at,
                revoked_at: row.revoked_at,
            })
        })
        .collect()
}

/// A feed that is being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Feed id.
    pub id: i32,
    /// Whose it is.
    pub owner: i32,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: FeedKind,
    /// Its event.
    pub event: Option<i32>,
    /// The person whose tasks it is about.
    pub person: Option<i32>,
    /// The filters of its list.
    pub query: String,
    last_read_at: Option<DateTime<Utc>>,
}

/// The feed with this secret, unless it was revoked. It is looked up by the secret's digest, which tells nothing of the secret by
/// how long that takes. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn find(db: &mut Db, secret: &str) -> Result<Option<Subscription>> {
    let row = sqlx::query!(
        "SELECT id, owner_id, name, kind, event_id, person_id, query, last_read_at FROM calendar_feed
         WHERE secret_hash = $1 AND revoked_at IS NULL",
        secret::digest(secret)
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        Ok(Subscription {
            id: row.id,
            owner: row.owner_id,
            name: row.name,
            kind: kind(&row.kind)?,
            event: row.event_id,
            person: row.person_id,
            query: row.query,
            last_read_at: row.last_read_at,
        })
    })
    .transpose()
}

/// Writes down that the feed was read, at most once an hour: one statement, or none.
///
/// # Errors
/// When the database refuses.
pub async fn note_read(db: &mut Db, feed: &Subscription, now: DateTime<Utc>) -> Result<()> {
    if feed.last_read_at.is_some_and(|last| now - last < READ_EVERY) {
        return Ok(());
    }
    sqlx::query!("UPDATE calendar_feed SET last_read_at = $2 WHERE id = $1", feed.id, now).execute(db).await?;
    Ok(())
}

fn kind(code: &str) -> Result<FeedKind> {
    FeedKind::of(code).ok_or_else(|| Error::Inconsistent { table: "calendar_feed", column: "kind", value: code.to_owned() })
}
