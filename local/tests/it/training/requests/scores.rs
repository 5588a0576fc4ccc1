//! Reviewers' scores out of a file (TRQ-05, TRQ-06).

use shared::training_request::{ScoreRow, check_scores, read_scores, save_scores};

use super::{answers, change, db, sent, told};
use crate::support::TestApp;

const SCORES: &str = "SELECT concat_ws('|', coalesce(score_manual::text, '-'), score_notes) FROM training_request WHERE id = $1";

#[tokio::test]
async fn dm_treq_17_scores_are_stored_all_together_or_not_at_all() {
    let app = TestApp::start().await;
    let (one, two) = (sent(&app, answers()).await, sent(&app, answers()).await);
    let read = |text: String| read_scores(text.as_bytes()).unwrap();
    let save = async |rows: &[ScoreRow]| {
        let mut change = change(&app).await;
        let saved = save_scores(&mut change, rows).await.unwrap();
        change.commit().await.unwrap();
        saved
    };
    let rows = read(format!("request_id,score_manual,score_notes\n{one}, -5 ,good\n,,\n{two},3\n"));
    let checked = check_scores(&mut *db(&app).await, &rows).await.unwrap();
    assert_eq!(checked[0].request, Some((one, "Ada Lovelace <ada@lovelace.org> - Pending".into())));
    assert!(checked.iter().all(|row| row.errors.is_empty() && row.score_manual.is_none()));
    assert_eq!(save(&rows).await, Ok(2));
    assert_eq!((told(&app, SCORES, one).await, told(&app, SCORES, two).await), ("-5|good".into(), "3|".into()));
    assert_eq!(told(&app, "SELECT (last_updated_at IS NOT NULL)::text FROM training_request WHERE id = $1", one).await, "true");
    let versions: i64 =
        app.value("SELECT count(*) FROM version WHERE table_name = 'training_request' AND after ->> 'score_manual' = '-5'").await;
    assert_eq!(versions, 1, "with history");

    let unknown = i32::MAX;
    let rows = read(format!(
        "request_id,score_manual,score_notes\n{one},9,new\n,1,\n-1,1,\nx,1,\n{unknown},1,\n{two},,\n{two},1.5,\n{two},1,\n,,only notes\n"
    ));
    let checked = save(&rows).await.unwrap_err();
    let errors: Vec<Vec<&str>> =
        checked.iter().map(|row| row.errors.iter().map(|error| error.split_whitespace().last().unwrap()).collect()).collect();
    let expected: [&[&str]; 9] = [
        &[],
        &["missing."],
        &["more."],
        &["more."],
        &["number."],
        &["missing."],
        &["twice.", "number."],
        &["twice."],
        &["missing.", "missing."],
    ];
    assert_eq!(errors, expected);
    assert_eq!((checked[0].score_manual, checked[0].score_notes.as_str()), (Some(-5), "good"), "what it is now");
    assert_eq!(told(&app, SCORES, one).await, "-5|good", "one wrong row, and nothing is stored");
}
