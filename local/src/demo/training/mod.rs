//! Instructor training: applications, and what trainees have passed.

mod progress;
mod requests;

use sqlx::PgConnection;

use super::World;
use super::events::Event;
use super::memberships::Membership;
use super::offering::Offering;
use super::people::Person;
use super::tasks::Tasks;

/// Writes all of it, and answers how many applications and rows of progress there are.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    events: &[Event],
    tasks: &Tasks,
    memberships: &[Membership],
    offering: &Offering,
) -> anyhow::Result<(usize, usize)> {
    let requests = requests::write(connection, world, people, events, tasks, memberships, offering).await?;
    let progress = progress::write(connection, world, people, events, tasks).await?;
    Ok((requests, progress))
}
