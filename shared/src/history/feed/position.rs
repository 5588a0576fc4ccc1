//! How far the feed has come, who runs it, and what comes next.

use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::Result;
use crate::db::Db;

/// A runner that has not stored anything for so long is dead. Longer than a function may run.
const LEASE: Duration = Duration::minutes(2);

/// A runner's place: the window of transactions that it publishes, and how far it is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Position {
    lease: Uuid,
    version: i64,
}

/// The versions that one revision has of one record.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// The last of them.
    pub(super) version: i64,
    pub(super) revision: i64,
    pub(super) at: DateTime<Utc>,
    pub(super) person_id: Option<i32>,
    pub(super) comment: String,
    pub(super) kind: String,
    pub(super) id: String,
    pub(super) versions: Vec<RowVersion>,
}

/// A version of a row.
#[derive(Debug, Clone, serde::Deserialize)]
pub(super) struct RowVersion {
    pub(super) table: String,
    pub(super) operation: String,
    pub(super) before: Option<serde_json::Map<String, Value>>,
    pub(super) after: Option<serde_json::Map<String, Value>>,
}

/// Takes the lease; `None` while another runner has it. One statement, which no transaction holds.
pub(super) async fn claim(db: &mut Db, now: DateTime<Utc>) -> Result<Option<Position>> {
    let row = sqlx::query!(
        r#"UPDATE change_feed SET lease = gen_random_uuid(), leased_until = $2
           WHERE id = (SELECT id FROM change_feed WHERE leased_until IS NULL OR leased_until <= $1 FOR UPDATE SKIP LOCKED)
           RETURNING lease AS "lease!", version_id"#,
        now,
        now + LEASE
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Position { lease: row.lease, version: row.version_id }))
}

/// Gives the lease back.
pub(super) async fn release(db: &mut Db, position: &Position) -> Result<()> {
    sqlx::query!("UPDATE change_feed SET lease = NULL, leased_until = NULL WHERE lease = $1", position.lease).execute(db).await?;
    Ok(())
}

/// Notes that everything up to `version` is published, and that this runner lives; `false` when it has lost the lease.
pub(super) async fn store(db: &mut Db, position: &mut Position, version: i64, now: DateTime<Utc>) -> Result<bool> {
    let stored = sqlx::query!(
        "UPDATE change_feed SET version_id = $2, leased_until = $3 WHERE lease = $1",
        position.lease,
        version,
        now + LEASE
    )
    .execute(db)
    .await?;
    position.version = version;
    Ok(stored.rows_affected() == 1)
}

/// Opens the next window: up to the oldest transaction that still runs. `false` when nothing has ended since, or the lease is lost.
pub(super) async fn open_next(db: &mut Db, position: &mut Position) -> Result<bool> {
    let opened = sqlx::query!(
        "UPDATE change_feed SET published_before = publishing_before, publishing_before = pg_snapshot_xmin(pg_current_snapshot()),
             version_id = 0
         WHERE lease = $1 AND publishing_before < pg_snapshot_xmin(pg_current_snapshot())
             AND EXISTS (SELECT FROM revision WHERE transaction_id >= publishing_before
                 AND transaction_id < pg_snapshot_xmin(pg_current_snapshot()))",
        position.lease
    )
    .execute(db)
    .await?;
    position.version = 0;
    Ok(opened.rows_affected() == 1)
}

/// The next changes of the window, in the order of their last versions; at most `most`.
pub(super) async fn changes(db: &mut Db, position: &Position, most: i64) -> Result<Vec<Change>> {
    let rows = sqlx::query!(
        r#"SELECT max(v.id) AS "version!", r.id AS revision, r.created_at AS at, r.person_id, r.comment,
               v.object_type AS kind, v.object_id AS id,
               jsonb_agg(jsonb_build_object('table', v.table_name, 'operation', v.operation, 'before', v.before, 'after', v.after)
                   ORDER BY v.id) AS "versions!: Json<Vec<RowVersion>>"
           FROM change_feed f
           JOIN revision r ON r.transaction_id >= f.published_before AND r.transaction_id < f.publishing_before
           JOIN version v ON v.revision_id = r.id
           WHERE f.lease = $1
           GROUP BY r.id, v.object_type, v.object_id
           HAVING max(v.id) > $2
           ORDER BY max(v.id) LIMIT $3"#,
        position.lease,
        position.version,
        most
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Change {
            version: row.version,
            revision: row.revision,
            at: row.at,
            person_id: row.person_id,
            comment: row.comment,
            kind: row.kind,
            id: row.id,
            versions: row.versions.0,
        })
        .collect())
}
