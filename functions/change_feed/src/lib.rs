//! Publishes committed changes to the event bus, every minute (docs/history.md).

use chrono::{DateTime, Duration, Utc};
use shared::clock::Clock;
use shared::db::Database;
use shared::history::feed::{self, Bus, FeedError, Published};

/// What a run works with.
#[derive(Debug, Clone)]
pub struct ChangeFeed {
    /// Where changes come from.
    pub database: Database,
    /// Where they go.
    pub bus: Bus,
    /// The clock.
    pub clock: Clock,
}

impl ChangeFeed {
    /// So long before a function's end no batch is begun: one that the bus refuses again and again takes this long.
    pub const LAST_BATCH: Duration = Duration::seconds(20);

    /// One run, which ends in time before `deadline`.
    ///
    /// # Errors
    /// When the database or the bus fails; the next run goes on from where this one came to.
    pub async fn run(&self, deadline: DateTime<Utc>) -> Result<Published, FeedError> {
        let published = feed::publish(&self.database, &self.bus, &self.clock, deadline - Self::LAST_BATCH).await?;
        if published.events > 0 || published.is_interrupted {
            tracing::info!(published.events, published.batches, interrupted = published.is_interrupted, "changes published");
        }
        Ok(published)
    }
}
