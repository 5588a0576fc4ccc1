//! Importing an AMY database.

mod again;
mod complete;
mod dump;
mod everything;
mod history;
mod large;
mod refused;
mod verified;

use std::path::PathBuf;

use local::import::{self, Options, Report};
use sqlx::{AssertSqlSafe, PgPool};

use crate::support::{Clone, TestCluster};

const TABLES: &str = include_str!("source/tables.sql");
const ROWS: [&str; 3] = [include_str!("source/rows.sql"), include_str!("source/domain.sql"), include_str!("source/history.sql")];
const BROKEN: &str = include_str!("source/broken.sql");

/// A small AMY and an empty database of ours.
struct Databases {
    amy: Clone,
    /// Connections to ours.
    pool: PgPool,
    _ours: Clone,
}

impl Databases {
    /// A small AMY.
    async fn new() -> Self {
        let databases = Self::empty().await;
        databases.amy(TABLES).await;
        for rows in ROWS {
            databases.amy(rows).await;
        }
        databases
    }

    /// A database for AMY in which there is nothing of AMY's.
    async fn empty() -> Self {
        let cluster = TestCluster::ready().await;
        let (amy, ours) = (cluster.empty_database().await, cluster.clone_template().await);
        let pool = PgPool::connect(&ours.url).await.unwrap();
        Self { amy, pool, _ours: ours }
    }

    /// Runs statements in AMY.
    async fn amy(&self, statements: &str) {
        let pool = PgPool::connect(&self.amy.url).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&pool).await.unwrap();
        pool.close().await;
    }

    /// Runs statements in ours.
    async fn ours(&self, statements: &str) {
        sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&self.pool).await.unwrap();
    }

    async fn import(&self) -> Report {
        self.try_import(Options::default()).await.unwrap()
    }

    async fn try_import(&self, options: Options) -> anyhow::Result<Report> {
        import::run(&self.amy.url, &self.pool, &options).await
    }

    /// The first column of a query on ours, as text.
    async fn texts(&self, query: &str) -> Vec<String> {
        let sql = format!("SELECT coalesce((q.v)::text, '-') FROM ({query}) AS q (v)");
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&self.pool).await.unwrap()
    }

    /// The one value of a query on ours, as text.
    async fn text(&self, query: &str) -> String {
        self.texts(query).await.remove(0)
    }

    /// How many rows of audited tables are not as their newest version says, the deleted ones included.
    async fn rows_unlike_their_history(&self) -> String {
        self.ours(include_str!("unlike.sql")).await;
        self.text(
            "SELECT coalesce(string_agg(concat_ws(' ', table_name, rows), ', '), 'none') FROM unlike_history() WHERE rows > 0",
        )
        .await
    }

    /// A digest of everything that ours holds.
    async fn everything(&self) -> String {
        self.ours(include_str!("digest.sql")).await;
        self.text("SELECT everything()").await
    }
}

/// A place for a test's own file.
fn scratch_file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("amy-import-{}-{name}", std::process::id()))
}
