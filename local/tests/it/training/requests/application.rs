//! The public form (FRM-01).

use shared::training_request::{Answers, Application, Applying};

use super::{answers, application, applying, code, fields, sent, told, wrong};
use crate::support::TestApp;

async fn with(app: &TestApp, answers: Answers) -> Vec<String> {
    let application = application(app, answers).await;
    fields(&wrong(app, &application, &applying(app)).await).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn dm_treq_04_an_application_needs_a_code() {
    let app = TestApp::start().await;
    code(&app, 1).await;
    assert_eq!(with(&app, answers()).await, [""; 0]);
    assert_eq!(with(&app, Answers { member_code: String::new(), ..answers() }).await, ["member_code"]);
    // Not to be passed by a tick.
    let ticked = Answers { member_code: String::new(), member_code_override: true, ..answers() };
    assert_eq!(with(&app, ticked).await, ["member_code"]);
}

#[tokio::test]
async fn dm_treq_05_a_code_that_is_not_valid_can_be_insisted_on_and_a_valid_one_needs_no_insisting() {
    let app = TestApp::start().await;
    code(&app, 1).await;
    let unknown = Answers { member_code: "lund-27".into(), ..answers() };
    assert_eq!(with(&app, unknown.clone()).await, ["member_code"]);
    let insisted = Answers { member_code_override: true, ..unknown.clone() };
    assert_eq!(with(&app, insisted.clone()).await, [""; 0]);
    let overridden = "SELECT member_code_override::text FROM training_request WHERE id = $1";
    let id = sent(&app, insisted).await;
    assert_eq!(told(&app, overridden, id).await, "true");
    let id = sent(&app, Answers { member_code_override: true, ..answers() }).await;
    assert_eq!(told(&app, overridden, id).await, "false");

    // The flag off: any code will do.
    let application = application(&app, unknown).await;
    let lenient = Applying { enforce_codes: false, ..applying(&app) };
    assert!(wrong(&app, &application, &lenient).await.is_empty());
    // No seat left, or too late by a day: the code is not valid any more.
    app.run("UPDATE membership SET public_instructor_training_seats = 0").await;
    assert_eq!(with(&app, answers()).await, ["member_code"]);
    app.run("UPDATE membership SET public_instructor_training_seats = 1, agreement_end = '2026-03-17'").await;
    assert_eq!(with(&app, answers()).await, [""; 0]);
    app.run("UPDATE membership SET agreement_end = '2026-03-16'").await;
    assert_eq!(with(&app, answers()).await, ["member_code"]);
}

#[tokio::test]
async fn dm_treq_06_required_terms_are_answered_and_stored_with_the_application() {
    let app = TestApp::start().await;
    code(&app, 1).await;
    let mut silent = application(&app, answers()).await;
    silent.consents.answers.insert("may-contact".into(), None);
    silent.consents.answers.remove("privacy-policy");
    assert_eq!(fields(&wrong(&app, &silent, &applying(&app)).await), ["may-contact", "privacy-policy"]);
    let mut odd = application(&app, answers()).await;
    odd.consents.answers.insert("may-contact".into(), Some(super::option(&app, "public-profile", "agree").await));
    assert_eq!(fields(&wrong(&app, &odd, &applying(&app)).await), ["may-contact"], "another term's answer");

    let stored = "SELECT string_agg(t.slug || '=' || o.option_type, ', ' ORDER BY t.slug) FROM training_request_consent c
        JOIN term t ON t.id = c.term_id JOIN term_option o ON o.id = c.term_option_id WHERE c.training_request_id = $1 AND c.archived_at IS NULL";
    let id = sent(&app, answers()).await;
    assert_eq!(told(&app, stored, id).await, "may-contact=decline, privacy-policy=agree, public-profile=decline");

    // D-27: terms that are not in force are not asked, and not stored.
    app.run("UPDATE term SET archived_at = now() WHERE slug = 'may-contact'").await;
    assert!(wrong(&app, &silent_but_policy(&app).await, &applying(&app)).await.is_empty());
    let id = sent(&app, answers()).await;
    assert_eq!(told(&app, stored, id).await, "privacy-policy=agree, public-profile=decline");
}

async fn silent_but_policy(app: &TestApp) -> Application {
    let mut application = application(app, answers()).await;
    application.consents.answers.insert("may-contact".into(), None);
    application
}

#[tokio::test]
async fn dm_st_01_an_application_is_pending_pre_approved_and_scored() {
    let app = TestApp::start().await;
    let humanities: i32 = app.value("SELECT id FROM knowledge_domain WHERE name = 'Humanities'").await;
    let roles: Vec<i32> = app.value("SELECT array_agg(id ORDER BY id) FROM role WHERE name IN ('helper', 'host')").await;
    let whole = Answers {
        domains: vec![humanities],
        previous_involvement: roles,
        github: "ada".into(),
        email: " Ada@Lovelace.org ".into(),
        occupation: None,
        occupation_other: "Countess".into(),
        ..answers()
    };
    let id = sent(&app, whole).await;
    let row = "SELECT concat_ws('|', state, review_process, score_auto, email, github, occupation, occupation_other, person_id,
        created_at = '2026-06-15T12:00Z', last_updated_at IS NULL) FROM training_request WHERE id = $1";
    // One for the domain, two for the involvement, one for the tools used daily.
    assert_eq!(told(&app, row, id).await, "p|preapproved|4|ada@lovelace.org|ada||Countess|t|t");
}

#[tokio::test]
async fn what_is_not_offered_is_refused() {
    let app = TestApp::start().await;
    code(&app, 1).await;
    let unknown: i32 = app.value("SELECT id FROM knowledge_domain WHERE name LIKE 'Don''t know yet%'").await;
    let odd = Answers {
        country: Some("XX".into()),
        airport_iata: "XXX".into(),
        domains: vec![unknown],
        previous_involvement: vec![-1],
        github: "@ada".into(),
        eventbrite_url: "https://example.org/eventbrite/1".into(),
        previous_training: "phd".into(),
        code_of_conduct_agreement: false,
        ..answers()
    };
    let expected = [
        "airport_iata",
        "code_of_conduct_agreement",
        "country",
        "domains",
        "eventbrite_url",
        "github",
        "previous_involvement",
        "previous_training",
    ];
    assert_eq!(with(&app, odd).await, expected);
    assert_eq!(
        with(&app, Answers { airport_iata: String::new(), country: None, ..answers() }).await,
        ["airport_iata", "country"]
    );
    let there = Answers { eventbrite_url: "https://www.eventbrite.com/e/1".into(), ..answers() };
    assert_eq!(with(&app, there).await, [""; 0]);
}
