//! What SES tells of mail (EML-NEW-04, EML-NEW-10, EML-NEW-11): the recorded events, through the function that gets them.

mod deliveries;
mod emitter;
mod page;
mod states;
mod suppression;

use chrono::{DateTime, Utc};
use local::project::Project;
use mail_feedback::{Noted, Outcome};
use serde_json::{Value, json};
use shared::mail_delivery::{Delivery, Suppression, deliveries, suppressed};
use uuid::Uuid;

use super::put;
use crate::support::TestApp;

/// The message of the recorded events.
const MESSAGE: &str = "0100019ecb3f1a2b-3c4d5e6f-7a8b-4c9d-8e0f-1a2b3c4d5e6f-000000";
/// Whom they are about.
const ADA: &str = "ada@example.org";

/// `events/ses-{name}.json`
fn recorded(name: &str) -> Value {
    let path = Project::find().unwrap().join(format!("events/ses-{name}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The event as one about this email.
fn about(mut event: Value, email: Uuid) -> Value {
    event["detail"]["mail"]["tags"]["amy_email_id"] = json!([email]);
    event
}

/// The event as one about another message.
fn of_message(mut event: Value, id: &str) -> Value {
    event["detail"]["mail"]["messageId"] = json!(id);
    event
}

/// The soft bounce of a message at a time.
fn soft_bounce(message: &str, at: &str) -> Value {
    let mut event = of_message(recorded("soft-bounce"), message);
    event["detail"]["bounce"]["timestamp"] = json!(at);
    event
}

/// Tells the function an event that it notes.
async fn tell(app: &TestApp, event: &Value) -> Noted {
    match app.amy.mail_feedback.handle(event).await.unwrap() {
        Outcome::Noted(noted) => noted,
        other => panic!("{other:?}: {event}"),
    }
}

async fn at(app: &TestApp, message: &str) -> Vec<Delivery> {
    deliveries(app.amy.site.deliveries(), message).await.unwrap()
}

/// Why an address gets no mail.
async fn why(app: &TestApp, address: &str) -> Option<Suppression> {
    suppressed(app.amy.site.deliveries(), &[address.to_owned()], app.clock.now()).await.unwrap().remove(address)
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// An email that is with the provider, at its first attempt.
async fn running(app: &TestApp) -> Uuid {
    let id = super::scheduled(app).await;
    put(app, id, "running").await;
    sqlx::query("UPDATE scheduled_email SET attempt_count = 1, lease_owner = 'a' WHERE id = $1")
        .bind(id)
        .execute(app.pool())
        .await
        .unwrap();
    id
}
