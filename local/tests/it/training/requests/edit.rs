//! The admins' form (TRQ-04), and the score.

use shared::training_request::{self as requests, Answers, Editing, Process, State, TrainingRequestInput, rescore};

use super::{answers, change, code, db, fields, sent, told, wrong};
use crate::support::TestApp;

fn editing(app: &TestApp, id: i32) -> Editing {
    Editing { id, created_on: app.clock.today(), enforce_codes: true }
}

async fn stored(app: &TestApp, id: i32) -> TrainingRequestInput {
    requests::stored(&mut *db(app).await, id, false).await.unwrap().unwrap().input
}

async fn save(app: &TestApp, id: i32, input: &TrainingRequestInput) {
    let mut change = change(app).await;
    requests::update(&mut change, input, editing(app, id)).await.unwrap();
    change.commit().await.unwrap();
}

#[tokio::test]
async fn a_request_comes_back_as_it_was_saved() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let id = sent(&app, answers()).await;
    let domains: Vec<i32> =
        app.value("SELECT array_agg(id ORDER BY id) FROM knowledge_domain WHERE name IN ('Physics', 'Chemistry')").await;
    let roles: Vec<i32> = app.value("SELECT array_agg(id ORDER BY id) FROM role WHERE name IN ('helper', 'host')").await;
    let word = |text: &str| text.to_owned();
    let whole = TrainingRequestInput {
        state: State::Withdrawn,
        person: Some(ada.id),
        review_process: Some(Process::Open),
        middle: word("King"),
        answers: Answers {
            personal: word("Augusta"),
            family: word("Byron"),
            member_code: word("none"),
            member_code_override: true,
            eventbrite_url: word("https://www.eventbrite.com/e/1234567890"),
            email: word("a@b.org"),
            secondary_email: word("c@d.org"),
            github: word("ada"),
            occupation: Some(word("grad")),
            occupation_other: word("o1"),
            affiliation: word("o2"),
            location: word("o3"),
            country: Some(word("GB")),
            airport_iata: word("LHR"),
            underresourced: true,
            domains,
            domains_other: word("o4"),
            underrepresented: word("yes"),
            underrepresented_details: word("o5"),
            nonprofit_teaching_experience: word("o6"),
            previous_involvement: roles,
            previous_training: word("full"),
            previous_training_other: word("o7"),
            previous_training_explanation: word("o8"),
            previous_experience: word("ta"),
            previous_experience_other: word("o9"),
            previous_experience_explanation: word("o10"),
            programming_language_usage_frequency: word("weekly"),
            checkout_intent: word("yes"),
            teaching_intent: word("no"),
            teaching_frequency_expectation: word("yearly"),
            teaching_frequency_expectation_other: word("o11"),
            max_travelling_frequency: word("often"),
            max_travelling_frequency_other: word("o12"),
            reason: word("o13"),
            user_notes: word("o14"),
            code_of_conduct_agreement: false,
        },
        data_privacy_agreement: true,
        score_manual: Some(-4),
        score_notes: word("o15"),
    };
    assert!(wrong(&app, &whole, &editing(&app, id)).await.is_empty());
    save(&app, id, &whole).await;
    assert_eq!(stored(&app, id).await, whole);
    let json = serde_json::to_value(&whole).unwrap();
    assert_eq!(serde_json::from_value::<TrainingRequestInput>(json).unwrap(), whole, "through the form and back");
    let details = requests::by_id(&mut *db(&app).await, id).await.unwrap().unwrap();
    // Under-resourced, chemistry, under-represented, two roles, training, experience and tools; minus the reviewers' four.
    assert_eq!((details.stored.score_auto, details.score_total), (8, 4));
    assert_eq!(details.stored.label, "Augusta Byron <a@b.org> - Withdrawn");
    assert_eq!(details.domains, ["Chemistry", "Physics"]);
    assert_eq!(details.consents.len(), 3);
    assert_eq!(
        told(&app, "SELECT last_updated_at::text FROM training_request WHERE id = $1", id).await,
        "2026-06-15 12:00:00+00"
    );
}

#[tokio::test]
async fn dm_treq_03_who_takes_part_in_a_training_is_not_pending_and_dm_st_04_any_other_state_may_be_chosen() {
    let app = TestApp::start().await;
    code(&app, 1).await;
    let ada = app.person("Ada Lovelace").create().await;
    let ttt = app.event("2026-07-01-ttt").tagged("TTT").create().await;
    let id = sent(&app, answers()).await;
    let matched = |state| {
        let input = TrainingRequestInput { state, person: Some(ada.id), answers: answers(), ..TrainingRequestInput::default() };
        (input, editing(&app, id))
    };
    let (pending, own) = matched(State::Pending);
    assert!(wrong(&app, &pending, &own).await.is_empty());
    app.task(&ada, "helper", &ttt).await;
    assert!(wrong(&app, &pending, &own).await.is_empty());
    app.task(&ada, "learner", &ttt).await;
    assert_eq!(fields(&wrong(&app, &pending, &own).await), ["state"]);
    for state in [State::Accepted, State::Discarded, State::Withdrawn] {
        let (input, own) = matched(state);
        assert!(wrong(&app, &input, &own).await.is_empty());
        save(&app, id, &input).await;
        assert_eq!(stored(&app, id).await.state, state);
    }
    let unknown = TrainingRequestInput { person: Some(-1), ..pending };
    assert_eq!(fields(&wrong(&app, &unknown, &own).await), ["person"]);
}

#[tokio::test]
async fn dm_treq_05_an_edited_code_is_held_against_the_day_of_the_application() {
    let app = TestApp::start().await;
    code(&app, 1).await;
    let id = sent(&app, answers()).await;
    let input = stored(&app, id).await;
    let on = |day: &str| Editing { created_on: day.parse().unwrap(), ..editing(&app, id) };
    assert!(wrong(&app, &input, &on("2027-03-31")).await.is_empty());
    assert_eq!(fields(&wrong(&app, &input, &on("2027-04-01")).await), ["member_code"]);
    let insisted = TrainingRequestInput { answers: Answers { member_code_override: true, ..answers() }, ..input.clone() };
    assert!(wrong(&app, &insisted, &on("2027-04-01")).await.is_empty());
    save(&app, id, &insisted).await;
    assert!(!stored(&app, id).await.answers.member_code_override, "the code is valid today");
    // An admin may leave the code away.
    let without = TrainingRequestInput { answers: Answers { member_code: String::new(), ..answers() }, ..input };
    assert!(wrong(&app, &without, &editing(&app, id)).await.is_empty());
}

#[tokio::test]
async fn what_a_request_has_already_is_not_refused() {
    let app = TestApp::start().await;
    code(&app, 1).await;
    let id = sent(&app, answers()).await;
    let unknown: i32 = app.value("SELECT id FROM knowledge_domain WHERE name LIKE 'Don''t know yet%'").await;
    app.run("UPDATE training_request SET airport_iata = 'XXX'").await;
    sqlx::query("INSERT INTO training_request_domain VALUES ($1, $2)").bind(id).bind(unknown).execute(app.pool()).await.unwrap();
    let input = stored(&app, id).await;
    assert!(wrong(&app, &input, &editing(&app, id)).await.is_empty());
    let other = TrainingRequestInput { answers: Answers { airport_iata: "XXY".into(), ..input.answers.clone() }, ..input };
    assert_eq!(fields(&wrong(&app, &other, &editing(&app, id)).await), ["airport_iata"]);
}

#[tokio::test]
async fn dm_treq_02_the_automatic_score() {
    let app = TestApp::start().await;
    // What is set in a request that scores nothing, and the points for it.
    let table: &[(&str, i32)] = &[
        ("SELECT", 0),
        ("UPDATE training_request SET country = 'HR'", 1),
        ("UPDATE training_request SET country = 'BG'", 1),
        ("UPDATE training_request SET country = 'W3'", 1),
        ("UPDATE training_request SET underresourced = true", 1),
        ("UPDATE training_request SET underrepresented = 'yes'", 1),
        ("UPDATE training_request SET underrepresented = 'no'", 0),
        ("UPDATE training_request SET previous_training = 'course'", 1),
        ("UPDATE training_request SET previous_training = 'full'", 1),
        ("UPDATE training_request SET previous_training = 'workshop'", 0),
        ("UPDATE training_request SET previous_experience = 'ta'", 1),
        ("UPDATE training_request SET previous_experience = 'courses'", 1),
        ("UPDATE training_request SET previous_experience = 'workshop'", 0),
        ("UPDATE training_request SET programming_language_usage_frequency = 'daily'", 1),
        ("UPDATE training_request SET programming_language_usage_frequency = 'weekly'", 1),
        ("UPDATE training_request SET programming_language_usage_frequency = 'monthly'", 0),
        ("INSERT INTO training_request_domain SELECT r.id, d.id FROM training_request r, knowledge_domain d WHERE d.name = 'Physics'", 0),
        ("INSERT INTO training_request_domain SELECT r.id, d.id FROM training_request r, knowledge_domain d WHERE d.name = 'Humanities'", 1),
        ("INSERT INTO training_request_domain SELECT r.id, d.id FROM training_request r, knowledge_domain d WHERE d.name IN ('Library and information science', 'Economics/business', 'Social sciences', 'Chemistry')", 1),
        ("INSERT INTO training_request_involvement SELECT r.id, o.id FROM training_request r, role o WHERE o.name = 'helper'", 1),
        ("INSERT INTO training_request_involvement SELECT r.id, o.id FROM training_request r, role o WHERE o.name IN ('helper', 'host', 'learner')", 3),
        ("INSERT INTO training_request_involvement SELECT r.id, o.id FROM training_request r, role o", 3),
        (
            "WITH a AS (INSERT INTO training_request_involvement SELECT r.id, o.id FROM training_request r, role o),
                b AS (INSERT INTO training_request_domain SELECT r.id, d.id FROM training_request r, knowledge_domain d)
             UPDATE training_request SET country = 'KE', underresourced = true, underrepresented = 'yes', previous_training = 'full',
                previous_experience = 'courses', programming_language_usage_frequency = 'daily'",
            10,
        ),
    ];
    for (statement, points) in table {
        app.run("DELETE FROM training_request").await;
        app.run("INSERT INTO training_request (personal, email, country, programming_language_usage_frequency) VALUES ('A', 'a@b.org', 'SE', 'not-much')").await;
        sqlx::query(*statement).execute(app.pool()).await.unwrap();
        let id: i32 = app.value("SELECT id FROM training_request").await;
        let mut change = change(&app).await;
        rescore(&mut change, &[id]).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(app.value::<i32>("SELECT score_auto FROM training_request").await, *points, "{statement}");
    }
    // Every country that scores nothing, and none.
    let wealthy: Vec<String> = app.value("SELECT array_agg(c.code::text ORDER BY c.code) FROM country c, training_request r
        WHERE training_request_score(jsonb_populate_record(r, jsonb_build_object('country', c.code))) = training_request_score(jsonb_populate_record(r, '{\"country\": null}'))").await;
    let expected = "AT AU BE CA CH CY CZ DE DK EE ES FI FR GB GR HU IE IS IT LT LU LV MT NL NO NZ PL PT RO SE SI SK US";
    assert_eq!(wealthy.join(" "), expected);
}

#[tokio::test]
async fn dm_treq_02_every_save_scores_anew() {
    let app = TestApp::start().await;
    let id = sent(&app, answers()).await;
    let score = "SELECT score_auto::text FROM training_request WHERE id = $1";
    assert_eq!(told(&app, score, id).await, "1");
    let input = stored(&app, id).await;
    let roles: Vec<i32> = app.value("SELECT array_agg(id) FROM role").await;
    let involved = TrainingRequestInput { answers: Answers { previous_involvement: roles, ..answers() }, ..input.clone() };
    save(&app, id, &involved).await;
    assert_eq!(told(&app, score, id).await, "4");
    save(&app, id, &input).await;
    assert_eq!(told(&app, score, id).await, "1");
}
