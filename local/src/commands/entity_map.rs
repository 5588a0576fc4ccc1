//! `entity-map`: draws the entities, from the database, into `docs/entities.md`.

use anyhow::{Context, Result};
use local::entity_map;
use local::postgres::{Database, Search};
use local::project::Project;
use sqlx::{Connection, PgConnection};

use super::{database, say};
use crate::cli::DatabaseArgs;

/// Where the map is.
const FILE: &str = "docs/entities.md";

/// Writes the map.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &DatabaseArgs) -> Result<()> {
    let database = Database::open(project, arguments.url(), search).await?;
    database::up_to_date(&database).await?;
    let mut connection = PgConnection::connect(database.url()).await?;
    let page = entity_map::page(&mut connection).await?;
    std::fs::write(project.join(FILE), page).with_context(|| format!("{FILE} cannot be written"))?;
    say(format!("{FILE} is written."));
    Ok(connection.close().await?)
}
