//! Importing an AMY database.

mod again;
mod dump;
mod everything;
mod refused;

use local::import::{self, Options, Report};
use sqlx::{AssertSqlSafe, PgPool};

use crate::support::{Clone, TestCluster};

const TABLES: &str = include_str!("source/tables.sql");
const ROWS: &str = include_str!("source/rows.sql");
const BROKEN: &str = include_str!("source/broken.sql");

/// A small AMY and an empty database of ours.
struct Databases {
    amy: Clone,
    /// Connections to ours.
    pool: PgPool,
    _ours: Clone,
}

impl Databases {
    /// An AMY with the rows of `rows.sql`.
    async fn new() -> Self {
        let databases = Self::empty().await;
        databases.amy(TABLES).await;
        databases.amy(ROWS).await;
        databases
    }

    /// A database for AMY in which there is nothing of AMY's.
    async fn empty() -> Self {
        let cluster = TestCluster::ready().await;
        // AMY's tables have other names than ours: a copy of ours holds them as well as an empty database would.
        let (amy, ours) = (cluster.clone_template().await, cluster.clone_template().await);
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
        import::run(&self.amy.url, &self.pool, options).await
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
}
