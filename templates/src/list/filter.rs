//! A filter of a list.

use shared::lookup::Lookup;

use crate::form::Choice;

/// A filter: query parameter, label, and what it takes.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Query parameter; its meaning is the listing's filter of that name.
    pub name: &'static str,
    /// What the person reads.
    pub label: &'static str,
    /// What it takes.
    pub kind: FilterKind,
}

/// What a filter takes.
#[derive(Debug, Clone)]
pub enum FilterKind {
    /// One of a list.
    Choice(Vec<Choice>),
    /// Several of a list.
    Choices(Vec<Choice>),
    /// Several records, found as one types.
    LookUps(Lookup),
    /// One record, found as one types.
    LookUp(Lookup),
    /// Yes, no, or either.
    Bool,
    /// A day.
    Date,
    /// A piece of text.
    Text,
    /// A number.
    Number,
    /// Yes, or nothing.
    CheckBox,
    /// A rectangle chosen on the map, which the list then has. The sidebar only keeps it; its chip shows it.
    Area,
}

impl Filter {
    /// A filter.
    #[must_use]
    pub fn new(name: &'static str, label: &'static str, kind: FilterKind) -> Self {
        Self { name, label, kind }
    }
}
