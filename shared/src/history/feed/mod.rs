//! The change feed: committed changes on their way to the event bus (docs/history.md).
//!
//! Every change is told at least once, in the order of the versions, and none is skipped: a window of transactions is opened only
//! up to the oldest one that still runs, so whatever is in it has ended. One runner holds the lease; the position is stored after
//! each batch, so a crash between publishing and storing repeats at most one batch.

mod batch;
mod bus;
mod detail;
mod position;
mod private;

use chrono::{DateTime, Utc};

pub use bus::{Bus, BusError};

use crate::clock::Clock;
use crate::db::Database;
use position::Position;

/// Entries read at a time.
const READ: i64 = 200;

/// How a run went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Events that the bus has taken.
    pub events: u64,
    /// Requests to the bus.
    pub batches: u64,
    /// The time ran out, or another runner had the lease: there may be more.
    pub is_interrupted: bool,
}

/// Why a run ended early. What the bus took before is not sent again.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The database.
    #[error(transparent)]
    Database(#[from] crate::Error),
    /// The bus refused events again and again; the next run begins with the first of them.
    #[error(transparent)]
    Bus(#[from] BusError),
}

/// Publishes what was committed since the last run, until nothing is left or `until` has come.
///
/// # Errors
/// When the database or the bus fails; the next run goes on from where this one came to.
pub async fn publish(database: &Database, bus: &Bus, clock: &Clock, until: DateTime<Utc>) -> Result<Published, FeedError> {
    let mut published = Published::default();
    let mut db = database.acquire().await?;
    let Some(mut position) = position::claim(&mut db, clock.now()).await? else {
        return Ok(Published { is_interrupted: true, ..published });
    };
    let done = run(&mut db, bus, clock, until, &mut position, &mut published).await;
    position::release(&mut db, &position).await?;
    done.map(|()| published)
}

async fn run(
    db: &mut crate::db::Db,
    bus: &Bus,
    clock: &Clock,
    until: DateTime<Utc>,
    position: &mut Position,
    published: &mut Published,
) -> Result<(), FeedError> {
    let columns = super::catalog::columns(db, None).await?;
    loop {
        let changes = position::changes(db, position, READ).await?;
        if changes.is_empty() {
            if !position::open_next(db, position).await? {
                return Ok(());
            }
            continue;
        }
        let events: Vec<batch::Event> = changes.iter().map(|change| detail::event(change, &columns)).collect();
        for batch in batch::batches(&events) {
            if clock.now() >= until {
                published.is_interrupted = true;
                return Ok(());
            }
            let sent = bus.send(batch).await;
            published.batches += 1;
            published.events += sent.taken as u64;
            let reached = batch.get(..sent.taken_in_order).and_then(<[_]>::last).map(|event| event.version);
            if let Some(version) = reached
                && !position::store(db, position, version, clock.now()).await?
            {
                published.is_interrupted = true;
                return Ok(());
            }
            if let Some(error) = sent.error {
                return Err(error.into());
            }
        }
    }
}
