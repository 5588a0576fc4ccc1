//! A run of the email worker that stops for ever at one of the points at which it waits, so that it can be killed right there
//! (EML-NEW-15, `make soak`).
//!
//! As in Lambda, one thread does everything. So when that stops, all of the process does, the calls of SES and the connections
//! included, and nothing is ahead of the point at which it was killed.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::{Context, Poll};

use anyhow::Result;
use email_worker::Event;

use super::say;
use super::send_due::{deadline, worker};

/// What the process says when it has stopped.
const PARKED: &str = "parked";

/// One run with these that stops at its waiting number `point`, counted from one; one that waits less often ends by itself.
pub(super) async fn send(database: &str, dynamo: &str, ses: &str, point: u32) -> Result<()> {
    let [database, dynamo, ses] = [database, dynamo, ses].map(str::to_owned);
    tokio::task::spawn_blocking(move || send_alone(&database, &dynamo, &ses, point)).await?
}

/// The same with a runtime of its own, on this thread alone.
fn send_alone(database: &str, dynamo: &str, ses: &str, point: u32) -> Result<()> {
    let points = Points { last: point, ..Points::default() };
    let idle = points.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().on_thread_park(move || idle.pass()).build()?;
    runtime.block_on(async {
        let worker = worker(database, dynamo, ses).await?;
        let event = Event::default();
        let run = Box::pin(worker.run(&event, "parked", deadline(&worker)));
        points.has_begun.store(true, Ordering::SeqCst);
        Counted { run, points: points.clone() }.await?;
        Ok(())
    })
}

/// The points at which a run waits: each time its future does, and each time all of its tasks do.
#[derive(Debug, Clone, Default)]
struct Points {
    has_begun: Arc<AtomicBool>,
    passed: Arc<AtomicU32>,
    last: u32,
}

impl Points {
    /// Counts one more, and stops at the last.
    fn pass(&self) {
        if !self.has_begun.load(Ordering::SeqCst) || self.passed.fetch_add(1, Ordering::SeqCst) + 1 < self.last {
            return;
        }
        say(PARKED);
        loop {
            std::thread::park();
        }
    }
}

/// A run that passes a point each time it waits.
struct Counted<F> {
    run: Pin<Box<F>>,
    points: Points,
}

impl<F: Future> Future for Counted<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let polled = self.run.as_mut().poll(context);
        if polled.is_pending() {
            self.points.pass();
        }
        polled
    }
}
