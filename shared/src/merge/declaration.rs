//! What a kind of record merges.

use std::pin::Pin;

use serde_json::{Map, Value};

use super::choice::MergeInput;
use super::related::Ids;
use crate::Result;
use crate::db::Change;
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
    /// What goes with the record that goes: table, and column that refers to it.
    pub lost: &'static [(&'static str, &'static str)],
    /// Where the answers to terms are: table, and column that refers to the record. They merge without being asked for (DM-MERGE-11).
    pub consents: Option<(&'static str, &'static str)>,
    /// Whether the record keeps the time of its last change in its own row.
    pub is_stamped: bool,
    /// Puts values right that were chosen apart but belong together.
    pub settle: fn(&mut Map<String, Value>),
    /// What only this kind needs.
    pub hooks: Hooks,
}

/// A step of a merge.
pub(super) type Step<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// What only one kind needs, around what all do.
#[derive(Debug)]
pub struct Hooks {
    /// Before anything is moved. What it gives is kept for the end.
    pub before: for<'a> fn(&'a mut Change, Ids, &'a MergeInput) -> Step<'a, Value>,
    /// When the other record is gone and the survivor is written.
    pub after: for<'a> fn(&'a mut Change, Ids, Value) -> Step<'a, ()>,
}

impl Hooks {
    /// Nothing to do.
    pub(super) const NONE: Self =
        Self { before: |_, _, _| Box::pin(async { Ok(Value::Null) }), after: |_, _, _| Box::pin(async { Ok(()) }) };
}

/// The name of the choice for comments about the record.
pub const COMMENTS: &str = "comments";

/// A field of the record.
#[derive(Debug)]
pub struct Scalar {
    /// Its name in the form.
    pub name: &'static str,
    /// The columns that go with it.
    pub columns: &'static [&'static str],
    /// What stands between two texts that are combined; `None` where they cannot be.
    pub separator: Option<&'static str>,
    /// What a person reads, in SQL about the row `t`; empty where it is the column's value.
    pub(super) shown: &'static str,
}

impl Scalar {
    /// A field of one column by the same name.
    pub(super) const fn of(name: &'static str, column: &'static [&'static str]) -> Self {
        Self { name, columns: column, separator: None, shown: "" }
    }

    /// A field whose value says nothing to people.
    pub(super) const fn shown(self, shown: &'static str) -> Self {
        Self { shown, ..self }
    }

    /// A text that can be combined.
    pub(super) const fn text(name: &'static str, column: &'static [&'static str], separator: &'static str) -> Self {
        Self { name, columns: column, separator: Some(separator), shown: "" }
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
    /// What a person reads of a row, in SQL about the row `r`.
    pub(super) shown: &'static str,
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
        shown: &'static str,
    ) -> Self {
        Self { name, table, owner, dropped, twins, shown }
    }

    /// Rows that always move.
    pub(super) const fn moved(table: &'static str, owner: &'static str, twins: Twins) -> Self {
        Self { name: "", table, owner, dropped: Dropped::Deleted, twins, shown: "NULL" }
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
