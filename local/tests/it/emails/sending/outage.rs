//! What is away for a while: the provider, the database; and a provider that takes so much and no more.

use chrono::Duration;
use email_worker::{EmailWorker, Event, Own};
use local::ses::{Quota, Trouble};
use shared::email_sending::{Settings, Stop};

use super::{deadline, due, run, run_of, start, states, worker_apart, worker_over};
use crate::support::{Cut, Line, TestApp};

/// One email after the other, so that their order can be told.
pub(super) fn one_by_one(app: &TestApp) -> EmailWorker {
    let settings = Settings { concurrency: 1, ..Settings::default() };
    EmailWorker::of(&app.amy.site, Own { settings, ..Own::default() })
}

/// EML-NEW-05: six hours in which SES takes no message, although it answers; more becomes due meanwhile.
#[tokio::test]
async fn eml_new_05_after_six_hours_without_the_provider_all_go_once_in_order_and_no_attempt_was_wasted() {
    let app = start().await;
    let worker = one_by_one(&app);
    app.mails.always(Some(Trouble::BROKEN));
    let begun = app.clock.now();
    let mut emails = due(&app, 5).await;
    while app.clock.now() < begun + Duration::hours(6) {
        for minutes in [5, 10, 30] {
            let report = run_of(&app, &worker).await;
            assert_eq!((report.stop, report.counts.failed, report.counts.dead), (Some(Stop::Provider), 0, 0), "{report:?}");
            app.clock.advance(Duration::minutes(minutes));
        }
        emails.extend(due(&app, 1).await);
    }
    assert_eq!((app.mails.taken(), emails.len()), (0, 13));
    assert!(states(&app, &emails).await.iter().all(|state| state == "scheduled"));
    assert_eq!(app.value::<i32>("SELECT max(attempt_count) FROM scheduled_email").await, 0);

    app.mails.always(None);
    assert_eq!(run_of(&app, &worker).await.counts.sent, 13);
    let sent: Vec<String> = app.mails.all().iter().map(|sent| sent.tag("amy_email_id").to_owned()).collect();
    let in_order: Vec<String> =
        sqlx::query_scalar("SELECT id::text FROM scheduled_email ORDER BY scheduled_at, id").fetch_all(app.pool()).await.unwrap();
    assert_eq!((sent, app.mails.twice()), (in_order, vec![]));
    assert!(states(&app, &emails).await.iter().all(|state| state == "succeeded"));
    assert_eq!(app.value::<i32>("SELECT max(attempt_count) FROM scheduled_email").await, 1);
}

/// EML-NEW-05: SES answers and only this email fails, which counts; six hours do not use it up.
#[tokio::test]
async fn eml_new_05_six_hours_of_failures_do_not_use_up_an_email_that_fails_alone() {
    let app = start().await;
    let emails = due(&app, 1).await;
    app.mails.always(Some(Trouble::BROKEN));
    for _ in 0..72 {
        run(&app).await;
        app.clock.advance(Duration::minutes(5));
    }
    let attempts: i32 = app.value("SELECT attempt_count FROM scheduled_email").await;
    assert!((5..=7).contains(&attempts), "{attempts}");
    assert_eq!(states(&app, &emails).await, ["failed transient"]);
    app.mails.always(None);
    app.clock.advance(Duration::hours(7));
    assert_eq!((run(&app).await.counts.sent, app.mails.taken()), (1, 1));
}

/// EML-NEW-15: the line to the database is cut at steps all through a run, before the step or before its answer.
#[tokio::test]
async fn eml_new_15_a_database_that_is_cut_off_in_the_middle_costs_no_email_and_sends_none_twice() {
    let app = start().await;
    for (n, step) in (1..2000).step_by(3).enumerate() {
        let cut = if n % 2 == 0 { Cut::Before } else { Cut::After };
        let emails = due(&app, 2).await;
        let line = Line::lay(&app, cut, step).await;
        let cut_off = worker_over(&app, &line.url);
        let outcome = cut_off.run(&Event::default(), "cut off", deadline(&app)).await;
        if line.steps() < step {
            assert_eq!(outcome.unwrap().counts.sent, 2, "the run that was not cut off");
            assert!(n > 8, "only {n} cuts");
            return;
        }
        for minutes in [0, 16, 16] {
            app.clock.advance(Duration::minutes(minutes));
            run_of(&app, &worker_apart(&app)).await;
        }
        assert_eq!(states(&app, &emails).await, ["succeeded", "succeeded"], "{cut:?} step {step}: {outcome:?}");
        for email in &emails {
            assert_eq!(app.mails.times(&email.to_string()), 1, "{cut:?} step {step}: {outcome:?}");
        }
    }
    panic!("the run never ends");
}

/// EML-NEW-08, EML-NEW-15: two workers at once go faster than the account may.
#[tokio::test]
async fn eml_new_08_two_workers_at_fourteen_a_second_send_all_once() {
    let app = start().await;
    app.mails.allow(Quota { rate: 14.0, ..Quota::default() });
    app.mails.enforce_rate();
    let emails = due(&app, 40).await;
    let mut sent = 0;
    for _ in 0..8 {
        let (one, other) = (worker_apart(&app), worker_apart(&app));
        let (one, other) = tokio::join!(run_of(&app, &one), run_of(&app, &other));
        assert_eq!(one.counts.dead + other.counts.dead, 0, "{one:?} {other:?}");
        sent += one.counts.sent + other.counts.sent;
        if sent == 40 {
            break;
        }
        app.clock.advance(Duration::minutes(30));
    }
    assert_eq!((sent, app.mails.taken(), app.mails.twice()), (40, 40, vec![]));
    assert!(states(&app, &emails).await.iter().all(|state| state == "succeeded"));
}
