//! Long ones: `make soak`.

use chrono::Duration;
use email_worker::Event;
use local::ses::{Quota, Trouble};

use super::{due, run_of, start, worker};
use crate::support::TestApp;

/// EML-NEW-15: 200 emails, 50 times, with a provider that does everything that it can do wrong and workers that die.
#[tokio::test]
#[ignore = "long: make soak"]
async fn two_hundred_emails_fifty_times_with_every_trouble() {
    let app = start().await;
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
                _ = tokio::time::timeout(life, run).await;
            } else {
                run.await.unwrap();
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
}

async fn waiting(app: &TestApp) -> i64 {
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
    let worker = worker(&app);
    let drained = async |budget: i64| {
        let deadline = app.clock.now() + Duration::seconds(budget);
        worker.run(&Event::default(), "soak", deadline).await.unwrap().counts.sent
    };
    let begun = std::time::Instant::now();
    let mut sent = drained(20).await;
    let early = memory();
    while waiting(&app).await > 0 {
        sent += drained(60).await;
    }
    assert_eq!((sent, app.mails.taken(), app.mails.twice()), (100_000, 100_000, vec![]));
    let grown = memory().saturating_sub(early);
    eprintln!("{:.0} mails a second, {grown} kB more memory than at first", 100_000.0 / begun.elapsed().as_secs_f64());
    // The stand-in for SES remembers each email's id.
    assert!(grown < 60_000, "{grown} kB");
    assert_eq!(run_of(&app, &worker).await.due, 0);
}

/// Kilobytes that this process holds now (Linux).
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}
