//! DynamoDB in this process: an HTTP server that speaks DynamoDB's API to the real SDK, on a file or in memory.

use std::net::Ipv4Addr;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use dynoxide::Database;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The one table, named as in a stage of AWS.
pub const TABLE: &str = "amy";

/// Where the items are kept.
#[derive(Debug, Clone)]
pub enum Store {
    /// In a file, from one run to the next.
    File(PathBuf),
    /// In memory, for as long as the server runs.
    Memory,
}

/// A running server, with the table made.
#[derive(Debug)]
pub struct Dynamo {
    endpoint: String,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

impl Dynamo {
    /// Starts the server on a port of 127.0.0.1 (0: any free one) and makes the table unless it is there.
    pub async fn start(store: &Store, port: u16) -> Result<Self> {
        let database = open(store)?;
        ensure_table(&database)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.with_context(|| {
            format!("port {port} for DynamoDB is taken: stop what uses it, or choose another with --dynamodb-port")
        })?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            let until = async {
                let _ = stopped.await;
            };
            if let Err(reason) = dynoxide::server::serve_with_shutdown(listener, database, until).await {
                eprintln!("DynamoDB stopped: {reason}");
            }
        });
        Ok(Self { endpoint, stop: Some(stop), serving })
    }

    /// The address for `AWS_ENDPOINT_URL_DYNAMODB`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl Drop for Dynamo {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        // Clients keep connections open; waiting for them would hold up the end of the process.
        self.serving.abort();
    }
}

/// Opens the file, or memory.
fn open(store: &Store) -> Result<Database> {
    match store {
        Store::Memory => Database::memory().map_err(|error| anyhow!("DynamoDB does not start: {error}")),
        Store::File(path) => {
            let name = path.to_str().context("the path of the local DynamoDB is not UTF-8")?;
            Database::new(name).map_err(|error| {
                anyhow!(
                    "the local DynamoDB in {name} cannot be opened ({error}): `make clean-local` removes it, then start again"
                )
            })
        }
    }
}

/// The table as template.yaml declares it: `pk` and `sk`, paid by request, old items removed by `expires_at`.
fn ensure_table(database: &Database) -> Result<()> {
    if database.get_table_metadata(TABLE)?.is_some() {
        return Ok(());
    }
    database.create_table(serde_json::from_value(json!({
        "TableName": TABLE,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
            {"AttributeName": "person_id", "AttributeType": "N"},
        ],
        "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        "GlobalSecondaryIndexes": [{
            "IndexName": "person",
            "KeySchema": [
                {"AttributeName": "person_id", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "ALL"},
        }],
    }))?)?;
    database.update_time_to_live(serde_json::from_value(json!({
        "TableName": TABLE,
        "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": true},
    }))?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_table_outlives_the_server_in_its_file() {
        let file = std::env::temp_dir().join(format!("amy-dynamodb-{}.sqlite", std::process::id()));
        let first = Dynamo::start(&Store::File(file.clone()), 0).await.unwrap();
        assert!(first.endpoint().starts_with("http://127.0.0.1:"));
        drop(first);
        let again = open(&Store::File(file.clone())).unwrap();
        assert!(again.get_table_metadata(TABLE).unwrap().is_some());
        ensure_table(&again).unwrap();
        let _ = std::fs::remove_file(file);
    }

    #[tokio::test]
    async fn a_taken_port_is_named() {
        let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = taken.local_addr().unwrap().port();
        let why = Dynamo::start(&Store::Memory, port).await.unwrap_err().to_string();
        assert!(why.contains(&port.to_string()), "{why}");
    }
}
