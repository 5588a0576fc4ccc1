//! `migrate`, `db-url` and `psql`: the database by itself.

use anyhow::{Context, Result, bail, ensure};
use local::postgres::{Cluster, Database, NAME, Search, Settings};
use local::project::Project;
use shared::db;

use super::say;
use crate::cli::DatabaseArgs;

/// Brings the database up to date.
pub(crate) async fn migrate(project: &Project, search: &Search, arguments: &DatabaseArgs) -> Result<()> {
    let database = Database::open(project, arguments.url(), search).await?;
    up_to_date(&database).await?;
    say("The database is up to date.");
    Ok(())
}

/// Applies the migrations and seed rows that a database lacks.
pub(crate) async fn up_to_date(database: &Database) -> Result<()> {
    let options = db::connect_options(&db::Settings::Url(database.url().to_owned()))?;
    shared::migrate::run(options).await.context("the database cannot be brought up to date")
}

/// Prints the database's address.
pub(crate) fn print_url(project: &Project, arguments: &DatabaseArgs) -> Result<()> {
    let Some(url) = arguments.url().map(str::to_owned).or_else(|| {
        let running = Cluster::running(project, &Settings::DEVELOPER)?;
        Some(running.url(NAME))
    }) else {
        bail!("the local PostgreSQL does not run: start it with `make run`");
    };
    say(url);
    Ok(())
}

/// Opens psql and waits for it.
pub(crate) async fn psql(project: &Project, search: &Search, arguments: &DatabaseArgs, rest: &[String]) -> Result<()> {
    let database = Database::open(project, arguments.url(), search).await?;
    let status = tokio::process::Command::new("psql").arg(database.url()).args(rest).status().await;
    let status = status.context("psql is not installed (Debian: apt-get install postgresql-client)")?;
    ensure!(status.success(), "psql ended with {status}");
    Ok(())
}
