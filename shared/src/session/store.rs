//! The table of sessions and throttles.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use chrono::{DateTime, Duration, Utc};

use super::{Session, TOUCH_EVERY};
use crate::dynamo::{Item, failed, number, read_number, read_text, read_time, text};
use crate::flag::Remembered;
use crate::{Result, secret};

/// What keys items of this table: one item a key, so that the sort key only names the kind.
pub(super) const SESSION: &str = "session";
const THROTTLE: &str = "throttle";

/// So much of what a browser says of itself is kept.
const LONGEST_AGENT: usize = 400;

/// Sessions and throttles in one DynamoDB table with keys `pk` and `sk`, and the time-to-live attribute `expires_at`.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) client: Client,
    pub(super) table: String,
}

fn key(token: &str) -> AttributeValue {
    text(&format!("session#{}", secret::digest(token)))
}

impl Store {
    /// Uses `table` through `client`.
    #[must_use]
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }

    /// The client and the table, for what else is kept there.
    pub(crate) fn parts(&self) -> (Client, String) {
        (self.client.clone(), self.table.clone())
    }

    /// Begins a session with a new token, whoever held the browser before; `agent` is what the browser says of itself.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn begin(
        &self,
        person: Option<i32>,
        stamp: &str,
        flashes: &str,
        agent: &str,
        now: DateTime<Utc>,
    ) -> Result<Session> {
        let session = Session {
            token: secret::token(),
            person,
            stamp: stamp.to_owned(),
            created_at: now,
            seen_at: now,
            flashes: flashes.to_owned(),
            remembered: Remembered::new(),
        };
        let mut put = self
            .client
            .put_item()
            .table_name(&self.table)
            .item("pk", key(&session.token))
            .item("sk", text(SESSION))
            .item("stamp", text(stamp))
            .item("created_at", number(now.timestamp()))
            .item("seen_at", number(now.timestamp()))
            .item("expires_at", number(session.expires_at().timestamp()))
            .item("flashes", text(flashes))
            .item("agent", text(&agent.chars().take(LONGEST_AGENT).collect::<String>()));
        if let Some(person) = person {
            put = put.item("person_id", number(person.into()));
        }
        put.send().await.map_err(failed)?;
        Ok(session)
    }

    /// The session of `token`, unless it is unknown or over. Writes down that it was used, at most every ten minutes.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked: the request then fails, it does not go on without a session.
    pub async fn find(&self, token: &str, now: DateTime<Utc>) -> Result<Option<Session>> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .key("pk", key(token))
            .key("sk", text(SESSION))
            .consistent_read(true)
            .send()
            .await
            .map_err(failed)?;
        let Some(mut session) = found.item.and_then(|item| Self::read(token, &item)) else { return Ok(None) };
        if session.expires_at() <= now {
            return Ok(None);
        }
        if now - session.seen_at >= TOUCH_EVERY {
            session.seen_at = now;
            let values = [(":seen", number(now.timestamp())), (":expires", number(session.expires_at().timestamp()))];
            self.update(token, "SET seen_at = :seen, expires_at = :expires", values.into()).await?;
        }
        Ok(Some(session))
    }

    fn read(token: &str, item: &Item) -> Option<Session> {
        Some(Session {
            token: token.to_owned(),
            person: read_number(item, "person_id").and_then(|id| id.try_into().ok()),
            stamp: read_text(item, "stamp"),
            created_at: read_time(item, "created_at")?,
            seen_at: read_time(item, "seen_at")?,
            flashes: read_text(item, "flashes"),
            remembered: serde_json::from_str(&read_text(item, "remembered")).unwrap_or_default(),
        })
    }

    /// Replaces the messages that wait for the next page.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn set_flashes(&self, token: &str, flashes: &str) -> Result<()> {
        self.update(token, "SET flashes = :flashes", vec![(":flashes", text(flashes))]).await
    }

    /// Replaces what the session remembers of parameters (DM-FLAG-01).
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn remember(&self, token: &str, remembered: &Remembered) -> Result<()> {
        let written = serde_json::to_string(remembered).unwrap_or_default();
        self.update(token, "SET remembered = :remembered", vec![(":remembered", text(&written))]).await
    }

    /// Ends the session of `token`.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn end(&self, token: &str) -> Result<()> {
        self.client
            .delete_item()
            .table_name(&self.table)
            .key("pk", key(token))
            .key("sk", text(SESSION))
            .send()
            .await
            .map(drop)
            .map_err(failed)
    }

    /// Counts one more event under `name` in the current window and gives the count in it.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked: a throttle that cannot count lets nothing through.
    pub async fn count(&self, name: &str, window: Duration, now: DateTime<Utc>) -> Result<i64> {
        let slot = now.timestamp() / window.num_seconds().max(1);
        let updated = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(&format!("throttle#{}#{slot}", secret::digest(name))))
            .key("sk", text(THROTTLE))
            .update_expression("ADD hits :one SET expires_at = :expires")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":expires", number((now + window).timestamp()))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(failed)?;
        Ok(updated.attributes.as_ref().and_then(|item| read_number(item, "hits")).unwrap_or(i64::MAX))
    }

    /// Updates a session; one that has ended meanwhile is not brought back.
    async fn update(&self, token: &str, expression: &str, values: Vec<(&str, AttributeValue)>) -> Result<()> {
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let updated = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", key(token))
            .key("sk", text(SESSION))
            .update_expression(expression)
            .condition_expression("attribute_exists(pk)")
            .set_expression_attribute_values(Some(values))
            .send()
            .await;
        match updated {
            Err(error) if error.as_service_error().is_some_and(UpdateItemError::is_conditional_check_failed_exception) => Ok(()),
            other => other.map(drop).map_err(failed),
        }
    }
}
