//! Operations of several statements happen as a whole or not at all: each is run with a fault at each of its statements. Merging
//! is tried in `merge`, and the archival of a person in `people`, where there is most to it.

mod accounts;
mod emails;
mod events;
mod memberships;
mod partnerships;
mod people;
mod requests;
mod terms;
mod training;

use shared::access::{Viewer, viewer};
use shared::db::Change;
use uuid::Uuid;

use crate::support::{TestApp, all_or_nothing};

/// Ada, who acts.
const ADA: i32 = 1001;
/// Grace, who asks, applies and teaches.
const GRACE: i32 = 1002;
/// Lund University.
const LUND: i32 = 1001;
/// University of Oslo.
const OSLO: i32 = 1002;
/// A consortium of the two, which has no account.
const NORDIC: i32 = 1001;
/// A training in Lund, with sets and learners.
const TRAINING: i32 = 1001;
/// A workshop in Oslo for which instructors are looked for.
const WORKSHOP: i32 = 1002;
/// A workshop to which nothing refers.
const FREE: i32 = 1003;
/// A membership between an older and a newer one.
const MEMBERSHIP: i32 = 1002;
/// The membership of whose seats there are many, and which was not rolled over.
const NEWEST: i32 = 1003;
/// A partnership of Lund University.
const PARTNERSHIP: i32 = 1001;
/// Of the service offering, the first of each kind: a tier, Lund's account, a benefit, a benefit of that account.
const FIRST: Uuid = Uuid::from_u128(0x1001);
/// The second of each: another tier, Ada's own account.
const SECOND: Uuid = Uuid::from_u128(0x1002);

/// A little of everything that operations are done to; ids are beyond those that the operations give. Gives Ada.
async fn setting(app: &TestApp) -> Viewer {
    app.run_all(include_str!("setting.sql")).await;
    viewer(&mut *app.db().await, ADA).await.unwrap().unwrap().0
}

/// Runs an operation of Ada's with faults.
async fn whole(operation: impl AsyncFn(&mut Change, &Viewer) -> shared::Result<()>) {
    all_or_nothing(setting, operation).await;
}

#[tokio::test]
#[should_panic(expected = "made something last by itself")]
async fn an_operation_in_two_parts_is_found_out() {
    whole(async |change, _| {
        for statement in ["UPDATE person SET middle = 'x'", "COMMIT", "BEGIN", "UPDATE event SET venue = 'x'"] {
            sqlx::raw_sql(statement).execute(&mut **change).await?;
        }
        Ok(())
    })
    .await;
}
