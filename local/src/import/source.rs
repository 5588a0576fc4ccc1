//! The AMY database that is read: one connection, one snapshot, nothing written.

use anyhow::{Context as _, ensure};
use futures_util::TryStreamExt as _;
use sqlx::postgres::{PgConnectOptions, PgCopyIn};
use sqlx::{AssertSqlSafe, Column as _, Connection as _, Executor as _, PgConnection, Row as _, SqlSafeStr as _, Statement as _};

use super::mapping::Mapping;

/// How values are written as text, the same on both sides of an import.
pub(super) const TEXT_FORMS: &str =
    "SET DateStyle = 'ISO, YMD'; SET TimeZone = 'UTC'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 3";
/// Rows are passed on in pieces of this many bytes.
const PIECE: usize = 64 * 1024;

/// An open AMY database.
pub(super) struct Source {
    pub(super) connection: PgConnection,
}

/// A column of one of AMY's tables.
#[derive(Debug)]
pub(super) struct SourceColumn {
    pub(super) name: String,
    /// Its type without a length.
    pub(super) wide_type: String,
}

impl Source {
    /// Connects and takes a snapshot, so that AMY may go on working while it is read.
    pub(super) async fn open(url: &str) -> anyhow::Result<Self> {
        let options: PgConnectOptions = url.parse().context("the source's address")?;
        let mut connection = PgConnection::connect_with(&options).await.context("connecting to the source")?;
        connection.execute(TEXT_FORMS).await?;
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?;
        let mut source = Self { connection };
        for table in ["django_migrations", "workshops_person", "workshops_event"] {
            ensure!(source.has_table(table).await?, "the source is no AMY database: it has no table {table}");
        }
        Ok(source)
    }

    /// Whether there is such a table.
    pub(super) async fn has_table(&mut self, table: &str) -> sqlx::Result<bool> {
        sqlx::query_scalar("SELECT to_regclass($1) IS NOT NULL").bind(table).fetch_one(&mut self.connection).await
    }

    /// The tables of AMY's schema.
    pub(super) async fn tables(&mut self) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar(
            "SELECT relname::text FROM pg_class
             WHERE relkind IN ('r', 'p') AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('workshops_person'))
             ORDER BY relname",
        )
        .fetch_all(&mut self.connection)
        .await
    }

    /// The columns of one of them.
    pub(super) async fn table(&mut self, table: &str) -> sqlx::Result<Vec<SourceColumn>> {
        let rows = sqlx::query(
            "SELECT attname::text, replace(format_type(atttypid, NULL), 'character varying', 'text') FROM pg_attribute
             WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        )
        .bind(table)
        .fetch_all(&mut self.connection)
        .await?;
        rows.iter().map(|row| Ok(SourceColumn { name: row.try_get(0)?, wide_type: row.try_get(1)? })).collect()
    }

    /// A single number.
    pub(super) async fn number(&mut self, sql: String) -> sqlx::Result<i64> {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut self.connection).await
    }

    /// A column of texts.
    pub(super) async fn texts(&mut self, sql: String) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut self.connection).await
    }

    /// The names of the columns that a query answers with.
    pub(super) async fn columns(&mut self, select: &'static str) -> sqlx::Result<Vec<String>> {
        let statement = (&mut self.connection).prepare(select.into_sql_str()).await?;
        Ok(statement.columns().iter().map(|column| column.name().to_owned()).collect())
    }

    /// The id that the next row of the mapping's table would get, where its ids come from a sequence that may be read.
    pub(super) async fn next_id(&mut self, mapping: &Mapping) -> sqlx::Result<Option<i64>> {
        sqlx::query_scalar(
            "SELECT s.last_value + s.increment_by FROM pg_sequences s
             JOIN pg_attribute a ON a.attrelid = to_regclass($1) AND a.attname = 'id'
             WHERE format('%I.%I', s.schemaname, s.sequencename) = pg_get_serial_sequence($1, 'id')",
        )
        .bind(mapping.source)
        .fetch_optional(&mut self.connection)
        .await
        .map(Option::flatten)
    }

    /// Sends the rows of `select` on to a COPY of the target.
    pub(super) async fn copy(&mut self, select: &str, to: &mut PgCopyIn<&mut PgConnection>) -> sqlx::Result<()> {
        let mut rows = self.connection.copy_out_raw(&format!("COPY ({select}) TO STDOUT")).await?;
        let mut piece = Vec::with_capacity(PIECE * 2);
        while let Some(row) = rows.try_next().await? {
            piece.extend_from_slice(&row);
            if piece.len() >= PIECE {
                to.send(std::mem::take(&mut piece)).await?;
            }
        }
        if !piece.is_empty() {
            to.send(piece).await?;
        }
        Ok(())
    }

    /// Ends the snapshot.
    pub(super) async fn close(self) -> sqlx::Result<()> {
        self.connection.close().await
    }
}
