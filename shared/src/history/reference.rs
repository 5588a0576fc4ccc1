//! What references lead to: labels of records, resolved all at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::Result;
use crate::db::Db;
use crate::record::Kind;

/// A record that a version refers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Referred {
    /// Its display string; its id where it is gone.
    pub label: String,
    /// Its page, if it has one and is still there.
    pub url: Option<String>,
}

/// A reference: table, column and value.
pub(super) type Reference = (String, String, String);

/// The records behind references; those that are gone are not in it.
#[derive(Debug, Default)]
pub(super) struct Labels(BTreeMap<Reference, Referred>);

impl Labels {
    /// What the reference leads to.
    pub(super) fn get(&self, reference: &Reference) -> Option<&Referred> {
        self.0.get(reference)
    }

    /// What the reference leads to, or its value where that is gone.
    pub(super) fn of(&self, reference: &Reference) -> Referred {
        self.get(reference).cloned().unwrap_or_else(|| Referred { label: reference.2.clone(), url: None })
    }
}

/// Resolves all `references` in one statement.
pub(super) async fn labels(db: &mut Db, references: &BTreeSet<Reference>, today: NaiveDate) -> Result<Labels> {
    let tables: Vec<String> = references.iter().map(|(table, ..)| table.clone()).collect();
    let columns: Vec<String> = references.iter().map(|(_, column, _)| column.clone()).collect();
    let values: Vec<String> = references.iter().map(|(.., value)| value.clone()).collect();
    let rows = sqlx::query!(
        r#"SELECT r.referred AS "referred!", r.referred_column AS "referred_column!", r.value AS "value!",
               coalesce(record_key(r.referred, x.found), r.value) AS "key!",
               coalesce(CASE r.referred WHEN 'permission' THEN x.found ->> 'codename' ELSE record_label(r.referred, x.found, $4) END,
                   replace(r.referred, '_', ' ') || ' ' || r.value) AS "label!"
           FROM unnest($1::text[], $2::text[], $3::text[]) AS r (referred, referred_column, value)
           CROSS JOIN LATERAL (SELECT referred_row(r.referred, r.referred_column, r.value) AS found) x
           WHERE x.found IS NOT NULL"#,
        &tables,
        &columns,
        &values,
        today
    )
    .fetch_all(db)
    .await?;
    Ok(Labels(
        rows.into_iter()
            .map(|row| {
                let url = Kind::of_table(&row.referred).and_then(|kind| kind.page(&row.key));
                ((row.referred, row.referred_column, row.value), Referred { label: row.label, url })
            })
            .collect(),
    ))
}
