//! A panic over some emails that stays theirs (EML-NEW-03).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// Waits for a future; gives nothing where it panicked. For what borrows the connection, and so cannot be a task of its own.
pub(super) async fn caught<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        // What a panic leaves half done is dropped with the future, and never polled again.
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        polled.map_or(Poll::Ready(None), |polled| polled.map(Some))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn eml_new_03_a_panic_is_told_before_or_after_a_pause() {
        assert_eq!(caught(async { 1 }).await, Some(1));
        for pauses in [false, true] {
            let panics = async {
                if pauses {
                    tokio::task::yield_now().await;
                }
                panic!("as it was told to")
            };
            assert_eq!(caught::<()>(panics).await, None);
        }
    }
}
