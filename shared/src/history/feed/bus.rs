//! The event bus: EventBridge.

use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_sdk_eventbridge::Client;
use aws_sdk_eventbridge::error::DisplayErrorContext;
use aws_sdk_eventbridge::primitives::DateTime;
use aws_sdk_eventbridge::types::PutEventsRequestEntry;

use super::batch::{Event, SOURCE};
use crate::aws;

/// How often what the bus refused is sent again within a run.
const TRIES: u32 = 4;
/// The first pause before that; each is twice the one before.
const PAUSE: Duration = Duration::from_millis(100);
/// A request may take so long, with the client's own tries.
const PATIENCE: Duration = Duration::from_secs(4);

/// Where events go.
#[derive(Debug, Clone)]
pub struct Bus {
    client: Client,
    name: String,
}

/// The bus refused events again and again.
#[derive(Debug, thiserror::Error)]
#[error("the event bus took {taken} of {all} events: {reason}")]
pub struct BusError {
    taken: usize,
    all: usize,
    reason: String,
}

/// What became of a batch.
#[derive(Debug)]
pub(super) struct Sent {
    /// Events taken.
    pub(super) taken: usize,
    /// Events taken before the first that was not.
    pub(super) taken_in_order: usize,
    /// Why not all were.
    pub(super) error: Option<BusError>,
}

impl Bus {
    /// The bus called `name`: AWS's, or that of a stand-in at `endpoint`.
    pub async fn connect(name: &str, endpoint: Option<&str>) -> Self {
        let timeouts = TimeoutConfig::builder().connect_timeout(Duration::from_secs(2)).operation_timeout(PATIENCE).build();
        let config = aws_sdk_eventbridge::config::Builder::from(&aws::config(endpoint).await).timeout_config(timeouts).build();
        Self { client: Client::from_conf(config), name: name.to_owned() }
    }

    /// Sends a batch; what the bus refuses of it is sent again, and nothing twice that it took.
    pub(super) async fn send(&self, batch: &[Event]) -> Sent {
        let mut waiting: Vec<usize> = (0..batch.len()).collect();
        let mut reason = String::new();
        for attempt in 0..TRIES {
            if attempt > 0 {
                tokio::time::sleep(PAUSE * 2_u32.pow(attempt - 1)).await;
            }
            match self.put(batch, &waiting).await {
                Ok(refused) => {
                    reason = refused.first().map(|(_, why)| why.clone()).unwrap_or_default();
                    waiting = refused.into_iter().map(|(index, _)| index).collect();
                }
                Err(why) => reason = why,
            }
            if waiting.is_empty() {
                break;
            }
            tracing::warn!(waiting = waiting.len(), reason, "the event bus did not take all events");
        }
        let taken = batch.len() - waiting.len();
        let taken_in_order = waiting.first().copied().unwrap_or(batch.len());
        let error = (!waiting.is_empty()).then_some(BusError { taken, all: batch.len(), reason });
        Sent { taken, taken_in_order, error }
    }

    /// One request with those of the batch that wait; gives those that were refused, and why.
    async fn put(&self, batch: &[Event], waiting: &[usize]) -> Result<Vec<(usize, String)>, String> {
        let entries = waiting.iter().filter_map(|index| batch.get(*index)).map(|event| {
            PutEventsRequestEntry::builder()
                .event_bus_name(&self.name)
                .source(SOURCE)
                .detail_type(&event.detail_type)
                .detail(&event.detail)
                .time(DateTime::from_secs(event.at.timestamp()))
                .build()
        });
        let answer = self.client.put_events().set_entries(Some(entries.collect())).send().await;
        let answer = answer.map_err(|error| DisplayErrorContext(error).to_string())?;
        let results = answer.entries();
        if results.len() != waiting.len() {
            return Err(format!("{} answers for {} events", results.len(), waiting.len()));
        }
        Ok(waiting
            .iter()
            .zip(results)
            .filter_map(|(index, result)| {
                let code = result.error_code()?;
                Some((*index, format!("{code}: {}", result.error_message().unwrap_or_default())))
            })
            .collect())
    }
}
