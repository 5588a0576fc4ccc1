//! Instructor training: what trainees must pass, and how they apply (DM-TPROG, DM-TREQ, DM-ST-01 … DM-ST-05, DM-ST-30).

mod eligibility;
mod own;
mod progress;
mod requests;
mod trainees;

use shared::check::{FieldErrors, Input};
use shared::db::{Change, Connection};
use shared::training_progress::{ProgressInput, State};

use crate::support::{Person, TestApp};

async fn db(app: &TestApp) -> Connection {
    app.amy.site.database().acquire().await.unwrap()
}

async fn change(app: &TestApp) -> Change {
    app.amy.site.database().change(None, "test", &app.clock).await.unwrap()
}

/// What a check says is wrong, by field.
async fn wrong<I: Input>(app: &TestApp, input: &I, own: &I::Own) -> FieldErrors {
    input.check(&mut *db(app).await, own).await.unwrap()
}

/// The names of the fields that are wrong.
fn fields(errors: &FieldErrors) -> Vec<&str> {
    errors.iter().map(|(field, _)| field).collect()
}

async fn requirement(app: &TestApp, name: &str) -> i32 {
    let id = sqlx::query_scalar("SELECT id FROM training_requirement WHERE name = $1");
    id.bind(name).fetch_one(app.pool()).await.unwrap()
}

async fn involvement(app: &TestApp, name: &str) -> i32 {
    sqlx::query_scalar("SELECT id FROM involvement WHERE name = $1").bind(name).fetch_one(app.pool()).await.unwrap()
}

/// Writes progress down as an admin would; gives its id.
async fn progress(app: &TestApp, trainee: &Person, name: &str, state: State) -> i32 {
    let requirement = requirement(app, name).await;
    let input = ProgressInput { trainee: trainee.id, requirement, state, ..ProgressInput::default() };
    let mut change = change(app).await;
    let id = shared::training_progress::create(&mut change, &input).await.unwrap();
    change.commit().await.unwrap();
    id
}
