//! The pages of emails (emails.md 5).

mod access;
mod attachments;
mod change;
mod details;
mod direct;
mod list;
mod panels;
mod suppressions;
mod templates;
mod trial;

use shared::email_template::Signal;
use shared::record::Kind;
use shared::scheduled_email::{Context, Outcome, Plan, Recipient, State, Target, When, schedule};
use uuid::Uuid;

use super::put;
use crate::support::{Person, TestApp};

/// AMY, and an administrator, who holds all permissions of emails.
async fn start() -> (TestApp, Person) {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    (app, admin)
}

/// An email about a person, to their address; several may wait.
async fn email_about(app: &TestApp, person: &Person) -> Uuid {
    let plan = Plan {
        signal: Signal::PersonsMerged,
        context: Context::default().record("person", "person", person.id),
        when: When::Immediately,
        to: vec![person.email.clone()],
        recipients: vec![Recipient::person(person.id)],
        target: Some(Target { kind: Kind::Person, id: person.id }),
    };
    let mut change = app.change(None).await;
    let outcome = schedule(&mut change, &plan, true, None).await.unwrap();
    change.commit().await.unwrap();
    let Outcome::Scheduled(id) = outcome else { panic!("{outcome:?}") };
    id
}

/// An email about somebody, in a state.
async fn email_in(app: &TestApp, state: State) -> Uuid {
    let grace = app.person(&format!("Grace Hopper-{}", state.code())).create().await;
    let id = email_about(app, &grace).await;
    put(app, id, state.code()).await;
    id
}

/// The page of an email, or one below it.
fn url(id: Uuid, ending: &str) -> String {
    format!("/emails/scheduled_email/{id}/{ending}")
}

/// The template of an action.
async fn template(app: &TestApp, signal: &str) -> Uuid {
    sqlx::query_scalar("SELECT id FROM email_template WHERE signal = $1").bind(signal).fetch_one(app.pool()).await.unwrap()
}

/// One value of an email's row, as text.
async fn told(app: &TestApp, sql: &'static str, id: Uuid) -> String {
    sqlx::query_scalar::<_, Option<String>>(sql).bind(id).fetch_one(app.pool()).await.unwrap().unwrap_or_default()
}
