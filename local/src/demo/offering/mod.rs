//! The service offering: consortiums, accounts with their owners, partnerships, and the benefits that they bought.

mod accounts;
mod benefits;
mod consortiums;
mod partnerships;

use sqlx::PgConnection;

use super::World;
use super::organizations::Organization;
use super::people::Person;

pub(super) use benefits::{Grant, WORKSHOP};
pub(super) use partnerships::Partnership;

/// What of it other records refer to.
pub(super) struct Offering {
    pub(super) partnerships: Vec<Partnership>,
    /// What accounts may spend on seats and events.
    pub(super) grants: Vec<Grant>,
}

/// Writes all of it.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    organizations: &[Organization],
    people: &[Person],
) -> anyhow::Result<Offering> {
    let consortiums = consortiums::write(connection, world, organizations).await?;
    let accounts = accounts::write(connection, world, organizations, &consortiums, people).await?;
    let partnerships = partnerships::write(connection, world, organizations, &consortiums, &accounts).await?;
    let grants = benefits::write(connection, world, &accounts, &partnerships).await?;
    Ok(Offering { partnerships, grants })
}
