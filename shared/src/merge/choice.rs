//! What a person chose for each field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::declaration::Mergeable;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// One of the two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Side {
    /// The first.
    #[default]
    #[serde(rename = "obj_a")]
    A,
    /// The second.
    #[serde(rename = "obj_b")]
    B,
}

/// Whose value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Choice {
    /// The first record's.
    #[default]
    #[serde(rename = "obj_a")]
    A,
    /// The second record's.
    #[serde(rename = "obj_b")]
    B,
    /// Both: texts one after the other, sets as their union.
    #[serde(rename = "combine")]
    Combine,
}

impl Choice {
    /// The side that alone counts; `None` for both.
    #[must_use]
    pub fn side(self) -> Option<Side> {
        match self {
            Self::A => Some(Side::A),
            Self::B => Some(Side::B),
            Self::Combine => None,
        }
    }
}

/// A merge as its form sends it: which record survives, and a choice for every field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeInput {
    /// The record that survives.
    pub id: Side,
    /// The choices by field name.
    #[serde(flatten)]
    pub choices: BTreeMap<String, Choice>,
}

impl MergeInput {
    /// The choice for `field`; the first record's where none was made.
    #[must_use]
    pub fn of(&self, field: &str) -> Choice {
        self.choices.get(field).copied().unwrap_or_default()
    }

    /// The side whose record does not survive.
    #[must_use]
    pub fn loser(&self) -> Side {
        match self.id {
            Side::A => Side::B,
            Side::B => Side::A,
        }
    }
}

impl Input for MergeInput {
    /// What is merged.
    type Own = &'static Mergeable;

    /// Every field needs a choice, and only those that can be combined may be.
    async fn check(&self, _: &mut Db, own: &&'static Mergeable) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        for offer in own.offers() {
            match self.choices.get(offer.name) {
                None => errors.add(offer.name, "Choose one."),
                Some(Choice::Combine) if !offer.combine => {
                    errors.add(offer.name, "These cannot be combined. Choose one of the two.")
                }
                Some(_) => {}
            }
        }
        Ok(errors)
    }
}
