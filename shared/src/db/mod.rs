//! PostgreSQL: settings, the pool, and the transaction of a change.

mod change;
mod iam;
mod set;
mod settings;

use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgPool, Postgres};

pub use change::Change;
pub use set::{Set, replace_set};
pub use settings::{Iam, Settings};

use crate::Result;
use crate::clock::Clock;

/// A connection, whether from the pool or inside a [`Change`]: what every function of this crate that asks the database takes.
pub type Db = sqlx::PgConnection;

/// A connection taken from the pool for one request.
pub type Connection = PoolConnection<Postgres>;

/// How long a request waits for a connection before it answers 503.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(4);
/// A connection idle for longer than this may have died while the function was frozen, and is asked first.
const TRUSTED_IDLE: Duration = Duration::from_secs(20);
/// It has so long to answer. One whose other end has gone without a word would use up all of the request's patience.
const PING: Duration = Duration::from_millis(800);
/// Below the life of an IAM token, and of RDS Proxy's patience.
const LIFETIME: Duration = Duration::from_secs(600);

/// The database as the functions see it: one lazily connected pool per process.
#[derive(Debug, Clone)]
pub struct Database {
    pool: PgPool,
    tokens: Option<std::sync::Arc<iam::Tokens>>,
}

impl Database {
    /// Prepares a pool of at most `size` connections; connects on first use.
    ///
    /// # Errors
    /// When the settings cannot be read as an address.
    pub fn prepare(settings: &Settings, size: u32, clock: &Clock) -> Result<Self> {
        let options = settings.options()?.application_name("amy");
        let pool = PgPoolOptions::new()
            .max_connections(size)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .idle_timeout(LIFETIME)
            .max_lifetime(LIFETIME)
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for > TRUSTED_IDLE {
                        // An error has the pool close it without taking leave, which would not be answered either.
                        let answer = tokio::time::timeout(PING, sqlx::Connection::ping(connection)).await;
                        answer.map_err(|_| sqlx::Error::PoolTimedOut)??;
                    }
                    Ok(true)
                })
            })
            .connect_lazy_with(options.clone());
        let tokens = match settings {
            Settings::Iam(iam) => Some(std::sync::Arc::new(iam::Tokens::new(iam.clone(), options, clock.clone()))),
            Settings::Url(_) => None,
        };
        Ok(Self { pool, tokens })
    }

    /// A connection for reading; a broken one is replaced once.
    ///
    /// # Errors
    /// When the database cannot be reached within four seconds.
    pub async fn acquire(&self) -> Result<Connection> {
        self.refresh().await?;
        match self.pool.acquire().await {
            Ok(connection) => Ok(connection),
            Err(sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => Err(sqlx::Error::PoolTimedOut.into()),
            Err(_) => Ok(self.pool.acquire().await?),
        }
    }

    /// Opens the transaction of a change and its revision, which the triggers add versions to (DM-VER-02).
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn change(&self, person: Option<i32>, comment: &str, clock: &Clock) -> Result<Change> {
        self.refresh().await?;
        Change::open(&self.pool, person, comment, clock.now()).await
    }

    /// Opens the transaction of work that the system does on records without versions, such as emails: it has no revision. If it
    /// changed a versioned record all the same, the trigger would make a revision of nobody's.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn unversioned(&self, clock: &Clock) -> Result<Change> {
        self.refresh().await?;
        Change::begin(&self.pool, clock.now()).await
    }

    /// The pool itself, for commands that work on the whole database.
    #[must_use]
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    async fn refresh(&self) -> Result<()> {
        if let Some(tokens) = &self.tokens
            && let Some(options) = tokens.renewed().await?
        {
            self.pool.set_connect_options(options);
        }
        Ok(())
    }
}

/// Options for one connection outside the pool, such as the migrations' own.
///
/// # Errors
/// When the settings cannot be read as an address.
pub fn connect_options(settings: &Settings) -> Result<PgConnectOptions> {
    settings.options()
}
