//! Long ones: `make soak`. Each prints a row for `docs/emails-soak.md`.

mod killed;
mod parked;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use chrono::Duration;
use email_worker::Event;
use local::ses::{Quota, Trouble};

use super::{due, run_of, start, worker};
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
}

impl Soak {
    pub(super) fn begin(what: &'static str) -> Self {
        // Forgets the peak of whatever ran before in this process (Linux).
        _ = std::fs::write("/proc/self/clear_refs", "5");
        Self { what, begun: Instant::now(), statements: Arc::default(), runs: 0, killed: 0 }
    }

    /// Counts the statements of this process's workers.
    pub(super) async fn count<T>(&mut self, run: impl Future<Output = T>) -> T {
        self.runs += 1;
        web::count_statements(Arc::clone(&self.statements), run).await
    }

    /// Prints the row. Where workers are other processes, their statements and memory are not in it.
    pub(super) fn tell(&self, emails: i64) {
        let (seconds, statements) = (self.begun.elapsed().as_secs_f64(), self.statements.load(Ordering::SeqCst));
        eprintln!("| test | emails | runs | killed | seconds | emails a second | statements an email | peak memory, MB |");
        eprintln!("|---|---|---|---|---|---|---|---|");
        eprintln!(
            "| {} | {emails} | {} | {} | {seconds:.0} | {:.0} | {:.1} | {:.0} |",
            self.what,
            self.runs,
            self.killed,
            emails as f64 / seconds,
            f64::from(statements) / emails as f64,
            memory("VmHWM:") as f64 / 1024.0
        );
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

/// EML-NEW-15: a hundred thousand due emails in constant memory, the oldest first.
#[tokio::test]
#[ignore = "long: make soak"]
async fn a_hundred_thousand_due_emails_in_constant_memory() {
    let app = start().await;
    app.mails.allow(Quota { rate: 1_000_000.0, daily: -1.0, is_enabled: true });
    due(&app, 100_000).await;
    app.run("ANALYZE scheduled_email").await;
    let mut soak = Soak::begin("a hundred thousand");
    let worker = worker(&app);
    let drained = async |soak: &mut Soak, budget: i64| {
        let deadline = app.clock.now() + Duration::seconds(budget);
        soak.count(worker.run(&Event::default(), "soak", deadline)).await.unwrap().counts.sent
    };
    let mut sent = drained(&mut soak, 20).await;
    let early = memory("VmRSS:");
    while waiting(&app).await > 0 {
        sent += drained(&mut soak, 60).await;
    }
    assert_eq!((sent, app.mails.taken(), app.mails.twice()), (100_000, 100_000, vec![]));
    // Each was handed over after all that were due longer.
    let overtaken = "SELECT count(*) FROM (
            SELECT n, max(n) OVER (ORDER BY position) AS latest FROM (
                SELECT l.position, row_number() OVER (ORDER BY e.scheduled_at, e.id) AS n
                FROM scheduled_email e JOIN scheduled_email_log l ON l.scheduled_email_id = e.id AND l.state_after = 'running') started
        ) in_turn WHERE latest > n";
    assert_eq!(app.value::<i64>(overtaken).await, 0);
    let grown = memory("VmRSS:").saturating_sub(early);
    soak.tell(100_000);
    eprintln!("{grown} kB more memory than at first");
    // The stand-in for SES remembers each email's id.
    assert!(grown < 60_000, "{grown} kB");
    assert_eq!(run_of(&app, &worker).await.counts.due, 0);
}

/// Kilobytes that this process holds now (`VmRSS:`) or held at most (`VmHWM:`; Linux).
fn memory(which: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which)).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
