//! From the staging tables into the target: changed rows are updated, new ones inserted, equal ones left alone.

use anyhow::{Context as _, ensure};
use sqlx::{AssertSqlSafe, PgConnection};

use super::report::TableReport;
use super::staging::{Staged, execute, joined, quoted};

/// Writes the accepted rows of `staged`.
pub(super) async fn merge(connection: &mut PgConnection, staged: &Staged<'_>) -> anyhow::Result<TableReport> {
    let table = staged.mapping.table;
    let conflict = || format!("{table}: rows of the source collide with rows of the target; import into a new database");
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

/// Makes sure that every accepted row stands in the target as it was read.
pub(super) async fn verify(connection: &mut PgConnection, staged: &Staged<'_>) -> anyhow::Result<()> {
    let (table, staging) = (staged.mapping.table, staged.name());
    let accepted = count(connection, format!("SELECT count(*) FROM {staging} WHERE refused IS NULL")).await?;
    let equal = count(
        connection,
        format!(
            "SELECT count(*) FROM {staging} s JOIN {} t ON {} WHERE s.refused IS NULL AND NOT ({})",
            quoted(table),
            staged.same_record(),
            differs(staged)
        ),
    )
    .await?;
    ensure!(accepted == equal, "{table}: {accepted} rows were to be written, but {equal} stand in the target as they should");
    Ok(())
}

async fn count(connection: &mut PgConnection, sql: String) -> sqlx::Result<i64> {
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await
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
