//! The pace: to so many addresses a second, and no more (EML-NEW-08).

use std::time::Duration;

use tokio::time::Instant;

/// This share of what the provider takes is used; the rest is for mail that goes past the worker.
const SHARE: f64 = 0.8;
/// No pace is slower: a message in ten seconds.
const SLOWEST: f64 = 0.1;

/// A token bucket. Full, it holds what the share leaves, so that in no second more goes out than the provider takes.
#[derive(Debug)]
pub(super) struct Bucket {
    rate: f64,
    room: f64,
    tokens: f64,
    filled: Instant,
}

impl Bucket {
    /// A full bucket for a provider that takes `most` messages a second.
    pub(super) fn new(most: f64) -> Self {
        let room = (most * (1.0 - SHARE)).max(1.0);
        Self { rate: (most * SHARE).max(SLOWEST), room, tokens: room, filled: Instant::now() }
    }

    /// Waits for a token. Given up while waiting, none is taken.
    pub(super) async fn take(&mut self) {
        while let Some(wait) = self.try_take(Instant::now()) {
            tokio::time::sleep(wait).await;
        }
    }

    /// Takes a token, or tells how long to wait for the next one.
    fn try_take(&mut self, now: Instant) -> Option<Duration> {
        let passed = now.saturating_duration_since(self.filled).as_secs_f64();
        self.tokens = (self.tokens + passed * self.rate).min(self.room);
        self.filled = now;
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return None;
        }
        Some(Duration::from_secs_f64((1.0 - self.tokens) / self.rate).max(Duration::from_millis(1)))
    }

    /// Takes `more` tokens than there may be, which are then waited for: a message takes one for each address that it goes to. Fewer
    /// than none are given back.
    pub(super) fn spend(&mut self, more: f64) {
        self.tokens -= more;
    }

    /// Goes on at half the pace, from an empty bucket: the provider has too much to do.
    pub(super) fn slow_down(&mut self) {
        self.rate = (self.rate / 2.0).max(SLOWEST);
        self.tokens = self.tokens.min(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many tokens there are in the first `seconds`, asked for as fast as can be.
    fn taken(bucket: &mut Bucket, seconds: u64) -> u32 {
        let begin = bucket.filled;
        let (mut now, mut taken) = (begin, 0);
        while now < begin + Duration::from_secs(seconds) {
            match bucket.try_take(now) {
                None => taken += 1,
                Some(wait) => now += wait,
            }
        }
        taken
    }

    #[test]
    fn eml_new_08_no_second_sees_more_than_the_provider_takes_and_in_the_long_run_it_is_four_fifths() {
        assert!(taken(&mut Bucket::new(14.0), 1) <= 14);
        let long = taken(&mut Bucket::new(14.0), 100);
        assert!((1115..=1125).contains(&long), "{long}");
        assert!((80..=82).contains(&taken(&mut Bucket::new(1.0), 100)));
        assert!(taken(&mut Bucket::new(0.0), 20) <= 3, "never none, never many");
    }

    #[test]
    fn eml_new_08_a_message_to_many_takes_as_long_as_messages_to_each() {
        let mut bucket = Bucket::new(14.0);
        bucket.spend(112.0);
        let taken = taken(&mut bucket, 20);
        assert!((110..=115).contains(&taken), "{taken}");
    }

    #[test]
    fn eml_new_08_a_provider_with_too_much_to_do_gets_half() {
        let mut bucket = Bucket::new(100.0);
        bucket.slow_down();
        let taken = taken(&mut bucket, 10);
        assert!((395..=402).contains(&taken), "{taken}");
    }
}
