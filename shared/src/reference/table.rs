//! The declaration of a table.

use uuid::Uuid;

use super::{Asked, Field, Record, Rule, Shown, Stored};
use crate::record::Kind;

/// A reference table: all that its pages and its SQL are made of.
#[derive(Debug)]
pub struct Table {
    /// Its name in SQL.
    pub name: &'static str,
    /// The kind of its records, where they have a history and can stand in the way of a deletion.
    pub kind: Option<Kind>,
    /// The address of its list.
    pub path: &'static str,
    /// The heading of its list.
    pub title: &'static str,
    /// What a record is called, and several of them.
    pub noun: (&'static str, &'static str),
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// The type of its keys.
    pub key: Key,
    /// Whether it knows when a record was made and changed.
    pub has_times: bool,
    /// What records consist of; a table without fields can only be looked at.
    pub fields: &'static [Field],
    /// Its list.
    pub shown: Shown,
    /// What may become of records that are not wanted any more.
    pub removal: Removal,
    /// Flags that at most one record may have: setting one takes it from the others (DM-CURR-01).
    pub single: &'static [&'static str],
    /// Fields that no two records may have the same in all of.
    pub together: &'static [&'static str],
    /// A field, and its values that rules of AMY look for: such a record keeps it, and is not deleted.
    pub fixed: (&'static str, &'static [&'static str]),
    /// What its rules must know of a record `t` besides its fields: a JSON value in SQL.
    pub facts: &'static str,
    /// A rule that no other part of the declaration can state.
    pub rule: Option<Rule>,
    /// Why a record may not be deleted although nothing refers to it.
    pub keep: Option<fn(&Stored) -> Option<String>>,
    /// What whoever saves it should know, if there is something.
    pub warn: Option<Warn>,
    /// Another list about a record: what it is called, and its address with `{}` for the key.
    pub related: Option<(&'static str, &'static str)>,
}

/// What is said about a record that was saved, given what was stored before.
pub type Warn = fn(&Record, Option<&Stored>) -> Option<&'static str>;

/// The type of a table's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A number.
    Int,
    /// A number that may be long.
    Long,
    /// A UUID.
    Uuid,
}

impl Key {
    /// The name of the type in SQL.
    pub(super) const fn sql(self) -> &'static str {
        match self {
            Self::Int => "integer",
            Self::Long => "bigint",
            Self::Uuid => "uuid",
        }
    }

    /// Whether `text` can be a key.
    pub(super) fn takes(self, text: &str) -> bool {
        match self {
            Self::Int => text.parse::<i32>().is_ok(),
            Self::Long => text.parse::<i64>().is_ok(),
            Self::Uuid => text.parse::<Uuid>().is_ok(),
        }
    }
}

/// What may become of a record that is not wanted any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Nothing.
    Nothing,
    /// It is deleted, unless something refers to it.
    Delete,
    /// It is archived: offered no more, kept where it is. With what else comes of that, in a sentence.
    Archive(&'static str),
    /// It is hidden, and can be shown again.
    Hide,
}

impl Table {
    /// What most tables have in common.
    pub(super) const PLAIN: Self = Self {
        name: "",
        kind: None,
        path: "",
        title: "",
        noun: ("", ""),
        about: "",
        key: Key::Int,
        has_times: false,
        fields: &[],
        shown: Shown::NOTHING,
        removal: Removal::Delete,
        single: &[],
        together: &[],
        fixed: ("", &[]),
        facts: "'null'",
        rule: None,
        keep: None,
        warn: None,
        related: None,
    };

    /// The table whose pages' addresses begin with `/admin/slug/`.
    #[must_use]
    pub fn find(slug: &str) -> Option<&'static Self> {
        super::tables().find(|table| table.slug() == slug)
    }

    /// The part of its addresses that names it.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        self.path.trim_start_matches("/admin/").trim_end_matches('/')
    }

    /// Whether records can be added and edited.
    #[must_use]
    pub const fn edits(&self) -> bool {
        !self.fields.is_empty()
    }

    /// The fields that the form for a new record, or for an existing one, asks for.
    pub fn asks(&self, is_new: bool) -> impl Iterator<Item = &'static Field> {
        let other = if is_new { Asked::Editing } else { Asked::Adding };
        self.fields.iter().filter(move |field| field.asked != other)
    }

    /// The address of the page for a new record.
    #[must_use]
    pub fn add_url(&self) -> String {
        format!("{}add/", self.path)
    }

    /// The address of a record's page.
    #[must_use]
    pub fn edit_url(&self, id: &str) -> String {
        self.url(id, "edit")
    }

    /// The address of what can be done to a record: `edit`, `delete`, `archive`, `hide`, `show`.
    #[must_use]
    pub fn url(&self, id: &str, action: &str) -> String {
        format!("{}{id}/{action}/", self.path)
    }
}
