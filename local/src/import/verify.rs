//! After writing: both databases are asked for the number of rows of each table and a checksum over what was to be taken over.
//!
//! A checksum is the sum of a digest of each row, the columns written as text, so that it needs no order. What is compared was
//! read from AMY a second time, past the staging tables.

use anyhow::ensure;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};

use super::report::{Side, Verified};
use super::source::Source;
use super::staging::{RefusedRow, Staged, joined, quoted};

/// Compares a table of AMY with ours. Rows in `refused` are not counted.
pub(super) async fn compare(
    source: &mut Source,
    target: &mut PgConnection,
    staged: &Staged<'_>,
    refused: &[RefusedRow],
) -> anyhow::Result<Verified> {
    let without: Vec<i64> = refused.iter().map(|row| row.place).chain(staged.unknown.iter().copied()).collect();
    let theirs = format!(
        "SELECT {} AS digest FROM (SELECT s.*, row_number() OVER () AS place FROM ({}) s) q WHERE place <> ALL ($1)",
        digest(staged, |column| format!("q.{}", quoted(if is_codename(staged, column) { "codename" } else { column }))),
        staged.mapping.select
    );
    let ours = format!(
        "SELECT {} AS digest FROM {} t JOIN {} s ON {} WHERE s.refused IS NULL",
        digest(staged, |column| if is_codename(staged, column) {
            "(SELECT p.codename FROM permission p WHERE p.id = t.permission_id)".to_owned()
        } else {
            format!("t.{}", quoted(column))
        }),
        quoted(staged.mapping.table),
        staged.name(),
        staged.same_record()
    );
    let theirs = sqlx::query(AssertSqlSafe(summed(&theirs))).bind(without).fetch_one(&mut source.connection).await?;
    let ours = sqlx::query(AssertSqlSafe(summed(&ours))).fetch_one(target).await?;
    let side =
        |row: &sqlx::postgres::PgRow| -> sqlx::Result<Side> { Ok(Side { rows: row.try_get(0)?, checksum: row.try_get(1)? }) };
    Ok(Verified { table: staged.mapping.table, source: side(&theirs)?, target: side(&ours)? })
}

/// Fails where a table differs, and names all that do.
pub(super) fn demand_equal(verified: &[Verified]) -> anyhow::Result<()> {
    let differing = verified.iter().filter(|table| !table.is_equal());
    let differing = joined(differing, "; ", |table| {
        let Verified { table, source, target } = table;
        format!(
            "{table}: {} rows with checksum {} in AMY, {} with {} here",
            source.rows, source.checksum, target.rows, target.checksum
        )
    });
    ensure!(differing.is_empty(), "what was written is not what was read, so nothing was kept: {differing}");
    Ok(())
}

/// Whether a column's value is the permission that the other side calls by name.
fn is_codename(staged: &Staged<'_>, column: &str) -> bool {
    staged.mapping.by_codename && column == "permission_id"
}

/// 64 bits of a digest of a row, as a number.
fn digest(staged: &Staged<'_>, value: impl Fn(&str) -> String) -> String {
    let values = joined(staged.columns(), ", ", |column| format!("({})::text", value(&column.name)));
    format!("('x' || left(md5(ROW({values})::text), 16))::bit(64)::bigint::numeric")
}

fn summed(digests: &str) -> String {
    format!(
        "SELECT count(*), to_char(coalesce(abs(sum(digest) % 10000000000000000), 0), 'FM0000000000000000') FROM ({digests}) d"
    )
}
