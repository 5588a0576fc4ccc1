//! Nothing of AMY is forgotten: neither a table of its, nor one of ours, nor a column.

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, PgPool};

use super::{Databases, TABLES};

impl Databases {
    /// The names of AMY's tables.
    pub(super) async fn amy_tables(&self) -> BTreeSet<String> {
        let pool = PgPool::connect(&self.amy.url).await.unwrap();
        let tables = "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";
        let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&pool).await.unwrap();
        pool.close().await;
        tables.into_iter().collect()
    }
}

/// AMY's tables, of release 4.9.
pub(super) fn tables() -> BTreeSet<String> {
    TABLES.split("CREATE TABLE ").skip(1).map(|table| table.split_whitespace().next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_table_of_amy_is_taken_over_or_named() {
    let databases = Databases::new().await;
    assert_eq!(tables().len(), 99);
    // A row in each of the tables that have none, so that the report speaks of them.
    let pool = PgPool::connect(&databases.amy.url).await.unwrap();
    let mut filled = BTreeSet::new();
    for table in tables() {
        let rows: i64 =
            sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table}"))).fetch_one(&pool).await.unwrap();
        if rows == 0 {
            let required = "SELECT string_agg(quote_ident(attname), ', '), string_agg(CASE WHEN atttypid = 'uuid'::regtype THEN 'gen_random_uuid()'
                                WHEN atttypid IN ('integer'::regtype, 'bigint'::regtype) THEN '1' ELSE '''x''' END, ', ')
                            FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attnotnull AND NOT atthasdef AND attidentity = ''";
            let (columns, values): (Option<String>, Option<String>) =
                sqlx::query_as(AssertSqlSafe(required)).bind(&table).fetch_one(&pool).await.unwrap();
            let insert = match (columns, values) {
                (Some(columns), Some(values)) => format!("INSERT INTO {table} ({columns}) VALUES ({values})"),
                _ => format!("INSERT INTO {table} DEFAULT VALUES"),
            };
            sqlx::raw_sql(AssertSqlSafe(insert)).execute(&pool).await.unwrap();
            filled.insert(table);
        }
    }
    let report = databases.import().await;
    let named = |table: &String| report.left_out.iter().any(|line| line.what.starts_with(&format!("{table}: ")));
    // What has no rows in the small AMY is no table of the import, and each is named with a reason of its own.
    let silent: Vec<_> = filled.iter().filter(|table| !named(table)).collect();
    assert_eq!(silent, Vec::<&String>::new());
    assert!(report.left_out.iter().all(|line| !line.what.contains("does not know")), "{:#?}", report.left_out);
    pool.close().await;
}

#[tokio::test]
async fn a_table_and_a_column_of_a_newer_amy_are_named() {
    let databases = Databases::new().await;
    databases
        .amy(
            "CREATE TABLE workshops_newer (id integer); INSERT INTO workshops_newer VALUES (1), (2);
             ALTER TABLE workshops_event ADD COLUMN weather text; UPDATE workshops_event SET weather = 'fine' WHERE id = 1;",
        )
        .await;
    let report = databases.import().await;
    let left_out: Vec<String> = report.left_out.iter().map(|line| format!("{} {}", line.rows, line.what)).collect();
    for expected in [
        "2 workshops_newer: this import does not know the table",
        "1 workshops_event.weather: this import does not know the column",
    ] {
        assert!(left_out.iter().any(|line| line == expected), "{expected}\nis not in {left_out:#?}");
    }
}

/// Ours that no row of AMY's goes into, each for a reason.
#[tokio::test]
async fn every_table_of_ours_is_filled_or_is_nothing_of_amys() {
    let databases = Databases::new().await;
    let report = databases.import().await;
    let ours =
        databases.texts("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace").await;
    let filled: BTreeSet<&str> = report.tables.iter().map(|table| table.table).collect();
    let others: BTreeSet<&str> = ours.iter().map(String::as_str).filter(|table| !filled.contains(table)).collect();
    // A data set, a standard, what pages ask for, what waits to be confirmed, the history, passkeys, and the state of the schema.
    assert_eq!(
        others,
        BTreeSet::from([
            "_sqlx_migrations",
            "airport",
            "bulk_upload",
            "calendar_feed",
            "change_feed",
            "country",
            "passkey",
            "permission",
            "revision",
            "saved_filter",
            "version"
        ])
    );
}
