//! What the worker does with emails.

use std::collections::BTreeSet;

use chrono::Duration;
use shared::scheduled_email::{
    Failure, MOST_ATTEMPTS, Reaped, Sent, State, TransitionError, call_off, claim, fail, give_up, reap, release, start, succeed,
};
use uuid::Uuid;

use super::{put, scheduled, state, steps};
use crate::support::TestApp;

const LEASE: Duration = Duration::minutes(3);

/// Claims in the name of `owner`.
async fn claimed(app: &TestApp, owner: &str, limit: i64) -> Vec<(Uuid, i32)> {
    let mut change = app.change(None).await;
    let claimed = claim(&mut change, owner, LEASE, limit).await.unwrap();
    change.commit().await.unwrap();
    claimed.into_iter().map(|email| (email.id, email.attempt)).collect()
}

/// DM-ST-35
#[tokio::test]
async fn what_is_due_is_claimed_oldest_first_and_by_one_worker() {
    let app = TestApp::start().await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(scheduled(&app).await);
    }
    assert!(claimed(&app, "a", 25).await.is_empty(), "their time has not come");
    for (n, id) in ids.iter().enumerate() {
        let at = format!("2026-06-15T{}:00:00Z", 11 - n);
        let set = sqlx::query("UPDATE scheduled_email SET scheduled_at = $2::text::timestamptz WHERE id = $1");
        set.bind(id).bind(at).execute(app.pool()).await.unwrap();
    }
    put(&app, ids[4], "failed").await;
    for (id, out) in [(ids[2], "cancelled"), (ids[3], "succeeded")] {
        put(&app, id, out).await;
    }
    assert_eq!(claimed(&app, "a", 2).await, [(ids[4], 1), (ids[1], 1)]);
    assert_eq!(claimed(&app, "b", 25).await, [(ids[0], 1)]);
    assert!(claimed(&app, "c", 25).await.is_empty());
    assert_eq!(steps(&app, ids[0]).await, ">scheduled scheduled>locked");
    assert_eq!(steps(&app, ids[4]).await, ">scheduled failed>locked");

    // Given back untried, an attempt does not count, and only the holder gives back.
    let mut change = app.change(None).await;
    release(&mut change, "b", &ids).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE state = 'locked'").await, 2);
    assert_eq!(claimed(&app, "d", 25).await, [(ids[0], 1)]);
}

/// DM-ST-35: locked, running, succeeded, each with its row, under the lease of one worker.
#[tokio::test]
async fn an_email_is_sent_by_who_holds_it() {
    let app = TestApp::start().await;
    let id = scheduled(&app).await;
    app.clock.advance(Duration::hours(1));
    claimed(&app, "a", 1).await;
    let mut change = app.change(None).await;
    assert!(
        matches!(start(&mut change, "b", id, "Handed to the provider.").await, Err(TransitionError::Missing)),
        "somebody else holds it"
    );
    assert_eq!(start(&mut change, "a", id, "Handed to the provider.").await.unwrap(), State::Running);
    let sent = Sent { message_id: Some("ses-1"), details: "Taken by the provider." };
    assert!(matches!(succeed(&mut change, Some("b"), id, sent).await, Err(TransitionError::Missing)));
    assert_eq!(succeed(&mut change, Some("a"), id, sent).await.unwrap(), State::Succeeded);
    assert!(matches!(succeed(&mut change, None, id, sent).await, Err(TransitionError::Illegal { .. })), "once");
    change.commit().await.unwrap();
    assert_eq!(steps(&app, id).await, ">scheduled scheduled>locked locked>running running>succeeded");
    assert!(
        app.value::<bool>(
            "SELECT ses_message_id = 'ses-1' AND sent_at = last_updated_at AND lease_owner IS NULL FROM scheduled_email"
        )
        .await
    );
}

/// DM-ST-36, EML-CTL-10: the tenth failure is the last, with a log row of its own; a person's change counts anew.
#[tokio::test]
async fn dm_st_36_after_ten_failed_attempts_there_is_no_other() {
    let app = TestApp::start().await;
    let id = scheduled(&app).await;
    app.clock.advance(Duration::hours(1));
    for attempt in 1..=MOST_ATTEMPTS {
        assert_eq!(claimed(&app, "a", 1).await, [(id, attempt)]);
        let mut change = app.change(None).await;
        let throttled = Failure { class: "throttled", details: "Too many at once.", jitter: 0.0, most: MOST_ATTEMPTS };
        let state = fail(&mut change, Some("a"), id, throttled).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(state, if attempt < MOST_ATTEMPTS { State::Failed } else { State::DeadLetter }, "{attempt}");
        assert!(claimed(&app, "a", 1).await.is_empty(), "it waits before the next attempt");
        app.clock.advance(Duration::hours(6));
    }
    assert!(claimed(&app, "a", 1).await.is_empty());
    let told = steps(&app, id).await;
    assert_eq!(told.matches("locked>failed").count(), 10);
    assert!(told.ends_with("locked>failed failed>dead_letter"), "{told}");
    let mut change = app.change(None).await;
    shared::scheduled_email::retry_now(&mut change, id, None).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(claimed(&app, "a", 1).await, [(id, 1)]);
}

#[tokio::test]
async fn what_cannot_succeed_is_given_up_and_what_is_no_longer_wanted_called_off() {
    let app = TestApp::start().await;
    let (one, other) = (scheduled(&app).await, scheduled(&app).await);
    app.clock.advance(Duration::hours(1));
    claimed(&app, "a", 2).await;
    let long = "x".repeat(5000);
    let mut change = app.change(None).await;
    assert_eq!(give_up(&mut change, Some("a"), one, "bad_address", &long).await.unwrap(), State::DeadLetter);
    assert_eq!(call_off(&mut change, "a", other, "The workshop was cancelled.").await.unwrap(), State::Cancelled);
    assert!(matches!(call_off(&mut change, "a", one, "").await, Err(TransitionError::Missing)), "nobody holds it any more");
    change.commit().await.unwrap();
    let longest: i32 = app.value("SELECT max(length(details)) FROM scheduled_email_log").await;
    assert_eq!(longest, 2000, "long reports are cut, not refused");
    assert_eq!(
        app.value::<String>("SELECT last_error_class FROM scheduled_email WHERE state = 'dead_letter'").await,
        "bad_address"
    );
}

/// EML-NEW-02, EML-NEW-04
#[tokio::test]
async fn what_a_lost_worker_held_is_tried_again_unless_it_may_have_been_sent() {
    let app = TestApp::start().await;
    let (held, sending) = (scheduled(&app).await, scheduled(&app).await);
    app.clock.advance(Duration::hours(1));
    let ids: BTreeSet<Uuid> = claimed(&app, "a", 2).await.into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, BTreeSet::from([held, sending]));
    let reaped = async || {
        let mut change = app.change(None).await;
        let Reaped { expired, unknown, given_up } = reap(&mut change, MOST_ATTEMPTS, &[]).await.unwrap();
        change.commit().await.unwrap();
        (expired, unknown, given_up.len())
    };
    let mut change = app.change(None).await;
    start(&mut change, "a", sending, "Handed to the provider.").await.unwrap();
    change.commit().await.unwrap();
    app.clock.advance(Duration::minutes(2));
    assert_eq!(reaped().await, (0, 0, 0));
    app.clock.advance(Duration::minutes(1));
    assert_eq!(reaped().await, (1, 0, 0));
    app.clock.advance(Duration::minutes(12));
    assert_eq!(reaped().await, (0, 1, 1));
    assert_eq!((state(&app, held).await.as_str(), state(&app, sending).await.as_str()), ("failed", "dead_letter"));
    assert_eq!(claimed(&app, "b", 25).await, [(held, 2)], "the other one is never sent again by itself");
    let classes: String =
        app.value("SELECT string_agg(last_error_class, ' ' ORDER BY last_error_class) FROM scheduled_email").await;
    assert_eq!(classes, "lease_expired outcome_unknown");
}
