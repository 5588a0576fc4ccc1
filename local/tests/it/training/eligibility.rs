//! How far a person is from being an instructor.

use shared::person::{Eligibility, eligibility, training_tasks};
use shared::training_progress::State;

use super::{db, progress};
use crate::support::TestApp;

#[tokio::test]
async fn dm_person_18_only_passed_progress_counts_and_nothing_subtracts() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let of = async |id| eligibility(&mut *db(&app).await, id).await.unwrap();
    assert_eq!(of(ada.id).await, Some(Eligibility::default()));
    assert_eq!(of(-1).await, None);
    for (name, state) in [
        ("Training", State::Passed),
        ("Training", State::Failed),
        ("Get Involved", State::NotEvaluated),
        ("Get Involved", State::Passed),
        ("Get Involved", State::Passed),
        ("Welcome Session", State::Passed),
        ("Demo", State::AskedToRepeat),
    ] {
        progress(&app, &ada, name, state).await;
    }
    let counted = of(ada.id).await.unwrap();
    assert_eq!((counted.passed_training, counted.passed_get_involved, counted.passed_welcome, counted.passed_demo), (1, 2, 1, 0));
    // DM-PERSON-19
    assert_eq!((counted.is_eligible(), counted.missing()), (false, vec!["Demo"]));
    progress(&app, &ada, "Demo", State::Passed).await;
    progress(&app, &ada, "Demo", State::Failed).await;
    let counted = of(ada.id).await.unwrap();
    assert_eq!((counted.instructor_eligible(), counted.missing()), (2, vec![]));
    let product: i64 = app.value("SELECT max(instructor_eligible) FROM instructor_eligibility").await;
    assert_eq!(product, 2, "lists and pages count alike");
}

#[tokio::test]
async fn dm_person_20_training_tasks_are_those_of_learners_at_trainings() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let (late, early) = (
        app.event("2026-05-01-ttt").between("2026-05-01", "2026-05-02").tagged("TTT").create().await,
        app.event("2026-01-01-ttt").between("2026-01-01", "2026-01-02").tagged("TTT").tagged("online").create().await,
    );
    let workshop = app.event("2026-06-01-swc").tagged("SWC").create().await;
    for (role, event) in [("learner", &late), ("learner", &early), ("helper", &late), ("learner", &workshop)] {
        app.task(&ada, role, event).await;
    }
    let tasks = training_tasks(&mut *db(&app).await, ada.id).await.unwrap();
    let slugs: Vec<&str> = tasks.iter().map(|task| task.event.as_str()).collect();
    assert_eq!(slugs, ["2026-01-01-ttt", "2026-05-01-ttt"]);
}
