//! `demo-data`: an invented AMY, and who can log in to it.

use anyhow::Result;
use local::demo::{self, LOGINS};
use local::postgres::{Database, Search};
use local::project::Project;
use shared::clock::Clock;
use shared::password::{self, Verdict};
use sqlx::PgPool;

use super::{database, say};
use crate::cli::DemoData;

/// Fills an empty database.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &DemoData) -> Result<()> {
    let database = Database::open(project, arguments.database.url(), search).await?;
    database::up_to_date(&database).await?;
    let pool = PgPool::connect(database.url()).await?;
    fill(&pool, arguments.scale).await?;
    if let Some(line) = login(&pool).await? {
        say(line);
    }
    Ok(())
}

/// Fills an empty database where it is this checkout's own: nobody else can reach that one.
pub(crate) async fn fill_if_empty(database: &Database, pool: &PgPool) -> Result<()> {
    let is_empty = sqlx::query_scalar("SELECT NOT EXISTS (SELECT FROM person)");
    if database.cluster().is_some() && is_empty.fetch_one(pool).await? {
        fill(pool, 1).await?;
    }
    Ok(())
}

/// How to log in, where the demo's administrator can.
pub(crate) async fn login(pool: &PgPool) -> Result<Option<String>> {
    let Some(&(name, _)) = LOGINS.first() else { return Ok(None) };
    let stored = sqlx::query_scalar("SELECT password FROM person WHERE username = $1 AND is_active");
    let stored: Option<String> = stored.bind(name).fetch_optional(pool).await?;
    let is_demo = stored.is_some_and(|stored| password::verify(name, &stored) != Verdict::Wrong);
    let others: Vec<&str> = LOGINS.iter().skip(1).map(|(name, _)| *name).collect();
    Ok(is_demo.then(|| format!("Log in as {name}, password {name} (or {}: the password is the name)", others.join(", "))))
}

/// Makes the data and says how much.
async fn fill(pool: &PgPool, scale: u32) -> Result<()> {
    let made = demo::run(pool, scale, Clock::System.today()).await?;
    say(format!("Demo data: {made}."));
    Ok(())
}
