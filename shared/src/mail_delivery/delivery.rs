//! What has become of a message at each of its recipients (EML-NEW-10).
//!
//! One item for each message and recipient: the worst that is known, and when each thing was told first.

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use chrono::{DateTime, Duration, Utc};

use super::event::{Event, News, Recipient};
use super::store::Store;
use crate::Result;
use crate::choice::choices;
use crate::dynamo::{Item, failed, key, number, read_moment, read_text, text};

/// For so long it is kept what became of a message.
const KEPT: Duration = Duration::days(400);

choices! {
    /// How far a message has come at a recipient: each takes the place of those before it, never of those after it.
    pub enum Status {
        /// The provider has it.
        Send = "send" "Sent",
        /// It has not arrived yet.
        Delay = "delay" "Delayed",
        /// The recipient's server has it.
        Delivery = "delivery" "Delivered",
        /// The provider refuses to deliver it.
        Reject = "reject" "Refused by the provider",
        /// It came back.
        Bounce = "bounce" "Bounced",
        /// The recipient calls it unwanted.
        Complaint = "complaint" "Marked as spam",
    }
}

impl Status {
    /// Which one takes the place of which.
    fn strength(self) -> i64 {
        match self {
            Self::Send => 1,
            Self::Delay => 2,
            Self::Delivery => 3,
            Self::Reject => 4,
            Self::Bounce => 5,
            Self::Complaint => 6,
        }
    }

    /// How far the news say that it has come; nothing where a machine answered, which may be for any reason.
    fn after(news: News) -> Option<Self> {
        Some(match news {
            News::Send => Self::Send,
            News::Delay => Self::Delay,
            // Whoever says that a message is no spam has got it.
            News::Delivery | News::Complaint { is_praise: true } => Self::Delivery,
            News::Reject | News::RenderingFailure => Self::Reject,
            News::Bounce { .. } => Self::Bounce,
            News::Complaint { is_praise: false } => Self::Complaint,
            News::Reply => return None,
        })
    }

    /// The attribute that holds when it was first told.
    fn attribute(self) -> String {
        format!("{}_at", self.code())
    }
}

/// What has become of a message at one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The address.
    pub address: String,
    /// How far it has come.
    pub status: Status,
    /// What the servers say of that, in few words; empty where they say nothing.
    pub told: String,
    /// What was told of it, each with when it happened, in the order of the statuses.
    pub times: Vec<(Status, DateTime<Utc>)>,
}

fn partition(message_id: &str) -> String {
    format!("mail#{message_id}")
}

/// Notes an event at each of its recipients, as far as it is certain that it is about them.
///
/// # Errors
/// When DynamoDB cannot be asked. Some recipients may have been noted: the event can be told again.
pub async fn note(store: &Store, event: &Event) -> Result<()> {
    let Some(status) = Status::after(event.news) else { return Ok(()) };
    for recipient in event.concerned() {
        if !advance(store, event, status, recipient).await? {
            only_time(store, event, status, recipient).await?;
        }
    }
    Ok(())
}

/// Notes the event with its status, unless a status that is as strong is known.
async fn advance(store: &Store, event: &Event, status: Status, recipient: &Recipient) -> Result<bool> {
    let time = status.attribute();
    let updated = store
        .client
        .update_item()
        .table_name(&store.table)
        .set_key(Some(key(&partition(&event.message_id), &recipient.address)))
        .update_expression(format!(
            "SET outcome = :outcome, strength = :strength, told = :told, {time} = if_not_exists({time}, :at), expires_at = :expires"
        ))
        .condition_expression("attribute_not_exists(strength) OR strength < :strength")
        .expression_attribute_values(":outcome", text(status.code()))
        .expression_attribute_values(":strength", number(status.strength()))
        .expression_attribute_values(":told", text(&recipient.told))
        .expression_attribute_values(":at", number(event.at.timestamp_millis()))
        .expression_attribute_values(":expires", number((event.at + KEPT).timestamp()))
        .send()
        .await;
    match updated {
        Ok(_) => Ok(true),
        Err(error) if error.as_service_error().is_some_and(UpdateItemError::is_conditional_check_failed_exception) => Ok(false),
        Err(error) => Err(failed(error)),
    }
}

/// Notes when it happened, beside a status that is stronger.
async fn only_time(store: &Store, event: &Event, status: Status, recipient: &Recipient) -> Result<()> {
    let time = status.attribute();
    store
        .client
        .update_item()
        .table_name(&store.table)
        .set_key(Some(key(&partition(&event.message_id), &recipient.address)))
        .update_expression(format!("SET {time} = if_not_exists({time}, :at)"))
        .expression_attribute_values(":at", number(event.at.timestamp_millis()))
        .send()
        .await
        .map(drop)
        .map_err(failed)
}

/// What has become of a message at each recipient, by address: as far as anything was told.
///
/// # Errors
/// When DynamoDB cannot be asked.
pub async fn deliveries(store: &Store, message_id: &str) -> Result<Vec<Delivery>> {
    // A message has at most 50 recipients: one page.
    let found = store
        .client
        .query()
        .table_name(&store.table)
        .key_condition_expression("pk = :pk")
        .expression_attribute_values(":pk", text(&partition(message_id)))
        .send()
        .await
        .map_err(failed)?;
    Ok(found.items.unwrap_or_default().iter().filter_map(read).collect())
}

fn read(item: &Item) -> Option<Delivery> {
    let times = Status::ALL.iter().filter_map(|status| Some((*status, read_moment(item, &status.attribute())?)));
    Some(Delivery {
        address: read_text(item, "sk"),
        status: Status::of(&read_text(item, "outcome"))?,
        told: read_text(item, "told"),
        times: times.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_new_10_each_status_is_stronger_than_those_before_it() {
        assert!(Status::ALL.windows(2).all(|pair| pair[0].strength() < pair[1].strength()));
        assert_eq!(Status::after(News::RenderingFailure), Some(Status::Reject));
        assert_eq!(Status::after(News::Complaint { is_praise: true }), Some(Status::Delivery));
        assert_eq!(Status::after(News::Reply), None, "what has arrived stays so");
    }
}
