//! What trainees send in themselves (DSH-06, DSH-07).

use shared::check::FieldErrors;
use shared::training_progress::{ActivityInput, Own, State, own, remove_own, submit, update_own};

use super::{change, db, fields, involvement, progress, requirement, wrong};
use crate::support::{Person, TestApp};

fn adding(app: &TestApp, trainee: &Person) -> Own {
    Own { trainee: trainee.id, progress: None, now: app.clock.now() }
}

async fn meeting(app: &TestApp) -> ActivityInput {
    ActivityInput {
        involvement_type: involvement(app, "Community Meeting").await,
        date: Some("2026-06-01".parse().unwrap()),
        url: String::new(),
        trainee_notes: "I was there.".into(),
    }
}

#[tokio::test]
async fn dm_tprog_07_one_activity_at_a_time_and_another_when_all_are_to_be_repeated() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob B").create().await);
    let input = meeting(&app).await;
    assert!(wrong(&app, &input, &adding(&app, &ada)).await.is_empty());
    progress(&app, &bob, "Get Involved", State::Passed).await;
    progress(&app, &ada, "Demo", State::Passed).await;
    assert!(wrong(&app, &input, &adding(&app, &ada)).await.is_empty(), "others' progress and other requirements do not matter");
    let id = progress(&app, &ada, "Get Involved", State::AskedToRepeat).await;
    assert!(wrong(&app, &input, &adding(&app, &ada)).await.is_empty());
    for state in ["n", "p", "f"] {
        sqlx::query("UPDATE training_progress SET state = $2 WHERE id = $1")
            .bind(id)
            .bind(state)
            .execute(app.pool())
            .await
            .unwrap();
        progress(&app, &ada, "Get Involved", State::AskedToRepeat).await;
        assert_eq!(fields(&wrong(&app, &input, &adding(&app, &ada)).await), [FieldErrors::FORM], "{state}");
    }
}

#[tokio::test]
async fn dm_tprog_07_the_activity_decides_what_must_be_told() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let whole = meeting(&app).await;
    let github = involvement(&app, "GitHub Contribution").await;
    let contribution =
        |url: &str| ActivityInput { involvement_type: github, url: url.into(), trainee_notes: String::new(), ..whole.clone() };
    let table = [
        (ActivityInput { trainee_notes: String::new(), ..whole.clone() }, vec!["trainee_notes"]),
        (ActivityInput { date: None, ..whole.clone() }, vec!["date"]),
        (ActivityInput { date: Some("2026-06-17".parse().unwrap()), ..whole.clone() }, vec!["date"]),
        (ActivityInput { url: "https://x.org".into(), ..whole.clone() }, vec![]),
        (contribution("https://github.com/carpentries/amy/pull/1"), vec![]),
        (contribution("https://GITHUB.com/SWCarpentry/x"), vec![]),
        (contribution("https://github.com/ada/amy"), vec!["url"]),
        (contribution(""), vec!["url"]),
        (ActivityInput { involvement_type: -1, ..whole.clone() }, vec!["involvement_type"]),
    ];
    for (input, expected) in table {
        assert_eq!(fields(&wrong(&app, &input, &adding(&app, &ada)).await), expected, "{input:?}");
    }
    app.run("UPDATE involvement SET archived_at = now() WHERE name = 'Community Meeting'").await;
    assert_eq!(fields(&wrong(&app, &whole, &adding(&app, &ada)).await), ["involvement_type"]);
}

#[tokio::test]
async fn dm_st_30_what_a_trainee_sends_in_is_not_evaluated_and_theirs_until_it_is() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("Ada Lovelace").create().await, app.person("Bob B").create().await);
    let input = meeting(&app).await;
    let mut opened = change(&app).await;
    let id = submit(&mut opened, ada.id, &input).await.unwrap();
    opened.commit().await.unwrap();
    let stored = "SELECT concat_ws('|', state, trainee_id, requirement_id, notes) FROM training_progress";
    let expected = format!("n|{}|{}|", ada.id, requirement(&app, "Get Involved").await);
    assert_eq!(app.value::<String>(stored).await, expected);
    let of = async |person: &Person, id| own(&mut *db(&app).await, person.id, id, false).await.unwrap();
    assert_eq!(of(&ada, id).await.unwrap().input, input);
    assert!(of(&bob, id).await.is_none(), "another's");
    let demo = progress(&app, &ada, "Demo", State::NotEvaluated).await;
    assert!(of(&ada, demo).await.is_none(), "another requirement");

    let changed = ActivityInput { trainee_notes: "More of it.".into(), ..input };
    assert!(wrong(&app, &changed, &Own { progress: Some(id), ..adding(&app, &ada) }).await.is_empty());
    let mut opened = change(&app).await;
    update_own(&mut opened, id, &changed).await.unwrap();
    opened.commit().await.unwrap();
    assert_eq!(of(&ada, id).await.unwrap().input, changed);

    for state in ["p", "f", "a"] {
        sqlx::query("UPDATE training_progress SET state = $2 WHERE id = $1")
            .bind(id)
            .bind(state)
            .execute(app.pool())
            .await
            .unwrap();
        assert!(of(&ada, id).await.is_none(), "{state} is judged");
        assert!(!remove_own(&mut change(&app).await, ada.id, id).await.unwrap());
    }
    app.run("UPDATE training_progress SET state = 'n'").await;
    assert!(!remove_own(&mut change(&app).await, bob.id, id).await.unwrap());
    let mut opened = change(&app).await;
    assert!(remove_own(&mut opened, ada.id, id).await.unwrap());
    opened.commit().await.unwrap();
    assert_eq!(app.value::<i64>("SELECT count(*) FROM training_progress").await, 1);
}
