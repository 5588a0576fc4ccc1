//! The clock: passed to whatever needs the time, so that tests can set it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, NaiveDate, Utc};

/// Tells the time in UTC (DM-GEN-04).
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until moved; for tests. Holds microseconds since the epoch.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `now` until [`Clock::advance`] moves it.
    #[must_use]
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(now.timestamp_micros())))
    }

    /// The present moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Manual(micros) => DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default(),
        }
    }

    /// The current calendar date in UTC (DM-GEN-04).
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// Moves a manual clock by `duration`; the system's clock is not moved.
    pub fn advance(&self, duration: Duration) {
        if let (Self::Manual(micros), Some(by)) = (self, duration.num_microseconds()) {
            micros.fetch_add(by, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_gen_04_today_is_the_day_in_utc() {
        for (moment, day) in [
            ("2026-06-15T23:59:59Z", "2026-06-15"),
            ("2026-06-16T00:00:00Z", "2026-06-16"),
            ("2026-06-15T23:30:00-03:00", "2026-06-16"),
            ("2026-06-16T01:00:00+14:00", "2026-06-15"),
        ] {
            let clock = Clock::fixed(moment.parse().unwrap());
            assert_eq!(clock.today().to_string(), day, "{moment}");
        }
    }
}
