//! `services`: PostgreSQL and DynamoDB alone, reachable from containers on the host's network.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::OpenOptionsExt;

use anyhow::{Context, Result};
use local::dynamodb::{Dynamo, Store};
use local::postgres::{Cluster, NAME, Search, Settings};
use local::project::Project;
use shared::db;

use super::{asked_to_stop, say};
use crate::cli::Services;

/// Starts both, writes their addresses, waits.
pub(crate) async fn run(project: &Project, search: &Search, arguments: &Services) -> Result<()> {
    let port = arguments.postgres_port;
    TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("port {port} is taken: stop what uses it, or choose another with --postgres-port"))?;
    let cluster = Cluster::start(project, &Settings { tcp: Some(port), ..Settings::DEVELOPER }, search)?;
    cluster.ensure_database(NAME).await?;
    let database_url = cluster.tcp_url(NAME, &password()).await?;
    shared::migrate::run(db::connect_options(&db::Settings::Url(database_url.clone()))?).await?;
    let data = project.data()?;
    let dynamo = Dynamo::start(&Store::File(data.join("dynamodb.sqlite")), arguments.dynamodb_port).await?;

    let file = data.join("services.env");
    let mut options = fs::OpenOptions::new();
    // It holds the password: for this account only.
    let mut output = options.write(true).create(true).truncate(true).mode(0o600).open(&file)?;
    writeln!(output, "DATABASE_URL={database_url}\nAWS_ENDPOINT_URL_DYNAMODB={}", dynamo.endpoint())?;
    say(format!("PostgreSQL listens on 127.0.0.1:{port}, DynamoDB on {}.", dynamo.endpoint()));
    say(format!("Their addresses are in {}. Ctrl-C stops both.", file.display()));
    asked_to_stop().await;
    fs::remove_file(&file)?;
    Ok(())
}

/// A password for this run: anybody on this machine can reach the port.
fn password() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
