//! Progress as admins write it down.

use shared::involvement::{self, Archived};
use shared::training_progress::{
    self, BulkInput, Editing, ProgressInput, Standing, State, add_to_all, checkout_deadline, has_failed, shown,
};
use shared::training_requirement;

use super::{change, db, fields, progress, requirement, wrong};
use crate::support::TestApp;

fn adding(app: &TestApp) -> Editing {
    Editing { id: None, now: app.clock.now() }
}

/// DM-TPROG-01 … DM-TPROG-05: the rules are asked of the stored requirement and activity (each by itself is a table in `rules.rs`).
#[tokio::test]
async fn dm_tprog_01_to_05_requirement_and_activity_decide() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let [training, involved, demo] =
        [requirement(&app, "Training").await, requirement(&app, "Get Involved").await, requirement(&app, "Demo").await];
    let meeting = super::involvement(&app, "Community Meeting").await;
    let input = |requirement| ProgressInput { trainee: ada.id, requirement, ..ProgressInput::default() };
    let day = |text: &str| Some(text.parse().unwrap());
    let table = [
        (input(demo), vec![]),
        (input(training), vec!["event"]),
        (input(involved), vec!["involvement_type"]),
        (ProgressInput { involvement_type: Some(meeting), ..input(involved) }, vec!["date", "notes"]),
        (
            ProgressInput {
                involvement_type: Some(meeting),
                date: day("2026-06-16"),
                notes: "seen".into(),
                url: "https://x.org".into(),
                ..input(involved)
            },
            vec![],
        ),
        // At noon in UTC it is the 16th somewhere, but the 17th nowhere.
        (
            ProgressInput {
                involvement_type: Some(meeting),
                date: day("2026-06-17"),
                trainee_notes: "seen".into(),
                ..input(involved)
            },
            vec!["date"],
        ),
        // D-09
        (ProgressInput { url: "https://x.org".into(), ..input(demo) }, vec!["url"]),
        (ProgressInput { state: State::Failed, ..input(demo) }, vec!["notes"]),
        (ProgressInput { involvement_type: Some(-1), ..input(involved) }, vec!["involvement_type"]),
        (input(-1), vec!["requirement"]),
        (ProgressInput { trainee: -1, ..input(demo) }, vec!["trainee"]),
    ];
    for (input, expected) in table {
        assert_eq!(fields(&wrong(&app, &input, &adding(&app)).await), expected, "{input:?}");
    }
}

#[tokio::test]
async fn dm_tprog_06_the_event_must_be_a_training_where_the_trainee_learned_once() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let (ttt, other) =
        (app.event("2026-05-01-ttt").tagged("TTT").create().await, app.event("2026-05-01-swc").tagged("SWC").create().await);
    let requirement = requirement(&app, "Training").await;
    let at = |event: i32| ProgressInput { trainee: ada.id, requirement, event: Some(event), ..ProgressInput::default() };
    app.task(&ada, "helper", &ttt).await;
    app.task(&ada, "learner", &other).await;
    for event in [ttt.id, other.id, -1] {
        assert_eq!(fields(&wrong(&app, &at(event), &adding(&app)).await), ["event"]);
    }
    app.task(&ada, "learner", &ttt).await;
    assert!(wrong(&app, &at(ttt.id), &adding(&app)).await.is_empty());
    let mut change = change(&app).await;
    let id = training_progress::create(&mut change, &at(ttt.id)).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(fields(&wrong(&app, &at(ttt.id), &adding(&app)).await), ["event"], "once for each event");
    assert!(wrong(&app, &at(ttt.id), &Editing { id: Some(id), ..adding(&app) }).await.is_empty());
}

#[tokio::test]
async fn dm_st_30_progress_comes_back_as_it_was_saved_in_any_state() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let id = progress(&app, &ada, "Demo", State::default()).await;
    assert_eq!(app.value::<String>("SELECT state::text FROM training_progress").await, "p");
    for state in State::ALL {
        let before = training_progress::stored(&mut *db(&app).await, id, false).await.unwrap().unwrap();
        assert_eq!(before.label, "Demo progress of Ada Lovelace");
        let input = ProgressInput { state, notes: "why".into(), url: "https://x.org".into(), ..before.input };
        let mut change = change(&app).await;
        training_progress::update(&mut change, id, &input).await.unwrap();
        change.commit().await.unwrap();
        let after = training_progress::stored(&mut *db(&app).await, id, true).await.unwrap().unwrap();
        assert_eq!(after.input, input);
        assert!(after.version > before.version);
    }
}

#[tokio::test]
async fn dm_st_30_who_failed_anything_is_known_before_a_badge_or_task_is_given() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob B").create().await);
    progress(&app, &bob, "Demo", State::Failed).await;
    for state in [State::Passed, State::NotEvaluated, State::AskedToRepeat] {
        progress(&app, &ada, "Demo", state).await;
    }
    assert!(!has_failed(&mut *db(&app).await, ada.id).await.unwrap());
    assert!(has_failed(&mut *db(&app).await, bob.id).await.unwrap());
}

#[tokio::test]
async fn dm_tprog_06_many_get_progress_at_once_and_each_is_looked_at() {
    let app = TestApp::start().await;
    let [ada, bob, cyd] =
        [app.person("Ada A").create().await, app.person("Bob B").create().await, app.person("Cyd C").create().await];
    let ttt = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    app.task(&ada, "learner", &ttt).await;
    app.task(&bob, "learner", &ttt).await;
    let input = BulkInput {
        trainees: vec![ada.id, bob.id, cyd.id, ada.id],
        requirement: requirement(&app, "Training").await,
        event: Some(ttt.id),
        ..BulkInput::default()
    };
    assert!(wrong(&app, &input, &adding(&app)).await.is_empty());
    let nobody = BulkInput { trainees: vec![], ..input.clone() };
    assert_eq!(fields(&wrong(&app, &nobody, &adding(&app)).await), ["trainees"]);
    let unknown = BulkInput { trainees: vec![ada.id, -1], event: None, ..input.clone() };
    assert_eq!(fields(&wrong(&app, &unknown, &adding(&app)).await), ["event", "trainees"]);

    let run = async |input: &BulkInput| {
        let mut change = change(&app).await;
        let added = add_to_all(&mut change, input).await.unwrap();
        change.commit().await.unwrap();
        let skipped: Vec<String> = added.skipped.iter().map(|s| format!("{}: {}", s.trainee, s.reason)).collect();
        (added.trainees, skipped)
    };
    let (added, skipped) = run(&BulkInput { trainees: vec![ada.id, cyd.id], ..input.clone() }).await;
    assert_eq!(added, [ada.id]);
    assert_eq!(skipped, ["Cyd C <cyd.c@example.org>: The trainee has no learner task at this training."]);
    let (added, skipped) = run(&input).await;
    assert_eq!(added, [bob.id]);
    assert_eq!(skipped.len(), 2);
    assert!(skipped[0].contains("Ada A") && skipped[0].contains("already"), "{skipped:?}");

    let demo = BulkInput { requirement: requirement(&app, "Demo").await, event: None, ..input };
    let (added, skipped) = run(&demo).await;
    assert_eq!((added.len(), skipped.len()), (3, 0), "without an event, nothing stands in the way");
}

#[tokio::test]
async fn dm_tprog_08_the_newest_passed_stands_for_a_requirement_else_the_newest() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let mut ids = Vec::new();
    for (name, state) in [
        ("Demo", State::Passed),
        ("Demo", State::Passed),
        ("Demo", State::Failed),
        ("Get Involved", State::NotEvaluated),
        ("Get Involved", State::AskedToRepeat),
    ] {
        ids.push(progress(&app, &ada, name, state).await);
        app.clock.advance(chrono::Duration::minutes(1));
    }
    let standing = shown(&mut *db(&app).await, ada.id).await.unwrap();
    let told: Vec<Option<i32>> = standing.progress.iter().map(|shown| shown.as_ref().map(|shown| shown.id)).collect();
    assert_eq!(told, [None, Some(ids[4]), None, Some(ids[1])]);
    assert!(matches!(standing.standing(), Standing::Begun { training: None, deadline: None }));
}

#[tokio::test]
async fn dm_tprog_09_the_deadline_follows_from_the_passed_trainings_end() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let ttt = app.event("2026-05-01-ttt").between("2026-05-01", "2026-05-02").tagged("TTT").create().await;
    let input = ProgressInput {
        trainee: ada.id,
        requirement: requirement(&app, "Training").await,
        event: Some(ttt.id),
        ..ProgressInput::default()
    };
    let mut change = change(&app).await;
    training_progress::create(&mut change, &input).await.unwrap();
    change.commit().await.unwrap();
    let standing = shown(&mut *db(&app).await, ada.id).await.unwrap();
    let end = "2026-05-02".parse().unwrap();
    let Standing::Begun { training, deadline } = standing.standing() else { panic!("{standing:?}") };
    assert_eq!((training, deadline), (Some((Some("2026-05-01".parse().unwrap()), end)), Some(checkout_deadline(end))));
    app.run("INSERT INTO award (person_id, badge_id, awarded) SELECT p.id, b.id, '2026-06-01' FROM person p, badge b WHERE b.name = 'lc-instructor'").await;
    assert_eq!(shown(&mut *db(&app).await, ada.id).await.unwrap().standing(), Standing::Instructor);
}

#[tokio::test]
async fn activities_are_archived_not_deleted_and_offered_with_other_last() {
    let app = TestApp::start().await;
    let [meeting, other] = [super::involvement(&app, "Community Meeting").await, super::involvement(&app, "Other").await];
    app.run("INSERT INTO involvement (name, display_name) VALUES ('Zoo', 'Zoo')").await;
    let offered = async |current| {
        let choices = involvement::choices(&mut *db(&app).await, current).await.unwrap();
        choices.iter().map(|choice| choice.id).collect::<Vec<_>>()
    };
    assert_eq!(offered(None).await.last(), Some(&other));
    let archive = async |id| {
        let mut change = change(&app).await;
        let archived = involvement::archive(&mut change, id).await.unwrap();
        change.commit().await.unwrap();
        archived
    };
    assert_eq!(archive(meeting).await, Some(Archived::Now));
    assert_eq!(archive(meeting).await, Some(Archived::Before));
    assert_eq!(archive(-1).await, None);
    assert!(!offered(None).await.contains(&meeting));
    assert!(offered(Some(meeting)).await.contains(&meeting), "what has it keeps it");

    let ada = app.person("Ada Lovelace").create().await;
    let input = ProgressInput {
        trainee: ada.id,
        requirement: requirement(&app, "Get Involved").await,
        involvement_type: Some(meeting),
        date: Some("2026-06-01".parse().unwrap()),
        notes: "seen".into(),
        ..ProgressInput::default()
    };
    assert_eq!(fields(&wrong(&app, &input, &adding(&app)).await), ["involvement_type"]);
    let mut change = change(&app).await;
    let id = training_progress::create(&mut change, &input).await.unwrap();
    change.commit().await.unwrap();
    assert!(wrong(&app, &input, &Editing { id: Some(id), ..adding(&app) }).await.is_empty());
}

#[tokio::test]
async fn requirements_are_offered_by_name_with_what_they_ask_for() {
    let app = TestApp::start().await;
    let choices = training_requirement::choices(&mut *db(&app).await).await.unwrap();
    let told: Vec<(&str, bool, bool)> =
        choices.iter().map(|choice| (choice.name.as_str(), choice.event_required, choice.involvement_required)).collect();
    assert_eq!(
        told,
        [("Demo", false, false), ("Get Involved", false, true), ("Training", true, false), ("Welcome Session", false, false)]
    );
}
