//! A change as an event (docs/history.md has an example).

use std::collections::BTreeMap;

use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

use super::batch::{Event, LARGEST};
use super::position::{Change, RowVersion};
use super::private::is_private;
use crate::history::catalog::Column;
use crate::history::log::Doing;

type Row = Map<String, Value>;

/// The event of a change. `columns` are those of all tables. One that would be too large names the fields without their values.
pub(super) fn event(change: &Change, columns: &[Column]) -> Event {
    let own: Vec<&RowVersion> = change.versions.iter().filter(|version| version.table == change.kind).collect();
    let doing = Doing::of(own.iter().map(|version| version.operation.as_str()));
    let columns: Vec<&Column> = columns.iter().filter(|column| column.owner == change.kind && column.is_shown()).collect();
    let whole = |with_values| {
        let mut detail = json!({
            "revision": change.revision,
            "version": change.version,
            "at": change.at.to_rfc3339_opts(SecondsFormat::Millis, true),
            "by": change.person_id,
            "comment": change.comment,
            "kind": change.kind,
            "id": change.id,
            "changes": changes(&own, &columns, with_values),
            "sets": sets(change, &columns, with_values),
        });
        if !with_values && let Some(detail) = detail.as_object_mut() {
            detail.insert("shortened".to_owned(), Value::Bool(true));
        }
        Event {
            version: change.version,
            at: change.at,
            detail_type: format!("{} {}", change.kind, doing.word()),
            detail: detail.to_string(),
        }
    };
    let event = whole(true);
    if event.size() > LARGEST { whole(false) } else { event }
}

/// The changed columns of the record's own row, each with what was and what is.
fn changes(own: &[&RowVersion], columns: &[&Column], with_values: bool) -> Value {
    let before = own.first().and_then(|version| version.before.as_ref());
    let after = own.last().and_then(|version| version.after.as_ref());
    let value = |row: Option<&Row>, name: &str| row.and_then(|row| row.get(name)).cloned().unwrap_or(Value::Null);
    let changed = columns.iter().filter(|column| column.is_own()).filter_map(|column| {
        let (before, after) = (value(before, &column.name), value(after, &column.name));
        let told = if with_values && !is_private(column) {
            json!({"before": before, "after": after})
        } else {
            json!({"withheld": true})
        };
        (before != after).then(|| (column.name.clone(), told))
    });
    Value::Object(changed.collect())
}

/// The rows that came into and went out of the record's sets, by table; how many they are, where values are left out.
fn sets(change: &Change, columns: &[&Column], with_values: bool) -> Value {
    let mut sets: BTreeMap<&str, (Vec<Row>, Vec<Row>)> = BTreeMap::new();
    for version in change.versions.iter().filter(|version| version.table != change.kind) {
        let (added, removed) = sets.entry(&version.table).or_default();
        let row = |row: &Option<Row>| row.as_ref().map(|row| told(row, &version.table, columns));
        note(row(&version.before), removed, added);
        note(row(&version.after), added, removed);
    }
    sets.retain(|_, (added, removed)| !added.is_empty() || !removed.is_empty());
    let shown = |rows: Vec<Row>| if with_values { json!(rows) } else { json!(rows.len()) };
    Value::Object(
        sets.into_iter()
            .map(|(table, (added, removed))| (table.to_owned(), json!({"added": shown(added), "removed": shown(removed)})))
            .collect(),
    )
}

/// Adds a row to those that came or went; what went the other way before is no change.
fn note(row: Option<Row>, to: &mut Vec<Row>, from: &mut Vec<Row>) {
    let Some(row) = row else { return };
    match from.iter().position(|known| *known == row) {
        Some(known) => drop(from.remove(known)),
        None => to.push(row),
    }
}

/// What is told of a row of a set.
fn told(row: &Row, table: &str, columns: &[&Column]) -> Row {
    let shown = columns.iter().filter(|column| column.table == table && !is_private(column));
    shown.filter_map(|column| Some((column.name.clone(), row.get(&column.name)?.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(table: &str, name: &str, refers: bool, is_owner: bool) -> Column {
        Column {
            table: table.to_owned(),
            owner: "event".to_owned(),
            name: name.to_owned(),
            category: "S".to_owned(),
            is_owner,
            refers_to: refers.then(|| ("tag".to_owned(), "id".to_owned())),
        }
    }

    fn columns() -> Vec<Column> {
        vec![
            column("event", "id", false, true),
            column("event", "venue", false, false),
            column("event", "contact", false, false),
            column("event_tag", "event_id", true, true),
            column("event_tag", "tag_id", true, false),
        ]
    }

    fn version(table: &str, operation: &str, before: Value, after: Value) -> RowVersion {
        let row = |value: Value| value.as_object().cloned();
        RowVersion { table: table.to_owned(), operation: operation.to_owned(), before: row(before), after: row(after) }
    }

    fn change(versions: Vec<RowVersion>) -> Change {
        Change {
            version: 9,
            revision: 4,
            at: "2026-06-15T12:00:00Z".parse().unwrap(),
            person_id: Some(7),
            comment: "edit event".to_owned(),
            kind: "event".to_owned(),
            id: "17".to_owned(),
            versions,
        }
    }

    fn told(versions: Vec<RowVersion>) -> (String, Value) {
        let event = event(&change(versions), &columns());
        (event.detail_type, serde_json::from_str(&event.detail).unwrap())
    }

    #[test]
    fn an_event_tells_what_changed_and_no_more() {
        let (detail_type, detail) = told(vec![
            version(
                "event",
                "U",
                json!({"id": 17, "venue": "", "contact": "a"}),
                json!({"id": 17, "venue": "Hall", "contact": "b"}),
            ),
            version("event_tag", "I", Value::Null, json!({"event_id": 17, "tag_id": 3})),
        ]);
        assert_eq!(detail_type, "event changed");
        assert_eq!(
            detail,
            json!({
                "revision": 4, "version": 9, "at": "2026-06-15T12:00:00.000Z", "by": 7, "comment": "edit event", "kind": "event", "id": "17",
                "changes": {"venue": {"before": "", "after": "Hall"}, "contact": {"withheld": true}},
                "sets": {"event_tag": {"added": [{"tag_id": 3}], "removed": []}}
            })
        );
    }

    #[test]
    fn several_versions_are_one_change() {
        let (detail_type, detail) = told(vec![
            version("event", "I", Value::Null, json!({"id": 17, "venue": ""})),
            version("event", "U", json!({"id": 17, "venue": ""}), json!({"id": 17, "venue": "Hall"})),
            version("event_tag", "I", Value::Null, json!({"event_id": 17, "tag_id": 3})),
            version("event_tag", "D", json!({"event_id": 17, "tag_id": 3}), Value::Null),
        ]);
        assert_eq!(
            (detail_type.as_str(), &detail["changes"]),
            ("event created", &json!({"venue": {"before": null, "after": "Hall"}}))
        );
        assert_eq!(detail["sets"], json!({}));
        let (detail_type, _) = told(vec![version("event", "D", json!({"id": 17, "venue": "Hall"}), Value::Null)]);
        assert_eq!(detail_type, "event deleted");
    }

    #[test]
    fn what_is_too_large_is_told_by_name() {
        let (_, detail) = told(vec![version("event", "U", json!({"venue": ""}), json!({"venue": "x".repeat(300_000)}))]);
        assert_eq!((&detail["changes"], &detail["shortened"]), (&json!({"venue": {"withheld": true}}), &json!(true)));
    }
}
