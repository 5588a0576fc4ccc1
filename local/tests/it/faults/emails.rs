//! Scheduled emails: each step of one with its log.

use chrono::Duration;
use shared::db::Change;
use shared::email_template::Signal;
use shared::record::Kind;
use shared::scheduled_email::{self as email, Context, Outcome, Plan, Recipient, Sent, Target, TransitionError, When, schedule};
use uuid::Uuid;

use super::{ADA, setting, whole};
use crate::support::{TestApp, all_or_nothing};

/// The worker.
const OWNER: &str = "worker";
const THROTTLED: email::Failure<'_> =
    email::Failure { class: "throttled", details: "Try later.", jitter: 0.0, most: email::MOST_ATTEMPTS };

fn plan() -> Plan {
    Plan {
        signal: Signal::PersonsMerged,
        context: Context::default().record("person", "person", ADA),
        when: When::Immediately,
        to: vec!["ada@example.org".into()],
        recipients: vec![Recipient::person(ADA)],
        target: Some(Target { kind: Kind::Person, id: ADA }),
    }
}

/// What the database says, since nothing else is to be expected here.
fn stored<T>(outcome: Result<T, TransitionError>) -> shared::Result<T> {
    outcome.map_err(|error| match error {
        TransitionError::Store(error) => error,
        other => panic!("{other}"),
    })
}

/// An email that waits.
async fn waiting(app: &TestApp) -> Uuid {
    setting(app).await;
    let mut change = app.change(None).await;
    let Outcome::Scheduled(id) = schedule(&mut change, &plan(), true, Some(ADA)).await.unwrap() else { panic!() };
    change.commit().await.unwrap();
    id
}

/// An email that is due, with its worker.
async fn claimed(app: &TestApp) -> Uuid {
    let id = waiting(app).await;
    app.run("UPDATE scheduled_email SET scheduled_at = '2026-06-01Z'").await;
    let mut change = app.change(None).await;
    assert_eq!(email::claim(&mut change, OWNER, Duration::minutes(1), 10).await.unwrap().len(), 1);
    change.commit().await.unwrap();
    id
}

/// An email that is with the provider.
async fn started(app: &TestApp) -> Uuid {
    let id = claimed(app).await;
    let mut change = app.change(None).await;
    email::start(&mut change, OWNER, id, "Handed to the provider.").await.unwrap();
    change.commit().await.unwrap();
    id
}

/// Runs an operation on an email with faults.
async fn step<T>(
    prepare: impl AsyncFn(&TestApp) -> Uuid,
    operation: impl AsyncFn(&mut Change, Uuid) -> Result<T, TransitionError>,
) {
    all_or_nothing(prepare, async |change, id| stored(operation(change, *id).await).map(drop)).await;
}

#[tokio::test]
async fn a_scheduled_email() {
    whole(async |change, _| {
        assert!(matches!(schedule(change, &plan(), true, Some(ADA)).await?, Outcome::Scheduled(_)));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_email() {
    let input = email::ContentInput {
        to_header: "grace@example.org".into(),
        from_header: "amy@example.org".into(),
        subject: "Hello".into(),
        body: "Hello".into(),
        ..email::ContentInput::default()
    };
    step(waiting, async |change, id| email::edit(change, id, &input, Some(ADA)).await).await;
}

#[tokio::test]
async fn a_rescheduled_email() {
    step(waiting, async |change, id| {
        let later = change.now() + Duration::days(3);
        email::reschedule(change, id, later, Some(ADA)).await
    })
    .await;
}

#[tokio::test]
async fn an_updated_email() {
    let later = async |change: &mut Change, _| {
        let plan = Plan { to: vec!["grace@example.org".into()], when: When::At(change.now() + Duration::days(3)), ..plan() };
        email::update(change, &plan, true, Some(ADA)).await
    };
    step(waiting, later).await;
}

#[tokio::test]
async fn a_withdrawn_email() {
    let target = Target { kind: Kind::Person, id: ADA };
    step(waiting, async |change, _| email::withdraw(change, Signal::PersonsMerged, target, true, Some(ADA)).await).await;
}

#[tokio::test]
async fn an_email_with_an_attachment() {
    step(waiting, async |change, id| email::add_attachment(change, id, Uuid::from_u128(7), "a.pdf", "bucket", Some(ADA)).await)
        .await;
}

#[tokio::test]
async fn a_claimed_email() {
    let due = async |app: &TestApp| {
        let id = waiting(app).await;
        app.run("UPDATE scheduled_email SET scheduled_at = '2026-06-01Z'").await;
        id
    };
    step(due, async |change, _| email::claim(change, OWNER, Duration::minutes(1), 10).await).await;
}

#[tokio::test]
async fn an_email_given_back() {
    step(claimed, async |change, id| email::release(change, OWNER, &[id]).await).await;
}

#[tokio::test]
async fn an_email_handed_to_the_provider() {
    step(claimed, async |change, id| email::start(change, OWNER, id, "Handed to the provider.").await).await;
}

#[tokio::test]
async fn a_sent_email() {
    let sent = Sent { message_id: Some("7"), details: "Sent." };
    step(started, async |change, id| email::succeed(change, Some(OWNER), id, sent).await).await;
}

#[tokio::test]
async fn an_email_whose_attempt_failed() {
    step(started, async |change, id| email::fail(change, Some(OWNER), id, THROTTLED).await).await;
}

#[tokio::test]
async fn an_email_whose_last_attempt_failed() {
    let often = async |app: &TestApp| {
        let id = started(app).await;
        app.run("UPDATE scheduled_email SET attempt_count = 100").await;
        id
    };
    step(often, async |change, id| email::fail(change, Some(OWNER), id, THROTTLED).await).await;
}

#[tokio::test]
async fn an_email_that_is_tried_again() {
    let given_up = async |app: &TestApp| {
        let id = started(app).await;
        let mut change = app.change(None).await;
        email::give_up(&mut change, Some(OWNER), id, "rejected", "No.").await.unwrap();
        change.commit().await.unwrap();
        id
    };
    step(given_up, async |change, id| email::retry_now(change, id, Some(ADA)).await).await;
}

#[tokio::test]
async fn emails_of_a_worker_that_was_not_heard_of_again() {
    let forgotten = async |app: &TestApp| {
        let id = started(app).await;
        app.clock.advance(Duration::days(1));
        id
    };
    step(forgotten, async |change, _| email::reap(change, email::MOST_ATTEMPTS, &[]).await).await;
}
