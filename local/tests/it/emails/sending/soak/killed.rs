//! Workers that are processes of their own, and killed.

use std::fs::File;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration as Wait, Instant};

use chrono::Duration;
use email_worker::Event;
use local::ses::feedback::{Emitter, Fate};
use shared::clock::Clock;
use uuid::Uuid;

use super::super::{send_due, start, states, worker};
use super::{Soak, waiting};
use crate::support::TestApp;

const ROUNDS: u32 = 50;
const EMAILS: i32 = 200;
pub(super) const SIGKILL: i32 = 9;

/// EML-NEW-15: 50 processes are killed, each a little later in sending 200 emails than the one before. None of these is lost or sent
/// twice; the doubtful ones are known as such, and are no more when SES tells that it has them.
#[tokio::test]
#[ignore = "long: make soak"]
async fn two_hundred_emails_and_fifty_workers_that_are_killed() {
    let app = start().await;
    // The processes have the machine's clock, and this one's moves on from there.
    app.clock.advance(Clock::System.now() - app.clock.now());
    let emitter = Emitter::new(app.amy.mail_feedback.clone());
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("killed-worker.log");
    let mut soak = Soak::begin_apart("SIGKILL: workers in processes of their own, killed at 50 different times");
    // By this build and on this machine, the last of them is killed right before it would be done.
    let longer = time_of_one(&app, &log).await / (ROUNDS + 1);
    let (mut on_the_way, mut doubtful, mut resolved) = (0, 0, 0);
    for round in 1..=ROUNDS {
        let (emails, before) = (due_since_long(&app, EMAILS).await, app.mails.taken());
        soak.runs += 1;
        let mut child = send_due(&app).stdout(Stdio::null()).stderr(File::create(&log).unwrap()).spawn().unwrap();
        tokio::time::sleep(longer * round).await;
        child.kill().unwrap();
        let status = child.wait().unwrap();
        assert!(status.success() || status.signal() == Some(SIGKILL), "{status}: {}", std::fs::read_to_string(&log).unwrap());
        soak.killed += u32::from(status.signal().is_some());
        // What the killed process had already written to its connections still arrives.
        tokio::time::sleep(Wait::from_millis(100)).await;
        let taken = app.mails.taken() - before;
        on_the_way += u32::from(taken > 0 && taken < emails.len());

        // Normal runs, when the leases are over.
        for _ in 0..8 {
            app.clock.advance(Duration::minutes(20));
            let (worker, event) = (worker(&app), Event::default());
            let deadline = app.clock.now() + Duration::minutes(5);
            soak.count(worker.run(&event, "after it", deadline)).await.unwrap();
            if waiting(&app).await == 0 {
                break;
            }
        }
        assert_eq!(app.mails.twice(), Vec::<String>::new(), "round {round}");
        doubtful += check(&app, &emails, round).await;

        tell(&app, &emitter, &emails).await;
        resolved += check_told(&app, &emails, round).await;
    }
    assert!(on_the_way > 5, "only {on_the_way} processes were killed while they sent");
    eprintln!("{on_the_way} killed while they sent; {doubtful} emails doubtful, {resolved} of them sent as SES told later");
    soak.tell(i64::from(EMAILS) * i64::from(ROUNDS));
}

/// How long a process takes that nobody kills.
async fn time_of_one(app: &TestApp, log: &Path) -> Wait {
    due_since_long(app, EMAILS).await;
    let begun = Instant::now();
    let mut process = tokio::process::Command::from(send_due(app));
    let status = process.stdout(Stdio::null()).stderr(File::create(log).unwrap()).status().await.unwrap();
    assert!(status.success() && waiting(app).await == 0, "{status}: {}", std::fs::read_to_string(log).unwrap());
    begun.elapsed()
}

/// So many emails that are due by any clock.
pub(super) async fn due_since_long(app: &TestApp, count: i32) -> Vec<Uuid> {
    let insert = "INSERT INTO scheduled_email (state, scheduled_at, is_direct, to_header, from_header, subject, body)
        SELECT 'scheduled', '2026-06-01T00:00Z'::timestamptz + make_interval(mins => n), true, ARRAY['to' || n || '@example.org'], '',
            'Mail ' || n, 'Text'
        FROM generate_series(1, $1) n RETURNING id";
    sqlx::query_scalar(insert).bind(count).fetch_all(app.pool()).await.unwrap()
}

/// SES tells what it has of these emails.
pub(super) async fn tell(app: &TestApp, emitter: &Emitter, emails: &[Uuid]) {
    for sent in app.mails.all() {
        if emails.iter().any(|email| email.to_string() == sent.tag("amy_email_id")) {
            emitter.tell(&sent, Fate::Sent, None).await.unwrap();
        }
    }
}

/// Every email was sent once and is known to be, or is known to be doubtful; gives how many are.
pub(super) async fn check(app: &TestApp, emails: &[Uuid], round: u32) -> u32 {
    let mut doubtful = 0;
    for (email, state) in emails.iter().zip(states(app, emails).await) {
        match (app.mails.times(&email.to_string()), state.as_str()) {
            (1, "succeeded") => {}
            (0 | 1, "dead_letter outcome_unknown") => doubtful += 1,
            (times, _) => panic!("{state}, taken {times} times, round {round}"),
        }
    }
    doubtful
}

/// Whatever SES has is sent; only what it never got is doubtful still. Gives how many of those taken were resolved by its word.
pub(super) async fn check_told(app: &TestApp, emails: &[Uuid], round: u32) -> u32 {
    for (email, state) in emails.iter().zip(states(app, emails).await) {
        let expected = match app.mails.times(&email.to_string()) {
            0 => "dead_letter outcome_unknown",
            _ => "succeeded",
        };
        assert_eq!(state, expected, "round {round}, after SES's word");
    }
    let told = "SELECT count(DISTINCT l.scheduled_email_id) FROM scheduled_email_log l
        WHERE l.scheduled_email_id = ANY($1) AND l.state_before = 'dead_letter' AND l.state_after = 'succeeded'";
    let resolved: i64 = sqlx::query_scalar(told).bind(emails).fetch_one(app.pool()).await.unwrap();
    u32::try_from(resolved).unwrap()
}
