//! Demo data: an invented AMY of any size, the same every time, for developers, screenshots and load tests.
//!
//! Every person, organization and workshop in it is made up, of the word lists in [`names`] and [`places`].

mod bulk;
mod comments;
mod consents;
mod edits;
mod emails;
mod events;
mod lookups;
mod membership_tasks;
mod memberships;
mod names;
mod offering;
mod organizations;
mod people;
mod places;
mod random;
mod recruitments;
mod requests;
mod roles;
mod settings;
mod size;
mod skills;
mod tasks;
mod training;

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

/// Declares the counts of what was made, each with its name in the plural.
macro_rules! summary {
    ($($(#[$doc:meta])* $field:ident = $name:literal,)+) => {
        /// How many records were made.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct Summary {
            $($(#[$doc])* pub $field: usize,)+
        }

        impl fmt::Display for Summary {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let counts = [$((self.$field, $name)),+].map(|(count, name)| format!("{count} {name}"));
                f.write_str(&counts.join(", "))
            }
        }
    };
}

summary! {
    /// Persons, the logins included.
    persons = "persons",
    /// Organizations, the seeded ones not included.
    organizations = "organizations",
    /// Memberships.
    memberships = "memberships",
    /// Partnerships.
    partnerships = "partnerships",
    /// Events.
    events = "events",
    /// Tasks.
    tasks = "tasks",
    /// Applications to instructor training.
    training_requests = "training requests",
    /// What trainees have passed, and not.
    progress = "rows of training progress",
    /// Requests for workshops, of the three kinds together.
    workshop_requests = "workshop requests",
    /// Recruitments of instructors.
    recruitments = "recruitments",
    /// Scheduled emails.
    emails = "emails",
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
    let organizations = &organizations::write(connection, world).await?[..];
    let people = &people::write(connection, world, organizations).await?[..];
    let offering = offering::write(connection, world, organizations, people).await?;
    let memberships = &memberships::write(connection, world, organizations).await?[..];
    let members = &membership_tasks::write(connection, world, people, memberships).await?[..];
    let events = events::write(connection, world, organizations, people, memberships, &offering.grants).await?;
    let tasks = &tasks::write(connection, world, people, &events, &offering.grants).await?;
    let awards = &skills::write(connection, world, people, &events, tasks).await?[..];
    let partnerships = &offering.partnerships[..];
    let instructors = roles::write(connection, world, people, awards, memberships, partnerships).await?;
    let (recruitments, signups) = recruitments::write(connection, world, people, &events, tasks, &instructors).await?;
    let (training_requests, progress) =
        training::write(connection, world, people, &events, tasks, memberships, &offering).await?;
    let sources = requests::Sources { world, organizations, people, events: &events, tasks, memberships };
    let (workshop_requests, submissions) = requests::write(connection, &sources).await?;
    let (signups, submissions) = (&signups[..], &submissions[..]);
    let sources = emails::Sources {
        people,
        organizations,
        events: &events,
        tasks,
        awards,
        signups,
        memberships,
        members,
        partnerships,
        submissions,
    };
    let emails = emails::write(connection, world, people, &sources).await?;
    consents::write(connection, world, people).await?;
    comments::write(connection, world, &comments::Subjects { people, events: &events, memberships, organizations }).await?;
    settings::write(connection, world, people).await?;
    let summary = Summary {
        persons: people.len(),
        organizations: organizations.len(),
        memberships: memberships.len(),
        partnerships: partnerships.len(),
        events: events.len(),
        tasks: tasks.all.len(),
        training_requests,
        progress,
        workshop_requests: workshop_requests.iter().sum(),
        recruitments,
        emails,
    };
    Ok((summary, events))
}
