//! What a kind of record merges.

use serde_json::{Map, Value};

use crate::record::Kind;

/// The declaration of a kind that can be merged.
#[derive(Debug)]
pub struct Mergeable {
    /// The kind.
    pub kind: Kind,
    /// Fields of the record itself.
    pub scalars: &'static [Scalar],
    /// Sets and child records for which a person chooses.
    pub sets: &'static [Related],
    /// What moves to the survivor without being asked for (D-16).
    pub moved: &'static [Related],
    /// Puts values right that were chosen apart but belong together.
    pub settle: fn(&mut Map<String, Value>),
}

/// The name of the choice for comments about the record.
pub(super) const COMMENTS: &str = "comments";

/// A field of the record.
#[derive(Debug)]
pub struct Scalar {
    /// Its name in the form.
    pub name: &'static str,
    /// The columns that go with it.
    pub columns: &'static [&'static str],
    /// What stands between two texts that are combined; `None` where they cannot be.
    pub separator: Option<&'static str>,
}

impl Scalar {
    /// A field of one column by the same name.
    pub(super) const fn of(name: &'static str, column: &'static [&'static str]) -> Self {
        Self { name, columns: column, separator: None }
    }

    /// A text that can be combined.
    pub(super) const fn text(name: &'static str, column: &'static [&'static str], separator: &'static str) -> Self {
        Self { name, columns: column, separator: Some(separator) }
    }
}

/// Rows of another table that refer to the record.
#[derive(Debug)]
pub struct Related {
    /// The choice in the form that decides; empty where nobody is asked.
    pub name: &'static str,
    /// Their table.
    pub table: &'static str,
    /// The column that refers to the record.
    pub owner: &'static str,
    /// What becomes of rows that the survivor must not have.
    pub dropped: Dropped,
    /// When two rows are the same, so that the survivor keeps only its own.
    pub twins: Twins,
}

/// What becomes of rows that the survivor must not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropped {
    /// They are deleted.
    Deleted,
    /// They refer to nothing from then on.
    Unlinked,
}

/// When a row of the loser has a twin among the survivor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twins {
    /// Never.
    None,
    /// When these columns are equal, and none is NULL: the database would refuse both.
    Unique(&'static [&'static str]),
    /// When these columns are equal, NULL or not: nothing would be lost.
    Exact(&'static [&'static str]),
    /// As `Unique`, but the twin stays where it is: it may stand in the way of the loser's deletion.
    Stay(&'static [&'static str]),
}

impl Related {
    /// A set for which a person chooses.
    pub(super) const fn chosen(
        name: &'static str,
        table: &'static str,
        owner: &'static str,
        dropped: Dropped,
        twins: Twins,
    ) -> Self {
        Self { name, table, owner, dropped, twins }
    }

    /// Rows that always move.
    pub(super) const fn moved(table: &'static str, owner: &'static str, twins: Twins) -> Self {
        Self { name: "", table, owner, dropped: Dropped::Deleted, twins }
    }
}

/// A choice that the form offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Its name.
    pub name: &'static str,
    /// Whether both can be had.
    pub combine: bool,
}

impl Mergeable {
    /// The choices that the form offers, besides which record survives: fields, sets, comments.
    pub fn offers(&self) -> impl Iterator<Item = Offer> {
        let scalars = self.scalars.iter().map(|scalar| Offer { name: scalar.name, combine: scalar.separator.is_some() });
        let sets = self.sets.iter().map(|set| Offer { name: set.name, combine: true });
        scalars.chain(sets).chain([Offer { name: COMMENTS, combine: true }])
    }
}
