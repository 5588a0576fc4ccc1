//! What people do with emails.

use chrono::{DateTime, Duration, Utc};
use shared::check::Input;
use shared::scheduled_email::{
    ContentInput, LISTING, ListRow, RescheduleInput, State, TransitionError, cancel, claim, edit, mark_sent, reschedule,
    retry_now, send_again, start,
};

use super::{plan, put, scheduled, state};
use crate::support::TestApp;

/// Changed contents.
pub(super) fn content() -> ContentInput {
    ContentInput {
        to_header: "ada@example.org".into(),
        from_header: "from@example.org".into(),
        reply_to_header: "reply@example.org".into(),
        cc_header: "c@example.org; d@example.org".into(),
        bcc_header: String::new(),
        subject: "Dear {{ person.personal }}".into(),
        body: "Hello".into(),
    }
}

/// DM-ST-37, DM-MAIL-01 (EML-TPL-12, EML-UI-14)
#[tokio::test]
async fn what_an_email_says_may_be_changed_to_anything_that_can_be_read() {
    let app = TestApp::start().await;
    let id = scheduled(&app).await;
    let check = async |input: &ContentInput| {
        let errors = input.check(&mut *app.db().await, &false).await.unwrap();
        errors.iter().map(|(field, _)| field.to_owned()).collect::<Vec<_>>()
    };
    assert!(check(&content()).await.is_empty());
    for (field, bad) in [
        ("to_header", ContentInput { to_header: " ; ".into(), ..content() }),
        ("from_header", ContentInput { from_header: String::new(), ..content() }),
        ("subject", ContentInput { subject: "{{ x".into(), ..content() }),
        ("body", ContentInput { body: "{% endif %}".into(), ..content() }),
    ] {
        assert_eq!(check(&bad).await, [field]);
    }
    let change_to = async |to: &str| {
        let mut change = app.change(None).await;
        edit(&mut change, id, &ContentInput { to_header: to.into(), ..content() }, None).await.unwrap();
        change.commit().await.unwrap();
        app.value::<String>(
            "SELECT concat_ws('|', to_header, recipients_override, to_header_context_json, cc_header, subject, attempt_count,
                manually_edited_at IS NOT NULL) FROM scheduled_email",
        )
        .await
    };
    app.run("UPDATE scheduled_email SET attempt_count = 4").await;
    let kept = change_to("ada@example.org").await;
    assert!(
        kept.starts_with("{ada@example.org}|f|[{\"api_uri\"")
            && kept.ends_with("|{c@example.org,d@example.org}|Dear {{ person.personal }}|0|t"),
        "{kept}"
    );
    let fixed = change_to("grace@example.org").await;
    assert!(fixed.starts_with("{grace@example.org}|t|[{\"value_uri\": \"value:str#grace@example.org\"}]|"), "{fixed}");
}

/// DM-ST-37
#[tokio::test]
async fn an_email_is_rescheduled_to_a_time_to_come() {
    let app = TestApp::start().await;
    let id = scheduled(&app).await;
    let now = app.clock.now();
    let check = async |day: &str, time: &str| {
        let input = RescheduleInput { scheduled_at_0: day.parse().unwrap(), scheduled_at_1: time.into() };
        let errors = input.check(&mut *app.db().await, &now).await.unwrap();
        errors.iter().map(|(field, _)| field.to_owned()).collect::<Vec<_>>()
    };
    assert!(check("2026-06-15", "12:00").await.is_empty(), "now is not past");
    assert!(check("2026-07-01", "08:30:15").await.is_empty());
    assert_eq!(check("2026-06-15", "11:59").await, ["scheduled_at_0"]);
    assert_eq!(check("2026-07-01", "noon").await, ["scheduled_at_1"]);
    put(&app, id, "dead_letter").await;
    app.run("UPDATE scheduled_email SET attempt_count = 10, next_attempt_at = now()").await;
    let later: DateTime<Utc> = "2026-07-01T08:30:00Z".parse().unwrap();
    let mut change = app.change(None).await;
    assert_eq!(reschedule(&mut change, id, later, None).await.unwrap(), State::Scheduled);
    change.commit().await.unwrap();
    let fresh = "SELECT attempt_count = 0 AND next_attempt_at IS NULL AND scheduled_at = '2026-07-01 08:30Z' AND manually_rescheduled_at IS NOT NULL
                 FROM scheduled_email";
    assert!(app.value::<bool>(fresh).await);
}

/// EML-CTL-11
#[tokio::test]
async fn somebody_who_knows_better_resolves_what_is_unknown() {
    let app = TestApp::start().await;
    let id = scheduled(&app).await;
    put(&app, id, "running").await;
    let mut change = app.change(None).await;
    assert_eq!(mark_sent(&mut change, id, None).await.unwrap(), State::Succeeded);
    assert!(matches!(send_again(&mut change, id, None).await, Err(TransitionError::Illegal { .. })), "sent is sent");
    change.commit().await.unwrap();
    put(&app, id, "dead_letter").await;
    app.clock.advance(Duration::hours(5));
    let mut change = app.change(None).await;
    assert_eq!(send_again(&mut change, id, None).await.unwrap(), State::Scheduled);
    change.commit().await.unwrap();
    assert!(app.value::<bool>("SELECT scheduled_at = '2026-06-15 17:00Z' AND attempt_count = 0 FROM scheduled_email").await);
}

/// EML-CTL-11: while a worker may be with the provider, nobody can know.
#[tokio::test]
async fn nobody_knows_better_while_the_worker_is_with_the_provider() {
    let app = TestApp::start().await;
    let id = scheduled(&app).await;
    app.clock.advance(Duration::hours(1));
    let mut change = app.change(None).await;
    claim(&mut change, "a", Duration::minutes(3), 1).await.unwrap();
    start(&mut change, "a", id, "Handed to the provider.").await.unwrap();
    assert!(matches!(mark_sent(&mut change, id, None).await, Err(TransitionError::InFlight)));
    assert!(matches!(send_again(&mut change, id, None).await, Err(TransitionError::InFlight)));
    change.commit().await.unwrap();
    assert_eq!(state(&app, id).await, "running");
    app.clock.advance(Duration::minutes(3));
    let mut change = app.change(None).await;
    assert_eq!(send_again(&mut change, id, None).await.unwrap(), State::Scheduled);
    change.commit().await.unwrap();
}

/// EML-ENT-21: what was called off does not come back beside another.
#[tokio::test]
async fn an_email_with_a_twin_does_not_wait_again() {
    use shared::email_template::Signal;
    use shared::scheduled_email::{Outcome, schedule};
    let app = TestApp::start().await;
    let wanted = plan(Signal::AskForWebsite);
    let mut change = app.change(None).await;
    let Outcome::Scheduled(first) = schedule(&mut change, &wanted, true, None).await.unwrap() else { panic!() };
    cancel(&mut change, first, None).await.unwrap();
    let Outcome::Scheduled(_) = schedule(&mut change, &wanted, true, None).await.unwrap() else { panic!() };
    change.commit().await.unwrap();
    let mut change = app.change(None).await;
    assert!(matches!(retry_now(&mut change, first, None).await, Err(TransitionError::Twin)));
    drop(change);
    assert_eq!(state(&app, first).await, "cancelled");
}

#[tokio::test]
async fn emails_are_listed_newest_first() {
    use shared::listing::{Query, Value};
    let app = TestApp::start().await;
    let first = scheduled(&app).await;
    app.clock.advance(Duration::hours(1));
    let second = scheduled(&app).await;
    put(&app, first, "failed").await;
    let ids = async |filters: Vec<(&'static str, Value)>| {
        let query = Query { filters, ..Query::default() };
        let rows = LISTING.page::<ListRow>(&mut *app.db().await, &query).await.unwrap().rows;
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(vec![]).await, [second, first]);
    assert_eq!(ids(vec![("state", Value::Texts(vec!["failed".into()]))]).await, [first]);
    assert_eq!(ids(vec![("name", Value::Text("merged".into()))]).await, [second, first]);
    assert!(ids(vec![("subject", Value::Text("no such subject".into()))]).await.is_empty());
}
