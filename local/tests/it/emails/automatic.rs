//! What follows for an email when its subject changes.

use chrono::Duration;
use shared::email_template::Signal;
use shared::record::Kind;
use shared::scheduled_email::{
    ContentInput, Context, Outcome, Plan, Recipient, Target, TransitionError, Updated, When, claim, edit, linked, release,
    reschedule, schedule, start, update, withdraw,
};
use uuid::Uuid;

use super::{plan, put, state, steps};
use crate::support::TestApp;

const SIGNAL: Signal = Signal::AskForWebsite;
const TARGET: Target = Target { kind: Kind::Person, id: 1 };

async fn first(app: &TestApp) -> Uuid {
    let mut change = app.change(None).await;
    let Outcome::Scheduled(id) = schedule(&mut change, &plan(SIGNAL), true, None).await.unwrap() else { panic!() };
    change.commit().await.unwrap();
    id
}

async fn updated(app: &TestApp, plan: &Plan) -> Updated {
    let mut change = app.change(None).await;
    let updated = update(&mut change, plan, true, None).await.unwrap();
    change.commit().await.unwrap();
    updated
}

/// What the email says now.
async fn says(app: &TestApp) -> String {
    app.value(
        "SELECT concat_ws('|', to_char(scheduled_at AT TIME ZONE 'UTC', 'DD HH24:MI'), to_header, from_header, subject, context_json)
         FROM scheduled_email",
    )
    .await
}

/// DM-ST-35 (data-model.md §3.6: automatic update)
#[tokio::test]
async fn an_update_says_what_is_the_case_now_and_keeps_the_sender() {
    let app = TestApp::start().await;
    assert_eq!(updated(&app, &plan(SIGNAL)).await, Updated::None);
    let id = first(&app).await;
    app.run("UPDATE email_template SET subject = 'New', from_header = 'new@example.org', active = false").await;
    let wanted = Plan {
        when: When::At("2026-06-20T08:00:00Z".parse().unwrap()),
        to: vec!["b@example.org".into()],
        recipients: vec![Recipient::address("b@example.org")],
        context: Context::default().record("event", "event", 7),
        ..plan(SIGNAL)
    };
    assert_eq!(updated(&app, &wanted).await, Updated::Done(id), "also of a template that is not in use any more");
    assert_eq!(says(&app).await, "20 08:00|{b@example.org}|workshops@carpentries.org|New|{\"event\": \"api:event#7\"}");
    assert_eq!(steps(&app, id).await, ">scheduled scheduled>scheduled");
    put(&app, id, "failed").await;
    assert_eq!(updated(&app, &wanted).await, Updated::Done(id));
    assert_eq!(updated(&app, &Plan { to: vec![], ..wanted.clone() }).await, Updated::NoRecipients);
    for out in ["running", "succeeded", "cancelled", "dead_letter"] {
        put(&app, id, out).await;
        assert_eq!(updated(&app, &wanted).await, Updated::None, "{out}");
    }
    let mut change = app.change(None).await;
    assert_eq!(update(&mut change, &wanted, false, None).await.unwrap(), Updated::Off);
}

/// EML-NEW-03, EML-NEW-15: what is claimed has not been sent. So an update or a cancellation takes it from its worker, which may not
/// send it any more.
#[tokio::test]
async fn eml_new_15_what_a_worker_has_claimed_is_updated_and_called_off() {
    let app = TestApp::start().await;
    let id = first(&app).await;
    app.clock.advance(Duration::hours(1));
    let claimed = async || {
        let mut change = app.change(None).await;
        let claimed = claim(&mut change, "worker", Duration::minutes(3), 25).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(claimed.iter().map(|email| (email.id, email.attempt)).collect::<Vec<_>>(), [(id, 1)]);
    };
    let lost = async || {
        let mut change = app.change(None).await;
        assert!(matches!(start(&mut change, "worker", id, "Handed to the provider.").await, Err(TransitionError::Missing)));
        release(&mut change, "worker", &[id]).await.unwrap();
        change.commit().await.unwrap();
    };
    claimed().await;
    let later = Plan { when: When::At("2026-06-20T08:00:00Z".parse().unwrap()), ..plan(SIGNAL) };
    assert_eq!(updated(&app, &later).await, Updated::Done(id));
    lost().await;
    assert!(says(&app).await.starts_with("20 08:00|"), "{}", says(&app).await);
    assert_eq!(state(&app, id).await, "scheduled");

    app.clock.advance(Duration::days(5));
    claimed().await;
    let mut change = app.change(None).await;
    assert_eq!(withdraw(&mut change, SIGNAL, TARGET, true, None).await.unwrap(), [id]);
    change.commit().await.unwrap();
    lost().await;
    assert_eq!(state(&app, id).await, "cancelled");
    assert_eq!(steps(&app, id).await, ">scheduled scheduled>locked locked>scheduled scheduled>locked locked>cancelled");
}

/// EML-CTL-12
#[tokio::test]
async fn what_people_changed_by_hand_is_kept() {
    let app = TestApp::start().await;
    let id = first(&app).await;
    let content = ContentInput { to_header: "mine@example.org".into(), subject: "Mine".into(), ..super::people::content() };
    let mut change = app.change(None).await;
    edit(&mut change, id, &content, None).await.unwrap();
    reschedule(&mut change, id, "2026-06-30T09:00:00Z".parse().unwrap(), None).await.unwrap();
    change.commit().await.unwrap();
    let recipients = vec![Recipient::person(2)];
    let wanted = Plan { context: Context::default().record("event", "event", 7), recipients: recipients.clone(), ..plan(SIGNAL) };
    assert_eq!(updated(&app, &wanted).await, Updated::Done(id));
    assert_eq!(says(&app).await, "30 09:00|{mine@example.org}|from@example.org|Mine|{\"event\": \"api:event#7\"}");
    // EML-UI-14: whoever returns to the links finds those of now.
    assert_eq!(linked(&mut *app.db().await, id).await.unwrap(), Some(recipients));
}

/// DM-MAIL-06, EML-CTL-12: "at once" is put off by each change, but not for ever.
#[tokio::test]
async fn changes_do_not_put_an_email_off_for_ever() {
    let app = TestApp::start().await;
    first(&app).await;
    for expected in ["15 13:40", "15 14:00", "15 14:00"] {
        app.clock.advance(Duration::minutes(40));
        updated(&app, &plan(SIGNAL)).await;
        assert!(says(&app).await.starts_with(expected), "{}", says(&app).await);
    }
}

/// DM-ST-35 (data-model.md §3.6: automatic cancel): all that wait, and nothing that was sent.
#[tokio::test]
async fn what_is_no_reason_any_more_is_called_off() {
    let app = TestApp::start().await;
    let sent = first(&app).await;
    put(&app, sent, "succeeded").await;
    let waits = first(&app).await;
    app.run("UPDATE scheduled_email SET live_key = NULL").await;
    let failed = first(&app).await;
    put(&app, failed, "failed").await;
    assert_eq!(updated(&app, &plan(SIGNAL)).await, Updated::Several, "nobody can tell which is meant");
    let mut change = app.change(None).await;
    assert!(withdraw(&mut change, SIGNAL, TARGET, false, None).await.unwrap().is_empty());
    assert!(withdraw(&mut change, SIGNAL, Target { id: 2, ..TARGET }, true, None).await.unwrap().is_empty());
    assert!(withdraw(&mut change, Signal::PersonsMerged, TARGET, true, None).await.unwrap().is_empty());
    let mut called_off = withdraw(&mut change, SIGNAL, TARGET, true, None).await.unwrap();
    change.commit().await.unwrap();
    called_off.sort_unstable();
    let mut expected = vec![waits, failed];
    expected.sort_unstable();
    assert_eq!(called_off, expected);
    assert_eq!((state(&app, waits).await.as_str(), state(&app, sent).await.as_str()), ("cancelled", "succeeded"));
    assert_eq!(steps(&app, waits).await, ">scheduled scheduled>cancelled");
}
