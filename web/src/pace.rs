//! Answers that take the same time, whatever there was to do.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Does `work`, and comes back after exactly so long, whether it took less or is still going on: nobody learns from the time that an
/// answer takes what was done for it. Gives what came of the work; `None` where it is not done by then, and goes on by itself.
pub async fn evenly<T: Send + 'static>(takes: Duration, work: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let until = Instant::now() + takes;
    let working = tokio::spawn(work);
    sleep_until(until).await;
    if working.is_finished() { working.await.ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAKES: Duration = Duration::from_millis(40);

    #[tokio::test]
    async fn what_is_quick_and_what_is_slow_take_the_same() {
        let begun = Instant::now();
        assert_eq!(evenly(TAKES, async { 1 }).await, Some(1));
        assert!(begun.elapsed() >= TAKES);
        let begun = Instant::now();
        assert_eq!(evenly(TAKES, std::future::pending::<i32>()).await, None);
        assert!(begun.elapsed() >= TAKES && begun.elapsed() < TAKES * 50);
    }
}
