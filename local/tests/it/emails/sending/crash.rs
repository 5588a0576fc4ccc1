//! A worker that ends anywhere: nothing goes twice, and nothing is lost.

use std::pin::Pin;
use std::task::{Context, Poll};

use chrono::Duration;
use email_worker::Event;
use uuid::Uuid;

use super::notes::notes;
use super::{deadline, due, run, run_of, start, states, worker};
use crate::support::TestApp;

/// A future that is given up when it has waited so often: what dies with a function dies at one of these points.
struct Mortal<F> {
    future: Pin<Box<F>>,
    waits: u32,
}

impl<F: Future> Future for Mortal<F> {
    /// Nothing for one that was given up.
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<F::Output>> {
        match self.future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if self.waits <= 1 => Poll::Ready(None),
            Poll::Pending => {
                self.waits -= 1;
                Poll::Pending
            }
        }
    }
}

/// EML-NEW-15: a run dies at its first waiting, another at its second, and so on until one does not die; the runs after it mend what
/// it left.
#[tokio::test]
async fn eml_new_15_a_worker_that_dies_at_any_point_sends_nothing_twice_and_loses_nothing() {
    let app = start().await;
    let mut died_sending = 0;
    for waits in 1..5000 {
        let emails = due(&app, 3).await;
        let (dying, event) = (worker(&app), Event::default());
        let run_of_it = dying.run(&event, "dying", deadline(&app));
        let mut run_of_it = Mortal { future: Box::pin(run_of_it), waits };
        if let Some(report) = (&mut run_of_it).await {
            assert_eq!(report.unwrap().counts.sent, 3, "the run that lived");
            assert!(waits > 10, "only {waits} points to die at");
            assert!(died_sending > 0, "no run died after it had begun to send");
            return;
        }
        // What it has handed to other tasks comes to various points meanwhile.
        tokio::time::sleep(std::time::Duration::from_millis(u64::from(waits % 6))).await;
        drop(run_of_it);
        died_sending += u32::from(taken(&app, &emails) > 0);
        mend(&app).await;
        check(&app, &emails, waits).await;
    }
    panic!("the run never ends");
}

fn taken(app: &TestApp, emails: &[Uuid]) -> u32 {
    emails.iter().map(|email| app.mails.times(&email.to_string())).sum()
}

/// What the schedule does in the next half hour.
async fn mend(app: &TestApp) {
    for minutes in [0, 16, 10] {
        app.clock.advance(Duration::minutes(minutes));
        run(app).await;
    }
}

/// Every email was sent once and is known to be, or somebody is asked to find out.
async fn check(app: &TestApp, emails: &[Uuid], waits: u32) {
    assert_eq!(app.mails.twice(), Vec::<String>::new(), "sent twice, after {waits}");
    let states = states(app, emails).await;
    let doubtful = "dead_letter outcome_unknown";
    for (email, state) in emails.iter().zip(&states) {
        match app.mails.times(&email.to_string()) {
            1 => assert!(state == "succeeded" || state == doubtful, "{state}, after {waits}"),
            _ => assert_eq!(state, doubtful, "lost after {waits}"),
        }
    }
}

/// EML-NEW-04: what may have been sent stays with the provider, and then somebody is asked.
#[tokio::test]
async fn eml_new_04_what_may_have_been_sent_is_never_sent_again_by_itself() {
    let app = start().await;
    let emails = due(&app, 1).await;
    app.mails.trouble([local::ses::Trouble::Dropped]);
    let report = run(&app).await;
    assert_eq!((report.counts.unknown, report.counts.sent, app.mails.taken()), (1, 0, 1));
    for minutes in [1, 4, 9] {
        app.clock.advance(Duration::minutes(minutes));
        run(&app).await;
        assert_eq!(states(&app, &emails).await, ["running"]);
    }
    app.clock.advance(Duration::minutes(1));
    assert_eq!(run(&app).await.outcome_unknown, 1);
    assert_eq!(states(&app, &emails).await, ["dead_letter outcome_unknown"]);
    app.clock.advance(Duration::days(3));
    run(&app).await;
    assert_eq!(app.mails.taken(), 1);

    // Somebody has found out that it did not arrive.
    let mut change = app.change(None).await;
    shared::scheduled_email::send_again(&mut change, emails[0], None).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(run(&app).await.counts.sent, 1);
    assert_eq!((states(&app, &emails).await, app.mails.taken()), (vec!["succeeded".to_owned()], 2));
}

/// A worker that was not heard of again after the provider had answered: what came of the call is noted beside the database.
#[tokio::test]
async fn eml_new_04_what_the_provider_answered_is_found_out_when_only_the_database_does_not_know() {
    let app = start().await;
    let emails = due(&app, 1).await;
    assert_eq!(run(&app).await.counts.sent, 1);
    super::super::put(&app, emails[0], "running").await;
    app.run("UPDATE scheduled_email SET ses_message_id = NULL, sent_at = NULL, lease_expires_at = '2026-06-15T12:15Z', lease_owner = 'x'")
        .await;
    app.clock.advance(Duration::minutes(2));
    assert_eq!(run(&app).await.found_out, 0, "its worker may still be there");
    app.clock.advance(Duration::minutes(2));
    assert_eq!(run(&app).await.found_out, 1);
    assert_eq!(states(&app, &emails).await, ["succeeded"]);
    let id: String = app.value("SELECT ses_message_id FROM scheduled_email").await;
    assert_eq!((id, app.mails.taken()), (app.mails.all()[0].id.clone(), 1));
}

/// That the note cannot be asked is no reason to give an email up of which the note knows.
#[tokio::test]
async fn eml_new_04_what_could_not_be_asked_about_is_not_given_up() {
    let app = start().await;
    let emails = due(&app, 2).await;
    assert_eq!(run(&app).await.counts.sent, 2);
    for email in &emails {
        super::super::put(&app, *email, "running").await;
    }
    app.run("UPDATE scheduled_email SET ses_message_id = NULL, sent_at = NULL, lease_expires_at = '2026-06-15T12:15Z', lease_owner = 'x'")
        .await;
    app.clock.advance(Duration::minutes(16));
    let mut forgetful = worker(&app);
    forgetful.worker.intents = notes(&app, &["GetItem"]).await;
    let report = run_of(&app, &forgetful).await;
    assert_eq!((report.found_out, report.outcome_unknown), (0, 0), "{report:?}");
    assert_eq!(states(&app, &emails).await, ["running", "running"]);
    assert_eq!(run(&app).await.found_out, 2);
    assert_eq!((states(&app, &emails).await, app.mails.taken()), (vec!["succeeded".to_owned(); 2], 2));
}

/// A database that is put back to an earlier day does not know what was sent since; the notes beside it do.
#[tokio::test]
async fn eml_new_04_a_restored_database_sends_nothing_again() {
    let app = start().await;
    let emails = due(&app, 2).await;
    app.mails.trouble([local::ses::Trouble::Dropped]);
    let report = run(&app).await;
    assert_eq!((report.counts.unknown, report.counts.sent), (1, 1));
    for email in &emails {
        super::super::put(&app, *email, "scheduled").await;
    }
    app.run("UPDATE scheduled_email SET attempt_count = 0, ses_message_id = NULL, sent_at = NULL, lease_owner = NULL").await;
    let report = run(&app).await;
    assert_eq!((report.counts.unknown, report.counts.sent), (1, 1), "one is known to be sent, of the other nobody knows");
    assert_eq!(states(&app, &emails).await, ["running", "succeeded"]);
    assert_eq!(app.mails.taken(), 2);
}
