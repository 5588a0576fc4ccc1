//! The entries of one record's history.

use chrono::{DateTime, Utc};

use crate::Result;
use crate::db::Db;
use crate::record::Kind;

/// What one revision did to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Id of its last version, by which its page is addressed; the state right after it is the entry's.
    pub version: i64,
    /// Ids of all its versions: each of them stands for the entry.
    pub versions: Vec<i64>,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who did it; `None` for an unknown user, or one who is gone.
    pub person_id: Option<i32>,
    /// Their login name.
    pub username: Option<String>,
    /// Their full name.
    pub full_name: Option<String>,
    /// Why.
    pub comment: String,
    /// The record was gone afterwards.
    pub is_deletion: bool,
}

/// A record with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its table.
    pub table: String,
    /// Its id.
    pub id: String,
    /// Whether it is there now.
    pub is_there: bool,
    /// Newest first; never empty.
    pub entries: Vec<Entry>,
}

impl Record {
    /// What kind of record it is; `None` for a table that has none.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        Kind::of_table(&self.table)
    }

    /// The position of the entry that `version` belongs to; 0 is the newest.
    #[must_use]
    pub fn position(&self, version: i64) -> Option<usize> {
        self.entries.iter().position(|entry| entry.versions.contains(&version))
    }
}

/// The record that `version` belongs to, with its whole history; `None` when there is no such version. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_version(db: &mut Db, version: i64) -> Result<Option<Record>> {
    let rows = sqlx::query!(
        r#"WITH asked AS MATERIALIZED (
               SELECT object_type, object_id, record_row(object_type, object_id) IS NOT NULL AS is_there FROM version WHERE id = $1)
           SELECT v.object_type, v.object_id, a.is_there AS "is_there!", max(v.id) AS "version!", array_agg(v.id ORDER BY v.id) AS "versions!", r.created_at, r.comment,
               p.id AS "person_id?", p.username AS "username?", nullif(person_full_name(p), '') AS full_name,
               coalesce((array_agg(v.operation ORDER BY v.id DESC) FILTER (WHERE v.table_name = v.object_type))[1] = 'D', false) AS "is_deletion!"
           FROM asked a
           JOIN version v ON v.object_type = a.object_type AND v.object_id = a.object_id
           JOIN revision r ON r.id = v.revision_id
           LEFT JOIN person p ON p.id = r.person_id
           GROUP BY v.object_type, v.object_id, a.is_there, r.id, p.id
           ORDER BY max(v.id) DESC"#,
        version
    )
    .fetch_all(db)
    .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (table, id, is_there) = (first.object_type.clone(), first.object_id.clone(), first.is_there);
    let entries = rows
        .into_iter()
        .map(|row| Entry {
            version: row.version,
            versions: row.versions,
            at: row.created_at,
            person_id: row.person_id,
            username: row.username,
            full_name: row.full_name,
            comment: row.comment,
            is_deletion: row.is_deletion,
        })
        .collect();
    Ok(Some(Record { table, id, is_there, entries }))
}
