//! Applications to instructor training.

mod application;
mod bulk;
mod edit;
mod list;
mod person;
mod scores;
mod seats;

use shared::training_request::{Answers, Application, Applying, apply};

use super::{change, db, fields, wrong};
use crate::support::{Person, TestApp};

/// When the tests' applications are sent, with codes asked about.
fn applying(app: &TestApp) -> Applying {
    Applying { today: app.clock.today(), enforce_codes: true }
}

/// What a complete application says, with the code of [`code`].
fn answers() -> Answers {
    Answers {
        personal: "Ada".into(),
        family: "Lovelace".into(),
        email: "ada@lovelace.org".into(),
        member_code: "lund-26".into(),
        affiliation: "Lund University".into(),
        location: "Lund, Skåne".into(),
        country: Some("SE".into()),
        airport_iata: "ARN".into(),
        reason: "To teach.".into(),
        code_of_conduct_agreement: true,
        ..Answers::default()
    }
}

/// A membership with seats whose code is `lund-26`; gives its id.
async fn code(app: &TestApp, seats: i32) -> i32 {
    let membership = sqlx::query_scalar(
        "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code, public_instructor_training_seats)
         VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial', 'lund-26', $1) RETURNING id",
    );
    membership.bind(seats).fetch_one(app.pool()).await.unwrap()
}

/// The id of a term's option of a type.
async fn option(app: &TestApp, slug: &str, option_type: &str) -> i32 {
    let option = sqlx::query_scalar(
        "SELECT o.id FROM term_option o JOIN term t ON t.id = o.term_id WHERE t.slug = $1 AND o.option_type = $2 ORDER BY o.id LIMIT 1",
    );
    option.bind(slug).bind(option_type).fetch_one(app.pool()).await.unwrap()
}

/// A complete application: agreed to the policy, declined the rest.
async fn application(app: &TestApp, answers: Answers) -> Application {
    let mut application = Application { answers, ..Application::default() };
    for (slug, answer) in [("privacy-policy", "agree"), ("may-contact", "decline"), ("public-profile", "decline")] {
        application.consents.answers.insert(slug.to_owned(), Some(option(app, slug, answer).await));
    }
    application
}

/// Sends a complete application; gives its id.
async fn sent(app: &TestApp, answers: Answers) -> i32 {
    let application = application(app, answers).await;
    let mut change = change(app).await;
    let id = apply(&mut change, application, applying(app)).await.unwrap();
    change.commit().await.unwrap();
    id
}

/// Makes a request a person's.
async fn match_by_hand(app: &TestApp, request: i32, person: &Person) {
    let matched = sqlx::query("UPDATE training_request SET person_id = $2 WHERE id = $1").bind(request).bind(person.id);
    matched.execute(app.pool()).await.unwrap();
}

/// Sends an application in a person's user name, with a code, matched to them.
async fn sent_by(app: &TestApp, person: &Person, code: &str) -> i32 {
    let id = sent(app, Answers { personal: person.username.clone(), member_code: code.into(), ..answers() }).await;
    match_by_hand(app, id, person).await;
    id
}

/// Makes people, each with an application that has a code.
async fn sent_by_new(app: &TestApp, people: &[(&str, &str)]) -> Vec<i32> {
    let mut requests = Vec::new();
    for (name, code) in people {
        let person = app.person(name).create().await;
        requests.push(sent_by(app, &person, code).await);
    }
    requests
}

/// One text about a record.
async fn told(app: &TestApp, query: &'static str, id: i32) -> String {
    sqlx::query_scalar(query).bind(id).fetch_one(app.pool()).await.unwrap()
}
