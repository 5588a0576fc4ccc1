//! What the database knows of the audited tables: read from its catalog, so that a new column or set needs no line here.

use crate::Result;
use crate::db::Db;

/// A column of an audited table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its table.
    pub(super) table: String,
    /// The table of the record that the table's rows belong to.
    pub(super) owner: String,
    /// Its name.
    pub(super) name: String,
    /// The category of its type, as PostgreSQL has it: `B` yes or no, `D` time, `N` number, `S` text, `U` other.
    pub(super) category: String,
    /// It tells which record a row of a set belongs to.
    pub(super) is_owner: bool,
    /// The table and column it refers to.
    pub(super) refers_to: Option<(String, String)>,
}

impl Column {
    /// Whether it stands in the record's own row.
    pub(super) fn is_own(&self) -> bool {
        self.table == self.owner
    }

    /// Whether it holds something to show: no key, and nothing that changes without a person's doing.
    pub(super) fn is_shown(&self) -> bool {
        !HIDDEN.contains(&self.name.as_str()) && (self.is_own() || !(self.is_owner || self.name == "created_at"))
    }
}

/// The id, and what the triggers leave out (`record_version` in SQL).
const HIDDEN: [&str; 4] = ["id", "password", "last_login", "last_updated_at"];

/// The columns of the records of these tables and of their sets, in the tables' order: one statement. All records without `owners`.
pub(super) async fn columns(db: &mut Db, owners: Option<&[String]>) -> Result<Vec<Column>> {
    let rows = sqlx::query!(
        r#"SELECT table_name AS "table_name!", owner AS "owner!", name AS "name!", category AS "category!", is_owner AS "is_owner!",
               referred_table, referred_column
           FROM audited_column WHERE $1::text[] IS NULL OR owner = ANY ($1)
           ORDER BY table_name <> owner, table_name, position"#,
        owners
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Column {
            table: row.table_name,
            owner: row.owner,
            name: row.name,
            category: row.category,
            is_owner: row.is_owner,
            refers_to: row.referred_table.zip(row.referred_column),
        })
        .collect())
}
