//! Long ones: `make soak`. Each prints a row for `docs/emails-soak.md`.

mod killed;
mod many;
mod parked;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use chrono::Duration;
use email_worker::Event;
use local::ses::Trouble;

use super::{due, start, worker};
use crate::support::TestApp;

/// What a long test tells at its end.
pub(super) struct Soak {
    what: &'static str,
    begun: Instant,
    statements: Arc<AtomicU32>,
    /// Runs of workers.
    pub(super) runs: u32,
    /// Workers that were ended on the way.
    pub(super) killed: u32,
    /// Workers that are processes of their own: their statements are not counted.
    is_apart: bool,
    /// Kilobytes that such a worker held at most, where that is looked at.
    pub(super) peak: Option<u64>,
}

impl Soak {
    pub(super) fn begin(what: &'static str) -> Self {
        // Forgets the peak of whatever ran before in this process (Linux).
        _ = std::fs::write("/proc/self/clear_refs", "5");
        Self { what, begun: Instant::now(), statements: Arc::default(), runs: 0, killed: 0, is_apart: false, peak: None }
    }

    /// With workers that are processes of their own.
    pub(super) fn begin_apart(what: &'static str) -> Self {
        Self { is_apart: true, ..Self::begin(what) }
    }

    /// Counts the statements of this process's workers.
    pub(super) async fn count<T>(&mut self, run: impl Future<Output = T>) -> T {
        self.runs += 1;
        web::count_statements(Arc::clone(&self.statements), run).await
    }

    /// Prints the row.
    pub(super) fn tell(&self, emails: i64) {
        let seconds = self.begun.elapsed().as_secs_f64();
        let statements = f64::from(self.statements.load(Ordering::SeqCst)) / emails as f64;
        let statements = if self.is_apart { "–".to_owned() } else { format!("{statements:.1}") };
        let peak = if self.is_apart { self.peak } else { Some(memory("self", "VmHWM:")) };
        let peak = peak.map_or("–".to_owned(), |peak| format!("{:.0}", peak as f64 / 1024.0));
        eprintln!(
            "| test | emails | runs | killed | seconds | emails a second | statements an email | peak memory of the worker, MB |"
        );
        eprintln!("|---|---|---|---|---|---|---|---|");
        let (what, rate) = (self.what, emails as f64 / seconds);
        eprintln!("| {what} | {emails} | {} | {} | {seconds:.0} | {rate:.0} | {statements} | {peak} |", self.runs, self.killed);
    }
}

/// EML-NEW-15: 200 emails, 50 times, with a provider that does everything that it can do wrong and workers that die.
#[tokio::test]
#[ignore = "long: make soak"]
async fn two_hundred_emails_fifty_times_with_every_trouble() {
    let app = start().await;
    let mut soak = Soak::begin("every trouble, dropped workers");
    let troubles = [Trouble::THROTTLED, Trouble::BROKEN, Trouble::Dropped, Trouble::PAUSED, Trouble::REJECTED];
    for round in 0..50_u64 {
        due(&app, 200).await;
        app.mails.trouble((0..20).map(|n| troubles[((round + n) % 5) as usize].clone()));
        for step in 0..40_u64 {
            let worker = worker(&app);
            let deadline = app.clock.now() + Duration::minutes(2);
            let event = Event::default();
            let run = worker.run(&event, "soak", deadline);
            if step < 4 {
                // Dies somewhere on the way.
                let life = std::time::Duration::from_millis(20 + 37 * ((round * 7 + step * 13) % 11));
                let ended = soak.count(tokio::time::timeout(life, run)).await;
                soak.killed += u32::from(ended.is_err());
            } else {
                soak.count(run).await.unwrap();
            }
            app.clock.advance(Duration::minutes(7));
            if step >= 4 && waiting(&app).await == 0 {
                break;
            }
        }
        assert_eq!(app.mails.twice(), Vec::<String>::new(), "round {round}");
        assert_eq!(waiting(&app).await, 0, "round {round}");
    }
    let (all, taken): (i64, usize) = (app.value("SELECT count(*) FROM scheduled_email").await, app.mails.taken());
    assert_eq!(all, 10_000);
    let sent: i64 = app.value("SELECT count(*) FROM scheduled_email WHERE state = 'succeeded'").await;
    let doubtful: i64 = app.value("SELECT count(*) FROM scheduled_email WHERE last_error_class = 'outcome_unknown'").await;
    let dead: i64 = app.value("SELECT count(*) FROM scheduled_email WHERE state = 'dead_letter'").await;
    assert_eq!(sent + dead, all);
    assert!(sent as usize <= taken && taken <= (sent + doubtful) as usize, "{sent} sent, {doubtful} doubtful, {taken} taken");
    eprintln!("{sent} sent, {dead} given up, {doubtful} of them since nobody knows, {taken} taken by the provider");
    soak.tell(all);
}

/// Emails that a worker has still to do with.
pub(super) async fn waiting(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM scheduled_email WHERE state IN ('scheduled', 'failed', 'locked', 'running')").await
}

/// Kilobytes that a process holds now (`VmRSS:`) or held at most (`VmHWM:`; Linux); none of one that has ended.
pub(super) fn memory(process: &str, which: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which)).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
