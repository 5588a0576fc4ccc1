//! "Recently changed": all changes, newest first (UTL-07).

use maud::{Markup, html};
use shared::history::{Logged, LoggedRecord, Revision, kinds, version_url};
use shared::lookup::Lookup;
use shared::record::Kind;

use super::{kind_name, who};
use crate::components::{day_time, link, row_link, value};
use crate::form::Choice;
use crate::list::{Align, Column, Filter, FilterKind, List};

const PATH: &str = "/workshops/log/";

/// The declaration of the log.
#[must_use]
pub fn list() -> List<Logged> {
    let mut kinds: Vec<(&str, String)> = kinds().map(Kind::table).map(|table| (table, kind_name(table))).collect();
    kinds.sort_by(|one, other| one.1.cmp(&other.1));
    List {
        title: "Recently changed",
        noun: ("change", "changes"),
        path: PATH,
        filters: vec![
            Filter::new("person", "Changed by", FilterKind::LookUp(Lookup::Persons)),
            Filter::new("kind", "Kind of record", FilterKind::Choice(Choice::list(kinds))),
            Filter::new("since", "From", FilterKind::Date),
            Filter::new("until", "To", FilterKind::Date),
        ],
        orders: vec![],
        default_order: None,
        columns: vec![
            Column::new("Time", |row: &Logged| day_time(row.revision.at)).align(Align::NoWrap),
            Column::new("Changed by", |row: &Logged| who(row.revision.person_id, row.revision.person.as_deref())),
            Column::new("Records", touched),
            Column::new("Comment", |row: &Logged| value(Some(&row.revision.comment))),
        ],
        row_class: None,
        actions: html! {},
        bulk: None,
    }
}

/// The records of a change: the first of them, and a link to the others.
fn touched(row: &Logged) -> Markup {
    if row.records.is_empty() {
        return html! { span.none { "no longer on record" } };
    }
    html! {
        ul.touched {
            @for record in &row.records {
                li { (kind_before(record)) (link(&version_url(record.version), &record.label)) " " span.touched-doing { (record.doing.word()) } }
            }
            @if row.has_more { li { (link(&format!("{PATH}?revision={}", row.revision.id), "all records of this change")) } }
        }
    }
}

/// The kind of record, unless its name begins with it.
fn kind_before(record: &LoggedRecord) -> Markup {
    let kind = kind_name(&record.table);
    html! { @if !record.label.starts_with(&kind) { span.touched-kind { (kind) } " " } }
}

/// The declaration of the list of all records that one change touched.
#[must_use]
pub fn records(revision: &Revision) -> List<LoggedRecord> {
    List {
        title: "Records of one change",
        noun: ("record", "records"),
        path: PATH,
        filters: vec![],
        orders: vec![],
        default_order: None,
        columns: vec![
            Column::new("Record", |row: &LoggedRecord| row_link(&version_url(row.version), &row.label)),
            Column::new("Kind", |row: &LoggedRecord| html! { (kind_name(&row.table)) }),
            Column::new("What was done", |row: &LoggedRecord| html! { (row.doing.word()) }),
        ],
        row_class: None,
        actions: html! {
            span.none {
                (day_time(revision.at)) " by " (who(revision.person_id, revision.person.as_deref()))
                @if !revision.comment.is_empty() { ": " (revision.comment) }
            }
        },
        bulk: None,
    }
}
