//! Templates, scheduled emails, and their states (DM-MAIL, DM-ST-35 … DM-ST-37).

mod actions;
mod attachments;
mod automatic;
mod context;
mod feedback;
mod pages;
mod people;
mod schedule;
mod sending;
mod states;
mod templates;
mod worker;

use shared::email_template::Signal;
use shared::record::Kind;
use shared::scheduled_email::{Context, Outcome, Plan, Recipient, Target, When, schedule};
use uuid::Uuid;

use crate::support::TestApp;

/// What an action would send to somebody about person 1.
fn plan(signal: Signal) -> Plan {
    Plan {
        signal,
        context: Context::default().record("person", "person", 1),
        when: When::Immediately,
        to: vec!["ada@example.org".into()],
        recipients: vec![Recipient::person(1)],
        target: Some(Target { kind: Kind::Person, id: 1 }),
    }
}

/// An email about the merging of persons; several may wait.
async fn scheduled(app: &TestApp) -> Uuid {
    let mut change = app.change(None).await;
    let outcome = schedule(&mut change, &plan(Signal::PersonsMerged), true, None).await.unwrap();
    change.commit().await.unwrap();
    let Outcome::Scheduled(id) = outcome else { panic!("{outcome:?}") };
    id
}

/// Puts an email into a state, past the rules.
async fn put(app: &TestApp, id: Uuid, state: &str) {
    let mut transaction = app.pool().begin().await.unwrap();
    for statement in [
        "ALTER TABLE scheduled_email DISABLE TRIGGER hold_scheduled_email_state",
        "UPDATE scheduled_email SET state = $2 WHERE id = $1",
        "ALTER TABLE scheduled_email ENABLE TRIGGER hold_scheduled_email_state",
    ] {
        let query = sqlx::query(statement);
        let query = if statement.contains('$') { query.bind(id).bind(state) } else { query };
        query.execute(&mut *transaction).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

async fn state(app: &TestApp, id: Uuid) -> String {
    sqlx::query_scalar("SELECT state FROM scheduled_email WHERE id = $1").bind(id).fetch_one(app.pool()).await.unwrap()
}

/// The states that an email's log tells, oldest first, as in `>scheduled scheduled>locked`.
async fn steps(app: &TestApp, id: Uuid) -> String {
    let log =
        "SELECT string_agg(coalesce(state_before, '') || '>' || state_after, ' ' ORDER BY position) FROM scheduled_email_log
               WHERE scheduled_email_id = $1";
    sqlx::query_scalar(log).bind(id).fetch_one(app.pool()).await.unwrap()
}
