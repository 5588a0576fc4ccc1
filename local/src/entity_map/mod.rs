//! The map of the entities (`docs/entities.md`), drawn from the database itself, so that it cannot go stale: a test compares.

mod catalog;
mod draw;
mod groups;

use anyhow::{Result, ensure};
use sqlx::PgConnection;

/// The whole page in Markdown, with a diagram for each group of `data-model.md`.
///
/// # Errors
/// When the database cannot be asked, or a table belongs to no group: then it is to be added to [`groups`].
pub async fn page(connection: &mut PgConnection) -> Result<String> {
    let tables = catalog::tables(connection).await?;
    for table in &tables {
        ensure!(
            groups::of(&table.name).is_some(),
            "{} is in no group of the entity map (local/src/entity_map/groups.rs)",
            table.name
        );
    }
    Ok(draw::page(&tables))
}
