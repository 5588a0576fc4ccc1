//! Merging two records into one (data-model.md §3.10 … §3.13).

mod declared;
mod event;
mod pages;
mod person;
mod restored;
mod training_request;

use shared::check::Input;
use shared::db::{Change, Database, Settings};
use shared::merge::{Choice, MergeInput, Mergeable, Outcome, Pair, Side, merge};

use crate::support::TestApp;

/// A merge in which everything is the first record's, but what the test says.
fn choose(kind: &Mergeable, survivor: Side, others: &[(&str, Choice)]) -> MergeInput {
    let mut choices: std::collections::BTreeMap<String, Choice> =
        kind.offers().map(|offer| (offer.name.to_owned(), Choice::A)).collect();
    for (name, choice) in others {
        assert!(choices.insert((*name).to_owned(), *choice).is_some(), "{name} is not offered");
    }
    MergeInput { id: survivor, choices }
}

/// A merge in which everything is combined that can be.
fn combine(kind: &Mergeable, survivor: Side) -> MergeInput {
    let choices = kind.offers().map(|offer| (offer.name.to_owned(), if offer.combine { Choice::Combine } else { Choice::A }));
    MergeInput { id: survivor, choices: choices.collect() }
}

/// A change on a connection of its own, so that two can be open at once.
async fn open(app: &TestApp) -> Change {
    let database = Database::prepare(&Settings::Url(app.database_url().to_owned()), 1, &app.clock).unwrap();
    database.change(None, "a test", &app.clock).await.unwrap()
}

impl TestApp {
    /// Merges, and commits if it came to that.
    async fn merge(&self, kind: &'static Mergeable, a: i32, b: i32, input: &MergeInput) -> Outcome {
        let mut change = open(self).await;
        assert!(input.check(&mut change, &kind).await.unwrap().is_empty());
        let outcome = merge(&mut change, kind, Pair::of(a, b).unwrap(), input).await.unwrap();
        if matches!(outcome, Outcome::Merged(_)) {
            change.commit().await.unwrap();
        }
        outcome
    }

    /// The first column of a query, as texts.
    async fn texts(&self, query: &str) -> Vec<String> {
        let sql = format!("SELECT coalesce(q.v::text, '-') FROM ({query}) AS q (v)");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(self.pool()).await.unwrap()
    }
}

/// D-17
#[test]
fn d_17_nothing_is_merged_with_itself() {
    assert_eq!(Pair::of(7, 7), None);
    assert!(Pair::of(7, 8).is_some());
}
