//! Every email that is given up raises the one alarm, whatever becomes of the run (EML-NEW-13).

use email_worker::{EmailWorker, Event, Own};
use serde_json::{Value, json};
use shared::email_sending::{Report, RunError};
use shared::scheduled_email::MOST_ATTEMPTS;

use super::{deadline, due, start, states, worker, worker_over};
use crate::support::{Cut, Line, TestApp};

/// What CloudWatch is told of a run.
fn told(app: &TestApp, report: &Report) -> Vec<Value> {
    let own = Own { namespace: Some("AMY/test".to_owned()), ..Own::default() };
    EmailWorker::of(&app.amy.site, own).metrics(report)
}

/// The email was left behind by a worker at its last attempt, in this state, and its lease is over.
async fn left_behind(app: &TestApp, email: uuid::Uuid, state: &str) {
    super::super::put(app, email, state).await;
    let hold = "UPDATE scheduled_email SET lease_owner = 'lost', lease_expires_at = $2, attempt_count = $3 WHERE id = $1";
    sqlx::query(hold).bind(email).bind(app.clock.now()).bind(MOST_ATTEMPTS).execute(app.pool()).await.unwrap();
}

/// EML-NEW-02, EML-NEW-04, EML-NEW-13: one was claimed ten times in vain; of the other it is found out that it was not sent the tenth
/// time. Then SES is away, and the run fails.
#[tokio::test]
async fn eml_new_13_what_a_run_gives_up_before_it_fails_is_told() {
    // Nobody listens on this port, which is only for that.
    let app = TestApp::start_with(|config| config.with_mail_at("http://127.0.0.1:9")).await;
    let emails = due(&app, 3).await;
    left_behind(&app, emails[0], "locked").await;
    left_behind(&app, emails[1], "running").await;
    let failed = worker(&app).run(&Event::default(), "test", deadline(&app)).await.unwrap_err();
    assert!(matches!(failed.error, RunError::Provider(_)), "{failed:?}");
    assert_eq!(states(&app, &emails).await, ["dead_letter lease_expired", "dead_letter lease_expired", "scheduled"]);
    let report = failed.report;
    assert_eq!((report.counts.dead, report.expired, report.found_out), (2, 1, 1), "{report:?}");
    let lines = told(&app, &report);
    assert_eq!((&lines[0]["EmailsDead"], &lines[0]["EmailRuns"], &lines[0]["EmailsDue"]), (&json!(2), &json!(0), &json!(1)));
    assert_eq!((&lines[1]["Action"], &lines[1]["EmailsDead"]), (&json!("direct"), &json!(2)));
}

/// EML-NEW-13: the line to the database is cut at steps all through a run; whatever was given up until then is told.
#[tokio::test]
async fn eml_new_13_what_is_given_up_before_the_database_fails_is_told() {
    let app = start().await;
    let dead = "SELECT count(*) FROM scheduled_email WHERE state = 'dead_letter'";
    let mut told_of_failed_runs = 0;
    for step in (1..2000).step_by(3) {
        due(&app, 2).await;
        app.run("UPDATE scheduled_email SET to_header = '{nobody}' WHERE subject = 'Mail 1' AND state = 'scheduled'").await;
        let before: i64 = app.value(dead).await;
        let line = Line::lay(&app, Cut::Before, step).await;
        let outcome = worker_over(&app, &line.url).run(&Event::default(), "cut off", deadline(&app)).await;
        let given_up = app.value::<i64>(dead).await - before;
        match outcome {
            Ok(report) => assert_eq!(report.counts.dead as i64, given_up, "step {step}: {report:?}"),
            Err(failed) => {
                let lines = told(&app, &failed.report);
                assert_eq!(
                    (&lines[0]["EmailsDead"], &lines[0]["EmailRuns"]),
                    (&json!(given_up), &json!(0)),
                    "step {step}: {failed:?}"
                );
                told_of_failed_runs += given_up;
            }
        }
        if line.steps() < step {
            assert!(told_of_failed_runs > 0, "no run failed after it had given up an email");
            return;
        }
    }
    panic!("the run never ends");
}

/// EML-NEW-04, EML-NEW-13: what nobody knows the outcome of is one of those, by its action, and is told once.
#[tokio::test]
async fn eml_new_13_what_nobody_knows_the_outcome_of_is_given_up_and_told_once() {
    let app = start().await;
    let emails = due(&app, 1).await;
    app.mails.trouble([local::ses::Trouble::Dropped]);
    assert_eq!(super::run(&app).await.counts.dead, 0);
    app.clock.advance(chrono::Duration::minutes(15));
    let report = super::run(&app).await;
    assert_eq!(states(&app, &emails).await, ["dead_letter outcome_unknown"]);
    let lines = told(&app, &report);
    assert_eq!((&lines[0]["EmailsDead"], &lines[0]["EmailOutcomesUnknown"]), (&json!(1), &json!(1)));
    assert_eq!((&lines[1]["Action"], &lines[1]["EmailsDead"]), (&json!("direct"), &json!(1)));
    assert_eq!(told(&app, &super::run(&app).await)[0]["EmailsDead"], json!(0));
}
