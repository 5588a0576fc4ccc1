//! Where the database is and how to sign in.

use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::Result;

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Settings {
    /// A connection URL, as `DATABASE_URL` has it.
    Url(String),
    /// RDS (Proxy) with IAM authentication.
    Iam(Iam),
}

/// An RDS endpoint that takes signed tokens for passwords.
#[derive(Debug, Clone)]
pub struct Iam {
    /// Host name of the endpoint.
    pub host: String,
    /// Port, usually 5432.
    pub port: u16,
    /// Name of the database.
    pub database: String,
    /// Name of the database user, granted `rds_iam`.
    pub user: String,
}

impl Settings {
    pub(super) fn options(&self) -> Result<PgConnectOptions> {
        Ok(match self {
            Self::Url(url) => PgConnectOptions::from_str(url)?,
            Self::Iam(iam) => PgConnectOptions::new_without_pgpass()
                .host(&iam.host)
                .port(iam.port)
                .database(&iam.database)
                .username(&iam.user)
                .ssl_mode(PgSslMode::VerifyFull),
        })
    }
}
