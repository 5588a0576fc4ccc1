//! What can go wrong below the handlers.

/// A failure that no input of the person can mend. "Not found" is an `Option`, a broken rule is [`crate::check::FieldErrors`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// PostgreSQL refused, broke off or could not be reached.
    #[error("PostgreSQL: {0}")]
    Database(#[from] sqlx::Error),
    /// DynamoDB refused or could not be reached.
    #[error("DynamoDB: {0}")]
    Sessions(String),
    /// A stored value that no code path could have written.
    #[error("impossible value in {table}.{column}: {value}")]
    Inconsistent {
        /// Table of the value.
        table: &'static str,
        /// Column of the value.
        column: &'static str,
        /// The value as text.
        value: String,
    },
    /// Hashing a password or signing a database token failed.
    #[error("cryptography: {0}")]
    Crypto(String),
}

/// Shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether trying again in a moment may help: the store is away, not the request wrong.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Database(error) => match error {
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_) => true,
                // Class 08 connection exception, 40 transaction rollback (a deadlock, say), 53 insufficient resources, 57 operator
                // intervention, 3D no such database.
                sqlx::Error::Database(error) => {
                    error.code().is_some_and(|code| ["08", "40", "53", "57", "3D"].iter().any(|class| code.starts_with(class)))
                }
                _ => false,
            },
            Self::Sessions(_) => true,
            Self::Inconsistent { .. } | Self::Crypto(_) => false,
        }
    }

    /// The name of the database constraint that a statement broke, if it was that.
    #[must_use]
    pub fn broken_constraint(&self) -> Option<&str> {
        match self {
            Self::Database(sqlx::Error::Database(error)) => error.constraint(),
            _ => None,
        }
    }
}
