//! A private PostgreSQL for this checkout: made on first use, kept, and stopped by whoever uses it last.
//!
//! The server listens on a unix socket only, since local users are trusted there. Every process that uses it holds a
//! shared lock; the one that lets go last stops it, so a crash leaves nothing running for longer than the next start and stop.

mod account;
mod binaries;
mod data;
mod database;
mod npm;
mod server;

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::project::Project;
use account::Account;
pub use binaries::{Binaries, Search};
pub use database::{Database, NAME, Scratch};
pub use server::Running;

/// The file in `.local` whose lock is shared by everybody who uses the integration tests' cluster.
pub const TESTS_LOCK: &str = "tests.lock";
/// The file in `.local` whose lock the keeper of that cluster has.
pub const KEEPER_LOCK: &str = "tests.keeper.lock";
/// The role that owns everything in the private cluster.
const ROLE: &str = "amy";

/// Which cluster to start, and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The cluster's name among those of this checkout, such as `postgres` or `test-postgres`.
    pub name: &'static str,
    /// Whether what is committed must outlive a power cut. Tests say no, and are faster.
    pub durable: bool,
    /// A TCP port on 127.0.0.1 beside the socket, for containers; it asks for a password.
    pub tcp: Option<u16>,
}

impl Settings {
    /// The developer's own cluster.
    pub const DEVELOPER: Self = Self { name: "postgres", durable: true, tcp: None };
    /// The cluster of the integration tests.
    pub const TESTS: Self = Self { name: "test-postgres", durable: false, tcp: None };
}

/// A running private cluster. Dropping it stops the server, unless another process still uses it.
#[derive(Debug)]
pub struct Cluster {
    running: Running,
    binaries: Binaries,
    account: Account,
    folder: PathBuf,
    users: File,
}

impl Cluster {
    /// Starts the cluster, or joins it where it runs already. Makes it on the first call.
    pub fn start(project: &Project, settings: &Settings, search: &Search) -> Result<Self> {
        let local = project.data()?;
        let account = Account::of_this_process(&local)?;
        let folder = account.folder(project, settings.name)?;
        let users = File::create(local.join(format!("{}.lock", settings.name)))?;
        // One process at a time makes, starts or joins the cluster.
        let starting = File::create(local.join(format!("{}.starting.lock", settings.name)))?;
        starting.lock().context("the lock of the local PostgreSQL cannot be taken")?;
        users.lock_shared().context("the lock of the local PostgreSQL cannot be taken")?;

        let data = folder.join("data");
        let binaries = Binaries::find(project, search, &account, data::major(&data)?)?;
        data::create(&binaries, &account, &folder, &data)?;
        let socket = account.socket_folder(&folder, &project.id())?;
        let running = match server::find(&data, &socket) {
            Some(running) if settings.tcp.is_some() => {
                bail!("PostgreSQL runs already, on its socket only (process {}): stop the other `local` first", running.process)
            }
            Some(running) => running,
            None => server::start(&binaries, &account, &folder, &socket, settings)?,
        };
        Ok(Self { running, binaries, account, folder, users })
    }

    /// The address of a database, in the form that sqlx and psql read.
    pub fn url(&self, database: &str) -> String {
        self.running.url(database)
    }

    /// The server of this cluster if it runs, whoever started it.
    pub fn running(project: &Project, settings: &Settings) -> Option<Running> {
        let account = Account::of_this_process(&project.data().ok()?).ok()?;
        let folder = account.folder(project, settings.name).ok()?;
        server::find(&folder.join("data"), &account.socket_folder(&folder, &project.id()).ok()?)
    }

    /// Opens the TCP port to a password, and gives the address that a container on the host's network can use.
    pub async fn tcp_url(&self, database: &str, password: &str) -> Result<String> {
        let mut connection = PgConnection::connect(&self.url("postgres")).await?;
        // ALTER ROLE takes no parameters; the password is our own and holds hexadecimal digits alone.
        if !password.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            bail!("the password of the local PostgreSQL may hold hexadecimal digits only");
        }
        sqlx::raw_sql(AssertSqlSafe(format!("ALTER ROLE {ROLE} PASSWORD '{password}'"))).execute(&mut connection).await?;
        connection.close().await?;
        Ok(format!("postgres://{ROLE}:{password}@127.0.0.1:{}/{database}", self.running.port))
    }

    /// Makes a database unless it is there; tells whether it was made.
    pub async fn ensure_database(&self, name: &str) -> Result<bool> {
        let mut connection = PgConnection::connect(&self.url("postgres")).await?;
        let there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
            .bind(name)
            .fetch_one(&mut connection)
            .await?;
        if !there {
            sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE \"{name}\""))).execute(&mut connection).await?;
        }
        connection.close().await?;
        Ok(!there)
    }

    /// The folder with the cluster's data and log.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The server's major version, such as `16`.
    pub fn major(&self) -> u32 {
        self.binaries.major
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Taking the lock for ourselves alone succeeds only when nobody else uses the cluster.
        if self.users.try_lock().is_ok() {
            server::stop(&self.binaries, &self.account, &self.folder.join("data"));
        }
    }
}

#[cfg(test)]
mod tests;
