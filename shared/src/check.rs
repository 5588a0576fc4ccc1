//! Errors that the person can mend, kept by field.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use crate::Result;
use crate::db::Db;

/// What a form sends: a struct with the form's field names, and the rules that it must keep.
pub trait Input: DeserializeOwned + Serialize + Send + Sync {
    /// What the rules must know besides, such as the number of the record that is being changed.
    type Own: Sync;

    /// Holds the input against the rules and the stored records, in one statement.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn check(&self, db: &mut Db, own: &Self::Own) -> impl Future<Output = Result<FieldErrors>> + Send;
}

/// Reads a field that some forms do not ask for: `None` where they do not, `Some(None)` where it was left empty. For a field with
/// `#[serde(default, deserialize_with = "asked", skip_serializing_if = "Option::is_none")]`.
///
/// # Errors
/// When the value is of another type.
pub fn asked<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> std::result::Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Messages by field name; those under [`FieldErrors::FORM`] concern the form as a whole. Written down they are their texts alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, Vec<String>>", into = "BTreeMap<String, Vec<String>>")]
pub struct FieldErrors {
    messages: BTreeMap<String, Vec<String>>,
    /// The pages of what messages are about, by the message.
    pages: BTreeMap<String, String>,
}

impl From<BTreeMap<String, Vec<String>>> for FieldErrors {
    fn from(messages: BTreeMap<String, Vec<String>>) -> Self {
        Self { messages, pages: BTreeMap::new() }
    }
}

impl From<FieldErrors> for BTreeMap<String, Vec<String>> {
    fn from(errors: FieldErrors) -> Self {
        errors.messages
    }
}

impl FieldErrors {
    /// The key of messages that belong to no single field.
    pub const FORM: &'static str = "";

    /// Adds `message` to `field`; the same message is kept once.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        let messages = self.messages.entry(field.to_owned()).or_default();
        let message = message.into();
        if !messages.contains(&message) {
            messages.push(message);
        }
    }

    /// Adds `message`, which is about the record whose page this is, to `field`.
    pub fn add_about(&mut self, field: &str, message: String, page: String) {
        self.add(field, message.as_str());
        self.pages.insert(message, page);
    }

    /// The page of what `message` is about, where it has one.
    #[must_use]
    pub fn page(&self, message: &str) -> Option<&str> {
        self.pages.get(message).map(String::as_str)
    }

    /// Adds `message` to `field` unless `holds`.
    pub fn require(&mut self, holds: bool, field: &str, message: &str) {
        if !holds {
            self.add(field, message);
        }
    }

    /// The messages of `field`.
    #[must_use]
    pub fn of(&self, field: &str) -> &[String] {
        self.messages.get(field).map_or(&[], Vec::as_slice)
    }

    /// Whether there is nothing to mend.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }

    /// All fields with their messages, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.messages.iter().map(|(field, messages)| (field.as_str(), messages.as_slice()))
    }

    /// Takes over all messages of `other`.
    pub fn merge(&mut self, other: Self) {
        self.pages.extend(other.pages);
        for (field, messages) in other.messages {
            for message in messages {
                self.add(&field, message);
            }
        }
    }
}
