//! The rows that every installation begins with (DM-SEED-01): countries, airports, look-up tables, groups and what they may do.
//!
//! Seeding only ever adds: a row is looked up by its natural key and created where it is missing, so that what
//! administrators have changed stays as they left it (DM-SEED-02). The rows are the CSV files in `shared/seed`.

mod email_templates;
mod grants;
mod obsolete;
mod rows;
mod table;

use sqlx::PgConnection;

pub use grants::{COMMANDS, grant_to_empty_groups};

/// What can go wrong while seeding.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// PostgreSQL refused a statement.
    #[error("seeding {table}: {source}")]
    Database {
        /// The table that was being filled.
        table: &'static str,
        /// What PostgreSQL said.
        source: sqlx::Error,
    },
    /// A file of rows that came with this program is no CSV.
    #[error("seed rows of {table}: {source}")]
    Rows {
        /// The table that the rows are for.
        table: &'static str,
        /// What the reader said.
        source: csv::Error,
    },
}

/// Creates the seed rows that are missing and answers how many there were. To be called in a transaction: it locks
/// against another seeding until the end of it.
///
/// # Errors
/// When PostgreSQL refuses; then the transaction is of no more use.
pub async fn run(connection: &mut PgConnection) -> Result<u64, SeedError> {
    sqlx::query("LOCK TABLE country IN SHARE ROW EXCLUSIVE MODE")
        .execute(&mut *connection)
        .await
        .map_err(|source| SeedError::Database { table: "country", source })?;
    let mut created = 0;
    for seed in rows::SEEDS {
        created += seed.plant(connection).await?;
    }
    created += email_templates::plant(connection).await?;
    Ok(created + grants::plant(connection).await?)
}

/// Deletes the seed rows of earlier versions that nobody has used, and answers how many there were. In use they stay.
///
/// # Errors
/// As [`run`].
pub async fn tidy(connection: &mut PgConnection) -> Result<u64, SeedError> {
    obsolete::delete(connection).await
}
