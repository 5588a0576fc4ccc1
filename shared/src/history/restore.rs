//! Putting a record back to what it was.

use chrono::{DateTime, NaiveDate, Utc};

use super::entries::{self, Record};
use super::{catalog, names, reference, state};
use crate::Result;
use crate::db::{Change, Db};

/// A record that was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What it is called now.
    pub label: String,
    /// Its page, if it has one.
    pub url: Option<String>,
    /// When the version that it was put back to was made.
    pub at: DateTime<Utc>,
}

/// Why a record cannot be put back; nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The version is that of a deletion: there is nothing to put back.
    NothingThere,
    /// Somebody changed the record meanwhile.
    Overtaken,
    /// What it referred to is gone: the fields in words, each with the id.
    Gone(Vec<(String, String)>),
    /// Another record has what must be unique; the fields in words.
    Taken(Vec<String>),
    /// The values of these fields, in words, are against a rule that did not hold then.
    AgainstRule(Vec<String>),
    /// Records of this kind, in words, refer to what would be removed.
    InUse(String),
}

/// Puts the record of `version` back to the state of that version, with its sets: its row is made anew under its old id where it
/// is gone. `newest` is the newest version that the person has seen. Rights are put back only where `with_rights`: the viewer is a
/// superuser. No other effect of saving happens again.
///
/// # Errors
/// When the database cannot be asked. After a [`Refusal`] the change must be dropped.
pub async fn restore(change: &mut Change, version: i64, newest: i64, with_rights: bool) -> Result<Result<Restored, Refusal>> {
    // Nothing else that saving does happens again.
    change.silence();
    let (now, today) = (change.now(), change.today());
    let Some(current) = entries::of_version(change, version).await? else { return Ok(Err(Refusal::NothingThere)) };
    if current.entries.first().is_none_or(|entry| entry.version != newest) {
        return Ok(Err(Refusal::Overtaken));
    }
    let Some(entry) = current.position(version).and_then(|position| current.entries.get(position)) else {
        return Ok(Err(Refusal::NothingThere));
    };
    if let Err(refusal) = can_be(change, &current, entry.version, today).await? {
        return Ok(Err(refusal));
    }
    let broken = sqlx::query!(
        r#"SELECT code AS "code!", broken_table AS "table!", coalesce(broken_columns, '{}') AS "columns!"
           FROM restore_record($1, $2, $3, $4, $5)"#,
        current.table,
        current.id,
        entry.version,
        now,
        with_rights
    )
    .fetch_optional(&mut **change)
    .await?;
    if let Some(broken) = broken {
        return Ok(Err(refusal(&broken.code, &broken.table, &broken.columns)));
    }
    describe(change, &current, entry).await?;
    let this = (current.table.clone(), "id".to_owned(), current.id.clone());
    let label = reference::labels(change, &[this.clone()].into(), today).await?.of(&this);
    Ok(Ok(Restored { label: label.label, url: label.url, at: entry.at }))
}

/// Whether the version is one of a record that was there, and all it referred to still is.
async fn can_be(db: &mut Db, record: &Record, version: i64, today: NaiveDate) -> Result<Result<(), Refusal>> {
    let Some(wanted) = state::states(db, record, &[version]).await?.pop().filter(|wanted| wanted.own.is_some()) else {
        return Ok(Err(Refusal::NothingThere));
    };
    let columns = catalog::columns(db, Some(std::slice::from_ref(&record.table))).await?;
    let labels = reference::labels(db, &wanted.references(&columns), today).await?;
    let mut gone: Vec<(String, String)> = Vec::new();
    for column in &columns {
        let rows = wanted.belonging.iter().filter(|(table, _)| *table == column.table).map(|(_, row)| row);
        let own = wanted.own.iter().filter(|_| column.is_own());
        for missing in own.chain(rows).filter_map(|row| state::reference(column, row)) {
            if column.is_shown() && labels.get(&missing).is_none() {
                let name = if column.is_own() {
                    names::column(&column.name)
                } else {
                    names::set(&column.table, &record.table, &columns)
                };
                gone.push((name, missing.2));
            }
        }
    }
    Ok(if gone.is_empty() { Ok(()) } else { Err(Refusal::Gone(gone)) })
}

/// Writes into the revision what was put back to what.
async fn describe(change: &mut Change, record: &Record, entry: &entries::Entry) -> Result<()> {
    let comment = format!(
        "restored {} {} to version {} of {}",
        record.table.replace('_', " "),
        record.id,
        entry.version,
        entry.at.format("%Y-%m-%d %H:%M UTC")
    );
    sqlx::query!("UPDATE revision SET comment = $1 WHERE transaction_id = pg_current_xact_id()", comment)
        .execute(&mut **change)
        .await?;
    Ok(())
}

/// What a broken constraint means: its SQLSTATE, table and columns.
fn refusal(code: &str, table: &str, columns: &[String]) -> Refusal {
    let fields: Vec<String> = columns.iter().map(|column| names::column(column)).collect();
    match code {
        "23505" | "23P01" => Refusal::Taken(fields),
        // What it refers to was there a moment ago; so something refers to what would be removed.
        "23503" | "23001" => Refusal::InUse(table.replace('_', " ")),
        _ => Refusal::AgainstRule(fields),
    }
}
