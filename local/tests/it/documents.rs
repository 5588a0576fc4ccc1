//! Documents that are made from the code, or tell of it, and so must not go stale.

use std::fs;

use local::entity_map;
use local::project::Project;

use crate::support::Database;

#[tokio::test]
async fn the_entity_map_is_that_of_the_database() {
    let database = Database::new().await;
    let mut connection = database.pool.acquire().await.unwrap();
    let drawn = entity_map::page(&mut connection).await.unwrap();
    let written = fs::read_to_string(Project::find().unwrap().join("docs/entities.md")).unwrap();
    assert!(drawn == written, "docs/entities.md is out of date: run `cargo run -p local -- entity-map`");
}
