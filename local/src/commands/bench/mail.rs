//! What sending emails costs: a stand-in for SES that takes everything at once, so that the rest is the worker's.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use comfy_table::Table;
use email_worker::{EmailWorker, Event, Own};
use local::ses::{Quota, Ses, Trouble};
use sqlx::PgPool;
use web::{Config, Site};

use super::say;

/// So many emails are sent at a time.
const EMAILS: i32 = 500;
/// What a real SES takes for an answer, about.
const ANSWER: Duration = Duration::from_millis(60);
/// What the emails are called, to find them again.
const SUBJECT: &str = "local bench";

/// Sends emails with and without an answer that takes its time, and leaves the database as it was.
pub(super) async fn measure(table: &mut Table, config: Config) -> Result<()> {
    let ses = Ses::start().await?;
    ses.mails.allow(Quota { rate: 1_000_000.0, daily: -1.0, is_enabled: true });
    let site = Site::start(Config { pool_size: 1, ..config.with_mail_at(ses.endpoint()) }).await?;
    let pool = site.database().pool().clone();
    let is_busy: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM scheduled_email WHERE state IN ('scheduled', 'failed') AND greatest(scheduled_at, next_attempt_at) <= now())",
    )
    .fetch_one(&pool)
    .await?;
    if is_busy {
        say("Emails of this database are due, and would be sent as part of the measurement: it is left out.");
        return Ok(());
    }
    let measured = measure_each(table, &ses, &site, &pool).await;
    sqlx::query("DELETE FROM scheduled_email WHERE is_direct AND subject = $1").bind(SUBJECT).execute(&pool).await?;
    measured
}

async fn measure_each(table: &mut Table, ses: &Ses, site: &Site, pool: &PgPool) -> Result<()> {
    let worker = EmailWorker::of(site, Own::default());
    for (answers, trouble) in [("at once", None), ("after 60 ms", Some(Trouble::Late(ANSWER)))] {
        ses.mails.always(trouble);
        let insert = "INSERT INTO scheduled_email (state, scheduled_at, is_direct, to_header, from_header, subject, body)
            SELECT 'scheduled', now(), true, '{bench@example.org}', '', $2, 'Text' FROM generate_series(1, $1)";
        sqlx::query(insert).bind(EMAILS).bind(SUBJECT).execute(pool).await?;
        let (statements, begun) = (Arc::new(AtomicU32::new(0)), Instant::now());
        let deadline = site.clock().now() + chrono::Duration::minutes(10);
        let event = Event::default();
        let run = worker.run(&event, "bench", deadline);
        let report = web::count_statements(Arc::clone(&statements), run).await?;
        let taken = begun.elapsed();
        #[expect(clippy::cast_precision_loss, reason = "counts for a reader")]
        let sent = report.counts.sent as f64;
        table.add_row([
            answers.to_owned(),
            report.counts.sent.to_string(),
            format!("{:.0}", sent / taken.as_secs_f64()),
            format!("{:.1}", f64::from(statements.load(Ordering::Relaxed)) / sent.max(1.0)),
        ]);
    }
    Ok(())
}
