//! The database's own endpoint, signed in to as its owner.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{Connection as _, PgConnection};

/// How often and how long apart a first connection is tried: a new database's name may come later than the function.
const TRIES: u32 = 12;
const PAUSE: Duration = Duration::from_secs(5);

/// Connects as the owner with `password`.
pub(crate) async fn connect(password: &str) -> Result<PgConnection, lambda_runtime::Error> {
    let port = variable("DB_PORT")?;
    let options = PgConnectOptions::new_without_pgpass()
        .host(&variable("DB_HOST")?)
        .port(port.parse().map_err(|_| format!("DB_PORT is “{port}”, not a port"))?)
        .database(&variable("DB_NAME")?)
        .username(&variable("DB_USER")?)
        .password(password)
        // The instance's certificate comes from Amazon's own authority; SCRAM does not reveal the password to an impostor.
        .ssl_mode(PgSslMode::Require);
    let mut tries = 1;
    loop {
        match PgConnection::connect_with(&options).await {
            Err(sqlx::Error::Io(error)) if tries < TRIES => {
                tracing::info!(%error, tries, "the database does not answer yet");
                tries += 1;
                tokio::time::sleep(PAUSE).await;
            }
            other => return Ok(other?),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this function has its own four settings")]
pub(crate) fn variable(name: &str) -> Result<String, lambda_runtime::Error> {
    std::env::var(name).map_err(|_| format!("{name} is not set").into())
}
