//! The database's own endpoint, signed in to as its owner.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{Connection as _, PgConnection};

/// How often and how long apart a first connection is tried: a new database's name may come later than its user.
const TRIES: u32 = 12;
const PAUSE: Duration = Duration::from_secs(5);

/// Where the database is, and who owns it.
#[derive(Clone)]
pub struct Owner {
    /// Host name of the instance itself, not of the proxy.
    pub host: String,
    /// Port, usually 5432.
    pub port: u16,
    /// Name of the database.
    pub database: String,
    /// Name of the owner.
    pub user: String,
    /// The owner's password.
    pub password: String,
}

impl Owner {
    /// Connects with TLS, trying for a minute while nobody answers.
    ///
    /// # Errors
    /// When the database refuses, or nobody answers for a minute.
    pub async fn connect(&self) -> Result<PgConnection, sqlx::Error> {
        let options = PgConnectOptions::new_without_pgpass()
            .host(&self.host)
            .port(self.port)
            .database(&self.database)
            .username(&self.user)
            .password(&self.password)
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
                other => return other,
            }
        }
    }
}
