//! The log of all changes (DM-VER-07, UTL-07).

use chrono::{DateTime, NaiveDate, Utc};

use crate::Result;
use crate::db::Db;
use crate::listing::{Filter, Listing, Meaning, PageRequest, Query, Rows};
use crate::record::Kind;

/// So many records of a revision are told in the log; a link leads to the others.
const MOST_RECORDS: i64 = 10;
/// So many versions of a revision are looked at for them: an import has hundreds of thousands.
const MOST_VERSIONS: i64 = 1000;

/// A revision.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Revision {
    /// Revision id.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for an unknown user, or one who is gone.
    pub person_id: Option<i32>,
    /// Their full name.
    pub person: Option<String>,
    /// Why.
    pub comment: String,
}

/// What a revision did to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Made it.
    Created,
    /// Changed it.
    Changed,
    /// Deleted it.
    Deleted,
}

impl Doing {
    /// In words: `created`, `changed`, `deleted`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Deleted => "deleted",
        }
    }

    /// From the operations on the record's own row, in their order: `I`, `U`, `D`; none for a change in its sets alone.
    pub(super) fn of<'a>(operations: impl Iterator<Item = &'a str>) -> Self {
        let (mut created, mut last) = (false, "");
        for operation in operations {
            created |= operation == "I";
            last = operation;
        }
        match (last, created) {
            ("D", _) => Self::Deleted,
            (_, true) => Self::Created,
            _ => Self::Changed,
        }
    }
}

/// A record that a revision touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedRecord {
    /// Its table.
    pub table: String,
    /// What it was called then.
    pub label: String,
    /// Its version, by which UTL-08 is addressed.
    pub version: i64,
    /// What was done.
    pub doing: Doing,
}

impl LoggedRecord {
    /// What kind of record it is; `None` for a table that has none.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        Kind::of_table(&self.table)
    }
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// The revision.
    pub revision: Revision,
    /// Its records in the order of their changes, at most ten. None where their history was erased (DM-VER-05).
    pub records: Vec<LoggedRecord>,
    /// There are more.
    pub has_more: bool,
}

/// Filters and order of the log.
pub const LISTING: Listing = Listing {
    select: "SELECT r.id, r.created_at AS at, p.id AS person_id, nullif(person_full_name(p), '') AS person, r.comment
        FROM revision r LEFT JOIN person p ON p.id = r.person_id",
    from: "FROM revision r",
    filters: &[
        Filter { name: "person", meaning: Meaning::Ints("r.person_id = ANY({})") },
        Filter {
            name: "kind",
            meaning: Meaning::Texts("EXISTS (SELECT FROM version v WHERE v.revision_id = r.id AND v.object_type = ANY({}))"),
        },
        Filter { name: "since", meaning: Meaning::Date("r.created_at >= {}::date::timestamp AT TIME ZONE 'UTC'") },
        Filter { name: "until", meaning: Meaning::Date("r.created_at < ({}::date + 1)::timestamp AT TIME ZONE 'UTC'") },
    ],
    orders: &[],
    default_order: "r.created_at DESC, r.id DESC",
    tie: "r.id",
};

/// A page of the log: three statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn log(db: &mut Db, query: &Query) -> Result<Rows<Logged>> {
    let Rows { rows, total, at } = LISTING.page::<Revision>(db, query).await?;
    let mut logged: Vec<Logged> =
        rows.into_iter().map(|revision| Logged { revision, records: Vec::new(), has_more: false }).collect();
    let ids: Vec<i64> = logged.iter().map(|line| line.revision.id).collect();
    for (revision, record, rest) in records(db, &ids, 0, MOST_RECORDS, MOST_VERSIONS, query.today).await? {
        if let Some(line) = logged.iter_mut().find(|line| line.revision.id == revision) {
            line.records.push(record);
            line.has_more |= rest;
        }
    }
    Ok(Rows { rows: logged, total, at })
}

/// One revision with a page of all its records; `None` when there is no such revision. Three statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn records_of(
    db: &mut Db,
    revision: i64,
    page: PageRequest,
    today: NaiveDate,
) -> Result<Option<(Revision, Rows<LoggedRecord>)>> {
    let found = sqlx::query_as!(
        Revision,
        r#"SELECT r.id, r.created_at AS at, p.id AS "person_id?", nullif(person_full_name(p), '') AS person, r.comment
           FROM revision r LEFT JOIN person p ON p.id = r.person_id WHERE r.id = $1"#,
        revision
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let total = sqlx::query_scalar!(
        r#"SELECT count(*) AS "total!" FROM (SELECT DISTINCT object_type, object_id FROM version WHERE revision_id = $1) v"#,
        revision
    )
    .fetch_one(&mut *db)
    .await?;
    let at = page.resolve(total);
    let records = records(db, &[revision], at.offset, at.limit, i64::MAX, today).await?;
    Ok(Some((found, Rows { rows: records.into_iter().map(|(_, record, _)| record).collect(), total, at })))
}

/// The records of revisions, with whether the revision has more than these: one statement.
async fn records(
    db: &mut Db,
    revisions: &[i64],
    offset: i64,
    most: i64,
    most_versions: i64,
    today: NaiveDate,
) -> Result<Vec<(i64, LoggedRecord, bool)>> {
    let rows = sqlx::query!(
        r#"SELECT r.id AS "revision!", e.object_type AS "table!", e.version AS "version!", e.operations AS "operations!",
               version_label(e.object_type, e.object_id, e.version, $5) AS "label!",
               e.entries > $2 + $3 OR e.looked_at = $4 AS "has_more!"
           FROM unnest($1::bigint[]) WITH ORDINALITY r (id, position)
           CROSS JOIN LATERAL (
               SELECT v.object_type, v.object_id, max(v.id) AS version, min(v.id) AS first,
                   coalesce(array_agg(v.operation::text ORDER BY v.id) FILTER (WHERE v.table_name = v.object_type), '{}') AS operations,
                   count(*) OVER () AS entries, sum(count(*)) OVER () AS looked_at
               FROM (SELECT * FROM version v WHERE v.revision_id = r.id ORDER BY v.id LIMIT $4) v
               GROUP BY 1, 2 ORDER BY min(v.id) LIMIT $3 OFFSET $2
           ) e
           ORDER BY r.position, e.first"#,
        revisions,
        offset,
        most,
        most_versions,
        today
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let doing = Doing::of(row.operations.iter().map(String::as_str));
            (row.revision, LoggedRecord { table: row.table, label: row.label, version: row.version, doing }, row.has_more)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_follows_from_the_records_own_row() {
        let of = |operations: &str| Doing::of(operations.split_terminator(','));
        assert_eq!((of("I,U"), of("U"), of("U,D"), of("I,D")), (Doing::Created, Doing::Changed, Doing::Deleted, Doing::Deleted));
        assert_eq!(of(""), Doing::Changed);
    }
}
