//! Staging tables: temporary copies of what was read, without the constraints, and with room for the reason of a refusal.

use anyhow::{Context as _, bail, ensure};
use sqlx::{AssertSqlSafe, PgConnection, Row as _};

use super::catalog::{self, Column, Table};
use super::left_out::LeftOut;
use super::mapping::Mapping;
use super::source::Source;

/// A mapping whose rows are in a staging table.
pub(super) struct Staged<'m> {
    pub(super) mapping: &'m Mapping,
    pub(super) target: Table,
    /// Columns of the target that were read, in the query's order.
    columns: Vec<String>,
    /// Rows read.
    pub(super) read: i64,
    /// Places, in the query's order, of rows with a permission that nothing here asks for.
    pub(super) unknown: Vec<i64>,
    /// What the source's sequence would give next.
    pub(super) next_id: Option<i64>,
}

impl Staged<'_> {
    /// The staging table's name.
    pub(super) fn name(&self) -> String {
        name(self.mapping.table)
    }

    /// The columns that were read.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        self.target.columns.iter().filter(|column| self.columns.contains(&column.name))
    }

    /// `t.key = s.key AND …`
    pub(super) fn same_record(&self) -> String {
        joined(&self.target.primary_key, " AND ", |key| format!("t.{0} = s.{0}", quoted(key)))
    }

    /// How a row of `alias` is called in a report: its id, or the parts of its key.
    pub(super) fn label(&self, alias: &str) -> String {
        match self.target.primary_key.as_slice() {
            [key] => format!("{alias}.{}::text", quoted(key)),
            keys => format!("concat_ws(', ', {})", joined(keys, ", ", |key| format!("'{key} ' || {alias}.{}", quoted(key)))),
        }
    }
}

/// The name of the staging table for `table`.
pub(super) fn name(table: &str) -> String {
    format!("staged_{table}")
}

/// An SQL identifier.
pub(super) fn quoted(identifier: &str) -> String {
    format!("\"{}\"", identifier.replace('"', "\"\""))
}

/// The items put through `write`, with `separator` between them.
pub(super) fn joined<T>(items: impl IntoIterator<Item = T>, separator: &str, write: impl Fn(T) -> String) -> String {
    items.into_iter().map(write).collect::<Vec<_>>().join(separator)
}

/// Runs a statement made by this module's siblings of catalogue names, and answers how many rows it touched.
pub(super) async fn execute(connection: &mut PgConnection, sql: String) -> anyhow::Result<u64> {
    let done = sqlx::query(AssertSqlSafe(sql.clone())).execute(connection).await.with_context(|| format!("statement: {sql}"))?;
    Ok(done.rows_affected())
}

/// Creates the staging table of `mapping` and copies the source's rows into it.
pub(super) async fn fill<'m>(source: &mut Source, target: &mut PgConnection, mapping: &'m Mapping) -> anyhow::Result<Staged<'m>> {
    ensure!(source.has_table(mapping.source).await?, "the source has no such table: it must be AMY 4.8 or newer");
    let table = catalog::table(target, mapping.table).await?;
    let columns = source.columns(mapping.select).await.context("the source lacks a column: it must be AMY 4.8 or newer")?;
    let read = joined(&columns, ", ", |name| {
        let known = table.columns.iter().find(|column| column.name == *name);
        format!("{} {}", quoted(name), known.map_or("text", |column| column.wide_type.as_str()))
    });
    // What AMY does not have is as in a new record, for the checks that ask for it.
    let others = table.columns.iter().filter(|column| !columns.contains(&column.name)).map(|column| {
        let value = match (&column.generated, &column.default) {
            (Some(value), _) => format!("GENERATED ALWAYS AS ({value}) STORED"),
            (None, Some(value)) => format!("DEFAULT {value}"),
            (None, None) => String::new(),
        };
        format!(", {} {} {value}", quoted(&column.name), column.wide_type)
    });
    let definitions = read + &others.collect::<String>();
    let staging = name(mapping.table);
    execute(
        target,
        format!(
            "CREATE TEMPORARY TABLE {staging} ({definitions}, refused text, staged_row bigint GENERATED ALWAYS AS IDENTITY)
             ON COMMIT DROP"
        ),
    )
    .await?;

    let into = format!("{staging} ({})", joined(&columns, ", ", |name| quoted(name)));
    let read = copy(source, target, mapping.select, &into).await?;
    if mapping.one_to_one {
        let rows = source.number(format!("SELECT count(*) FROM {}", mapping.source)).await?;
        ensure!(rows == read, "{rows} rows in the source, but {read} read");
    }
    execute(target, format!("ANALYZE {staging}")).await?;
    let next_id = source.next_id(mapping).await?;
    Ok(Staged { mapping, target: table, columns, read, unknown: Vec::new(), next_id })
}

/// Copies what `select` finds in the source into a table of the target, and answers how many rows.
pub(super) async fn copy(source: &mut Source, target: &mut PgConnection, select: &str, into: &str) -> anyhow::Result<i64> {
    let mut copy = target.copy_in_raw(&format!("COPY {into} FROM STDIN")).await?;
    if let Err(error) = source.copy(select, &mut copy).await {
        copy.abort("reading failed").await.ok();
        bail!(error);
    }
    Ok(i64::try_from(copy.finish().await?)?)
}

/// Finds the permissions that rows name. Rows with a permission that nothing here asks for are taken out and counted.
pub(super) async fn resolve(target: &mut PgConnection, staged: &mut Staged<'_>) -> anyhow::Result<Option<LeftOut>> {
    if !staged.mapping.by_codename {
        return Ok(None);
    }
    let staging = staged.name();
    execute(target, format!("UPDATE {staging} s SET permission_id = p.id FROM permission p WHERE p.codename = s.codename"))
        .await?;
    staged.unknown = sqlx::query_scalar(AssertSqlSafe(format!(
        "DELETE FROM {staging} WHERE permission_id IS NULL AND codename IS NOT NULL RETURNING staged_row"
    )))
    .fetch_all(target)
    .await?;
    let dropped = i64::try_from(staged.unknown.len())?;
    staged.read -= dropped;
    let what = format!("{}: permissions that nothing here asks for", staged.mapping.source);
    Ok((dropped > 0).then_some(LeftOut { what, rows: dropped }))
}

/// A row that was refused: its place in the query's order, counted from 1, how it is called, and why.
pub(super) struct RefusedRow {
    pub(super) place: i64,
    pub(super) id: String,
    pub(super) reason: String,
}

/// The rows that were refused, in the source's order.
pub(super) async fn refused(target: &mut PgConnection, staged: &Staged<'_>) -> anyhow::Result<Vec<RefusedRow>> {
    let sql = format!(
        "SELECT staged_row, {}, refused FROM {} s WHERE refused IS NOT NULL ORDER BY staged_row",
        staged.label("s"),
        staged.name()
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(target).await?;
    rows.iter()
        .map(|row| {
            let id: Option<String> = row.try_get(1)?;
            Ok(RefusedRow { place: row.try_get(0)?, id: id.unwrap_or_default(), reason: row.try_get(2)? })
        })
        .collect()
}
