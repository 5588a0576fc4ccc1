//! Logs: one JSON line per request, with the number of SQL statements that it took.

use std::io::Write as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Once};

use tracing::{Event, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer};

/// Where sqlx tells of each statement.
const STATEMENTS: &str = "sqlx::query";

tokio::task_local! {
    static COUNT: Arc<AtomicU32>;
}

/// Runs `work` and counts its SQL statements into `count`.
pub async fn counting<F: Future>(count: Arc<AtomicU32>, work: F) -> F::Output {
    COUNT.scope(count, work).await
}

struct StatementCounter;

impl<S: Subscriber> Layer<S> for StatementCounter {
    fn on_event(&self, _event: &Event<'_>, _context: Context<'_, S>) {
        // Outside a request nobody counts.
        _ = COUNT.try_with(|count| count.fetch_add(1, Ordering::Relaxed));
    }
}

/// Begins logging, once per process: JSON lines in the cloud, readable ones where `readable`. `RUST_LOG` sets the level.
pub fn init(readable: bool) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let filter = || EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).from_env_lossy();
        let counter = StatementCounter.with_filter(Targets::new().with_target(STATEMENTS, LevelFilter::DEBUG));
        let json = (!readable).then(|| tracing_subscriber::fmt::layer().json().flatten_event(true).with_filter(filter()));
        let text = readable.then(|| tracing_subscriber::fmt::layer().compact().with_target(false).with_filter(filter()));
        // Somebody else's subscriber, as in a test, stays.
        _ = tracing_subscriber::registry().with(counter).with(json).with(text).try_init();
    });
}

/// Tells a line that CloudWatch makes metrics of: it must be the whole line, as no log line is.
pub fn tell_metrics(line: &serde_json::Value) {
    // There is nobody else to tell that it cannot be told.
    _ = writeln!(std::io::stdout().lock(), "{line}");
}
