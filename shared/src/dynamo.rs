//! Items of the one DynamoDB table: what is written into them, and read out of them.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::DisplayErrorContext;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, Utc};

use crate::Error;

/// An item, or the key of one.
pub(crate) type Item = HashMap<String, AttributeValue>;

pub(crate) fn failed(error: impl std::error::Error) -> Error {
    Error::Sessions(DisplayErrorContext(error).to_string())
}

pub(crate) fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

pub(crate) fn number(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

pub(crate) fn read_text(item: &Item, name: &str) -> String {
    item.get(name).and_then(|value| value.as_s().ok()).cloned().unwrap_or_default()
}

pub(crate) fn read_number(item: &Item, name: &str) -> Option<i64> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

/// A time that is stored in seconds.
pub(crate) fn read_time(item: &Item, name: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(read_number(item, name)?, 0)
}

/// A time that is stored in milliseconds, since it is compared with others of the same second.
pub(crate) fn read_moment(item: &Item, name: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(read_number(item, name)?)
}

/// The key of an item.
pub(crate) fn key(pk: &str, sk: &str) -> Item {
    Item::from([("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))])
}
