//! The actions that ask for emails, one by one (emails.md 3, EML-ACT-20): conditions, time, context, recipients; what becomes of the
//! email when its record is saved again; and what the pages that trigger them do.

mod admin_signs_instructor_up_for_workshop;
mod ask_for_website;
mod by_hand;
mod changes;
mod demo;
mod explain;
mod faults;
mod flag;
mod host_instructors_introduction;
mod instructor_badge_awarded;
mod instructor_confirmed_for_workshop;
mod instructor_declined_from_workshop;
mod instructor_signs_up_for_workshop;
mod instructor_task_created_for_workshop;
mod instructor_training_approaching;
mod instructor_training_completed_not_badged;
mod membership_quarterly;
mod new_membership_onboarding;
mod new_partnership_onboarding;
mod new_self_organised_workshop;
mod outcomes;
mod persons_merged;
mod post_workshop_7days;
mod recruit_helpers;
mod signup_decided;
mod statements;
mod triggers;
mod workshop;

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::db::Change;
use shared::email_action::{About, Emails, Explained, Notice, Subject, explain, recheck};
use shared::email_template::Signal;
use shared::record::Kind;
use shared::scheduled_email::Target;
use sqlx::Row as _;
use uuid::Uuid;

use crate::support::{Person, TestApp};

/// An email as an action left it.
#[derive(Debug)]
struct Mail {
    id: Uuid,
    state: String,
    /// Day and time, such as `2026-06-15 13:00`.
    at: String,
    to: Vec<String>,
    context: Value,
    /// Whom it goes to, as it is stored.
    recipients: Value,
    /// What it is about.
    target: (String, i32),
    /// Who made it.
    author: Option<i32>,
}

/// The emails of an action, the oldest first.
async fn mails(app: &TestApp, signal: Signal) -> Vec<Mail> {
    let rows = sqlx::query(
        "SELECT e.id, e.state, to_char(e.scheduled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS at, e.to_header::text[] AS to_header,
            e.context_json, e.to_header_context_json, e.target_type, e.target_id,
            (SELECT l.author_id FROM scheduled_email_log l WHERE l.scheduled_email_id = e.id AND l.state_before IS NULL) AS author
         FROM scheduled_email e JOIN email_template t ON t.id = e.template_id WHERE t.signal = $1
         ORDER BY (SELECT min(l.position) FROM scheduled_email_log l WHERE l.scheduled_email_id = e.id)",
    );
    let rows = rows.bind(signal.code()).fetch_all(app.pool()).await.unwrap();
    let mail = |row: sqlx::postgres::PgRow| Mail {
        id: row.get("id"),
        state: row.get("state"),
        at: row.get("at"),
        to: row.get("to_header"),
        context: row.get("context_json"),
        recipients: row.get("to_header_context_json"),
        target: (row.get("target_type"), row.get("target_id")),
        author: row.get("author"),
    };
    rows.into_iter().map(mail).collect()
}

/// The only email of an action.
async fn mail(app: &TestApp, signal: Signal) -> Mail {
    let mut all = mails(app, signal).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// The states of an action's emails, the oldest first.
async fn states(app: &TestApp, signal: Signal) -> Vec<String> {
    mails(app, signal).await.into_iter().map(|mail| mail.state).collect()
}

/// Recipients as they are stored: persons by their ids.
fn persons(ids: &[i32]) -> Value {
    ids.iter().map(|id| serde_json::json!({ "api_uri": format!("api:person#{id}"), "property": "email" })).collect()
}

/// References to persons by their ids.
fn people(ids: &[i32]) -> Value {
    ids.iter().map(|id| format!("api:person#{id}")).collect()
}

/// A change of a request, with emails that follow from it.
async fn change(app: &TestApp, person: Option<&Person>, emails: &Emails) -> Change {
    app.change(person).await.with_emails(emails.clone())
}

/// Does what a page would do with a record, and gives what admins are told.
async fn changed(app: &TestApp, by: Option<&Person>, act: impl AsyncFnOnce(&mut Change)) -> Vec<Notice> {
    let emails = Emails::new(true);
    let mut change = change(app, by, &emails).await;
    act(&mut change).await;
    change.commit().await.unwrap();
    emails.take()
}

/// Saves a record without changing it.
async fn saved(app: &TestApp, subject: Subject) -> Vec<Notice> {
    changed(app, None, async |change| change.touch(subject)).await
}

/// Runs a statement as a change of a request: its versions tell what it is about.
async fn run(app: &TestApp, statement: &str) -> Vec<Notice> {
    let statement = statement.to_owned();
    changed(app, None, async |change| {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut **change).await.unwrap();
    })
    .await
}

/// What is said of an action after a statement, which is then taken back.
async fn after(app: &TestApp, about: About, signal: Signal, statement: &str) -> Explained {
    let mut transaction = app.pool().begin().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned())).execute(&mut *transaction).await.unwrap();
    let all = explain(&mut transaction, about, app.clock.now()).await.unwrap();
    transaction.rollback().await.unwrap();
    let count = all.iter().filter(|explained| explained.signal == signal).count();
    assert_eq!(count, 1, "{signal} after {statement}");
    all.into_iter().find(|explained| explained.signal == signal).unwrap()
}

/// Claims for each statement what is not met after it: a condition, or several with `; ` between them, or none for an empty text.
/// Without any all are met.
async fn conditions(app: &TestApp, about: About, signal: Signal, table: &[(&str, &str)]) {
    let fine = after(app, about, signal, "SELECT").await;
    assert!(fine.is_wanted, "{signal}: {:?}", fine.conditions);
    for (statement, expected) in table {
        let explained = after(app, about, signal, statement).await;
        let unmet: Vec<&str> = explained.conditions.iter().filter(|one| !one.is_met).map(|one| one.words.as_str()).collect();
        let expected: Vec<&str> = expected.split("; ").filter(|words| !words.is_empty()).collect();
        assert_eq!(unmet, expected, "{signal} after {statement}");
    }
}

/// Moves the test's clock to a day and time.
fn go_to(app: &TestApp, moment: &str) {
    let moment: DateTime<Utc> = moment.parse().unwrap();
    app.clock.advance(moment - app.clock.now());
}

/// What is not met right before sending, in words; nothing where the email may go out.
async fn rechecked(app: &TestApp, signal: Signal, kind: Kind, id: i32) -> Option<String> {
    let unmet = recheck(&mut *app.db().await, signal, Target { kind, id }, app.clock.now()).await.unwrap();
    unmet.map(|unmet| unmet.to_string())
}
