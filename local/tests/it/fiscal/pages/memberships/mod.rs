//! Memberships: list, page, forms, deletion and emails (MEM-01 … MEM-04, MEM-08), on 15 June 2026.

mod add;
mod delete;
mod details;
mod edit;
mod emails;
mod list;

use crate::fiscal::{new_membership, terms};
use crate::support::{Person, TestApp};

/// What memberships of `terms()` are called.
const LABEL: &str = "Lund Gold membership Jan 01 - Dec 31, 2026";

/// The address of a membership's page, or of one below it.
fn url(id: i32, ending: &str) -> String {
    format!("/fiscal/membership/{id}/{ending}")
}

/// AMY with an administrator and a membership of Lund University.
async fn start() -> (TestApp, Person, i32) {
    let app = TestApp::start().await;
    let admin = app.person("Ada Admin").administrator().near("ARN").create().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let id = new_membership(&app, lund, terms()).await;
    (app, admin, id)
}

/// Somebody on the staff who may look, and change nothing.
async fn reader(app: &TestApp) -> Person {
    app.person("Rita Reader").in_group("steering committee").near("ARN").create().await
}

/// Puts somebody into a membership, as its `billing_contact` or so.
async fn contact(app: &TestApp, membership: i32, person: &Person, role: &str) {
    let insert = "INSERT INTO membership_task (membership_id, person_id, role_id)
        SELECT $1, $2, id FROM membership_person_role WHERE name = $3";
    sqlx::query(insert).bind(membership).bind(person.id).bind(role).execute(app.pool()).await.unwrap();
}

/// Another membership that this one was rolled over to, with 3 public seats taken along.
async fn rolled_to(app: &TestApp, membership: i32) -> i32 {
    let lund = app.id_of("organization", "lu.se").await.parse().unwrap();
    let next = new_membership(app, lund, shared::membership::Terms { name: "Lund again".into(), ..terms() }).await;
    let roll =
        "UPDATE membership SET rolled_to_membership_id = $2, public_instructor_training_seats_rolled_over = 3 WHERE id = $1";
    sqlx::query(roll).bind(membership).bind(next).execute(app.pool()).await.unwrap();
    let take = "UPDATE membership SET public_instructor_training_seats_rolled_from_previous = 3 WHERE id = $1";
    sqlx::query(take).bind(next).execute(app.pool()).await.unwrap();
    next
}
