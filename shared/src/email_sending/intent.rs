//! What is known of an email beside the database: that a worker was about to call the provider, and what came of it (EML-NEW-04).
//!
//! The provider has no key by which it would see a message twice. So a worker notes in DynamoDB that it is about to call, under a
//! condition that lets one call through: there was none before, or its failure is known, be it to the database alone. That holds
//! whatever becomes of the worker, of the lease, and even where the database is put back to an earlier day.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::DisplayErrorContext;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::session::Store;
use crate::{Error, Result};

/// What keys these items in the table.
const KIND: &str = "send";
/// Backups of the database are kept for so long.
const KEPT: chrono::Duration = chrono::Duration::days(400);
/// A note may take so long, with the client's own tries.
const PATIENCE: Duration = Duration::from_secs(5);
const SENT: &str = "sent";
const FAILED: &str = "failed";
const UNKNOWN: &str = "unknown";

type Item = HashMap<String, AttributeValue>;

/// An email, and which of its attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attempt {
    /// Email id.
    pub(super) email: Uuid,
    /// How often somebody has said that it is to be sent whatever became of it before.
    pub(super) round: i32,
    /// Which attempt of the round.
    pub(super) number: i32,
    /// The worker that makes it.
    pub(super) owner: String,
    /// Earlier attempts of which the database knows that they sent nothing, by their names.
    pub(super) cleared: Vec<String>,
}

/// What is known of the calls for an email.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// The provider was not called.
    Nothing,
    /// It was about to be called, and nothing was heard since.
    Unknown,
    /// It has taken the email, and calls it so.
    Sent(String),
    /// It was called, or was about to be, and has not taken the email.
    Failed,
}

/// Whether the provider may be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Declared {
    /// It may, once.
    Go,
    /// It may not; this is why.
    Stop(Known),
}

/// The notes. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Intents {
    client: Client,
    table: String,
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn key(email: Uuid, round: i32) -> AttributeValue {
    text(&format!("{KIND}#{email}#{round}"))
}

fn failed(error: impl std::error::Error) -> Error {
    Error::Sessions(DisplayErrorContext(error).to_string())
}

fn read<'i>(item: &'i Item, name: &str) -> &'i str {
    item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str)
}

impl Attempt {
    /// What tells this attempt from every other one.
    pub(super) fn name(&self) -> String {
        format!("{}#{}", self.owner, self.number)
    }
}

impl Intents {
    /// Keeps notes in the table of the sessions.
    #[must_use]
    pub fn beside(sessions: &Store) -> Self {
        let (client, table) = sessions.parts();
        Self { client, table }
    }

    async fn find(&self, email: Uuid, round: i32) -> Result<Option<Item>> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .key("pk", key(email, round))
            .key("sk", text(KIND))
            .consistent_read(true)
            .send();
        Ok(bounded(Box::pin(found)).await?.item)
    }

    /// What is known of the calls for an email in one round; attempts that are `cleared` sent nothing, whatever the note says.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn known(&self, email: Uuid, round: i32, cleared: &[String]) -> Result<Known> {
        let Some(item) = self.find(email, round).await? else { return Ok(Known::Nothing) };
        let is_cleared = cleared.iter().any(|name| name == read(&item, "attempt"));
        Ok(match known(&item) {
            Known::Unknown if is_cleared => Known::Failed,
            known => known,
        })
    }

    /// Notes that the provider is about to be called, unless it may have been already.
    pub(super) async fn declare(&self, attempt: &Attempt, now: DateTime<Utc>) -> Result<Declared> {
        let mut put = self
            .client
            .put_item()
            .table_name(&self.table)
            .item("pk", key(attempt.email, attempt.round))
            .item("sk", text(KIND))
            .item("attempt", text(&attempt.name()))
            .item("outcome", text(UNKNOWN))
            .item("expires_at", AttributeValue::N((now + KEPT).timestamp().to_string()))
            .expression_attribute_values(":failed", text(FAILED));
        let mut condition = "attribute_not_exists(pk) OR outcome = :failed".to_owned();
        if !attempt.cleared.is_empty() {
            let names: Vec<String> = (0..attempt.cleared.len()).map(|n| format!(":cleared{n}")).collect();
            condition += &format!(" OR (outcome = :unknown AND attempt IN ({}))", names.join(", "));
            put = put.expression_attribute_values(":unknown", text(UNKNOWN));
            for (name, cleared) in names.into_iter().zip(&attempt.cleared) {
                put = put.expression_attribute_values(name, text(cleared));
            }
        }
        let put = put.condition_expression(condition).send();
        let put = tokio::time::timeout(PATIENCE, Box::pin(put)).await.map_err(|_| late())?;
        match put {
            Ok(_) => return Ok(Declared::Go),
            Err(error) if error.as_service_error().is_some_and(PutItemError::is_conditional_check_failed_exception) => {}
            Err(error) => return Err(failed(error)),
        }
        let Some(item) = self.find(attempt.email, attempt.round).await? else {
            return Ok(Declared::Stop(Known::Unknown));
        };
        // The client tries again by itself when an answer is lost: then the note in the way is this one.
        if read(&item, "attempt") == attempt.name() && known(&item) == Known::Unknown {
            return Ok(Declared::Go);
        }
        Ok(Declared::Stop(known(&item)))
    }

    /// Notes what came of the call.
    pub(super) async fn settle(&self, attempt: &Attempt, outcome: &Known) -> Result<()> {
        let (word, id) = match outcome {
            Known::Sent(id) => (SENT, id.as_str()),
            Known::Failed => (FAILED, ""),
            Known::Nothing | Known::Unknown => return Ok(()),
        };
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", key(attempt.email, attempt.round))
            .key("sk", text(KIND))
            .update_expression("SET outcome = :outcome, message_id = :id")
            .condition_expression("attempt = :attempt")
            .expression_attribute_values(":outcome", text(word))
            .expression_attribute_values(":id", text(id))
            .expression_attribute_values(":attempt", text(&attempt.name()))
            .send();
        bounded(Box::pin(update)).await.map(drop)
    }
}

fn known(item: &Item) -> Known {
    match read(item, "outcome") {
        SENT => Known::Sent(read(item, "message_id").to_owned()),
        FAILED => Known::Failed,
        _ => Known::Unknown,
    }
}

fn late() -> Error {
    Error::Sessions(format!("no answer in {} seconds", PATIENCE.as_secs()))
}

/// A call that is given up after a while.
async fn bounded<T, E: std::error::Error>(call: impl Future<Output = Result<T, E>>) -> Result<T> {
    match tokio::time::timeout(PATIENCE, call).await {
        Ok(answer) => answer.map_err(failed),
        Err(_) => Err(late()),
    }
}
