//! Skills, community roles and consents (data-model.md §2.2, §2.3, §2.12), and what holds everywhere (DM-GEN, DM-PERM).

mod award;
mod consent;
mod curriculum;
mod general;
mod permission;
mod role;
mod staff;
mod term;

use shared::check::{FieldErrors, Input};
use shared::db::{Change, Connection};

use crate::support::{Person, TestApp};

async fn db(app: &TestApp) -> Connection {
    app.amy.site.database().acquire().await.unwrap()
}

async fn change(app: &TestApp) -> Change {
    app.amy.site.database().change(None, "test", &app.clock).await.unwrap()
}

/// What a check says is wrong.
async fn wrong<I: Input>(app: &TestApp, input: &I, own: &I::Own) -> FieldErrors {
    input.check(&mut *db(app).await, own).await.unwrap()
}

/// The names of the fields that are wrong.
async fn fields<I: Input>(app: &TestApp, input: &I, own: &I::Own) -> Vec<String> {
    wrong(app, input, own).await.iter().map(|(field, _)| field.to_owned()).collect()
}

/// The id of a record that every AMY has.
async fn id_of(app: &TestApp, table: &str, name: &str) -> i32 {
    app.id_of(table, name).await.parse().unwrap()
}

/// One value of the database as text, for the record `id`; `None` for NULL and for no row.
async fn told(app: &TestApp, sql: &'static str, id: i32) -> Option<String> {
    sqlx::query_scalar::<_, Option<String>>(sql).bind(id).fetch_optional(app.pool()).await.unwrap().flatten()
}

/// Writes an award down, and gives its id.
async fn award(app: &TestApp, person: &Person, badge: &str) -> i32 {
    let award =
        "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-01-01' FROM badge WHERE name = $2 RETURNING id";
    sqlx::query_scalar(award).bind(person.id).bind(badge).fetch_one(app.pool()).await.unwrap()
}

/// Writes a community role down, with days as in `2026-01-01`, and gives its id.
async fn role(app: &TestApp, person: &Person, config: &str, start: Option<&str>, end: Option<&str>) -> i32 {
    let role = r#"INSERT INTO community_role (person_id, config_id, start, "end")
        SELECT $1, id, $3::text::date, $4::text::date FROM community_role_config WHERE name = $2 RETURNING id"#;
    sqlx::query_scalar(role).bind(person.id).bind(config).bind(start).bind(end).fetch_one(app.pool()).await.unwrap()
}
