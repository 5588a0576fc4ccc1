//! Workers that are processes of their own, and killed at every point at which one waits.

use std::fs::File;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration as Wait;

use chrono::Duration;
use email_worker::Event;
use local::ses::feedback::Emitter;
use shared::clock::Clock;
use shared::email_sending::{Intents, Known, Report};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;
use uuid::Uuid;

use super::super::{send_due, start, states, worker};
use super::killed::{SIGKILL, check, check_told, due_since_long, tell};
use super::{Soak, waiting};
use crate::support::TestApp;

/// Emails of each run: enough that some are sent, some on the way and some waiting.
const EMAILS: i32 = 4;
/// No run waits so often.
const NEVER: u32 = 3000;
/// A process that does not come to its point in this time never does.
const PATIENCE: Wait = Wait::from_secs(60);

/// EML-NEW-15: a process is killed at its first waiting, another at its second, and so on until one ends before it is. No email is lost
/// or sent twice; the doubtful ones are known as such, and are no more when SES tells that it has them.
#[tokio::test]
#[ignore = "long: make soak"]
async fn a_worker_is_killed_at_every_point_at_which_it_waits() {
    let app = start().await;
    let emitter = Emitter::new(app.amy.mail_feedback.clone());
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("parked-worker.log");
    let mut soak = Soak::begin_apart("SIGKILL at every point at which a worker waits, one after the other");
    let (mut on_the_way, mut doubtful, mut resolved) = (0, 0, 0);
    for point in 1..NEVER {
        // The processes have the machine's clock, and this one's moves on from there.
        app.clock.advance(Clock::System.now() - app.clock.now());
        let emails = due_since_long(&app, EMAILS).await;
        soak.runs += 1;
        let was_killed = kill_at(&app, &log, point).await;
        let taken = times(&app, &emails);
        if !was_killed {
            assert_eq!((taken, waiting(&app).await), (EMAILS as u32, 0), "the run that nobody killed, point {point}");
            assert!(point > 50 && soak.killed > 50, "only {} points", soak.killed);
            assert!(on_the_way > 10 && doubtful > 0 && resolved > 0, "{on_the_way} {doubtful} {resolved}");
            eprintln!("{on_the_way} killed while they sent; {doubtful} emails doubtful, {resolved} sent as SES told later");
            soak.tell(i64::from(EMAILS) * i64::from(point));
            return;
        }
        soak.killed += 1;
        on_the_way += u32::from(taken > 0 && taken < EMAILS as u32);

        // The leases of what was claimed are over, and what is noted is found out.
        run_after(&app, &mut soak, 4).await;
        doubtful += known(&app, &emails, point).await;
        // Every other time SES tells before the doubtful ones are given up.
        if point % 2 == 0 {
            tell(&app, &emitter, &emails).await;
        }
        for minutes in [8, 8] {
            run_after(&app, &mut soak, minutes).await;
        }
        assert_eq!((waiting(&app).await, app.mails.twice()), (0, vec![]), "point {point}");
        check(&app, &emails, point).await;
        tell(&app, &emitter, &emails).await;
        check_told(&app, &emails, point).await;
        resolved += told(&app, &emails).await;
    }
    panic!("the run never ends");
}

/// A process that sends what is due and is killed when it says that it has stopped; gives whether it was, or had ended before.
async fn kill_at(app: &TestApp, log: &Path, point: u32) -> bool {
    let mut command = send_due(app);
    command.args(["--park-at", &point.to_string()]).stdout(Stdio::piped()).stderr(File::create(log).unwrap());
    let mut child = Command::from(command).kill_on_drop(true).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let stops = async {
        // The log comes the same way.
        while let Some(line) = lines.next_line().await.unwrap() {
            if line == "parked" {
                return true;
            }
        }
        false
    };
    let has_stopped = tokio::time::timeout(PATIENCE, stops).await.unwrap();
    if has_stopped {
        child.start_kill().unwrap();
    }
    let status = child.wait().await.unwrap();
    let is_expected = if has_stopped { status.signal() == Some(SIGKILL) } else { status.success() };
    assert!(is_expected, "{status}, point {point}: {}", std::fs::read_to_string(log).unwrap());
    // What the process had already written to its connections still arrives.
    tokio::time::sleep(Wait::from_millis(50)).await;
    has_stopped
}

/// So many minutes later, a run as the schedule has it.
async fn run_after(app: &TestApp, soak: &mut Soak, minutes: i64) -> Report {
    app.clock.advance(Duration::minutes(minutes));
    let (worker, event) = (worker(app), Event::default());
    let deadline = app.clock.now() + Duration::minutes(5);
    soak.count(worker.run(&event, "after it", deadline)).await.unwrap()
}

/// How often these emails were taken.
fn times(app: &TestApp, emails: &[Uuid]) -> u32 {
    emails.iter().map(|email| app.mails.times(&email.to_string())).sum()
}

/// Of every email it is known that it was sent, or that it was not and will be tried again, or that nobody knows; gives of how many
/// nobody does.
async fn known(app: &TestApp, emails: &[Uuid], point: u32) -> u32 {
    let intents = Intents::beside(app.amy.site.sessions());
    let mut doubtful = 0;
    for (email, state) in emails.iter().zip(states(app, emails).await) {
        let known = intents.known(*email, 0, &[]).await.unwrap();
        match (app.mails.times(&email.to_string()), state.as_str()) {
            (1, "succeeded") | (0, "failed lease_expired") => {}
            (0 | 1, "running") if known == Known::Unknown => doubtful += 1,
            (times, _) => panic!("{state}, taken {times} times, noted {known:?}, point {point}"),
        }
    }
    doubtful
}

/// How many of the emails are known to be sent by SES's word alone.
async fn told(app: &TestApp, emails: &[Uuid]) -> i64 {
    let told = "SELECT count(DISTINCT scheduled_email_id) FROM scheduled_email_log
        WHERE scheduled_email_id = ANY($1) AND details = 'The provider says that it has taken it.'";
    sqlx::query_scalar(told).bind(emails).fetch_one(app.pool()).await.unwrap()
}
