//! Seed rows of the past that this version has no use for.

use sqlx::PgConnection;

use super::SeedError;

/// What had to be handed in for the badges of the three carpentries, before there was one badge (section 5.5).
const REQUIREMENTS: [&str; 6] = ["DC Homework", "SWC Homework", "LC Homework", "DC Demo", "SWC Demo", "LC Demo"];

/// Deletes the training requirements that are no longer asked for. One that somebody has passed or failed stays, as a part
/// of that person's history.
pub(super) async fn delete(connection: &mut PgConnection) -> Result<u64, SeedError> {
    let refused = |source| SeedError::Database { table: "training_requirement", source };
    let names = REQUIREMENTS.map(str::to_owned);
    // The lock waits for whoever is about to use one, so that the statement after it sees that use.
    sqlx::query!("SELECT id FROM training_requirement WHERE name = ANY ($1) FOR UPDATE", &names[..])
        .fetch_all(&mut *connection)
        .await
        .map_err(refused)?;
    let deleted = sqlx::query!(
        "DELETE FROM training_requirement r WHERE name = ANY ($1)
         AND NOT EXISTS (SELECT FROM training_progress p WHERE p.requirement_id = r.id)",
        &names[..]
    )
    .execute(connection)
    .await
    .map_err(refused)?;
    Ok(deleted.rows_affected())
}
