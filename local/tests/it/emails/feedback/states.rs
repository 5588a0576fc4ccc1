//! What SES's events mean for scheduled emails (EML-NEW-04, EML-NEW-10).

use chrono::Duration;
use serde_json::json;
use shared::scheduled_email::{Heard, MOST_ATTEMPTS, Sent, State, claim, reap, retry_now, start, succeed};
use uuid::Uuid;

use super::{MESSAGE, about, put, recorded, running, tell};
use crate::emails::{scheduled, state, steps};
use crate::support::TestApp;

async fn text(app: &TestApp, sql: &'static str, id: Uuid) -> Option<String> {
    sqlx::query_scalar(sql).bind(id).fetch_one(app.pool()).await.unwrap()
}

/// What the log says, oldest first.
async fn log(app: &TestApp, id: Uuid) -> Vec<String> {
    let details = "SELECT details FROM scheduled_email_log WHERE scheduled_email_id = $1 ORDER BY position";
    sqlx::query_scalar(details).bind(id).fetch_all(app.pool()).await.unwrap()
}

const MESSAGE_ID: &str = "SELECT ses_message_id FROM scheduled_email WHERE id = $1";
const CLASS: &str = "SELECT last_error_class FROM scheduled_email WHERE id = $1";

#[tokio::test]
async fn eml_new_04_the_send_event_tells_that_what_was_being_sent_is_sent() {
    let app = TestApp::start().await;
    let id = running(&app).await;
    let event = about(recorded("send"), id);
    assert_eq!(tell(&app, &event).await.email, Some(Heard::Moved(State::Succeeded)));
    assert_eq!(tell(&app, &event).await.email, Some(Heard::Nothing), "told twice");
    assert_eq!(state(&app, id).await, "succeeded");
    assert_eq!(text(&app, MESSAGE_ID, id).await.as_deref(), Some(MESSAGE));
    assert_eq!(steps(&app, id).await, ">scheduled running>succeeded");
    assert!(app.value::<bool>("SELECT sent_at IS NOT NULL AND lease_owner IS NULL FROM scheduled_email").await);
}

/// SES may be faster than the worker, which then has nothing to note.
#[tokio::test]
async fn eml_new_04_the_worker_may_come_after_the_send_event() {
    let app = TestApp::start().await;
    let id = scheduled(&app).await;
    app.clock.advance(Duration::hours(1));
    let mut change = app.change(None).await;
    claim(&mut change, "a", Duration::minutes(3), 1).await.unwrap();
    start(&mut change, "a", id, "Handed to the provider.").await.unwrap();
    change.commit().await.unwrap();
    tell(&app, &about(recorded("send"), id)).await;
    let mut change = app.change(None).await;
    let other = Sent { message_id: Some("another"), details: "Taken." };
    assert!(succeed(&mut change, Some("a"), id, other).await.is_err(), "that is another message");
    let same = Sent { message_id: Some(MESSAGE), details: "Taken." };
    assert_eq!(succeed(&mut change, Some("a"), id, same).await.unwrap(), State::Succeeded);
    change.commit().await.unwrap();
    assert_eq!(steps(&app, id).await, ">scheduled scheduled>locked locked>running running>succeeded");
}

/// What was given up because nobody knew is known now; what was given up for another reason, or at another attempt, is not touched.
#[tokio::test]
async fn eml_new_04_a_late_send_event_tells_what_nobody_knew() {
    let app = TestApp::start().await;
    let (lost, other, before) = (running(&app).await, running(&app).await, running(&app).await);
    app.run("UPDATE scheduled_email SET lease_expires_at = '2026-06-15T12:15:00Z'").await;
    app.clock.advance(Duration::minutes(15));
    let mut change = app.change(None).await;
    assert_eq!(reap(&mut change, MOST_ATTEMPTS, &[]).await.unwrap().unknown, 3);
    change.commit().await.unwrap();
    for (id, set) in [
        (other, "UPDATE scheduled_email SET last_error_class = 'bad_address' WHERE id = $1"),
        (before, "UPDATE scheduled_email SET attempt_count = 2 WHERE id = $1"),
    ] {
        sqlx::query(set).bind(id).execute(app.pool()).await.unwrap();
    }
    assert_eq!(tell(&app, &about(recorded("send"), lost)).await.email, Some(Heard::Moved(State::Succeeded)));
    assert_eq!(text(&app, MESSAGE_ID, lost).await.as_deref(), Some(MESSAGE));
    assert_eq!(text(&app, CLASS, lost).await, None);
    for id in [other, before] {
        assert_eq!(tell(&app, &about(recorded("send"), id)).await.email, Some(Heard::Nothing));
        assert_eq!(state(&app, id).await, "dead_letter");
    }
}

/// What waits again was sent by an earlier call of its round, whichever: SES may take a message and answer that it failed.
#[tokio::test]
async fn eml_new_04_the_send_event_of_a_call_that_failed_tells_that_what_waits_is_sent() {
    let app = TestApp::start().await;
    for before in ["scheduled", "failed", "locked", "running", "dead_letter"] {
        let id = running(&app).await;
        put(&app, id, before).await;
        sqlx::query(
            "UPDATE scheduled_email SET attempt_count = 2, last_error_class = 'transient', next_attempt_at = now() WHERE id = $1",
        )
        .bind(id)
        .execute(app.pool())
        .await
        .unwrap();
        let of_call = |call: &str| {
            let mut event = about(recorded("send"), id);
            event["detail"]["mail"]["tags"]["amy_attempt"] = json!([call]);
            event
        };
        for other in ["1", "1-1", "1-2"] {
            assert_eq!(tell(&app, &of_call(other)).await.email, Some(Heard::Nothing), "{before} {other}");
        }
        assert_eq!(tell(&app, &of_call("0-1")).await.email, Some(Heard::Moved(State::Succeeded)), "{before}");
        assert_eq!(text(&app, MESSAGE_ID, id).await.as_deref(), Some(MESSAGE));
        assert_eq!(steps(&app, id).await, format!(">scheduled {before}>succeeded"));
    }
    assert!(app.value::<bool>("SELECT bool_and(next_attempt_at IS NULL AND lease_owner IS NULL) FROM scheduled_email").await);
}

/// Somebody has marked it as sent: its message is known from then on.
#[tokio::test]
async fn the_message_of_what_somebody_marked_as_sent_is_noted() {
    let app = TestApp::start().await;
    let id = running(&app).await;
    put(&app, id, "succeeded").await;
    tell(&app, &about(recorded("send"), id)).await;
    assert_eq!(text(&app, MESSAGE_ID, id).await.as_deref(), Some(MESSAGE));
    assert_eq!(steps(&app, id).await, ">scheduled");
}

/// SES had taken it and answered that it failed, and then somebody called it off: whoever looks must see that it went out.
#[tokio::test]
async fn eml_new_04_the_send_event_of_what_was_called_off_meanwhile_is_in_its_log() {
    let app = TestApp::start().await;
    let id = running(&app).await;
    put(&app, id, "cancelled").await;
    let of_call = |call: &str| {
        let mut event = about(recorded("send"), id);
        event["detail"]["mail"]["tags"]["amy_attempt"] = json!([call]);
        event
    };
    for other in ["1", "1-1"] {
        assert_eq!(tell(&app, &of_call(other)).await.email, Some(Heard::Nothing), "{other}");
    }
    assert_eq!(text(&app, MESSAGE_ID, id).await, None);
    assert_eq!(tell(&app, &of_call("0-1")).await.email, Some(Heard::Logged));
    assert_eq!(tell(&app, &of_call("0-1")).await.email, Some(Heard::Nothing), "told twice");
    assert_eq!((state(&app, id).await, text(&app, MESSAGE_ID, id).await.as_deref()), ("cancelled".to_owned(), Some(MESSAGE)));
    assert_eq!(log(&app, id).await.split_off(1), ["The provider had taken it before it was called off."]);
    assert_eq!(steps(&app, id).await, ">scheduled cancelled>cancelled");
    let (admin, url) = (app.admin().await, format!("/emails/scheduled_email/{id}/"));
    let page = app.get(&url).as_user(&admin).await.expect_page();
    assert!(
        page.says("The provider had already taken it when it was cancelled, as it told now.") && page.says(MESSAGE),
        "{}",
        page.visible()
    );

    // Who wants it sent all the same begins a new round, beside what the log says.
    let mut change = app.change(None).await;
    assert_eq!(retry_now(&mut change, id, Some(admin.id)).await.unwrap(), State::Scheduled);
    change.commit().await.unwrap();
    assert_eq!(tell(&app, &of_call("0-1")).await.email, Some(Heard::Nothing));
    assert_eq!(state(&app, id).await, "scheduled");
}

#[tokio::test]
async fn eml_new_10_bounces_and_complaints_are_in_the_log_once_and_the_email_stays_sent() {
    let app = TestApp::start().await;
    let id = running(&app).await;
    put(&app, id, "succeeded").await;
    let mut bounce = about(recorded("bounce"), id);
    bounce["detail"]["bounce"]["bouncedRecipients"] = json!([
        {"emailAddress": "ada@example.org", "diagnosticCode": "smtp; 550 5.1.1 user unknown"},
        {"emailAddress": "grace@example.org", "status": "5.1.1"},
    ]);
    assert_eq!(tell(&app, &bounce).await.email, Some(Heard::Logged));
    assert_eq!(tell(&app, &bounce).await.email, Some(Heard::Nothing));
    for kind in ["complaint", "complaint", "delivery", "delivery-delay"] {
        tell(&app, &about(recorded(kind), id)).await;
    }
    assert_eq!(
        log(&app, id).await.split_off(1),
        [
            "It came back from ada@example.org: Permanent, General: smtp; 550 5.1.1 user unknown",
            "It came back from grace@example.org: Permanent, General: 5.1.1",
            "It was marked as spam by ada@example.org: abuse",
        ]
    );
    assert_eq!(state(&app, id).await, "succeeded");
    assert_eq!(steps(&app, id).await, ">scheduled succeeded>succeeded succeeded>succeeded succeeded>succeeded");
}

#[tokio::test]
async fn eml_new_10_the_log_says_what_one_of_several_may_have_done_and_that_a_machine_answered() {
    let app = TestApp::start().await;
    let id = running(&app).await;
    put(&app, id, "succeeded").await;
    let mut complaint = about(recorded("complaint"), id);
    complaint["detail"]["complaint"]["complainedRecipients"] =
        json!([{"emailAddress": "ada@example.org"}, {"emailAddress": "grace@example.org"}]);
    let mut note = about(recorded("soft-bounce"), id);
    note["detail"]["bounce"]["bounceSubType"] = json!("General");
    note["detail"]["bounce"]["bouncedRecipients"] = json!([{"emailAddress": "ada@example.org"}]);
    for event in [&complaint, &note] {
        assert_eq!(tell(&app, event).await.email, Some(Heard::Logged));
        assert_eq!(tell(&app, event).await.email, Some(Heard::Nothing));
    }
    assert_eq!(
        log(&app, id).await.split_off(1),
        [
            "It was marked as spam by one of: ada@example.org, grace@example.org: abuse",
            "A machine answered for ada@example.org: Transient, General",
        ]
    );
}

#[tokio::test]
async fn eml_new_10_what_the_provider_refuses_is_given_up() {
    let app = TestApp::start().await;
    for (kind, class) in [("reject", "message_rejected"), ("rendering-failure", "rendering_failed")] {
        let id = running(&app).await;
        let event = about(recorded(kind), id);
        assert_eq!(tell(&app, &event).await.email, Some(Heard::Moved(State::DeadLetter)), "{kind}");
        tell(&app, &event).await;
        tell(&app, &about(recorded("send"), id)).await;
        assert_eq!(state(&app, id).await, "dead_letter", "{kind}");
        assert_eq!(text(&app, CLASS, id).await.as_deref(), Some(class));

        // What counts as sent stays so, with a row in its log.
        let sent = running(&app).await;
        put(&app, sent, "succeeded").await;
        assert_eq!(tell(&app, &about(recorded(kind), sent)).await.email, Some(Heard::Logged), "{kind}");
        assert_eq!(tell(&app, &about(recorded(kind), sent)).await.email, Some(Heard::Nothing), "{kind}");
        assert_eq!(state(&app, sent).await, "succeeded");
    }
}

/// Mail without the worker's tags, and emails that there are not: what becomes of the message is noted all the same.
#[tokio::test]
async fn events_about_no_email_change_none() {
    let app = TestApp::start().await;
    let id = running(&app).await;
    for kind in ["send", "bounce", "reject"] {
        assert_eq!(tell(&app, &recorded(kind)).await.email, Some(Heard::Unknown), "{kind}");
        let mut plain = recorded(kind);
        plain["detail"]["mail"]["tags"] = json!({"amy_email_id": ["no id"], "amy_attempt": ["one"]});
        assert_eq!(tell(&app, &plain).await.email, None, "{kind}");
    }
    assert_eq!(state(&app, id).await, "running");
}
