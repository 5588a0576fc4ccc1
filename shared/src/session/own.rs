//! The sessions of one person: where they are signed in, and signing out there.
//!
//! They are found by the index `person` of the table, which lags behind it by moments: a session that has only just begun may be
//! missing. Nothing rests on that. A new password ends every session by its stamp, whether it was found or not.

use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use chrono::{DateTime, Utc};

use super::store::{SESSION, Store};
use super::{ABSOLUTE, IDLE};
use crate::Result;
use crate::dynamo::{Item, failed, number, read_text, read_time, text};

/// The index of the table by person.
const INDEX: &str = "person";
/// What precedes a session's id in its key.
const PREFIX: &str = "session#";

/// A digest in base 64 has 43 characters.
const LONGEST_ID: usize = 43;

/// A browser in which a person is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The session's id, which opens nothing ([`super::Session::id`]).
    pub id: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// The last request written down, at most ten minutes before the last one.
    pub seen_at: DateTime<Utc>,
    /// What the browser says of itself; empty where it was not asked.
    pub agent: String,
    stamp: String,
}

impl Place {
    fn read(item: &Item) -> Option<Self> {
        Some(Self {
            id: read_text(item, "pk").strip_prefix(PREFIX)?.to_owned(),
            created_at: read_time(item, "created_at")?,
            seen_at: read_time(item, "seen_at")?,
            agent: read_text(item, "agent"),
            stamp: read_text(item, "stamp"),
        })
    }

    fn is_over(&self, now: DateTime<Utc>) -> bool {
        (self.seen_at + IDLE).min(self.created_at + ABSOLUTE) <= now
    }
}

impl Store {
    /// All sessions of a person's that are stored, whether they still open anything or not.
    async fn stored(&self, person: i32) -> Result<Vec<Place>> {
        let mut places = Vec::new();
        let mut from: Option<Item> = None;
        loop {
            let found = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(INDEX)
                .key_condition_expression("person_id = :person AND sk = :session")
                .expression_attribute_values(":person", number(person.into()))
                .expression_attribute_values(":session", text(SESSION))
                .set_exclusive_start_key(from)
                .send()
                .await
                .map_err(failed)?;
            places.extend(found.items.unwrap_or_default().iter().filter_map(Place::read));
            from = found.last_evaluated_key.filter(|key| !key.is_empty());
            if from.is_none() {
                return Ok(places);
            }
        }
    }

    /// Where a person is signed in, the last used first. `stamp` is the digest of their password's hash: sessions from before it
    /// open nothing any more.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn places(&self, person: i32, stamp: &str, now: DateTime<Utc>) -> Result<Vec<Place>> {
        let mut places = self.stored(person).await?;
        places.retain(|place| place.stamp == stamp && !place.is_over(now));
        places.sort_by(|one, other| (other.seen_at, other.created_at, &other.id).cmp(&(one.seen_at, one.created_at, &one.id)));
        Ok(places)
    }

    /// Ends the person's session with this id; `false` where they have none.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked.
    pub async fn end_place(&self, person: i32, id: &str) -> Result<bool> {
        // No id is longer, and DynamoDB refuses keys that are much longer.
        if id.len() > LONGEST_ID {
            return Ok(false);
        }
        let ended = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(&format!("{PREFIX}{id}")))
            .key("sk", text(SESSION))
            .condition_expression("person_id = :person")
            .expression_attribute_values(":person", number(person.into()))
            .send()
            .await;
        match ended {
            Ok(_) => Ok(true),
            Err(error) if error.as_service_error().is_some_and(DeleteItemError::is_conditional_check_failed_exception) => {
                Ok(false)
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// Ends all sessions of a person's but the one with the id `kept`; gives how many there were.
    ///
    /// # Errors
    /// When DynamoDB cannot be asked; some may have ended then.
    pub async fn end_others(&self, person: i32, kept: Option<&str>) -> Result<usize> {
        let mut ended = 0;
        for place in self.stored(person).await? {
            if kept != Some(place.id.as_str()) && self.end_place(person, &place.id).await? {
                ended += 1;
            }
        }
        Ok(ended)
    }
}
