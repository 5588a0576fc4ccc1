//! A merge is undone from the history: both persons are who they were.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use shared::history;
use shared::merge::{Choice, Outcome, PERSON, Side};
use tokio::runtime::Runtime;

use super::choose;
use crate::support::TestApp;

/// Fields in which two persons may be equal, so that either's can be chosen and both be restored.
const FIELDS: [&str; 9] =
    ["personal", "middle", "family", "secondary_email", "gender_other", "url", "affiliation", "occupation", "user_notes"];
/// Those of them that a merge asks about.
const CHOSEN: [&str; 8] = ["personal", "middle", "family", "secondary_email", "gender_other", "url", "affiliation", "occupation"];

type Texts = Vec<String>;

fn texts() -> impl Strategy<Value = Texts> {
    // The first must not be empty: everybody has a personal name.
    proptest::collection::vec("[a-zA-Z äé,;'\"]{0,20}", FIELDS.len()).prop_map(|mut texts| {
        texts[0] = format!("N{}", texts[0].trim());
        texts
    })
}

impl TestApp {
    /// A person with these texts; gives the id.
    async fn somebody(&self, username: &str, texts: &Texts) -> i32 {
        let mut row = json!({ "username": username });
        for (field, text) in FIELDS.iter().zip(texts) {
            row[*field] = text.trim().into();
        }
        let columns = FIELDS.join(", ");
        let sql = format!(
            "INSERT INTO person (username, {columns}) SELECT username, {columns} FROM jsonb_populate_record(NULL::person, $1) RETURNING id"
        );
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(row).fetch_one(self.pool()).await.unwrap()
    }

    /// Everything that the history keeps of a person.
    async fn row(&self, id: i32) -> Option<Value> {
        let row = "SELECT to_jsonb(p) - ARRAY['password', 'last_login', 'last_updated_at'] FROM person p WHERE id = $1";
        sqlx::query_scalar(row).bind(id).fetch_optional(self.pool()).await.unwrap()
    }

    /// The newest version of a person at this moment.
    async fn newest(&self, id: i32) -> i64 {
        let newest = "SELECT max(id) FROM version WHERE object_type = 'person' AND object_id = $1";
        sqlx::query_scalar(newest).bind(id.to_string()).fetch_one(self.pool()).await.unwrap()
    }

    async fn bring_back(&self, version: i64, id: i32) {
        let newest = history::summary(&mut *self.db().await, "person", &id.to_string()).await.unwrap();
        let newest = newest.modified.or(newest.created).unwrap().version;
        let mut change = self.change(None).await;
        history::restore(&mut change, version, newest, true).await.unwrap().unwrap();
        change.commit().await.unwrap();
    }
}

#[test]
fn merging_a_into_b_and_restoring_both_brings_their_fields_back() {
    let runtime = Runtime::new().unwrap();
    let app = runtime.block_on(TestApp::start());
    let mut runner = TestRunner::new(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() });
    let choices = proptest::collection::vec(any::<bool>(), CHOSEN.len());
    let number = std::cell::Cell::new(0);
    runner
        .run(&(texts(), texts(), choices), |(of_a, of_b, choices)| {
            number.set(number.get() + 1);
            runtime.block_on(async {
                let a = app.somebody(&format!("a_{}", number.get()), &of_a).await;
                let b = app.somebody(&format!("b_{}", number.get()), &of_b).await;
                let before = (app.row(a).await.unwrap(), app.row(b).await.unwrap());
                let versions = (app.newest(a).await, app.newest(b).await);

                let others: Vec<(&str, Choice)> = CHOSEN
                    .iter()
                    .zip(&choices)
                    .map(|(field, of_b)| (*field, if *of_b { Choice::B } else { Choice::A }))
                    .chain([("username", Choice::B)])
                    .collect();
                let outcome = app.merge(&PERSON, a, b, &choose(&PERSON, Side::B, &others)).await;
                prop_assert_eq!(outcome, Outcome::Merged(b));
                prop_assert_eq!(app.row(a).await, None);

                app.bring_back(versions.1, b).await;
                app.bring_back(versions.0, a).await;
                prop_assert_eq!(app.row(a).await, Some(before.0));
                prop_assert_eq!(app.row(b).await, Some(before.1));
                Ok(())
            })
        })
        .unwrap();
}
