//! From the staging tables into the target: changed rows are updated, new ones inserted, equal ones left alone.

use anyhow::Context as _;
use sqlx::{AssertSqlSafe, PgConnection};

use super::report::TableReport;
use super::staging::{Staged, execute, joined, quoted};

/// Writes the accepted rows of `staged`.
pub(super) async fn merge(connection: &mut PgConnection, staged: &Staged<'_>) -> anyhow::Result<TableReport> {
    let table = staged.mapping.table;
    let conflict = || format!("{table}: rows of the source collide with rows of the target; import into a new database");
    if staged.mapping.exact {
        execute(connection, remove(staged)).await?;
    }
    let updated = match update(staged) {
        Some(sql) => execute(connection, sql).await.with_context(conflict)?,
        None => 0,
    };
    let inserted = execute(connection, insert(staged)).await.with_context(conflict)?;
    let written = i64::try_from(updated + inserted)?;
    let accepted = count(connection, format!("SELECT count(*) FROM {} WHERE refused IS NULL", staged.name())).await?;
    let present = count(connection, format!("SELECT count(*) FROM {}", quoted(table))).await?;
    Ok(TableReport {
        table,
        read: staged.read,
        written,
        unchanged: accepted - written,
        refused: staged.read - accepted,
        only_here: present - accepted,
    })
}

async fn count(connection: &mut PgConnection, sql: String) -> sqlx::Result<i64> {
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await
}

/// What is not as it should be makes room for what should be.
fn remove(staged: &Staged<'_>) -> String {
    format!(
        "DELETE FROM {} t WHERE NOT EXISTS (SELECT FROM {} s WHERE {} AND s.refused IS NULL AND NOT ({}))",
        quoted(staged.mapping.table),
        staged.name(),
        staged.same_record(),
        differs(staged)
    )
}

/// `None` where a row is nothing but its key.
fn update(staged: &Staged<'_>) -> Option<String> {
    let assignments: Vec<String> = staged
        .columns()
        .filter(|column| !staged.target.primary_key.contains(&column.name))
        .map(|column| format!("{0} = s.{0}::{1}", quoted(&column.name), column.sql_type))
        .collect();
    (!assignments.is_empty()).then(|| {
        format!(
            "UPDATE {} t SET {} FROM {} s WHERE {} AND s.refused IS NULL AND ({})",
            quoted(staged.mapping.table),
            assignments.join(", "),
            staged.name(),
            staged.same_record(),
            differs(staged)
        )
    })
}

fn insert(staged: &Staged<'_>) -> String {
    let columns = joined(staged.columns(), ", ", |column| quoted(&column.name));
    let values = joined(staged.columns(), ", ", |column| format!("s.{}::{}", quoted(&column.name), column.sql_type));
    let table = quoted(staged.mapping.table);
    format!(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {} s
         WHERE s.refused IS NULL AND NOT EXISTS (SELECT FROM {table} t WHERE {}) ORDER BY s.staged_row",
        staged.name(),
        staged.same_record()
    )
}

fn differs(staged: &Staged<'_>) -> String {
    let ours = joined(staged.columns(), ", ", |column| format!("t.{}", quoted(&column.name)));
    let theirs = joined(staged.columns(), ", ", |column| format!("s.{}::{}", quoted(&column.name), column.sql_type));
    format!("ROW({ours}) IS DISTINCT FROM ROW({theirs})")
}
