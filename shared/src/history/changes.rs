//! What revisions did to records, in words, without reading the whole records: for pages that tell many changes at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;

use super::catalog::{self, Column};
use super::compare::{self, Field};
use super::log::Doing;
use super::reference;
use super::state::{Row, State};
use crate::Result;
use crate::db::Db;

/// A row that a revision changed, as its version holds it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Touched {
    /// The row's table.
    pub table_name: String,
    /// `I`, `U` or `D`.
    pub operation: String,
    /// The row before; none for a new one.
    pub before: Option<Row>,
    /// The row after; none for one that is gone.
    pub after: Option<Row>,
}

/// What one revision did to one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whether it made, changed or deleted the record.
    pub doing: Doing,
    /// The fields that it changed; none where the record is new or gone, which says it all.
    pub fields: Vec<Field>,
}

/// What the rows of a record's revision say, for many revisions at once: each with the record's table and its rows in their order.
/// Two statements whatever their number, none for none.
///
/// # Errors
/// When the database cannot be asked.
pub async fn told(db: &mut Db, revisions: &[(&str, &[Touched])], today: NaiveDate) -> Result<Vec<Told>> {
    let owners: BTreeSet<String> = revisions.iter().map(|(owner, _)| (*owner).to_owned()).collect();
    if owners.is_empty() {
        return Ok(Vec::new());
    }
    let owners: Vec<String> = owners.into_iter().collect();
    let mut columns: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for column in catalog::columns(db, Some(&owners)).await? {
        columns.entry(column.owner.clone()).or_default().push(column);
    }
    let of = |owner: &str| columns.get(owner).map_or(&[][..], Vec::as_slice);
    let sides: Vec<(State, State)> = revisions.iter().map(|(owner, rows)| sides(owner, rows)).collect();
    let mut references = BTreeSet::new();
    for ((owner, _), (older, newer)) in revisions.iter().zip(&sides) {
        references.extend(older.references(of(owner)));
        references.extend(newer.references(of(owner)));
    }
    let labels = reference::labels(db, &references, today).await?;
    let told = revisions.iter().zip(&sides).map(|((owner, rows), (older, newer))| {
        let operations = rows.iter().filter(|row| row.table_name == *owner).map(|row| row.operation.as_str());
        let doing = Doing::of(operations);
        let fields = match doing {
            Doing::Changed => {
                compare::fields(owner, of(owner), &labels, older, newer).into_iter().filter(Field::is_changed).collect()
            }
            Doing::Created | Doing::Deleted => Vec::new(),
        };
        Told { doing, fields }
    });
    Ok(told.collect())
}

/// The part of a record that a revision touched, before and after.
fn sides(owner: &str, rows: &[Touched]) -> (State, State) {
    let mut own = rows.iter().filter(|row| row.table_name == owner);
    let first = own.next();
    let last = own.next_back().or(first);
    let belonging = |side: fn(&Touched) -> Option<&Row>| {
        let sets = rows.iter().filter(|row| row.table_name != owner);
        sets.filter_map(|row| Some((row.table_name.clone(), side(row)?.clone()))).collect()
    };
    (
        State { own: first.and_then(|row| row.before.clone()), belonging: belonging(|row| row.before.as_ref()) },
        State { own: last.and_then(|row| row.after.clone()), belonging: belonging(|row| row.after.as_ref()) },
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(value: serde_json::Value) -> Touched {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn of_several_versions_the_first_before_and_the_last_after_count() {
        let rows = [
            row(json!({"table_name": "event", "operation": "U", "before": {"venue": "a"}, "after": {"venue": "b"}})),
            row(json!({"table_name": "event", "operation": "U", "before": {"venue": "b"}, "after": {"venue": "c"}})),
            row(json!({"table_name": "event_tag", "operation": "I", "before": null, "after": {"tag_id": 1}})),
            row(json!({"table_name": "event_tag", "operation": "D", "before": {"tag_id": 2}, "after": null})),
        ];
        let (older, newer) = sides("event", &rows);
        let venue = |state: &State| state.own.as_ref().unwrap()["venue"].clone();
        assert_eq!((venue(&older), venue(&newer)), (json!("a"), json!("c")));
        assert_eq!((older.belonging.len(), newer.belonging.len()), (1, 1));
        assert_eq!((&older.belonging[0].1["tag_id"], &newer.belonging[0].1["tag_id"]), (&json!(2), &json!(1)));
    }

    #[test]
    fn a_change_in_sets_alone_has_no_row_of_its_own() {
        let rows = [row(json!({"table_name": "event_tag", "operation": "I", "before": null, "after": {"tag_id": 1}}))];
        let (older, newer) = sides("event", &rows);
        assert_eq!((older.own, newer.own, newer.belonging.len()), (None, None, 1));
    }
}
