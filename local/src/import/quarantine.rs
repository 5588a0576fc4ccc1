//! The quarantine file: every row that was refused, whole, with the reason; one JSON object a line.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};

use super::history::Unreadable;
use super::source::Source;
use super::staging::{RefusedRow, Staged};

/// Columns that are in no file: passwords, and what GitHub gave to act for somebody.
const SECRETS: &str = "ARRAY['password', 'extra_data', 'place', 'staged_row', 'refused']";

/// A refused row.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// Our table.
    pub(super) table: &'static str,
    /// AMY's; where ours is made of several, all of them.
    pub(super) amy_table: String,
    /// The row's id, or the parts of its key.
    pub(super) id: String,
    /// The rule that it breaks.
    pub(super) reason: String,
    /// The row as it is in AMY, without secrets. Where ours is made of several of AMY's, as it would have been here.
    pub(super) row: serde_json::Value,
}

/// The entries of a table's refused rows.
pub(super) async fn entries(
    source: &mut Source,
    target: &mut PgConnection,
    staged: &Staged<'_>,
    refused: &[RefusedRow],
) -> anyhow::Result<Vec<Entry>> {
    if refused.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<i64> = refused.iter().map(|row| row.place).collect();
    let rows = if staged.mapping.one_to_one {
        let numbered = format!("(SELECT s.*, row_number() OVER (ORDER BY id) AS place FROM {} s) t", staged.mapping.source);
        rows(&mut source.connection, &numbered, "place", places).await?
    } else {
        rows(target, &format!("{} t", staged.name()), "staged_row", places).await?
    };
    let entry = |row: &RefusedRow| Entry {
        table: staged.mapping.table,
        amy_table: staged.mapping.sources().join(", "),
        id: row.id.clone(),
        reason: row.reason.clone(),
        row: rows.get(&row.place).cloned().unwrap_or_default(),
    };
    Ok(refused.iter().map(entry).collect())
}

/// The entries of versions that cannot be read.
pub(super) async fn versions(source: &mut Source, unreadable: &[Unreadable]) -> anyhow::Result<Vec<Entry>> {
    if unreadable.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = unreadable.iter().map(|version| i64::from(version.id)).collect();
    let masked = r#"(SELECT v.id::bigint AS place, v.id, v.object_id, v.format, v.object_repr, v.content_type_id, v.revision_id, v.db,
                         regexp_replace(v.serialized_data, '"password"\s*:\s*"[^"]*"', '"password": ""', 'g') AS serialized_data
                     FROM reversion_version v) t"#;
    let rows = rows(&mut source.connection, masked, "place", ids).await?;
    let entry = |version: &Unreadable| Entry {
        table: "version",
        amy_table: "reversion_version".to_owned(),
        id: version.id.to_string(),
        reason: version.reason.to_owned(),
        row: rows.get(&i64::from(version.id)).cloned().unwrap_or_default(),
    };
    Ok(unreadable.iter().map(entry).collect())
}

/// Writes the file, for nobody else to read: it holds what people entered.
pub(super) fn write(path: &Path, entries: &[Entry]) -> anyhow::Result<()> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    let mut file = BufWriter::new(file.with_context(|| format!("the quarantine file {}", path.display()))?);
    for entry in entries {
        serde_json::to_writer(&mut file, entry)?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    Ok(())
}

/// The rows of `from` at these places, by place.
async fn rows(
    connection: &mut PgConnection,
    from: &str,
    place: &str,
    places: Vec<i64>,
) -> anyhow::Result<HashMap<i64, serde_json::Value>> {
    let sql = format!("SELECT t.{place}::bigint, (to_jsonb(t) - {SECRETS})::text FROM {from} WHERE t.{place} = ANY ($1)");
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(places).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let text: String = row.try_get(1)?;
            Ok((row.try_get(0)?, serde_json::from_str(&text)?))
        })
        .collect()
}
