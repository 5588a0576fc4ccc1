//! Applicants become learners at a training (TRQ-01).

use shared::check::FieldErrors;
use shared::event::ReportsLink;
use shared::training_request::{Outcome, Reason, TrainingInput, match_to_training, usual_benefit};
use uuid::Uuid;

use super::{answers, change, code, db, fields, sent, sent_by, sent_by_new, told, wrong};
use crate::support::{Event, TestApp};

async fn ttt(app: &TestApp) -> Event {
    app.event("2026-07-01-ttt").between("2026-07-01", "2026-07-02").tagged("TTT").create().await
}

async fn matched(app: &TestApp, input: &TrainingInput) -> Outcome {
    let mut change = change(app).await;
    let outcome = match_to_training(&mut change, input, true, &ReportsLink::default()).await.unwrap();
    change.commit().await.unwrap();
    outcome
}

/// Who learns at the training, and what for.
async fn learners(app: &TestApp) -> String {
    app.value(
        "SELECT coalesce(string_agg(p.personal || ':' || coalesce(m.name, b.registration_code, b.id::text, '-')
            || CASE WHEN k.seat_public AND NOT k.seat_open_training THEN '' ELSE '!' END, ' ' ORDER BY p.personal), '')
         FROM training_task t JOIN task k ON k.id = t.id JOIN person p ON p.id = t.person_id LEFT JOIN membership m ON m.id = t.seat_membership_id
         LEFT JOIN account_benefit b ON b.id = t.allocated_benefit_id",
    )
    .await
}

async fn states(app: &TestApp) -> String {
    app.value("SELECT string_agg(state, '' ORDER BY id) FROM training_request").await
}

/// A partnership with the code `uio-26` and benefits for seats with these allocations, the earliest first; gives their ids.
async fn partnership(app: &TestApp, allocations: &[i32]) -> Vec<Uuid> {
    app.organization("uio.no", "University of Oslo").await;
    app.run("INSERT INTO account (organization_id) SELECT id FROM organization WHERE domain = 'uio.no' ON CONFLICT DO NOTHING")
        .await;
    app.run(
        "INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, registration_code, partner_organisation_id)
         SELECT 'UiO', 9, a.id, '2026-01-01', '2026-12-31', 'uio-26', o.id FROM account a JOIN organization o ON o.id = a.organization_id WHERE o.domain = 'uio.no'",
    )
    .await;
    let mut ids = Vec::new();
    for (n, allocation) in allocations.iter().enumerate() {
        let inserted = sqlx::query_scalar(
            "INSERT INTO account_benefit (account_id, partnership_id, benefit_id, start_date, end_date, allocation)
             SELECT p.account_id, p.id, b.id, '2026-01-01'::date + $1::int, '2026-12-31', $2 FROM partnership p, benefit b
             WHERE p.name = 'UiO' AND b.name = 'Instructor Training' RETURNING id",
        );
        ids.push(inserted.bind(i32::try_from(n).unwrap()).bind(allocation).fetch_one(app.pool()).await.unwrap());
    }
    ids
}

async fn usual(app: &TestApp) -> Option<Uuid> {
    usual_benefit(&mut *db(app).await).await.unwrap()
}

/// Matching by each request's code.
async fn by_codes(app: &TestApp, event: &Event, requests: Vec<i32>) -> TrainingInput {
    let benefit_override = usual(app).await;
    TrainingInput { requests, event: event.id, auto_assign: true, benefit_override, ..TrainingInput::default() }
}

#[tokio::test]
async fn dm_treq_11_the_form_takes_one_way_to_seats_and_only_matched_requests() {
    let app = TestApp::start().await;
    let (event, ada) = (ttt(&app).await, app.person("Ada Lovelace").create().await);
    let workshop = app.event("2026-07-01-swc").tagged("SWC").create().await;
    let lund = code(&app, 1).await;
    let [seat] = partnership(&app, &[1]).await.try_into().unwrap();
    let (mine, nobodys) = (sent_by(&app, &ada, "").await, sent(&app, answers()).await);
    let benefit = usual(&app).await;
    assert!(benefit.is_some());
    let input = TrainingInput { requests: vec![mine], event: event.id, benefit_override: benefit, ..TrainingInput::default() };
    let table = [
        (input.clone(), vec![]),
        (TrainingInput { requests: vec![], ..input.clone() }, vec!["requests"]),
        (TrainingInput { requests: vec![mine, nobodys], ..input.clone() }, vec![FieldErrors::FORM]),
        (TrainingInput { event: workshop.id, ..input.clone() }, vec!["event"]),
        (TrainingInput { event: -1, ..input.clone() }, vec!["event"]),
        (TrainingInput { seat_membership: Some(lund), ..input.clone() }, vec![]),
        (TrainingInput { allocated_benefit: Some(seat), ..input.clone() }, vec![]),
        (TrainingInput { auto_assign: true, ..input.clone() }, vec![]),
        (
            TrainingInput { seat_membership: Some(lund), allocated_benefit: Some(seat), ..input.clone() },
            vec!["allocated_benefit"],
        ),
        (TrainingInput { seat_membership: Some(lund), auto_assign: true, ..input.clone() }, vec!["auto_assign"]),
        (TrainingInput { allocated_benefit: Some(seat), auto_assign: true, ..input.clone() }, vec!["auto_assign"]),
        (TrainingInput { seat_membership: Some(-1), ..input.clone() }, vec!["seat_membership"]),
        (TrainingInput { allocated_benefit: Some(Uuid::nil()), ..input.clone() }, vec!["allocated_benefit"]),
        (TrainingInput { benefit_override: Some(Uuid::nil()), ..input.clone() }, vec!["benefit_override"]),
        (TrainingInput { benefit_override: None, ..input.clone() }, vec!["benefit_override"]),
    ];
    for (input, expected) in table {
        assert_eq!(fields(&wrong(&app, &input, &true).await), expected, "{input:?}");
    }
    assert!(
        wrong(&app, &TrainingInput { benefit_override: None, ..input }, &false).await.is_empty(),
        "without the service offering"
    );
}

#[tokio::test]
async fn dm_treq_12_and_dm_st_03_matching_accepts_and_makes_learners_once() {
    let app = TestApp::start().await;
    let event = ttt(&app).await;
    let (ada, bob) = (app.person("Ada A").create().await, app.person("Bob B").create().await);
    let lund = code(&app, 9).await;
    app.task(&bob, "learner", &event).await;
    app.run("UPDATE task SET seat_public = false").await;
    let requests = vec![sent_by(&app, &ada, "").await, sent_by(&app, &bob, "").await, sent_by(&app, &ada, "").await];
    app.run("UPDATE training_request SET state = 'w'").await;
    let untouched = sent(&app, answers()).await;
    let input = TrainingInput { requests, event: event.id, seat_membership: Some(lund), ..TrainingInput::default() };
    let outcome = matched(&app, &input).await;
    assert_eq!((outcome.matched, outcome.warnings.len(), outcome.skipped.len()), (3, 0, 0));
    assert_eq!(learners(&app).await, "Ada:Lund Bob:-!", "who was there keeps the seat as it was");
    assert_eq!(states(&app).await, "aaap");
    assert_eq!(told(&app, "SELECT state::text FROM training_request WHERE id = $1", untouched).await, "p");
    // Again, without a seat: nothing more happens.
    matched(&app, &TrainingInput { seat_membership: None, ..input }).await;
    assert_eq!(learners(&app).await, "Ada:Lund Bob:-!");
    assert_eq!(told(&app, "SELECT (instructors_pre <> '')::text FROM event WHERE id = $1", event.id).await, "true", "DM-TASK-10");
}

/// The specification's own example: seats, no seats, an unknown code, none.
#[tokio::test]
async fn dm_treq_13_four_requests_by_their_codes() {
    let app = TestApp::start().await;
    let event = ttt(&app).await;
    code(&app, 5).await;
    app.run("INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code) VALUES ('Full', 'gold', '2026-01-01', '2026-12-31', 'financial', 'full-26')").await;
    let requests = sent_by_new(&app, &[("Ada A", "lund-26"), ("Bob B", " full-26 "), ("Cyd C", "unknown"), ("Dee D", "")]).await;
    let input = by_codes(&app, &event, requests).await;
    let outcome = matched(&app, &input).await;
    assert_eq!((outcome.matched, outcome.warnings.len(), outcome.skipped.len()), (2, 1, 2));
    // DM-TREQ-15
    let warning = outcome.warnings[0].to_string();
    assert!(warning.starts_with("b_bob Lovelace") && warning.contains("more public training seats than it has"), "{warning}");
    let reasons: Vec<Reason> = outcome.skipped.iter().map(|skipped| skipped.reason).collect();
    assert_eq!(reasons, [Reason::Unknown { service_offering: true }, Reason::NoCode]);
    assert_eq!(learners(&app).await, "Ada:Lund Bob:Full");
    assert_eq!(states(&app).await, "aapp", "who is skipped stays as they were");
}

#[tokio::test]
async fn dm_treq_13_a_code_of_two_records_is_of_neither() {
    let app = TestApp::start().await;
    let (event, ada) = (ttt(&app).await, app.person("Ada A").create().await);
    code(&app, 5).await;
    partnership(&app, &[1]).await;
    // The database does not let this happen; should it have, nobody gets a seat by it.
    app.run("ALTER TABLE partnership DISABLE TRIGGER claim_registration_code").await;
    app.run("UPDATE partnership SET registration_code = 'lund-26'").await;
    let requests = vec![sent_by(&app, &ada, "lund-26").await];
    let input = by_codes(&app, &event, requests).await;
    let outcome = matched(&app, &input).await;
    assert_eq!(outcome.skipped.first().map(|skipped| skipped.reason), Some(Reason::Ambiguous));
    assert_eq!(learners(&app).await, "");
    // Without the service offering, only memberships count.
    let mut change = change(&app).await;
    let outcome = match_to_training(&mut change, &input, false, &ReportsLink::default()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(outcome.matched, 1);
    assert_eq!(learners(&app).await, "Ada:Lund");
}

#[tokio::test]
async fn dm_treq_14_and_dm_treq_16_a_partnerships_benefits_are_used_one_after_the_other() {
    let app = TestApp::start().await;
    let event = ttt(&app).await;
    let [first, second] = partnership(&app, &[1, 1]).await.try_into().unwrap();
    let requests = sent_by_new(&app, &[("Ada A", "uio-26"), ("Bob B", "uio-26"), ("Cyd C", "uio-26")]).await;
    let input = by_codes(&app, &event, requests).await;
    let outcome = matched(&app, &input).await;
    assert_eq!(learners(&app).await, format!("Ada:{first} Bob:{second} Cyd:{second}"));
    let warnings: Vec<String> = outcome.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(
        warnings[0].starts_with("c_cyd Lovelace") && warnings[0].contains("its use (2) is exceeding its allocation (1)"),
        "{warnings:?}"
    );

    // A benefit by its own code, and for all of them at once.
    sqlx::query("UPDATE account_benefit SET registration_code = 'seat-1', frozen = true WHERE id = $1")
        .bind(first)
        .execute(app.pool())
        .await
        .unwrap();
    let requests = sent_by_new(&app, &[("Dee D", "seat-1")]).await;
    let outcome = matched(&app, &TrainingInput { requests, ..input.clone() }).await;
    assert_eq!(outcome.warnings.len(), 2, "exceeded and frozen: {outcome:?}");
    assert!(learners(&app).await.ends_with("Dee:seat-1"));
    let requests = sent_by_new(&app, &[("Eve E", "")]).await;
    let outcome =
        matched(&app, &TrainingInput { requests, auto_assign: false, allocated_benefit: Some(second), ..input.clone() }).await;
    assert_eq!(outcome.warnings.len(), 1);
    assert_eq!(outcome.warnings[0].request, None, "said once, of nobody in particular");
    assert!(learners(&app).await.ends_with(&format!("Eve:{second}")));

    // A partnership without the benefit that is asked for.
    let other = app.value::<Uuid>("SELECT id FROM benefit WHERE name = 'Skillup'").await;
    let requests = sent_by_new(&app, &[("Fay F", "uio-26")]).await;
    let outcome = matched(&app, &TrainingInput { requests, benefit_override: Some(other), ..input }).await;
    assert_eq!(outcome.skipped.first().map(|skipped| skipped.reason), Some(Reason::NoBenefit));
}
