//! The SQL of the hottest pages: it is what `golden/` has, and reads no large table from end to end (docs/plans.md).

mod hot;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use local::project::Project;
use regex::Regex;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};

use crate::support::{Person, TestApp};
use hot::{HOT, Hot};

/// A table with more rows is read by its indexes.
const LARGE: &str = "SELECT relname::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 5000 ORDER BY 1";
/// A page that asks for nothing beside what every page does.
const PLAIN: &str = "/dashboard/admin/feature_flags/";

/// A statement that is prepared on a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Statement {
    name: String,
    sql: String,
    /// Types of its parameters.
    types: Vec<String>,
}

#[tokio::test]
async fn the_hottest_pages_ask_what_is_written_down_and_read_no_large_table_whole() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.run_all(include_str!("data.sql")).await;
    sqlx::query("VACUUM ANALYZE").execute(app.pool()).await.unwrap();
    let large: Vec<String> = sqlx::query_scalar(LARGE).fetch_all(app.pool()).await.unwrap();
    for table in ["award", "comment", "consent", "event", "person", "revision", "task", "training_request", "version"] {
        assert!(large.iter().any(|large| large == table), "{table} is too small to prove anything: {large:?}");
    }

    let frame = statements(&app, &admin, PLAIN, &[]).await;
    let mut problems = Vec::new();
    let mut files = BTreeSet::new();
    for page in &HOT {
        let path = filled(&app, page.path).await;
        let asked = statements(&app, &admin, &path, &frame).await;
        files.insert(format!("{}.sql", page.name));
        problems.extend(golden(page, &asked));
        let mut db = app.db().await;
        for statement in &asked {
            problems.extend(scans(&mut db, statement, &large, page).await);
        }
    }
    for file in fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().to_string_lossy().into_owned()) {
        if !files.contains(&file) && file != ".gitkeep" {
            problems.push(format!("golden/{file} belongs to no page"));
        }
    }
    assert!(problems.is_empty(), "{}\n\n`make plans` writes the SQL down anew.", problems.join("\n\n"));
}

/// The statements that a page prepares, without those in `known`. The application has one connection here.
async fn statements(app: &TestApp, admin: &Person, path: &str, known: &[Statement]) -> Vec<Statement> {
    // Signing in asks the database too.
    app.sign_in(admin).await;
    app.db().await.clear_cached_statements().await.unwrap();
    app.get(path).as_user(admin).await.expect_page();
    let mut db = app.db().await;
    let rows = sqlx::raw_sql(
        "SELECT name, statement, array_to_string(parameter_types::text[], ',') FROM pg_prepared_statements ORDER BY prepare_time, name",
    )
    .fetch_all(&mut *db)
    .await
    .unwrap();
    let mut found: Vec<Statement> = Vec::new();
    for row in rows {
        let types: String = row.get(2);
        let sql = laid_out(row.get(1));
        // What sqlx itself asks about types is asked once per connection.
        let is_known = sql.contains("pg_catalog") || known.iter().chain(&found).any(|known| known.sql == sql);
        if !is_known {
            let types = types.split(',').filter(|kind| !kind.is_empty()).map(str::to_owned).collect();
            found.push(Statement { name: row.get(0), sql, types });
        }
    }
    found
}

/// A path with the keys of real records.
async fn filled(app: &TestApp, path: &str) -> String {
    let mut filled = path.to_owned();
    for (mark, query) in [
        ("{event}", "SELECT slug::text FROM event WHERE slug LIKE '%-place4000'"),
        ("{person}", "SELECT person_id::text FROM task ORDER BY id LIMIT 1"),
        ("{organization}", "SELECT id::text FROM organization WHERE domain = 'org77.example.edu'"),
        ("{role}", "SELECT id::text FROM role WHERE name = 'instructor'"),
        ("{badge}", "SELECT id::text FROM badge WHERE name = 'instructor'"),
        ("{tag}", "SELECT id::text FROM tag WHERE name = 'SWC'"),
    ] {
        if filled.contains(mark) {
            filled = filled.replace(mark, &app.value::<String>(query).await);
        }
    }
    filled
}

/// One blank between words, and a line for each clause, so that a change is easy to see.
fn laid_out(sql: &str) -> String {
    let folded = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let clause = Regex::new(r" (LEFT JOIN|CROSS JOIN|JOIN|FROM|WHERE|GROUP BY|ORDER BY|LIMIT|UNION ALL|UNION) ").unwrap();
    clause.replace_all(&folded, "\n$1 ").into_owned()
}

fn folder() -> PathBuf {
    Project::find().unwrap().join("local/tests/it/plans/golden")
}

/// Compares the SQL of a page with its golden file; where there is none it is written.
fn golden(page: &Hot, asked: &[Statement]) -> Option<String> {
    let statements: Vec<String> = asked.iter().map(|statement| format!("{};\n", statement.sql)).collect();
    let now = format!("-- {}\n\n{}", page.path, statements.join("\n"));
    let file = folder().join(format!("{}.sql", page.name));
    match fs::read_to_string(&file) {
        Ok(written) if written == now => None,
        Ok(written) => {
            let changed: Vec<&str> = now.lines().filter(|line| !written.lines().any(|old| old == *line)).collect();
            Some(format!("{} asks something else than golden/{}.sql:\n{}", page.path, page.name, changed.join("\n")))
        }
        Err(_) => {
            fs::create_dir_all(folder()).unwrap();
            fs::write(&file, now).unwrap();
            Some(format!("golden/{}.sql was missing and is written now: look at it, and run this again", page.name))
        }
    }
}

/// Large tables that a statement reads from end to end although its page has no reason to.
async fn scans(db: &mut PgConnection, statement: &Statement, large: &[String], page: &Hot) -> Option<String> {
    // A list without a filter tells how many there are: whether by the table or by an index is PostgreSQL's to choose.
    if statement.sql.starts_with("SELECT count(*)") && statement.sql.ends_with("\nWHERE true") {
        return None;
    }
    let plan = match plan(db, statement, sample, "force_custom_plan").await {
        Ok(plan) => plan,
        // A value that the statement cannot take: without values, then.
        Err(_) => match plan(db, statement, |_| "NULL", "force_generic_plan").await {
            Ok(plan) => plan,
            Err(error) => return Some(format!("{}: no plan for\n{}\n{error}", page.path, statement.sql)),
        },
    };
    let scan = Regex::new(r"Seq Scan on (\w+)").unwrap();
    let read: BTreeSet<&str> = plan
        .iter()
        .filter_map(|line| scan.captures(line)?.get(1).map(|table| table.as_str()))
        .filter(|table| large.iter().any(|large| large == table))
        .filter(|table| !page.reads.iter().any(|(allowed, _)| allowed == table))
        .collect();
    if read.is_empty() {
        return None;
    }
    Some(format!("{} reads all of {read:?}:\n{}\n{}", page.path, statement.sql, plan.join("\n")))
}

/// The plan that PostgreSQL makes of a statement.
async fn plan(
    db: &mut PgConnection,
    statement: &Statement,
    value: impl Fn(&str) -> &'static str,
    mode: &'static str,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(format!("SET plan_cache_mode = {mode}"))).execute(&mut *db).await?;
    let values: Vec<&str> = statement.types.iter().map(|kind| value(kind)).collect();
    let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
    let sql = format!("EXPLAIN EXECUTE \"{}\"{values}", statement.name);
    let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(&mut *db).await;
    sqlx::raw_sql("RESET plan_cache_mode").execute(&mut *db).await?;
    rows?.iter().map(|row| row.try_get(0)).collect()
}

/// A value as pages have it: few rows of a list, one record, a term that little holds.
fn sample(kind: &str) -> &'static str {
    match kind {
        "bigint" => "25",
        "integer" | "smallint" | "double precision" | "real" => "1",
        "text" | "character varying" | "name" => "'%zweig%'",
        "boolean" => "true",
        "date" => "'2026-06-15'",
        "timestamp with time zone" => "'2026-06-15Z'",
        "uuid" => "'00000000-0000-0000-0000-000000000000'",
        "integer[]" => "'{1}'",
        "text[]" | "character varying[]" => "'{%zweig%}'",
        _ => "NULL",
    }
}
