//! What is kept for a while under a secret that somebody else holds.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Store;
use crate::dynamo::{Item, failed, number, read_text, read_time, text};
use crate::{Error, Result, secret};

fn key(kind: &str, token: &str) -> AttributeValue {
    text(&format!("{kind}#{}", secret::digest(token)))
}

/// What an item holds, unless its time is over or it holds something else.
fn read<T: DeserializeOwned>(item: &Item, now: DateTime<Utc>) -> Option<T> {
    let is_over = read_time(item, "expires_at").is_none_or(|end| end <= now);
    if is_over { None } else { serde_json::from_str(&read_text(item, "content")).ok() }
}

impl Store {
    /// Keeps `content` for so long, for whoever comes with `token`. The token itself is not kept.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn keep<T: Serialize + Sync>(
        &self,
        kind: &'static str,
        token: &str,
        content: &T,
        lasts: Duration,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let written = serde_json::to_string(content).map_err(|error| Error::Sessions(error.to_string()))?;
        self.client
            .put_item()
            .table_name(&self.table)
            .item("pk", key(kind, token))
            .item("sk", text(kind))
            .item("content", text(&written))
            .item("expires_at", number((now + lasts).timestamp()))
            .send()
            .await
            .map(drop)
            .map_err(failed)
    }

    /// What is kept for `token`, which stays there.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn kept<T: DeserializeOwned>(&self, kind: &'static str, token: &str, now: DateTime<Utc>) -> Result<Option<T>> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .key("pk", key(kind, token))
            .key("sk", text(kind))
            .consistent_read(true)
            .send()
            .await
            .map_err(failed)?;
        Ok(found.item.and_then(|item| read(&item, now)))
    }

    /// What is kept for `token`, and is gone then: of all who come with it, one gets it.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn take<T: DeserializeOwned>(&self, kind: &'static str, token: &str, now: DateTime<Utc>) -> Result<Option<T>> {
        let taken = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", key(kind, token))
            .key("sk", text(kind))
            .return_values(ReturnValue::AllOld)
            .send()
            .await
            .map_err(failed)?;
        Ok(taken.attributes.and_then(|item| read(&item, now)))
    }
}
