//! More emails than any memory should hold.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration as Wait;

use chrono::Duration;
use local::ses::Quota;
use shared::clock::Clock;

use super::super::{run, send_due, start};
use super::killed::due_since_long;
use super::{Soak, memory, waiting};
use crate::support::TestApp;

const EMAILS: i32 = 100_000;
/// After so many, a worker holds what it ever needs.
const FIRST: usize = 2000;
/// Kilobytes that it may hold more at most in all that follows: what the allocator keeps, and the pages of the binary that are read late.
const LEEWAY: u64 = 10_000;

/// EML-NEW-15: a hundred thousand due emails in constant memory, the oldest first.
#[tokio::test]
#[ignore = "long: make soak"]
async fn a_hundred_thousand_due_emails_in_constant_memory() {
    let app = start().await;
    app.mails.allow(Quota { rate: 1_000_000.0, daily: -1.0, is_enabled: true });
    // The processes have the machine's clock.
    app.clock.advance(Clock::System.now() - app.clock.now());
    due_since_long(&app, EMAILS).await;
    app.run("ANALYZE scheduled_email").await;
    let mut soak = Soak::begin_apart("a hundred thousand, by a worker in a process of its own");
    while waiting(&app).await > 0 {
        let taken = app.mails.taken();
        drain(&app, &mut soak).await;
        assert!(app.mails.taken() > taken, "a run that sends nothing");
    }
    assert_eq!((app.mails.taken(), app.mails.twice()), (EMAILS as usize, vec![]));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE state <> 'succeeded'").await, 0);
    // Each was handed over after all that were due longer.
    let overtaken = "SELECT count(*) FROM (
            SELECT n, max(n) OVER (ORDER BY position) AS latest FROM (
                SELECT l.position, row_number() OVER (ORDER BY e.scheduled_at, e.id) AS n
                FROM scheduled_email e JOIN scheduled_email_log l ON l.scheduled_email_id = e.id AND l.state_after = 'running') started
        ) in_turn WHERE latest > n";
    assert_eq!(app.value::<i64>(overtaken).await, 0);
    soak.tell(EMAILS.into());
    app.clock.advance(Duration::hours(1));
    assert_eq!(run(&app).await.counts.due, 0);
}

/// Has a process send what it can in its time, and looks at what it holds meanwhile.
async fn drain(app: &TestApp, soak: &mut Soak) {
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("draining-worker.log");
    soak.runs += 1;
    let before = app.mails.taken();
    let mut child = send_due(app).stdout(Stdio::null()).stderr(File::create(&log).unwrap()).spawn().unwrap();
    let process = child.id().to_string();
    let (mut early, mut most) = (None, 0);
    let status = loop {
        tokio::time::sleep(Wait::from_millis(200)).await;
        most = most.max(memory(&process, "VmHWM:"));
        if app.mails.taken() >= before + FIRST {
            early = early.or(Some(most));
        }
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
    };
    assert!(status.success(), "{status}: {}", std::fs::read_to_string(&log).unwrap());
    soak.peak = soak.peak.max(Some(most));
    let sent = app.mails.taken() - before;
    if let Some(early) = early {
        eprintln!("{early} kB at most until email {FIRST}, {most} kB until email {sent}");
        assert!(most - early < LEEWAY, "{early} kB until email {FIRST}, {most} kB until email {sent}");
    }
}
