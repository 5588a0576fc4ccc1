//! Order, and time that runs out.

use std::time::{Duration as Wait, Instant};

use chrono::Duration;
use email_worker::{EmailWorker, Event, Own};
use local::ses::Trouble;
use serde_json::json;
use shared::email_sending::Stop;

use super::{deadline, due, run, start, subjects, worker};

/// EML-NEW-01, W-07
#[tokio::test]
async fn eml_new_01_what_is_due_the_longest_goes_first_over_all_batches() {
    let app = start().await;
    let emails = due(&app, 60).await;
    // One that failed is due since it may be tried again.
    super::super::put(&app, emails[0], "failed").await;
    app.run("UPDATE scheduled_email SET next_attempt_at = '2026-06-15T11:59:30Z' WHERE subject = 'Mail 1'").await;
    app.run("UPDATE scheduled_email SET next_attempt_at = '2026-06-15T12:00:01Z' WHERE subject = 'Mail 2'").await;
    let report = run(&app).await;
    assert_eq!(
        (report.counts.due, report.counts.oldest_due_seconds, report.counts.claimed, report.counts.sent),
        (59, 57 * 60, 59, 59)
    );
    let subjects = subjects(&app);
    let place = |subject: &str| subjects.iter().position(|known| known == subject);
    assert_eq!((place("Mail 2"), place("Mail 1").is_some_and(|place| place > 40)), (None, true));
    // Up to eight are with the provider at once, so neighbours may overtake each other.
    for n in (3..=50).step_by(5) {
        assert!(place(&format!("Mail {n}")) < place(&format!("Mail {}", n + 9)), "{n}: {subjects:?}");
    }
    app.clock.advance(Duration::seconds(1));
    assert_eq!(run(&app).await.counts.sent, 1);
}

/// EML-NEW-01: it stops claiming when four fifths of its time are over, and gives back what it has not begun.
#[tokio::test]
async fn eml_new_01_a_worker_ends_before_its_time_does_and_keeps_nothing() {
    let app = start().await;
    due(&app, 80).await;
    app.mails.always(Some(Trouble::Late(Wait::from_millis(400))));
    let worker = worker(&app);
    let begun = Instant::now();
    let report = worker.run(&Event::default(), "test", app.clock.now() + Duration::milliseconds(2500)).await.unwrap();
    assert!(begun.elapsed() < Wait::from_secs(4), "{:?}", begun.elapsed());
    assert_eq!(report.stop, Some(Stop::Time));
    assert!(report.counts.sent > 0 && report.released > 0, "{report:?}");
    assert_eq!(report.counts.sent + report.released, report.counts.claimed);
    assert_eq!(report.counts.sent, app.mails.taken() as u64);
    let left: i64 = app.value("SELECT count(*) FROM scheduled_email WHERE state = 'scheduled' AND attempt_count = 0").await;
    assert_eq!(left as u64, 80 - report.counts.sent);

    // Without any time nothing is begun.
    app.mails.always(None);
    let report = worker.run(&Event::default(), "test", app.clock.now()).await.unwrap();
    assert_eq!((report.counts.claimed, report.stop), (0, Some(Stop::Time)));
    let report = worker.run(&Event::default(), "test", deadline(&app)).await.unwrap();
    assert_eq!((report.counts.sent as i64, app.mails.twice()), (left, vec![]));
}

/// EML-NEW-14: a run leaves the time of the next one to it, however long it could live.
#[tokio::test]
async fn eml_new_14_no_run_takes_longer_than_it_may() {
    let app = start().await;
    due(&app, 80).await;
    app.mails.always(Some(Trouble::Late(Wait::from_millis(400))));
    let own = Own { longest: Some(Wait::from_millis(2500)), ..Own::default() };
    let begun = Instant::now();
    let report = EmailWorker::of(&app.amy.site, own).run(&Event::default(), "test", deadline(&app)).await.unwrap();
    assert!(begun.elapsed() < Wait::from_secs(4), "{:?}", begun.elapsed());
    assert_eq!((report.stop, report.counts.sent + report.released), (Some(Stop::Time), report.counts.claimed));
}

/// EML-NEW-13: what is put off again and again is due since its own time, and so it is told that it is late.
#[tokio::test]
async fn eml_new_13_an_email_that_is_put_off_is_late_all_the_same() {
    let app = start().await;
    due(&app, 1).await;
    app.mails.always(Some(Trouble::PAUSED));
    for minutes in (0..40).step_by(5) {
        let report = run(&app).await;
        assert_eq!((report.stop, report.counts.oldest_due_seconds), (Some(Stop::Account), minutes * 60), "{report:?}");
        app.clock.advance(Duration::minutes(5));
    }
}

/// EML-NEW-13
#[tokio::test]
async fn eml_new_13_a_run_tells_what_cloudwatch_counts() {
    let app = start().await;
    due(&app, 2).await;
    let own = Own { namespace: Some("AMY/test".to_owned()), ..Own::default() };
    let worker = EmailWorker::of(&app.amy.site, own);
    let report = worker.run(&Event::default(), "test", deadline(&app)).await.unwrap();
    let lines = worker.metrics(&report);
    assert_eq!((&lines[0]["EmailsSent"], &lines[0]["EmailRuns"]), (&json!(2), &json!(1)));
    assert_eq!(lines[0]["_aws"]["Timestamp"], app.clock.now().timestamp_millis());
    assert_eq!((&lines[1]["Action"], &lines[1]["EmailsSent"]), (&json!("direct"), &json!(2)));
    assert!(super::worker(&app).metrics(&report).is_empty(), "without a name for them they are not told");
}

/// The recorded event is what the function reads.
#[test]
fn eml_new_14_the_recorded_event_asks_for_a_dry_run() {
    let path = local::project::Project::find().unwrap().join("events/email-worker.json");
    let event: Event = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(event.dry_run);
}
