//! What an email is made of.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::reference::{Record, Reference, Scalar};
use super::time;
use crate::email_template::Signal;
use crate::record::Kind;

/// What a template's variables stand for, by name (DM-MAIL-03).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Context(pub BTreeMap<String, ContextValue>);

/// What a variable stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ContextValue {
    /// A record or a value.
    One(Reference),
    /// A list of records, or of values.
    Many(Vec<Reference>),
}

impl Context {
    /// Adds a record.
    #[must_use]
    pub fn record(self, name: &str, entity: &str, pk: i32) -> Self {
        self.with(name, ContextValue::One(Reference::Record(Record::new(entity, pk))))
    }

    /// Adds a list of records.
    #[must_use]
    pub fn records(self, name: &str, entity: &str, pks: &[i32]) -> Self {
        self.with(name, ContextValue::Many(pks.iter().map(|pk| Reference::Record(Record::new(entity, *pk))).collect()))
    }

    /// Adds a value.
    #[must_use]
    pub fn value(self, name: &str, value: Scalar) -> Self {
        self.with(name, ContextValue::One(Reference::Value(value)))
    }

    /// Adds a record, or nothing where there is none.
    #[must_use]
    pub fn maybe(self, name: &str, entity: &str, pk: Option<i32>) -> Self {
        match pk {
            Some(pk) => self.record(name, entity, pk),
            None => self.value(name, Scalar::None),
        }
    }

    fn with(mut self, name: &str, value: ContextValue) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }
}

/// To whom an email goes (DM-MAIL-03).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Recipient {
    /// To an address that a record has by then.
    Linked {
        /// The record.
        api_uri: Record,
        /// Its property, such as `email`.
        property: String,
    },
    /// To this address.
    Fixed {
        /// The address.
        value_uri: Scalar,
    },
}

impl Recipient {
    /// The address of a person by then.
    #[must_use]
    pub fn person(pk: i32) -> Self {
        Self::Linked { api_uri: Record::new("person", pk), property: "email".to_owned() }
    }

    /// A fixed address.
    #[must_use]
    pub fn address(address: &str) -> Self {
        Self::Fixed { value_uri: Scalar::Str(address.to_owned()) }
    }
}

/// The record that an email is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: i32,
}

/// When an email is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At once, which is in an hour.
    Immediately,
    /// At this time.
    At(DateTime<Utc>),
    /// At this time, or at once where that is later.
    NotBefore(DateTime<Utc>),
}

impl When {
    /// The moment, as of `now`.
    #[must_use]
    pub fn moment(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Immediately => time::immediately(now),
            Self::At(moment) => moment,
            Self::NotBefore(moment) => moment.max(time::immediately(now)),
        }
    }

    /// The day, for what depends on one.
    pub(super) fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Immediately => None,
            Self::At(moment) | Self::NotBefore(moment) => Some(moment.date_naive()),
        }
    }
}

/// An email that an action wants to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The action.
    pub signal: Signal,
    /// What its template's variables stand for.
    pub context: Context,
    /// When it is to be sent.
    pub when: When,
    /// The addresses as of now, for people to see.
    pub to: Vec<String>,
    /// To whom it goes.
    pub recipients: Vec<Recipient>,
    /// What it is about.
    pub target: Option<Target>,
}

impl Plan {
    /// Whether there is somebody to send it to (DM-MAIL-02).
    pub(super) fn has_recipients(&self) -> bool {
        self.to.iter().any(|address| !address.trim().is_empty()) && !self.recipients.is_empty()
    }

    /// What only one waiting email may have, where only one may wait.
    pub(super) fn live_key(&self) -> Option<String> {
        let target = self.target.filter(|_| !self.signal.may_repeat())?;
        Some(format!("{}:{}:{}", self.signal.code(), target.kind.object_type(), target.id))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn dm_mail_03_contexts_and_recipients_are_stored_as_references() {
        let context = Context::default()
            .record("person", "person", 1)
            .records("instructors", "person", &[2, 3])
            .value("short_notice", Scalar::Bool(true));
        let stored = json!({
            "person": "api:person#1", "instructors": ["api:person#2", "api:person#3"], "short_notice": "value:bool#True",
        });
        assert_eq!(serde_json::to_value(&context).unwrap(), stored);
        assert_eq!(serde_json::from_value::<Context>(stored).unwrap(), context);
        let mixed = json!({ "instructors": ["value:str#x", "api:person#2"] });
        assert_eq!(serde_json::to_value(serde_json::from_value::<Context>(mixed.clone()).unwrap()).unwrap(), mixed);
        assert!(serde_json::from_value::<Context>(json!({ "person": 1 })).is_err());

        let recipients = [Recipient::person(1), Recipient::address("a@example.org")];
        let stored = json!([{ "api_uri": "api:person#1", "property": "email" }, { "value_uri": "value:str#a@example.org" }]);
        assert_eq!(serde_json::to_value(&recipients).unwrap(), stored);
        assert_eq!(serde_json::from_value::<Vec<Recipient>>(stored).unwrap(), recipients);
        assert!(serde_json::from_value::<Vec<Recipient>>(json!([{ "api_uri": "api:person#1" }])).is_err());
    }
}
