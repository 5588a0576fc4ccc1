//! Demo data: an invented AMY of any size, the same every time, for developers, screenshots and load tests.
//!
//! Every person, organization and workshop in it is made up, of the word lists in [`names`] and [`places`].

mod bulk;
mod comments;
mod consents;
mod edits;
mod events;
mod lookups;
mod memberships;
mod names;
mod organizations;
mod people;
mod places;
mod random;
mod roles;
mod size;
mod skills;
mod tasks;

use std::fmt;

use anyhow::{Context as _, ensure};
use chrono::{Duration, NaiveDate};
use sqlx::{PgConnection, PgPool};

use crate::import::{history, statistics};
use lookups::Lookups;
use places::City;
use size::Size;

pub use people::LOGINS;

/// What the generators share.
struct World {
    today: NaiveDate,
    size: Size,
    lookups: Lookups,
    cities: Vec<City>,
}

/// How many records were made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Persons, the logins included.
    pub persons: usize,
    /// Organizations, the seeded ones not included.
    pub organizations: usize,
    /// Memberships.
    pub memberships: usize,
    /// Events.
    pub events: usize,
    /// Tasks.
    pub tasks: usize,
}

/// Fills `target`, which must be migrated and seeded, with demo data around `today`. Scale 1 is some 100 persons and 40
/// events, scale 100 some 20,000 and 8,000. Passwords equal the user names: never for a database that others can reach.
///
/// # Errors
/// When there are persons already, or the database refuses. Then nothing has happened.
pub async fn run(target: &PgPool, scale: u32, today: NaiveDate) -> anyhow::Result<Summary> {
    let mut transaction = target.begin().await?;
    let persons: i64 = sqlx::query_scalar("SELECT count(*) FROM person").fetch_one(&mut *transaction).await?;
    ensure!(persons == 0, "the database has {persons} persons already: demo data is only for an empty one");
    let world = World {
        today,
        size: Size::of(scale),
        lookups: Lookups::read(&mut transaction).await.context("reading the look-up tables")?,
        cities: places::read(&mut transaction).await?,
    };
    let started = today - Duration::days(720);
    edits::open(&mut transaction, started, None, "Demo data").await?;
    history::pause(&mut transaction).await?;
    let (summary, events) = fill(&mut transaction, &world).await?;
    history::begin(&mut transaction).await?;
    history::resume(&mut transaction).await?;
    statistics::renew(&mut transaction).await?;
    transaction.commit().await?;
    edits::make(target, &world, &events).await?;
    Ok(summary)
}

async fn fill(connection: &mut PgConnection, world: &World) -> anyhow::Result<(Summary, Vec<events::Event>)> {
    let organizations = organizations::write(connection, world).await?;
    let people = people::write(connection, world, &organizations).await?;
    let memberships = memberships::write(connection, world, &organizations).await?;
    let events = events::write(connection, world, &organizations, &people, &memberships).await?;
    let tasks = tasks::write(connection, world, &people, &events).await?;
    let awards = skills::write(connection, world, &people, &events).await?;
    roles::write(connection, world, &awards, &memberships).await?;
    consents::write(connection, world, &people).await?;
    comments::write(connection, world, &people, &events, &memberships).await?;
    let summary = Summary {
        persons: people.len(),
        organizations: organizations.len(),
        memberships: memberships.len(),
        events: events.len(),
        tasks,
    };
    Ok((summary, events))
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { persons, organizations, memberships, events, tasks } = self;
        write!(f, "{persons} persons, {organizations} organizations, {memberships} memberships, {events} events, {tasks} tasks")
    }
}
