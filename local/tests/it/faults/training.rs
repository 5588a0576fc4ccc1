//! Applications to instructor training, and progress in it.

use std::collections::BTreeMap;

use shared::consent::ConsentInput;
use shared::event::ReportsLink;
use shared::training_progress::{self, BulkInput};
use shared::training_request::{
    Action, Answers, Application, Applying, Editing, ScoreRow, TrainingInput, apply, decide, match_to_person, match_to_training,
    save_scores, stored, unmatch, update,
};

use super::{ADA, GRACE, MEMBERSHIP, TRAINING, whole};

/// The application of somebody who is nobody yet.
const KATHERINES: i32 = 1001;
/// Grace's application.
const GRACES: i32 = 1002;
/// The application of Ada, who is learning.
const ADAS: i32 = 1003;

#[tokio::test]
async fn a_new_application_with_its_sets_and_answers() {
    whole(async |change, _| {
        let options = "SELECT t.slug, min(o.id) FROM term t JOIN term_option o ON o.term_id = t.id WHERE t.required_type = 'profile' GROUP BY 1";
        let options: Vec<(String, i32)> = sqlx::query_as(options).fetch_all(&mut **change).await?;
        let answers: BTreeMap<String, Option<i32>> = options.into_iter().map(|(slug, option)| (slug, Some(option))).collect();
        let application = Application {
            answers: Answers {
                personal: "Mary".into(),
                email: "mj@example.org".into(),
                member_code: "lund-26".into(),
                domains: vec![1, 2],
                previous_involvement: vec![1, 2],
                ..Answers::default()
            },
            consents: ConsentInput { answers },
        };
        let own = Applying { today: change.today(), enforce_codes: true };
        apply(change, application, own).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_edited_application_with_its_sets_and_score() {
    whole(async |change, _| {
        let mut stored = stored(change, GRACES, true).await?.unwrap();
        stored.input.answers.underresourced = true;
        stored.input.answers.domains = vec![1, 2];
        stored.input.answers.previous_involvement = vec![1, 2];
        let own = Editing { id: GRACES, created_on: change.today(), enforce_codes: true };
        update(change, &stored.input, own).await
    })
    .await;
}

#[tokio::test]
async fn an_application_matched_to_a_person() {
    whole(async |change, ada| {
        let matched = match_to_person(change, ada, KATHERINES, Some(GRACE), Some(7)).await?.unwrap().unwrap();
        assert!(matched.github.is_some() && matched.unanswered.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_application_that_becomes_a_new_person() {
    whole(async |change, ada| {
        match_to_person(change, ada, KATHERINES, None, Some(7)).await?.unwrap().unwrap();
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn applications_matched_to_a_training_in_the_seats_of_one_membership() {
    whole(async |change, _| {
        let input = TrainingInput {
            requests: vec![GRACES, ADAS],
            event: TRAINING,
            seat_membership: Some(MEMBERSHIP),
            ..TrainingInput::default()
        };
        assert_eq!(match_to_training(change, &input, true, &ReportsLink::default()).await?.matched, 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn applications_matched_to_a_training_by_their_codes() {
    whole(async |change, _| {
        let input =
            TrainingInput { requests: vec![GRACES, ADAS], event: TRAINING, auto_assign: true, ..TrainingInput::default() };
        assert!(match_to_training(change, &input, true, &ReportsLink::default()).await?.matched > 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn applications_accepted_in_bulk() {
    whole(async |change, _| {
        assert_eq!(decide(change, &[KATHERINES, GRACES, ADAS], Action::Accept).await?, Ok(3));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn applications_taken_out_of_their_trainings() {
    whole(async |change, _| {
        assert_eq!(unmatch(change, &[GRACES, ADAS], &ReportsLink::default()).await?.len(), 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn scores_of_applications() {
    whole(async |change, _| {
        let row = |id: i32| ScoreRow { request_id: id.to_string(), score_manual: "7".into(), score_notes: "good".into() };
        assert_eq!(save_scores(change, &[KATHERINES, GRACES, ADAS].map(row)).await?, Ok(3));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_same_progress_for_many_trainees() {
    whole(async |change, _| {
        let input = BulkInput { trainees: vec![ADA, GRACE], requirement: 1, ..BulkInput::default() };
        assert_eq!(training_progress::add_to_all(change, &input).await?.trainees.len(), 2);
        Ok(())
    })
    .await;
}
