//! Two applications to instructor training (DM-MERGE-30).

use shared::merge::{Choice, Outcome, Pair, Side, TRAINING_REQUEST, merge};

use super::{choose, combine};
use crate::support::{TestApp, all_or_nothing};

async fn twice(app: &TestApp) -> (i32, i32) {
    app.run_all(
        "INSERT INTO training_request (id, personal, family, email, reason, user_notes, score_manual, score_notes, country, created_at)
             VALUES (1, 'Ada', 'Lovelace', 'a@x.org', 'I like it.', '', 3, 'fine', 'KE', '2025-01-01Z'),
                    (2, 'Augusta', 'King', 'b@x.org', 'Me too.', 'Later', NULL, '', 'US', '2025-01-02Z');
         UPDATE training_request SET underresourced = true, state = 'a' WHERE id = 2;
         INSERT INTO training_request_domain SELECT 1, id FROM knowledge_domain WHERE name = 'Physics';
         INSERT INTO training_request_domain SELECT 2, id FROM knowledge_domain WHERE name IN ('Physics', 'Chemistry');
         INSERT INTO training_request_involvement SELECT 2, id FROM role WHERE name IN ('helper', 'host');
         INSERT INTO training_request_consent (training_request_id, term_id, created_at) SELECT r, t.id, '2025-01-01Z' FROM term t, unnest(ARRAY[1, 2]) r WHERE slug = 'may-contact';
         INSERT INTO training_request_consent (training_request_id, term_id, created_at) SELECT 2, t.id, '2025-01-01Z' FROM term t WHERE slug = 'public-profile';
         INSERT INTO comment (object_type, object_id, comment, submit_date) VALUES ('workshops.trainingrequest', '2', 'on b', '2026-01-01Z');",
    )
    .await;
    (1, 2)
}

#[tokio::test]
async fn dm_merge_30_an_application_takes_what_was_chosen_and_is_scored_anew() {
    let app = TestApp::start().await;
    let (a, b) = twice(&app).await;
    let input = choose(
        &TRAINING_REQUEST,
        Side::A,
        &[
            ("state", Choice::B),
            ("reason", Choice::Combine),
            ("user_notes", Choice::Combine),
            ("underresourced", Choice::B),
            ("domains", Choice::Combine),
            ("previous_involvement", Choice::B),
            ("comments", Choice::Combine),
        ],
    );
    assert_eq!(app.merge(&TRAINING_REQUEST, a, b, &input).await, Outcome::Merged(a));
    assert_eq!(
        app.texts("SELECT concat_ws('|', id, personal, state, reason, user_notes, score_manual, score_notes, created_at::date) FROM training_request").await,
        ["1|Ada|a|I like it.Me too.|Later|3|fine|2025-01-01"]
    );
    assert_eq!(app.value::<i64>("SELECT count(*) FROM training_request_domain").await, 2);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM training_request_involvement").await, 2);
    assert_eq!(app.texts("SELECT object_id FROM comment").await, ["1"]);
    // Kenya, no resources, chemistry, two involvements, daily use.
    assert_eq!(app.value::<i32>("SELECT score_auto FROM training_request").await, 6);
}

#[tokio::test]
async fn dm_merge_11_answers_of_the_same_moment_leave_the_term_open() {
    let app = TestApp::start().await;
    let (a, b) = twice(&app).await;
    app.merge(&TRAINING_REQUEST, a, b, &choose(&TRAINING_REQUEST, Side::A, &[])).await;
    let active = "SELECT t.slug || c.training_request_id FROM training_request_consent c JOIN term t ON t.id = c.term_id WHERE c.archived_at IS NULL ORDER BY 1";
    assert_eq!(app.texts(active).await, ["may-contact1", "public-profile1"]);
}

#[tokio::test]
async fn a_merge_happens_as_a_whole_or_not_at_all() {
    all_or_nothing(twice, async |change, (a, b)| {
        let outcome = merge(change, &TRAINING_REQUEST, Pair::of(*a, *b).unwrap(), &combine(&TRAINING_REQUEST, Side::B)).await?;
        assert_eq!(outcome, Outcome::Merged(*b));
        Ok(())
    })
    .await;
}
