//! Two versions of a record, field by field (DM-VER-08, UTL-08).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::catalog::{self, Column};
use super::diff::{self, Piece, Sign};
use super::entries::{self, Record};
use super::reference::{self, Labels, Referred};
use super::state::{self, Row, State};
use super::{names, reference::Reference};
use crate::Result;
use crate::db::Db;

/// A record with its history, and what differs between two of its entries.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The record.
    pub record: Record,
    /// What it is called: now, or when it was last there.
    pub label: String,
    /// Its page, if it has one and is still there.
    pub url: Option<String>,
    /// Position of the older entry; `None` where the newer one is the record's first.
    pub old: Option<usize>,
    /// Position of the newer entry.
    pub new: usize,
    /// Every field of the record; none holds a secret.
    pub fields: Vec<Field>,
    /// Two versions were asked for that are not both of this record.
    pub is_wrongly_asked: bool,
}

impl Comparison {
    /// The newer entry.
    #[must_use]
    pub fn newer(&self) -> Option<&entries::Entry> {
        self.record.entries.get(self.new)
    }

    /// The older entry.
    #[must_use]
    pub fn older(&self) -> Option<&entries::Entry> {
        self.record.entries.get(self.old?)
    }

    /// Whether the record can be put back to the newer entry: it was there then, and is another now.
    #[must_use]
    pub fn can_restore(&self) -> bool {
        self.newer().is_some_and(|entry| !entry.is_deletion) && (self.new > 0 || !self.record.is_there)
    }
}

/// A field in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in words.
    pub name: String,
    /// What became of its value.
    pub difference: Difference,
}

impl Field {
    /// Whether anything changed.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        match &self.difference {
            Difference::Text(pieces) => pieces.iter().any(|piece| piece.sign != Sign::Same),
            Difference::Records(records) => records.iter().any(|(sign, _)| *sign != Sign::Same),
        }
    }
}

/// What became of a field's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A text, a number, a day: in pieces.
    Text(Vec<Piece>),
    /// The records that it refers to, or that the set holds.
    Records(Vec<(Sign, Referred)>),
}

/// Compares the entry of `version` with the one before it, or the two that were `asked` for, the older first. `None` when there
/// is no such version. Four statements, whatever the record holds.
///
/// # Errors
/// When the database cannot be asked.
pub async fn compare(
    db: &mut Db,
    version: i64,
    asked: Option<(Option<i64>, Option<i64>)>,
    today: NaiveDate,
) -> Result<Option<Comparison>> {
    let Some(record) = entries::of_version(db, version).await? else { return Ok(None) };
    let pair = asked.map(|(one, other)| record.position(one?).zip(record.position(other?)));
    let (old, new) = match pair {
        Some(Some((one, other))) => (Some(one.max(other)), one.min(other)),
        _ => {
            let new = record.position(version).unwrap_or(0);
            (Some(new + 1).filter(|old| *old < record.entries.len()), new)
        }
    };
    let at = |position: usize| record.entries.get(position).map_or(version, |entry| entry.version);
    let versions: Vec<i64> = old.map(at).into_iter().chain([at(new)]).collect();
    let mut states = state::states(db, &record, &versions).await?;
    let newer = states.pop().unwrap_or_default();
    let older = states.pop().unwrap_or_default();
    let columns = catalog::columns(db, Some(std::slice::from_ref(&record.table))).await?;
    let this: Reference = (record.table.clone(), "id".to_owned(), record.id.clone());
    let mut references: BTreeSet<Reference> = older.references(&columns);
    references.extend(newer.references(&columns));
    references.insert(this.clone());
    let labels = reference::labels(db, &references, today).await?;
    let (label, url) = match labels.get(&this) {
        Some(referred) => (referred.label.clone(), referred.url.clone()),
        None => (label_of_gone(db, &record, today).await?, None),
    };
    let fields = fields(&record.table, &columns, &labels, &older, &newer);
    Ok(Some(Comparison { record, label, url, old, new, fields, is_wrongly_asked: pair == Some(None) }))
}

/// What a record was called when it was last there: one statement.
async fn label_of_gone(db: &mut Db, record: &Record, today: NaiveDate) -> Result<String> {
    Ok(sqlx::query_scalar!(r#"SELECT version_label($1, $2, $3, $4) AS "label!""#, record.table, record.id, i64::MAX, today)
        .fetch_one(db)
        .await?)
}

/// Own columns first, then the sets.
pub(super) fn fields(owner: &str, columns: &[Column], labels: &Labels, older: &State, newer: &State) -> Vec<Field> {
    let own = columns.iter().filter(|column| column.is_own() && column.is_shown()).map(|column| Field {
        name: names::column(&column.name),
        difference: column_difference(column, labels, older.own.as_ref(), newer.own.as_ref()),
    });
    let tables: BTreeSet<&str> = columns.iter().filter(|column| !column.is_own()).map(|column| column.table.as_str()).collect();
    let sets = tables.into_iter().map(|table| Field {
        name: names::set(table, owner, columns),
        difference: Difference::Records(set_difference(table, columns, labels, older, newer)),
    });
    own.chain(sets).collect()
}

fn column_difference(column: &Column, labels: &Labels, old: Option<&Row>, new: Option<&Row>) -> Difference {
    if column.refers_to.is_none() {
        let text = |row: Option<&Row>| row.map(|row| state::text(column, row)).unwrap_or_default();
        return Difference::Text(diff::words(&text(old), &text(new)));
    }
    let referred = |row: Option<&Row>| row.and_then(|row| state::reference(column, row));
    Difference::Records(match (referred(old), referred(new)) {
        (None, None) => Vec::new(),
        (Some(old), Some(new)) if old == new => vec![(Sign::Same, labels.of(&new))],
        (old, new) => {
            let removed = old.map(|old| (Sign::Removed, labels.of(&old)));
            let added = new.map(|new| (Sign::Added, labels.of(&new)));
            removed.into_iter().chain(added).collect()
        }
    })
}

/// The rows of a set by what they say: those that stayed, came and went, by label.
fn set_difference(table: &str, columns: &[Column], labels: &Labels, older: &State, newer: &State) -> Vec<(Sign, Referred)> {
    let columns: Vec<&Column> = columns.iter().filter(|column| column.table == table && column.is_shown()).collect();
    let members = |state: &State| -> BTreeSet<Referred> {
        state.belonging.iter().filter(|(of, _)| of == table).map(|(_, row)| member(&columns, labels, row)).collect()
    };
    let (old, new) = (members(older), members(newer));
    let sign = |member: &Referred| match (old.contains(member), new.contains(member)) {
        (true, true) => Sign::Same,
        (true, false) => Sign::Removed,
        _ => Sign::Added,
    };
    old.union(&new).map(|member| (sign(member), member.clone())).collect()
}

/// A row of a set: the labels of what it refers to and its other values, with the page of the first.
fn member(columns: &[&Column], labels: &Labels, row: &Row) -> Referred {
    let mut url = None;
    let parts: Vec<String> = columns
        .iter()
        .filter_map(|column| match state::reference(column, row) {
            Some(reference) => {
                let referred = labels.of(&reference);
                url = url.take().or(referred.url);
                Some(referred.label)
            }
            None => Some(state::text(column, row)).filter(|text| !text.is_empty()),
        })
        .collect();
    Referred { label: parts.join(", "), url }
}
