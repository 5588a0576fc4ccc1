//! Events, and how many of them one request takes.

use chrono::{DateTime, Utc};

/// Where AMY's events come from, as EventBridge sees it.
pub(super) const SOURCE: &str = "amy";
/// Entries that one request takes.
const MOST: usize = 10;
/// Bytes that one request takes, as EventBridge counts them.
pub(super) const LARGEST: usize = 256 * 1024;
/// The time of an entry counts so many bytes.
const TIME: usize = 14;

/// An event on its way to the bus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// The last version that it tells of.
    pub(super) version: i64,
    /// When the change was made.
    pub(super) at: DateTime<Utc>,
    /// Kind, and what became of it: `event changed`.
    pub(super) detail_type: String,
    /// JSON.
    pub(super) detail: String,
}

impl Event {
    /// Its size as EventBridge counts it, in bytes.
    pub(super) fn size(&self) -> usize {
        TIME + SOURCE.len() + self.detail_type.len() + self.detail.len()
    }
}

/// Parts the events, in their order, into what single requests take.
pub(super) fn batches(mut events: &[Event]) -> Vec<&[Event]> {
    let mut batches = Vec::new();
    while !events.is_empty() {
        let mut size = 0;
        let fitting = events.iter().take(MOST).take_while(|event| {
            size += event.size();
            size <= LARGEST
        });
        // One that fits nowhere is sent by itself, for the bus to refuse.
        let (batch, rest) = events.split_at(fitting.count().max(1));
        batches.push(batch);
        events = rest;
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(size: usize) -> Event {
        Event { version: 1, at: DateTime::UNIX_EPOCH, detail_type: "event changed".to_owned(), detail: "x".repeat(size) }
    }

    fn sizes(events: &[Event]) -> Vec<usize> {
        batches(events).iter().map(|batch| batch.len()).collect()
    }

    #[test]
    fn a_request_takes_ten_events_and_no_more_than_its_size() {
        assert_eq!(sizes(&vec![event(10); 25]), [10, 10, 5]);
        assert_eq!(sizes(&[event(200_000), event(50_000), event(50_000), event(10)]), [2, 2]);
        assert_eq!(sizes(&[event(10), event(300_000), event(10)]), [1, 1, 1]);
        assert!(sizes(&[]).is_empty());
    }
}
