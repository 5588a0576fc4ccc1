//! The lists of trainees and of trainings.

use shared::listing::{Query, Value};
use shared::training_progress::{State, TRAINEES, TRAINEES_ONLY, TRAININGS, TraineeRow, TrainingRow};

use super::{db, progress};
use crate::support::{Person, TestApp};

async fn award(app: &TestApp, person: &Person, badge: &str) {
    let given =
        sqlx::query("INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-06-01' FROM badge WHERE name = $2");
    assert_eq!(given.bind(person.id).bind(badge).execute(app.pool()).await.unwrap().rows_affected(), 1);
}

async fn rows(app: &TestApp, filters: Vec<(&'static str, Value)>) -> Vec<TraineeRow> {
    let query = Query { filters, today: app.clock.today(), ..Query::default() };
    TRAINEES.page::<TraineeRow>(&mut *db(app).await, &query).await.unwrap().rows
}

#[tokio::test]
async fn dm_tprog_10_trainees_are_found_by_every_filter() {
    let app = TestApp::start().await;
    let [ada, bob, cyd, dee, eve] = [
        app.person("Ada Lovelace").create().await,
        app.person("Bob Babbage").create().await,
        app.person("Cyd Charisse").create().await,
        app.person("Dee Dee").create().await,
        app.person("Eve Noone").create().await,
    ];
    let (ttt, second) = (
        app.event("2026-05-01-ttt").between("2026-05-01", "2026-05-02").tagged("TTT").create().await,
        app.event("2026-06-01-ttt").between("2026-06-01", "2026-06-02").tagged("TTT").create().await,
    );
    let workshop = app.event("2026-06-01-swc").tagged("SWC").create().await;
    for (person, role, event) in [
        (&ada, "learner", &ttt),
        (&ada, "learner", &second),
        (&bob, "learner", &ttt),
        (&cyd, "learner", &second),
        (&dee, "helper", &ttt),
        (&eve, "learner", &workshop),
    ] {
        app.task(person, role, event).await;
    }
    for name in ["Training", "Get Involved", "Welcome Session", "Demo"] {
        progress(&app, &ada, name, State::Passed).await;
        progress(&app, &bob, name, State::Passed).await;
    }
    award(&app, &ada, "instructor").await;
    award(&app, &bob, "swc-instructor").await;
    progress(&app, &cyd, "Get Involved", State::NotEvaluated).await;
    progress(&app, &bob, "Demo", State::NotEvaluated).await;
    sqlx::query("INSERT INTO training_request (person_id, personal, email) VALUES ($1, 'Cyd', 'c@c.org')")
        .bind(cyd.id)
        .execute(app.pool())
        .await
        .unwrap();

    let found = async |filters: Vec<(&'static str, Value)>| {
        rows(&app, filters).await.into_iter().map(|row| row.name).collect::<Vec<_>>().join(", ")
    };
    let one = async |name: &'static str, value: Value| found(vec![TRAINEES_ONLY, (name, value)]).await;
    let text = |text: &str| Value::Text(text.to_owned());
    let name = |name: &str| Value::Name(name.to_owned());
    assert_eq!(found(vec![TRAINEES_ONLY]).await, "Bob Babbage, Cyd Charisse, Ada Lovelace");
    let everybody = "Bob Babbage, Cyd Charisse, Dee Dee, Ada Lovelace, Eve Noone";
    assert_eq!(found(vec![("all_persons", Value::Bool(true))]).await, everybody);
    assert_eq!(one("search", text("love ADA")).await, "Ada Lovelace");
    assert_eq!(one("search", text("babbage@example")).await, "Bob Babbage");
    assert_eq!(one("search", text("ada babbage")).await, "");
    assert_eq!(one("get_involved", Value::Bool(true)).await, "Cyd Charisse");
    assert_eq!(one("training_request", Value::Bool(true)).await, "Cyd Charisse");
    assert_eq!(one("training_request", Value::Bool(false)).await, "Bob Babbage, Ada Lovelace");
    assert_eq!(one("is_instructor", name("yes")).await, "Ada Lovelace");
    assert_eq!(one("is_instructor", name("eligible")).await, "Bob Babbage");
    assert_eq!(one("is_instructor", name("no")).await, "Bob Babbage, Cyd Charisse");
    assert_eq!(one("training", Value::Ints(vec![second.id])).await, "Cyd Charisse, Ada Lovelace");
}

#[tokio::test]
async fn dm_tprog_10_a_trainees_row_tells_progress_trainings_and_what_is_missing() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let ttt = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    app.task(&ada, "learner", &ttt).await;
    progress(&app, &ada, "Training", State::Passed).await;
    app.clock.advance(chrono::Duration::minutes(1));
    let id = progress(&app, &ada, "Get Involved", State::NotEvaluated).await;
    sqlx::query("UPDATE training_progress SET involvement_type_id = (SELECT id FROM involvement WHERE name = 'Other'), trainee_notes = 'Sang.' WHERE id = $1")
        .bind(id)
        .execute(app.pool())
        .await
        .unwrap();
    let rows = rows(&app, vec![TRAINEES_ONLY]).await;
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    let told: Vec<_> = row.progress.iter().map(|p| (p.requirement.as_str(), p.state, p.activity.as_deref())).collect();
    assert_eq!(told, [("Training", State::Passed, None), ("Get Involved", State::NotEvaluated, Some("Sang."))]);
    assert_eq!(row.trainings.0, [(ttt.id, ttt.slug)]);
    assert_eq!((row.is_instructor, row.instructor_eligible), (false, 0));
    assert_eq!(row.missing, ["Get Involved", "Welcome Session", "Demo"]);
}

#[tokio::test]
async fn dm_tprog_11_trainings_count_who_learned_and_who_became_an_instructor() {
    let app = TestApp::start().await;
    let [ada, bob, cyd] =
        [app.person("Ada A").create().await, app.person("Bob B").create().await, app.person("Cyd C").create().await];
    let old = app.event("2025-05-01-ttt").between("2025-05-01", "2025-05-02").tagged("TTT").create().await;
    let new = app.event("2026-05-01-ttt").between("2026-05-01", "2026-05-02").tagged("TTT").create().await;
    let undated = app.event("xxxx-xx-xx-ttt").tagged("TTT").create().await;
    let _empty = app.event("2026-06-01-ttt").tagged("TTT").create().await;
    let workshop = app.event("2026-06-01-swc").tagged("SWC").create().await;
    for (person, role, event) in [
        (&ada, "learner", &old),
        (&bob, "learner", &old),
        (&cyd, "helper", &old),
        (&cyd, "learner", &new),
        (&ada, "learner", &undated),
        (&ada, "learner", &workshop),
    ] {
        app.task(person, role, event).await;
    }
    // Two badges make one instructor.
    award(&app, &ada, "instructor").await;
    award(&app, &ada, "dc-instructor").await;
    award(&app, &cyd, "trainer").await;
    let query = Query { today: app.clock.today(), ..Query::default() };
    let page = TRAININGS.page::<TrainingRow>(&mut *db(&app).await, &query).await.unwrap();
    let told: Vec<(&str, i64, i64)> = page.rows.iter().map(|row| (row.slug.as_str(), row.trainees, row.finished)).collect();
    assert_eq!(told, [("xxxx-xx-xx-ttt", 1, 1), ("2026-05-01-ttt", 1, 0), ("2025-05-01-ttt", 2, 1)]);
    assert_eq!(page.total, 3);
}
