//! What a record consists of.

use crate::db::Set;

/// A field: its column, what a person reads, and what it takes.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The column, or the name of what belongs to the record in another table.
    pub name: &'static str,
    /// What the person reads.
    pub label: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it must not stay empty.
    pub required: bool,
    /// Whether no two records may hold the same, in any case of letters.
    pub unique: bool,
    /// Whether nothing is stored as NULL, and not as an empty text.
    pub is_null: bool,
    /// What a new record begins with.
    pub preset: Option<&'static str>,
    /// A sentence of help.
    pub help: Option<&'static str>,
    /// In which of the two forms it stands.
    pub asked: Asked,
}

/// In which form a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// In both.
    Always,
    /// Only for new records: it cannot be changed.
    Adding,
    /// Only for existing records: new ones begin with the column's default.
    Editing,
}

/// What a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// One line of at most so many characters.
    Text(usize),
    /// Several lines.
    LongText(usize),
    /// Several lines with Markdown.
    Markdown(usize),
    /// Letters, digits, hyphens and underscores.
    Slug(usize),
    /// An e-mail address.
    Email,
    /// A web address.
    Url(usize),
    /// A whole number within bounds; nothing is 0.
    Integer(i32, i32),
    /// Yes or no.
    Flag,
    /// One of these, by key.
    OneOf(&'static [(&'static str, &'static str)]),
    /// A record of another table.
    Record(Source),
    /// A kind of record that something may point at, as `app.model`.
    Target,
    /// A list of texts of at most so many characters each: an array.
    Texts(usize),
    /// Members of a set.
    Members(Set, Source),
    /// Members of a set whose labels are permissions: shown as a table of what may be done with what.
    Grants(Set, Source),
    /// Rows of another table that belong to the record alone.
    Children(Children),
}

/// Rows that belong to a record. They can be added and changed with it, not taken away.
#[derive(Debug, Clone, Copy)]
pub struct Children {
    /// Their table.
    pub table: &'static str,
    /// The column with the record that they belong to.
    pub owner: &'static str,
    /// Which of them are shown, as a condition on `c`.
    pub only: &'static str,
    /// What they consist of; columns with texts.
    pub fields: &'static [Field],
}

/// The type of a record's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyType {
    /// A number.
    Int,
    /// A code.
    Text,
}

/// Records to choose from.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// The type of their keys.
    pub of: KeyType,
    /// The key in SQL.
    pub key: &'static str,
    /// What a person reads, in SQL.
    pub label: &'static str,
    /// Their table with an alias, and conditions.
    pub from: &'static str,
    /// Their order.
    pub order: &'static str,
}

impl Field {
    /// A field that may stay empty.
    pub(super) const fn new(name: &'static str, label: &'static str, takes: Takes) -> Self {
        Self {
            name,
            label,
            takes,
            required: false,
            unique: false,
            is_null: false,
            preset: None,
            help: None,
            asked: Asked::Always,
        }
    }

    /// One line of text.
    pub(super) const fn text(name: &'static str, label: &'static str, max: usize) -> Self {
        Self::new(name, label, Takes::Text(max))
    }

    /// The name of a record, which no other of its kind has.
    pub(super) const fn name(max: usize) -> Self {
        Self::text("name", "Name", max).required().unique()
    }

    /// Yes or no.
    pub(super) const fn flag(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Takes::Flag)
    }

    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(super) const fn unique(self) -> Self {
        Self { unique: true, ..self }
    }

    pub(super) const fn or_null(self) -> Self {
        Self { is_null: true, ..self }
    }

    pub(super) const fn preset(self, preset: &'static str) -> Self {
        Self { preset: Some(preset), ..self }
    }

    pub(super) const fn help(self, help: &'static str) -> Self {
        Self { help: Some(help), ..self }
    }

    pub(super) const fn only_when(self, asked: Asked) -> Self {
        Self { asked, ..self }
    }

    /// Whether it is a column of the record's own table.
    pub(super) const fn is_column(&self) -> bool {
        !matches!(self.takes, Takes::Members(..) | Takes::Grants(..) | Takes::Children(_))
    }

    /// Where what it offers comes from, if that is the database.
    pub(super) const fn source(&self) -> Option<Source> {
        match self.takes {
            Takes::Record(source) | Takes::Members(_, source) | Takes::Grants(_, source) => Some(source),
            _ => None,
        }
    }
}
