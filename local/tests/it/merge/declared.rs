//! What is merged is declared; a new reference must not be forgotten.

use std::collections::BTreeSet;

use shared::check::Input;
use shared::merge::{Choice, EVENT, MergeInput, Mergeable, PERSON, Side, TRAINING_REQUEST};

use super::{choose, open};
use crate::support::TestApp;

/// References that stay with the record that goes, and why.
const KEPT: &[(&str, &str, &str)] = &[
    ("person_user_group", "person_id", "groups stay the survivor's (DM-MERGE-13)"),
    ("person_permission", "person_id", "permissions stay the survivor's (DM-MERGE-13)"),
    ("consent", "person_id", "merged by their own rule (DM-MERGE-11)"),
    ("account", "person_id", "merged by its own rule (D-16)"),
    ("social_login", "person_id", "given to the survivor after its GitHub name is settled (DM-PERSON-14, D-16)"),
    ("bulk_upload", "person_id", "what was uploaded and not confirmed is forgotten in a week anyway"),
    ("training_request_consent", "training_request_id", "merged by their own rule (DM-MERGE-11)"),
];

#[tokio::test]
async fn dm_merge_12_every_reference_to_a_merged_record_is_dealt_with() {
    let app = TestApp::start().await;
    for kind in [&PERSON, &EVENT, &TRAINING_REQUEST] {
        let references: Vec<(String, String)> = sqlx::query_as(
            "SELECT c.conrelid::regclass::text, a.attname::text FROM pg_constraint c
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND c.confrelid = to_regclass($1) ORDER BY 1, 2",
        )
        .bind(kind.kind.table())
        .fetch_all(app.pool())
        .await
        .unwrap();
        let declared: BTreeSet<(&str, &str)> = kind.sets.iter().chain(kind.moved).map(|set| (set.table, set.owner)).collect();
        for (table, column) in &references {
            let pair = (table.as_str(), column.as_str());
            let is_kept = KEPT.iter().any(|(table, column, _)| (*table, *column) == pair);
            assert!(declared.contains(&pair) || is_kept, "{table}.{column} refers to {} and is not merged", kind.kind.table());
        }
    }
}

#[tokio::test]
async fn every_choice_is_needed_and_only_what_is_offered_is_combined() {
    let app = TestApp::start().await;
    let mut change = open(&app).await;
    let mut wrong = async |kind: &'static Mergeable, input: &MergeInput| -> Vec<String> {
        input.check(&mut change, &kind).await.unwrap().iter().map(|(field, _)| field.to_owned()).collect()
    };
    let mut input = choose(&PERSON, Side::A, &[]);
    assert!(wrong(&PERSON, &input).await.is_empty());
    input.choices.remove("mastodon");
    input.choices.insert("email".into(), Choice::Combine);
    assert_eq!(wrong(&PERSON, &input).await, ["email", "mastodon"]);
}

#[test]
fn a_merge_is_read_as_its_form_sends_it() {
    let input: MergeInput = serde_json::from_str(r#"{"id": "obj_b", "email": "obj_a", "task_set": "combine"}"#).unwrap();
    assert_eq!((input.id, input.of("email"), input.of("task_set")), (Side::B, Choice::A, Choice::Combine));
    assert!(serde_json::from_str::<MergeInput>(r#"{"id": "combine"}"#).is_err());
}
