//! Many applications at once (TRQ-01).

use shared::check::FieldErrors;
use shared::event::ReportsLink;
use shared::training_request::{Action, BulkInput, Refused, decide, unmatch};

use super::{answers, change, fields, sent, sent_by, told, wrong};
use crate::support::TestApp;

const STATE: &str = "SELECT state::text FROM training_request WHERE id = $1";

#[tokio::test]
async fn dm_treq_10_and_dm_st_02_many_are_accepted_or_discarded_from_any_state() {
    let app = TestApp::start().await;
    let mut ids = Vec::new();
    for state in ["p", "a", "d", "w"] {
        let id = sent(&app, answers()).await;
        sqlx::query("UPDATE training_request SET state = $2 WHERE id = $1")
            .bind(id)
            .bind(state)
            .execute(app.pool())
            .await
            .unwrap();
        ids.push(id);
    }
    let other = sent(&app, answers()).await;
    for (action, letter) in [(Action::Accept, "a"), (Action::Discard, "d")] {
        assert!(wrong(&app, &BulkInput { requests: ids.clone() }, &action).await.is_empty());
        let mut change = change(&app).await;
        assert_eq!(decide(&mut change, &ids, action).await.unwrap(), Ok(4));
        change.commit().await.unwrap();
        for id in &ids {
            assert_eq!(told(&app, STATE, *id).await, letter);
        }
    }
    assert_eq!(told(&app, STATE, other).await, "p");
    let versions: i64 = app.value("SELECT count(*) FROM version WHERE table_name = 'training_request' AND operation = 'U' AND before ->> 'state' = 'a' AND after ->> 'state' = 'd'").await;
    assert_eq!(versions, 4, "each has its history");
    for action in [Action::Unmatch, Action::MatchToTraining] {
        assert_eq!(decide(&mut change(&app).await, &ids, action).await.unwrap(), Err(Refused::NoPerson));
    }
    assert_eq!(fields(&wrong(&app, &BulkInput::default(), &Action::Accept).await), ["requests"]);
    assert_eq!(fields(&wrong(&app, &BulkInput { requests: vec![ids[0], -1] }, &Action::Accept).await), ["requests"]);
}

#[tokio::test]
async fn dm_treq_10_and_dm_st_05_unmatching_takes_people_out_of_their_trainings() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob B").create().await);
    let (first, second) = (
        app.event("2026-05-01-ttt").between("2026-05-01", "2026-05-02").tagged("TTT").create().await,
        app.event("2026-07-01-ttt").between("2026-07-01", "2026-07-02").tagged("TTT").create().await,
    );
    let workshop = app.event("2026-07-01-swc").tagged("SWC").create().await;
    for (person, role, event) in [
        (&ada, "learner", &first),
        (&ada, "learner", &second),
        (&ada, "helper", &second),
        (&ada, "learner", &workshop),
        (&bob, "learner", &first),
    ] {
        app.task(person, role, event).await;
    }
    let matched = sent_by(&app, &ada, "").await;
    let alone = sent(&app, answers()).await;
    app.run("UPDATE training_request SET state = 'a'").await;
    let input = BulkInput { requests: vec![matched, alone] };
    assert_eq!(fields(&wrong(&app, &input, &Action::Unmatch).await), [FieldErrors::FORM]);
    let input = BulkInput { requests: vec![matched] };
    assert!(wrong(&app, &input, &Action::Unmatch).await.is_empty());

    let mut change = change(&app).await;
    let removed = unmatch(&mut change, &input.requests, &ReportsLink::default()).await.unwrap();
    change.commit().await.unwrap();
    let removed: Vec<String> = removed.iter().map(|task| format!("{} at {}", task.person, task.event)).collect();
    assert_eq!(removed, ["Ada Lovelace at 2026-05-01-ttt", "Ada Lovelace at 2026-07-01-ttt"]);
    let left: String = app
        .value("SELECT string_agg(p.personal || ' ' || r.name || ' ' || e.slug, ', ' ORDER BY 1, p.personal, r.name) FROM task t JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id JOIN event e ON e.id = t.event_id")
        .await;
    assert_eq!(left, "Ada helper 2026-07-01-ttt, Ada learner 2026-07-01-swc, Bob learner 2026-05-01-ttt");
    assert_eq!(told(&app, STATE, matched).await, "a", "nothing is decided anew");
    let links: i64 = app.value("SELECT count(*) FROM event WHERE instructors_pre <> ''").await;
    assert_eq!(links, 2, "both trainings are saved again");
}
