//! The states of an email, in Rust and in the database.

use shared::scheduled_email::{State, TRANSITIONS, TransitionError, cancel, claim, edit, reschedule, retry_now};

use super::{put, scheduled, state, steps};
use crate::support::TestApp;

/// DM-ST-35, DM-ST-37: the database holds the very states that the table has, for all forty-nine pairs.
#[tokio::test]
async fn the_database_holds_the_same_table() {
    let app = TestApp::start().await;
    let id = scheduled(&app).await;
    for from in State::ALL {
        for to in State::ALL {
            let allowed = from == to || TRANSITIONS.iter().any(|(_, was, becomes)| (was, becomes) == (from, to));
            put(&app, id, from.code()).await;
            let done = sqlx::query("UPDATE scheduled_email SET state = $2 WHERE id = $1")
                .bind(id)
                .bind(to.code())
                .execute(app.pool())
                .await;
            assert_eq!(done.is_ok(), allowed, "{from} to {to}");
            if let Err(error) = done {
                assert_eq!(shared::Error::from(error).broken_constraint(), Some("scheduled_email_state_change"));
            }
        }
    }
    sqlx::query("UPDATE scheduled_email SET state = 'lost'").execute(app.pool()).await.unwrap_err();
}

/// DM-ST-37: people act where the table lets them, everything else is an error and changes nothing.
#[tokio::test]
async fn people_act_on_what_is_not_with_the_worker_and_not_sent() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let id = scheduled(&app).await;
    let content = super::people::content();
    let later = "2026-07-01T10:00:00Z".parse().unwrap();
    for (from, edited, rescheduled, cancelled, retried) in [
        ("scheduled", Some("scheduled"), Some("scheduled"), Some("cancelled"), None),
        ("failed", Some("failed"), Some("failed"), Some("cancelled"), Some("scheduled")),
        ("cancelled", Some("cancelled"), Some("scheduled"), None, Some("scheduled")),
        ("dead_letter", Some("dead_letter"), Some("scheduled"), Some("cancelled"), Some("scheduled")),
        ("locked", None, None, None, None),
        ("running", None, None, None, None),
        ("succeeded", None, None, None, None),
    ] {
        for (action, to) in [("edit", edited), ("reschedule", rescheduled), ("cancel", cancelled), ("retry", retried)] {
            put(&app, id, from).await;
            let before = steps(&app, id).await;
            let mut change = app.change(Some(&admin)).await;
            let done = match action {
                "edit" => edit(&mut change, id, &content, Some(admin.id)).await,
                "reschedule" => reschedule(&mut change, id, later, Some(admin.id)).await,
                "cancel" => cancel(&mut change, id, Some(admin.id)).await,
                _ => retry_now(&mut change, id, Some(admin.id)).await,
            };
            change.commit().await.unwrap();
            match (done, to) {
                (Ok(state), Some(to)) => assert_eq!(state.code(), to, "{action} {from}"),
                (Err(TransitionError::Illegal { state, .. }), None) => assert_eq!(state.code(), from, "{action} {from}"),
                (done, to) => panic!("{action} {from}: {done:?}, not {to:?}"),
            }
            assert_eq!(state(&app, id).await, to.unwrap_or(from), "{action} {from}");
            // DM-ST-35: one row for what happened, none for what did not.
            let step = to.map(|to| format!(" {from}>{to}")).unwrap_or_default();
            assert_eq!(steps(&app, id).await, format!("{before}{step}"), "{action} {from}");
        }
    }
    let mut change = app.change(None).await;
    assert!(matches!(cancel(&mut change, uuid::Uuid::from_u128(1), None).await, Err(TransitionError::Missing)));
}

/// DM-ST-35: a log is never rewritten, and outlives its authors.
#[tokio::test]
async fn a_log_is_only_added_to() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let id = scheduled(&app).await;
    let mut change = app.change(Some(&ada)).await;
    cancel(&mut change, id, Some(ada.id)).await.unwrap();
    change.commit().await.unwrap();
    let rewritten =
        sqlx::query("UPDATE scheduled_email_log SET details = 'nothing happened'").execute(app.pool()).await.unwrap_err();
    assert_eq!(shared::Error::from(rewritten).broken_constraint(), Some("scheduled_email_log_kept"));
    sqlx::query("DELETE FROM person WHERE id = $1").bind(ada.id).execute(app.pool()).await.unwrap();
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email_log WHERE author_id IS NULL").await, 2);
}

/// DM-ST-37: rows are held while somebody acts on them, so the worker passes them over.
#[tokio::test]
async fn the_worker_passes_over_what_somebody_is_changing() {
    let app = TestApp::start_with(|config| web::Config { pool_size: 2, ..config }).await;
    let (one, other) = (scheduled(&app).await, scheduled(&app).await);
    app.run("UPDATE scheduled_email SET scheduled_at = '2026-06-15 11:00Z'").await;
    let mut person = app.change(None).await;
    cancel(&mut person, one, None).await.unwrap();
    let mut worker = app.change(None).await;
    let claimed = claim(&mut worker, "worker", chrono::Duration::minutes(3), 25).await.unwrap();
    assert_eq!(claimed.iter().map(|email| email.id).collect::<Vec<_>>(), [other]);
    worker.commit().await.unwrap();
    person.commit().await.unwrap();
    assert_eq!((state(&app, one).await.as_str(), state(&app, other).await.as_str()), ("cancelled", "locked"));
}
