//! Deciding about applications.

use shared::decision::Decision;
use shared::event::ReportsLink;
use shared::recruitment::decide;

use super::{applied, process};
use crate::support::TestApp;

/// DM-ST-25, DM-ST-26, DM-ST-27
#[tokio::test]
async fn accepting_makes_a_task_and_nothing_takes_it_away() {
    let app = TestApp::start().await;
    let (admin, ada) = (app.admin().await, app.person("Ada Lovelace").create().await);
    let (event, id) = process(&app, "2026-07-01-lund", "2026-07-01", "2026-07-02").await;
    let signup = applied(&app, id, &ada, "p").await;
    let reports = ReportsLink::default();
    let now = async |decision| {
        let mut change = app.change(Some(&admin)).await;
        let decided = decide(&mut change, signup, decision, &reports).await.unwrap().unwrap();
        change.commit().await.unwrap();
        assert_eq!((decided.event, decided.person), (event.id, ada.id));
        (decided.task_before, decided.task_made)
    };
    let state = "SELECT state::text FROM instructor_recruitment_signup";
    assert_eq!(now(Decision::Discarded).await, (None, None));
    assert_eq!(app.value::<String>(state).await, "d");
    let (before, made) = now(Decision::Accepted).await;
    assert!(before.is_none() && made.is_some());
    assert_eq!(app.value::<String>(state).await, "a");
    let task: String = app.value("SELECT r.name || ' ' || t.person_id FROM task t JOIN role r ON r.id = t.role_id").await;
    assert_eq!(task, format!("instructor {}", ada.id));
    assert!(
        app.value::<String>("SELECT instructors_pre FROM event").await.contains("2026-07-01-lund"),
        "the event is saved again (DM-TASK-10)"
    );

    // The process may be closed by now; whatever follows, the task is warned of and stays.
    app.run("UPDATE instructor_recruitment SET status = 'c'").await;
    for (decision, code) in [(Decision::Accepted, "a"), (Decision::Discarded, "d"), (Decision::Pending, "p")] {
        assert_eq!(now(decision).await, (made, None));
        assert_eq!(app.value::<String>(state).await, code);
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM task").await, 1);
    let mut change = app.change(Some(&admin)).await;
    assert_eq!(decide(&mut change, -1, Decision::Accepted, &reports).await.unwrap(), None);
}

/// DM-ST-27: what the database refuses is an error, and nothing has happened.
#[tokio::test]
async fn a_task_that_cannot_be_made_leaves_the_application_undecided() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let (_, id) = process(&app, "2026-07-01-lund", "2026-07-01", "2026-07-02").await;
    let signup = applied(&app, id, &ada, "p").await;
    app.run("UPDATE role SET name = 'teacher' WHERE name = 'instructor'").await;
    let mut change = app.change(None).await;
    decide(&mut change, signup, Decision::Accepted, &ReportsLink::default()).await.unwrap_err();
    drop(change);
    assert_eq!(app.value::<String>("SELECT state::text FROM instructor_recruitment_signup").await, "p");
}
