//! Persons (PER): who may see and change them, and what becomes of what is entered.

mod access;
mod archive;
mod awards;
mod badges;
mod bulk_upload;
mod consents;
mod create;
mod delete;
mod duplicates;
mod edit;
mod list;
mod manage;
mod page;
mod permissions;
mod roles;
mod rules;

use shared::db::{Change, Connection};

use crate::support::TestApp;

/// A person's address, or one of its pages.
fn url(id: i32, ending: &str) -> String {
    format!("/workshops/person/{id}/{ending}")
}

/// The fields that a form for a new person must have, with others over or beside them.
fn fields<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let asked = [("personal", "Harry"), ("family", "Potter"), ("gender", "U"), ("airport_iata", "EDI")];
    let kept = asked.into_iter().filter(|(name, _)| others.iter().all(|(other, _)| other != name));
    kept.chain(others.iter().copied()).collect()
}

/// One value of the test's database, as text; `None` for NULL and for no row.
async fn told(app: &TestApp, sql: &'static str, id: i32) -> Option<String> {
    sqlx::query_scalar::<_, Option<String>>(sql).bind(id).fetch_optional(app.pool()).await.unwrap().flatten()
}

async fn db(app: &TestApp) -> Connection {
    app.amy.site.database().acquire().await.unwrap()
}

async fn change(app: &TestApp) -> Change {
    app.amy.site.database().change(None, "test", &app.clock).await.unwrap()
}
