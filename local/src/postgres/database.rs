//! The database to work on: the one that `DATABASE_URL` names, else `amy` in the private cluster.

use anyhow::{Context, Result};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::{Cluster, Search, Settings};
use crate::project::Project;

/// The database's name in the private cluster.
pub const NAME: &str = "amy";

/// A database that answers, and the cluster that holds it where it is ours.
#[derive(Debug)]
pub struct Database {
    url: String,
    cluster: Option<Cluster>,
}

impl Database {
    /// The database at `url`, else the private cluster's, made where it is missing.
    pub async fn open(project: &Project, url: Option<&str>, search: &Search) -> Result<Self> {
        if let Some(url) = url {
            PgConnection::connect(url).await.context("the database that DATABASE_URL names cannot be reached")?.close().await?;
            return Ok(Self { url: url.to_owned(), cluster: None });
        }
        let cluster = Cluster::start(project, &Settings::DEVELOPER, search)?;
        cluster.ensure_database(NAME).await?;
        Ok(Self { url: cluster.url(NAME), cluster: Some(cluster) })
    }

    /// The address, in the form that sqlx and psql read.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The private cluster; none when `DATABASE_URL` names a server.
    pub fn cluster(&self) -> Option<&Cluster> {
        self.cluster.as_ref()
    }
}

/// A new database in a cluster, dropped by [`Scratch::drop_database`].
#[derive(Debug)]
pub struct Scratch {
    maintenance: String,
    name: String,
    /// The new database's address.
    pub url: String,
}

impl Scratch {
    /// Makes an empty database with a name that no other process takes.
    pub async fn create(cluster: &Cluster) -> Result<Self> {
        let name = format!("scratch_{}", std::process::id());
        let scratch = Self { maintenance: cluster.url("postgres"), url: cluster.url(&name), name };
        scratch.say(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", scratch.name)).await?;
        scratch.say(&format!("CREATE DATABASE {}", scratch.name)).await?;
        Ok(scratch)
    }

    /// Drops it, with whoever is connected to it.
    pub async fn drop_database(self) -> Result<()> {
        self.say(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await
    }

    /// Runs one statement beside the database. Statements are made of our own names only.
    async fn say(&self, statement: &str) -> Result<()> {
        let mut connection = PgConnection::connect(&self.maintenance).await?;
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await?;
        Ok(connection.close().await?)
    }
}
