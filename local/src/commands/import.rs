//! `import`: an AMY database into this one.

use anyhow::Result;
use local::import::{self, Options};
use local::postgres::{Database, Search};
use local::project::Project;
use shared::clock::Clock;
use sqlx::PgPool;

use super::{database, say};
use crate::cli::Import;

/// Imports, and prints the report.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &Import) -> Result<()> {
    let database = Database::open(project, arguments.database.url(), search).await?;
    database::up_to_date(&database).await?;
    let pool = PgPool::connect(database.url()).await?;
    let quarantine = arguments.quarantine.clone().unwrap_or_else(|| format!("quarantine-{}.jsonl", Clock::System.today()).into());
    let options = Options { dry_run: arguments.dry_run, quarantine: Some(quarantine) };
    let report = import::run(&arguments.source_url, &pool, &options).await?;
    pool.close().await;
    say(report);
    Ok(())
}
