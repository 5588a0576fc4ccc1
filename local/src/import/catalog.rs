//! What the target demands of a table's rows, read from its catalogue: types, lengths, checks, references, uniqueness.

use anyhow::ensure;
use sqlx::{PgConnection, Row as _};

/// A table of the target.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) primary_key: Vec<String>,
    pub(super) checks: Vec<Check>,
    pub(super) references: Vec<Reference>,
    pub(super) uniques: Vec<Unique>,
}

/// A column: its type as SQL writes it, and its limits.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) sql_type: String,
    /// The type without a length, which a row that is too long fits into.
    pub(super) wide_type: String,
    pub(super) required: bool,
    /// Most characters, for text with a limit.
    pub(super) length: Option<i32>,
    /// What it is in a new row, as an SQL expression.
    pub(super) default: Option<String>,
    /// What it always is, of the other columns.
    pub(super) generated: Option<String>,
}

/// A CHECK constraint.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) name: String,
    pub(super) condition: String,
}

/// A foreign key.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) columns: Vec<String>,
    pub(super) table: String,
    pub(super) keys: Vec<String>,
}

/// A unique index: its expressions, and for which rows it holds.
#[derive(Debug)]
pub(super) struct Unique {
    /// Whether it is the primary key.
    pub(super) is_primary: bool,
    pub(super) expressions: Vec<String>,
    pub(super) condition: Option<String>,
}

/// Reads the catalogue's entries for `table`.
pub(super) async fn table(connection: &mut PgConnection, table: &str) -> anyhow::Result<Table> {
    let columns = columns(connection, table).await?;
    ensure!(!columns.is_empty(), "the target has no table {table}: bring its schema up to date first");
    Ok(Table {
        columns,
        primary_key: primary_key(connection, table).await?,
        checks: checks(connection, table).await?,
        references: references(connection, table).await?,
        uniques: uniques(connection, table).await?,
    })
}

async fn columns(connection: &mut PgConnection, table: &str) -> sqlx::Result<Vec<Column>> {
    let rows = sqlx::query(
        "SELECT attname::text, format_type(atttypid, atttypmod), attnotnull,
             CASE WHEN atttypid IN ('varchar'::regtype, 'bpchar'::regtype) THEN 'text'
                  WHEN atttypid = 'varchar[]'::regtype THEN 'text[]' ELSE format_type(atttypid, NULL) END,
             CASE WHEN atttypid IN ('varchar'::regtype, 'bpchar'::regtype) AND atttypmod > 4 THEN atttypmod - 4 END,
             CASE attgenerated WHEN '' THEN pg_get_expr(adbin, adrelid) END, CASE attgenerated WHEN '' THEN NULL ELSE pg_get_expr(adbin, adrelid) END
         FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
    )
    .bind(table)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Column {
                name: row.try_get(0)?,
                sql_type: row.try_get(1)?,
                required: row.try_get(2)?,
                wide_type: row.try_get(3)?,
                length: row.try_get(4)?,
                default: row.try_get(5)?,
                generated: row.try_get(6)?,
            })
        })
        .collect()
}

async fn primary_key(connection: &mut PgConnection, table: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT a.attname::text FROM pg_constraint c, unnest(c.conkey) WITH ORDINALITY AS k (number, position)
         JOIN pg_attribute a ON a.attnum = k.number
         WHERE c.conrelid = to_regclass($1) AND c.contype = 'p' AND a.attrelid = c.conrelid ORDER BY k.position",
    )
    .bind(table)
    .fetch_all(connection)
    .await
}

async fn checks(connection: &mut PgConnection, table: &str) -> sqlx::Result<Vec<Check>> {
    let rows = sqlx::query(
        "SELECT conname::text, pg_get_expr(conbin, conrelid) FROM pg_constraint
         WHERE conrelid = to_regclass($1) AND contype = 'c' ORDER BY conname",
    )
    .bind(table)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok(Check { name: row.try_get(0)?, condition: row.try_get(1)? })).collect()
}

async fn references(connection: &mut PgConnection, table: &str) -> sqlx::Result<Vec<Reference>> {
    let rows = sqlx::query(
        "SELECT ARRAY(SELECT attname::text FROM unnest(c.conkey) WITH ORDINALITY AS k (number, position)
                      JOIN pg_attribute ON attrelid = c.conrelid AND attnum = number ORDER BY position),
             (SELECT relname::text FROM pg_class WHERE oid = c.confrelid),
             ARRAY(SELECT attname::text FROM unnest(c.confkey) WITH ORDINALITY AS k (number, position)
                      JOIN pg_attribute ON attrelid = c.confrelid AND attnum = number ORDER BY position)
         FROM pg_constraint c WHERE c.conrelid = to_regclass($1) AND c.contype = 'f' ORDER BY c.conname",
    )
    .bind(table)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok(Reference { columns: row.try_get(0)?, table: row.try_get(1)?, keys: row.try_get(2)? })).collect()
}

async fn uniques(connection: &mut PgConnection, table: &str) -> sqlx::Result<Vec<Unique>> {
    let rows = sqlx::query(
        "SELECT ARRAY(SELECT pg_get_indexdef(i.indexrelid, position, false) FROM generate_series(1, i.indnkeyatts) AS position),
             pg_get_expr(i.indpred, i.indrelid), i.indisprimary
         FROM pg_index i WHERE i.indrelid = to_regclass($1) AND i.indisunique ORDER BY i.indisprimary DESC, i.indexrelid",
    )
    .bind(table)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok(Unique { expressions: row.try_get(0)?, condition: row.try_get(1)?, is_primary: row.try_get(2)? }))
        .collect()
}
