//! A database of the test's own without the application around it.

use sqlx::{AssertSqlSafe, PgPool};

use super::{Clone, TestCluster};

/// Migrated and seeded, and nothing else in it.
pub(crate) struct Database {
    pub(crate) pool: PgPool,
    _clone: Clone,
}

impl Database {
    pub(crate) async fn new() -> Self {
        let clone = TestCluster::ready().await.clone_template().await;
        Self { pool: PgPool::connect(&clone.url).await.unwrap(), _clone: clone }
    }

    /// Runs statements.
    pub(crate) async fn run(&self, statements: &str) {
        sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&self.pool).await.unwrap();
    }

    /// The first column of a query, as text.
    pub(crate) async fn texts(&self, query: &str) -> Vec<String> {
        let sql = format!("SELECT coalesce((q.v)::text, '-') FROM ({query}) AS q (v)");
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&self.pool).await.unwrap()
    }

    /// The one value of a query, as text.
    pub(crate) async fn text(&self, query: &str) -> String {
        self.texts(query).await.remove(0)
    }

    /// The number of rows of a table.
    pub(crate) async fn count(&self, table: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table}"))).fetch_one(&self.pool).await.unwrap()
    }
}
