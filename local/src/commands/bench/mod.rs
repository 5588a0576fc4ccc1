//! `bench`: what pages, cold starts and emails cost. Measures and prints; judges nothing.

mod load;
mod mail;
mod runtime;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use comfy_table::presets::ASCII_BORDERS_ONLY_CONDENSED;
use comfy_table::{CellAlignment, Table};
use local::amy::Amy;
use local::dynamodb::{Dynamo, Store};
use local::gateway::serve;
use local::postgres::{Database, Search};
use local::project::Project;
use serde_json::{Value, json};
use shared::clock::Clock;
use sqlx::PgPool;
use tokio::net::TcpListener;
use web::{Config, Site};

use super::{database, say};
use crate::cli::Bench;
use load::Page;

/// How many connections ask at once.
const CONNECTIONS: [usize; 3] = [1, 8, 32];
/// The pages, without what depends on the data.
const PAGES: [&str; 7] = [
    "/account/login/",
    "/dashboard/admin/",
    "/workshops/events/",
    "/workshops/persons/",
    "/workshops/tasks/",
    "/dashboard/admin/search/?term=software",
    "/dashboard/admin/search/quick/?term=software",
];

/// What each function is asked for when it starts cold: pages that need the session and the database.
const FIRST_PAGES: [(&str, &str); 6] = [
    ("accounts", "/account/login/"),
    ("admin", "/admin/tags/"),
    ("dashboard", "/dashboard/admin/"),
    ("lookups", "/select_lookups/tags/"),
    ("people", "/workshops/persons/"),
    ("workshops", "/workshops/events/"),
];

/// Measures pages, then functions, then emails.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &Bench) -> Result<()> {
    let database = Database::open(project, arguments.database.url(), search).await?;
    database::up_to_date(&database).await?;
    let dynamo = Dynamo::start(&Store::Memory, 0).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let base_url = format!("http://{address}");
    web::init_telemetry(true);
    let amy = Amy::start(project, Config::local(&base_url, database.url(), dynamo.endpoint()), Clock::System).await?;
    let cookie = sign_in(&amy.site).await?;
    let serving = tokio::spawn(serve(listener, amy.gateway.clone(), std::future::pending()));

    let mut table = heading(&["page", "status", "SQL", "bytes", "connections", "p50 ms", "p95 ms", "requests/s"]);
    for path in pages(amy.site.database().pool()).await? {
        measure_page(&mut table, Page { address, path, cookie: cookie.clone() }).await?;
    }
    serving.abort();
    say(table);

    let environment = environment(&base_url, database.url(), dynamo.endpoint());
    let binaries = arguments.binaries.clone().unwrap_or_else(|| built(project));
    let mut table = heading(&["function", "MB", "init ms", "first answer ms", "peak MB", "status"]);
    let recorded = std::fs::read(project.join("events/get-login.json")).context("events/get-login.json cannot be read")?;
    for (name, path) in FIRST_PAGES {
        let event = event(&recorded, path, &cookie)?;
        measure_function(&mut table, &binaries.join(name), name, event, &environment).await?;
    }
    say(table);

    let mut table = heading(&["SES answers", "emails", "emails/s", "SQL an email"]);
    mail::measure(&mut table, Config::local(&base_url, database.url(), dynamo.endpoint())).await?;
    say(table);
    Ok(())
}

/// A page: what it costs alone, and under load.
async fn measure_page(table: &mut Table, page: Page) -> Result<()> {
    let answer = load::once(&page).await?;
    let timing = answer.headers().get("server-timing").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let statements = timing.split("db;desc=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("?").to_owned();
    for connections in CONNECTIONS {
        let measured = load::measure(&page, connections).await?;
        table.add_row([
            page.path.clone(),
            answer.status().as_u16().to_string(),
            statements.clone(),
            answer.body().len().to_string(),
            connections.to_string(),
            millis(measured.percentile(0.5)),
            millis(measured.percentile(0.95)),
            format!("{:.0}", measured.per_second),
        ]);
    }
    Ok(())
}

/// The recorded event, for another page and a person who is signed in.
fn event(recorded: &[u8], path: &str, cookie: &str) -> Result<String> {
    let mut event: Value = serde_json::from_slice(recorded)?;
    event["rawPath"] = json!(path);
    event["requestContext"]["http"]["path"] = json!(path);
    event["rawQueryString"] = json!("");
    event["queryStringParameters"] = Value::Null;
    event["cookies"] = json!([cookie]);
    Ok(event.to_string())
}

/// A function's binary: its size, and a cold start.
async fn measure_function(
    table: &mut Table,
    binary: &Path,
    name: &str,
    event: String,
    environment: &[(String, String)],
) -> Result<()> {
    let Ok(file) = std::fs::metadata(binary) else {
        say(format!("{} is not built: cargo build --release -p {name}", binary.display()));
        return Ok(());
    };
    let start = runtime::cold_start(binary, event, environment).await?;
    #[expect(clippy::cast_precision_loss, reason = "megabytes for a reader")]
    let megabytes = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
    table.add_row([
        name.to_owned(),
        megabytes(file.len()),
        millis(start.ready),
        millis(start.answered),
        megabytes(start.memory * 1024),
        start.status.to_string(),
    ]);
    Ok(())
}

/// The pages to measure: the fixed ones, and one event and one person where there are any.
async fn pages(pool: &PgPool) -> Result<Vec<String>> {
    let mut pages: Vec<String> = PAGES.iter().map(|&page| page.to_owned()).collect();
    let event =
        sqlx::query_scalar("SELECT '/workshops/event/' || slug || '/' FROM event ORDER BY start DESC NULLS LAST, id LIMIT 1");
    pages.extend(event.fetch_optional(pool).await?.into_iter().collect::<Vec<String>>());
    let person = sqlx::query_scalar("SELECT '/workshops/person/' || id || '/' FROM person ORDER BY id LIMIT 1");
    pages.extend(person.fetch_optional(pool).await?.into_iter().collect::<Vec<String>>());
    Ok(pages)
}

/// A session of the first superuser, as a cookie.
async fn sign_in(site: &Site) -> Result<String> {
    let admin = sqlx::query_scalar("SELECT id FROM person WHERE is_superuser AND is_active ORDER BY id LIMIT 1");
    let admin: Option<i32> = admin.fetch_optional(site.database().pool()).await?;
    let admin = admin.context("there is no superuser: run `local demo-data` or `local create-admin` first")?;
    let mut connection = site.database().acquire().await?;
    let (_, stamp) = shared::access::viewer(&mut connection, admin).await?.context("the superuser is inactive")?;
    let session = site.sessions().begin(Some(admin), &stamp, "", "", site.clock().now()).await?;
    Ok(format!("__Host-amy={}", session.token))
}

/// What a function finds in its environment.
fn environment(base_url: &str, database_url: &str, dynamodb_endpoint: &str) -> Vec<(String, String)> {
    let settings = [
        ("AMY_STAGE", "local"),
        ("AMY_BASE_URL", base_url),
        ("AMY_TABLE", local::dynamodb::TABLE),
        ("DATABASE_URL", database_url),
        ("AWS_ENDPOINT_URL_DYNAMODB", dynamodb_endpoint),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "local"),
        ("AWS_SECRET_ACCESS_KEY", "local"),
    ];
    settings.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// Where this binary lies, and the functions' beside it.
fn built(project: &Project) -> PathBuf {
    let here = std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_path_buf));
    here.unwrap_or_else(|| project.join("target/release"))
}

/// An empty table; numbers are aligned to the right.
fn heading(columns: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_BORDERS_ONLY_CONDENSED).set_header(columns.to_vec());
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Milliseconds with one place.
fn millis(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}
