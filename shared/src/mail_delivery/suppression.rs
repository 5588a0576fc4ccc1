//! Addresses that get no mail any more (EML-NEW-11): what came back for good, what was called unwanted, until somebody lifts it; and for
//! a month, where mail came back again and again.
//!
//! All of them are in one partition, by address, so that they can be listed. One that was lifted stays there for a while: what was
//! told of before that and comes once more does not bring it back.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use chrono::{DateTime, Duration, Utc};

use super::event::{Event, News, Recipient};
use super::store::Store;
use super::{batch, normal, soft};
use crate::Result;
use crate::choice::choices;
use crate::dynamo::{Item, failed, key, number, read_moment, read_text, text};

/// What keys them.
const PARTITION: &str = "mail_suppression";
/// An address that mail came back from again and again is left in peace for so long.
const REST: Duration = Duration::days(30);
/// So long what is lifted, or over, is remembered.
const REMEMBERED: Duration = Duration::days(90);
/// No address is longer, and DynamoDB takes no key that is much longer.
const LONGEST_ADDRESS: usize = 254;

choices! {
    /// Why an address gets no mail.
    pub enum Cause {
        /// Mail could not be delivered, several times.
        SoftBounces = "soft_bounces" "Mail to this address bounced three times within two weeks",
        /// Mail can never be delivered.
        Bounce = "bounce" "Mail to this address bounces",
        /// The recipient calls AMY's mail unwanted.
        Complaint = "complaint" "Mail to this address was marked as spam",
    }
}

impl Cause {
    /// Which one takes the place of which.
    fn strength(self) -> i64 {
        match self {
            Self::SoftBounces => 1,
            Self::Bounce => 2,
            Self::Complaint => 3,
        }
    }
}

/// An address that gets no mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The address, in lower case.
    pub address: String,
    /// The address as SES wrote it; empty where that was not kept.
    pub written: String,
    /// Why.
    pub cause: Cause,
    /// When that happened.
    pub at: DateTime<Utc>,
    /// SES's id of the message that it happened to.
    pub message_id: String,
    /// What the servers said, in few words; empty where they said nothing.
    pub told: String,
    /// When it is over by itself; nothing for what somebody must lift.
    pub ends_at: Option<DateTime<Utc>>,
}

impl Suppression {
    /// What a form posts of it, so that nothing else is lifted than what somebody saw.
    #[must_use]
    pub fn seen(&self) -> String {
        self.at.timestamp_millis().to_string()
    }
}

/// As which address it is kept; nothing for what can be none.
fn kept_as(address: &str) -> Option<String> {
    Some(normal(address)).filter(|address| !address.is_empty() && address.chars().count() <= LONGEST_ADDRESS)
}

/// Suppresses whom the event gives reason to suppress, and nobody whom it only may be about; gives how many that is. Told again, it
/// changes nothing, and neither after the suppression was lifted.
///
/// # Errors
/// When DynamoDB cannot be asked. The event can be told again.
pub async fn heed(store: &Store, event: &Event) -> Result<usize> {
    let mut suppressed = 0;
    for recipient in event.concerned() {
        let reason = match event.news {
            News::Bounce { is_permanent: true } => Some((Cause::Bounce, event.at, None)),
            News::Bounce { is_permanent: false } if recipient.has_failed => {
                let forgiven = lifted_at(store, &recipient.address).await?;
                let last = soft::count(store, &recipient.address, &event.message_id, event.at, forgiven).await?;
                last.map(|last| (Cause::SoftBounces, last, Some(last + REST)))
            }
            News::Complaint { is_praise: false } => Some((Cause::Complaint, event.at, None)),
            _ => None,
        };
        if let Some((cause, at, ends_at)) = reason {
            suppressed += usize::from(suppress(store, event, recipient, (cause, at, ends_at)).await?);
        }
    }
    Ok(suppressed)
}

/// Why, since when and until when.
type Reason = (Cause, DateTime<Utc>, Option<DateTime<Utc>>);

/// `false` where the address is suppressed for that or a better reason already, or was lifted afterwards.
async fn suppress(store: &Store, event: &Event, recipient: &Recipient, (cause, at, ends_at): Reason) -> Result<bool> {
    let mut update = store
        .client
        .update_item()
        .table_name(&store.table)
        .set_key(Some(key(PARTITION, &recipient.address)))
        .condition_expression(
            "attribute_not_exists(pk) OR lifted_at < :at \
             OR (attribute_not_exists(lifted_at) AND (strength < :strength OR (strength = :strength AND happened_at < :at)))",
        )
        .expression_attribute_values(":cause", text(cause.code()))
        .expression_attribute_values(":strength", number(cause.strength()))
        .expression_attribute_values(":at", number(at.timestamp_millis()))
        .expression_attribute_values(":message", text(&event.message_id))
        .expression_attribute_values(":told", text(&recipient.told))
        .expression_attribute_values(":written", text(&recipient.written));
    let set =
        "SET cause = :cause, strength = :strength, happened_at = :at, message_id = :message, told = :told, written = :written";
    update = match ends_at {
        Some(ends_at) => update
            .update_expression(format!("{set}, ends_at = :ends, expires_at = :expires REMOVE lifted_at, lifted_by"))
            .expression_attribute_values(":ends", number(ends_at.timestamp_millis()))
            .expression_attribute_values(":expires", number((ends_at + REMEMBERED).timestamp())),
        None => update.update_expression(format!("{set} REMOVE ends_at, expires_at, lifted_at, lifted_by")),
    };
    match update.send().await {
        Ok(_) => Ok(true),
        Err(error) if error.as_service_error().is_some_and(UpdateItemError::is_conditional_check_failed_exception) => Ok(false),
        Err(error) => Err(failed(error)),
    }
}

async fn lifted_at(store: &Store, address: &str) -> Result<Option<DateTime<Utc>>> {
    let found = store
        .client
        .get_item()
        .table_name(&store.table)
        .set_key(Some(key(PARTITION, address)))
        .consistent_read(true)
        .send()
        .await
        .map_err(failed)?;
    Ok(found.item.and_then(|item| read_moment(&item, "lifted_at")))
}

/// What an item says, unless it was lifted or is over.
fn read(item: &Item, now: DateTime<Utc>) -> Option<Suppression> {
    let ends_at = read_moment(item, "ends_at");
    if item.contains_key("lifted_at") || ends_at.is_some_and(|end| end <= now) {
        return None;
    }
    Some(Suppression {
        address: read_text(item, "sk"),
        written: read_text(item, "written"),
        cause: Cause::of(&read_text(item, "cause"))?,
        at: read_moment(item, "happened_at")?,
        message_id: read_text(item, "message_id"),
        told: read_text(item, "told"),
        ends_at,
    })
}

/// Those of the addresses that get no mail, by the address as it was given, however it is written. What can be no address is none
/// of them.
///
/// # Errors
/// When DynamoDB cannot be asked: whether mail may be sent is not known then.
pub async fn suppressed(store: &Store, addresses: &[String], now: DateTime<Utc>) -> Result<BTreeMap<String, Suppression>> {
    let keys: BTreeSet<String> = addresses.iter().filter_map(|address| kept_as(address)).collect();
    let items = batch::get(store, keys.iter().map(|address| key(PARTITION, address)).collect()).await?;
    let found: BTreeMap<String, Suppression> =
        items.iter().filter_map(|item| read(item, now)).map(|it| (it.address.clone(), it)).collect();
    Ok(addresses.iter().filter_map(|address| Some((address.clone(), found.get(&normal(address))?.clone()))).collect())
}

/// Addresses that get no mail, in their order after `after`, at most `most` of them; from the first on where that can be no
/// address.
///
/// # Errors
/// When DynamoDB cannot be asked.
pub async fn suppressions(store: &Store, after: Option<&str>, most: usize, now: DateTime<Utc>) -> Result<Vec<Suppression>> {
    let mut found = Vec::new();
    let mut start = after.and_then(kept_as).map(|address| key(PARTITION, &address));
    loop {
        let page = store
            .client
            .query()
            .table_name(&store.table)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", text(PARTITION))
            .set_exclusive_start_key(start)
            .send()
            .await
            .map_err(failed)?;
        found.extend(page.items.unwrap_or_default().iter().filter_map(|item| read(item, now)));
        start = page.last_evaluated_key.filter(|key| !key.is_empty());
        if found.len() >= most || start.is_none() {
            found.truncate(most);
            return Ok(found);
        }
    }
}

/// Lets an address get mail again, in the name of the person `by`; gives whether it got none because of what happened at `since`,
/// and of nothing that came after that.
///
/// # Errors
/// When DynamoDB cannot be asked.
pub async fn lift(store: &Store, address: &str, since: DateTime<Utc>, by: i32, now: DateTime<Utc>) -> Result<bool> {
    let Some(address) = kept_as(address) else { return Ok(false) };
    let updated = store
        .client
        .update_item()
        .table_name(&store.table)
        .set_key(Some(key(PARTITION, &address)))
        .update_expression("SET lifted_at = :at, lifted_by = :by, expires_at = :expires")
        .condition_expression("attribute_exists(pk) AND attribute_not_exists(lifted_at) AND happened_at = :since")
        .expression_attribute_values(":since", number(since.timestamp_millis()))
        .expression_attribute_values(":at", number(now.timestamp_millis()))
        .expression_attribute_values(":by", number(by.into()))
        .expression_attribute_values(":expires", number((now + REMEMBERED).timestamp()))
        .send()
        .await;
    match updated {
        Ok(_) => Ok(true),
        Err(error) if error.as_service_error().is_some_and(UpdateItemError::is_conditional_check_failed_exception) => Ok(false),
        Err(error) => Err(failed(error)),
    }
}
