//! Bringing a database up to date: the migrations that it lacks, then the seed rows that it lacks.
//!
//! Used at every deployment, by the developer's machine, and by the tests. It goes past the proxy: the migrator takes an advisory lock.

mod owner;
mod role;

use sqlx::migrate::{Migrate as _, Migrator};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection};

pub use owner::Owner;
pub use role::{create_role, grant};

use crate::seed::{self, SeedError};

static MIGRATOR: Migrator = sqlx::migrate!("./migrations");
/// The migrator's own table.
const LOG: &str = "_sqlx_migrations";

/// What can go wrong while a database is brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The database cannot be reached, or broke off.
    #[error("PostgreSQL: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration failed, or one that was applied has changed since.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The seed rows could not be written.
    #[error(transparent)]
    Seed(#[from] SeedError),
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// The versions of the migrations that were missing, in order.
    pub applied: Vec<i64>,
    /// The version that the database has now; it may be newer than this program, after a rollback.
    pub version: i64,
}

/// Applies the missing migrations and creates the missing seed rows.
///
/// # Errors
/// When the database cannot be reached, or refuses a step. Each migration, and the seed, happens as a whole or not at all.
pub async fn run(options: PgConnectOptions) -> Result<(), MigrateError> {
    let mut connection = PgConnection::connect_with(&options).await?;
    migrate(&mut connection).await?;
    seed(&mut connection).await?;
    Ok(connection.close().await?)
}

/// Applies the missing migrations. Versions in the database that this program does not know are left alone: that is the
/// state after a rollback.
///
/// # Errors
/// As [`run`].
pub async fn migrate(connection: &mut PgConnection) -> Result<Migrated, MigrateError> {
    let before = versions(connection).await?;
    let mut migrator = Migrator::with_migrations(MIGRATOR.iter().cloned().collect());
    migrator.set_ignore_missing(true).run(&mut *connection).await?;
    let after = versions(connection).await?;
    let version = after.iter().copied().max().unwrap_or_default();
    Ok(Migrated { applied: after.into_iter().filter(|version| !before.contains(version)).collect(), version })
}

/// Creates the missing seed rows, all or none, and answers how many there were. Obsolete ones that nobody uses go.
///
/// # Errors
/// As [`run`].
pub async fn seed(connection: &mut PgConnection) -> Result<u64, MigrateError> {
    let mut transaction = connection.begin().await?;
    let created = seed::run(&mut transaction).await?;
    seed::tidy(&mut transaction).await?;
    transaction.commit().await?;
    Ok(created)
}

async fn versions(connection: &mut PgConnection) -> Result<Vec<i64>, MigrateError> {
    connection.ensure_migrations_table(LOG).await?;
    Ok(connection.list_applied_migrations(LOG).await?.into_iter().map(|migration| migration.version).collect())
}
