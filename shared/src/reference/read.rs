//! Reading a record.

use serde_json::Value;
use sqlx::{AssertSqlSafe, FromRow};

use super::{Field, Record, TEXT, Table, Takes};
use crate::Result;
use crate::db::Db;

/// A record as it is stored.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Stored {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Whether it is archived or hidden.
    pub off: bool,
    /// Its fields.
    #[sqlx(json)]
    pub record: Record,
    /// What its table's rules must know besides.
    #[sqlx(json)]
    pub facts: Value,
    /// The newest version of it, or of what belongs to it.
    pub version: i64,
    /// The kind of what that version is of, as history names it.
    pub version_of: String,
    /// The key of what that version is of.
    pub version_id: String,
}

/// The record `id` of `table`, locked where it is about to be changed; `None` where there is none, or `id` cannot be one.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, table: &'static Table, id: &str, lock: bool) -> Result<Option<Stored>> {
    if !table.key.takes(id) {
        return Ok(None);
    }
    let Table { name, key, .. } = table;
    let key = key.sql();
    if lock {
        // By itself, so that what is read next is what the one before has left behind.
        let sql = format!("SELECT FROM {name} WHERE id = $1::text::{key} FOR UPDATE");
        sqlx::query(AssertSqlSafe(sql)).bind(id).execute(&mut *db).await?;
    }
    let values: Vec<String> = table.fields.iter().map(|field| format!("'{}', {}", field.name, value(field))).collect();
    let sql = format!(
        "SELECT t.id::text AS id, ({label})::text AS label, ({off}) AS off, jsonb_build_object({values}) AS record,
            ({facts})::jsonb AS facts, coalesce(v.id, 0) AS version, coalesce(v.object_type, '') AS version_of,
            coalesce(v.object_id, '') AS version_id
         FROM {name} t LEFT JOIN LATERAL (
             SELECT v.id, v.object_type, v.object_id FROM version v WHERE {whose} ORDER BY v.id DESC LIMIT 1) v ON true
         WHERE t.id = $1::text::{key}",
        label = table.shown.label,
        off = table.shown.off,
        values = values.join(", "),
        facts = table.facts,
        whose = whose(table),
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db).await?)
}

/// Which versions are of the record, or of what belongs to it.
fn whose(table: &'static Table) -> String {
    let mut whose = format!("(v.object_type = '{}' AND v.object_id = t.id::text)", table.name);
    for field in table.fields {
        if let Takes::Children(children) = field.takes {
            whose.push_str(&format!(
                " OR (v.object_type = '{0}' AND v.object_id IN (SELECT c.id::text FROM {0} c WHERE c.{1} = t.id))",
                children.table, children.owner
            ));
        }
    }
    whose
}

/// A field's value as JSON, in SQL on `t`.
fn value(field: &Field) -> String {
    let name = field.name;
    match field.takes {
        Takes::Texts(_) => format!(
            "(SELECT coalesce(jsonb_agg(jsonb_build_object('{TEXT}', x.text) ORDER BY x.n), '[]')
              FROM unnest(t.{name}) WITH ORDINALITY x (text, n))"
        ),
        Takes::Members(set, _) | Takes::Grants(set, _) => {
            let pairs = set.pairs();
            format!(
                "(SELECT coalesce(jsonb_agg(m.{member} ORDER BY m.{member}), '[]') FROM {table} m WHERE m.{owner} = t.id)",
                member = pairs.member,
                table = pairs.table,
                owner = pairs.owner,
            )
        }
        Takes::Children(children) => {
            let values: Vec<String> = children.fields.iter().map(|field| format!(", '{0}', c.{0}", field.name)).collect();
            format!(
                "(SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id{values}) ORDER BY c.id), '[]')
                  FROM {table} c WHERE c.{owner} = t.id AND ({only}))",
                values = values.concat(),
                table = children.table,
                owner = children.owner,
                only = children.only,
            )
        }
        _ => format!("t.{name}"),
    }
}
