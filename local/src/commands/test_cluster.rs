//! `test-cluster`: holds the integration tests' PostgreSQL open while tests use it, and stops it soon after.
//!
//! Each test is a process of its own, so none of them can own the server. They hold shared locks; this process ends once
//! it gets the lock for itself.

use std::fs::File;
use std::time::Duration;

use anyhow::Result;
use local::postgres::{Cluster, KEEPER_LOCK, Search, Settings, TESTS_LOCK};
use local::project::Project;

/// How often to look whether anybody is left.
const PAUSE: Duration = Duration::from_secs(3);

/// Starts the cluster and waits until no test has used it for a while.
pub(crate) async fn run(project: &Project, search: &Search) -> Result<()> {
    let data = project.data()?;
    let users = File::create(data.join(TESTS_LOCK))?;
    let cluster = Cluster::start(project, &Settings::TESTS, search)?;
    // Held from now on: the tests' sign that the server runs and stays.
    let keeping = File::create(data.join(KEEPER_LOCK))?;
    keeping.lock()?;
    loop {
        tokio::time::sleep(PAUSE).await;
        if users.try_lock().is_ok() {
            // New tests wait for the lock until the server has stopped, then start another.
            drop(keeping);
            drop(cluster);
            return Ok(());
        }
    }
}
