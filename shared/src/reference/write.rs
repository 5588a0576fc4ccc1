//! Writing a record.

use serde_json::Value;
use sqlx::{AssertSqlSafe, QueryBuilder};

use super::{Children, KeyType, Record, Table, Takes};
use crate::Result;
use crate::db::{self, Change, Set};

/// Stores a new record that has passed its check; gives its key.
///
/// # Errors
/// When the database refuses: a name may have been taken meanwhile.
pub async fn create(change: &mut Change, table: &'static Table, record: &Record) -> Result<String> {
    unset_single_flags(change, table, record, None).await?;
    let now = change.now();
    let names = columns(table, record);
    let values: Vec<String> = names.iter().map(|name| format!("r.{name}")).collect();
    let times = if table.has_times { ", created_at" } else { "" };
    let mut sql =
        QueryBuilder::new(format!("INSERT INTO {} ({}{times}) SELECT {}", table.name, names.join(", "), values.join(", ")));
    if table.has_times {
        sql.push(", ").push_bind(now);
    }
    sql.push(format!(" FROM jsonb_populate_record(NULL::{}, ", table.name)).push_bind(record.columns(table));
    sql.push(") r RETURNING id::text");
    let id: String = sql.build_query_scalar().fetch_one(&mut **change).await?;
    belongings(change, table, &id, record).await?;
    Ok(id)
}

/// Stores a changed record that has passed its check.
///
/// # Errors
/// As [`create`].
pub async fn update(change: &mut Change, table: &'static Table, id: &str, record: &Record) -> Result<()> {
    unset_single_flags(change, table, record, Some(id)).await?;
    let now = change.now();
    let values: Vec<String> = columns(table, record).iter().map(|name| format!("{name} = r.{name}")).collect();
    let mut sql = QueryBuilder::new(format!("UPDATE {} t SET {}", table.name, values.join(", ")));
    if table.has_times {
        sql.push(", last_updated_at = ").push_bind(now);
    }
    sql.push(format!(" FROM jsonb_populate_record(NULL::{}, ", table.name)).push_bind(record.columns(table));
    sql.push(") r WHERE t.id = ").push_bind(id.to_owned()).push(format!("::{}", table.key.sql()));
    sql.build().execute(&mut **change).await?;
    belongings(change, table, id, record).await
}

/// The record's own columns among what was asked for.
fn columns(table: &'static Table, record: &Record) -> Vec<&'static str> {
    record.fields(table).filter(|field| field.is_column()).map(|field| field.name).collect()
}

/// Takes the flags that only one record may have from the others (DM-CURR-01).
async fn unset_single_flags(change: &mut Change, table: &'static Table, record: &Record, id: Option<&str>) -> Result<()> {
    for flag in table.single.iter().filter(|flag| record.is(flag)) {
        let sql = format!("UPDATE {} SET {flag} = false WHERE {flag} AND id::text IS DISTINCT FROM $1", table.name);
        sqlx::query(AssertSqlSafe(sql)).bind(id).execute(&mut **change).await?;
    }
    Ok(())
}

/// Stores what belongs to the record in other tables.
async fn belongings(change: &mut Change, table: &'static Table, id: &str, record: &Record) -> Result<()> {
    for field in record.fields(table) {
        match field.takes {
            Takes::Members(set, source) | Takes::Grants(set, source) => {
                replace(change, set, source.of, id, record.get(field.name)).await?;
            }
            Takes::Children(children) => save_children(change, children, id, record.get(field.name)).await?,
            _ => {}
        }
    }
    Ok(())
}

async fn replace(change: &mut Change, set: Set, of: KeyType, id: &str, members: &Value) -> Result<()> {
    let Ok(owner) = id.parse() else { return Ok(()) };
    let members = members.as_array().map_or(&[][..], Vec::as_slice);
    match of {
        KeyType::Int => {
            let ids: Vec<i32> = members.iter().filter_map(|member| i32::try_from(member.as_i64()?).ok()).collect();
            db::replace_set(change, set, owner, &ids).await
        }
        KeyType::Text => {
            let codes: Vec<String> = members.iter().filter_map(|member| member.as_str().map(str::to_owned)).collect();
            db::replace_set(change, set, owner, &codes).await
        }
    }
}

/// Adds the rows that have no number yet, and changes those that differ: two statements, whatever their number.
async fn save_children(change: &mut Change, children: Children, id: &str, rows: &Value) -> Result<()> {
    let (now, Ok(owner)) = (change.now(), id.parse::<i32>()) else { return Ok(()) };
    let Children { table, owner: whose, fields, .. } = children;
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let list = |prefix: &str| names.iter().map(|name| format!("{prefix}{name}")).collect::<Vec<_>>().join(", ");
    let sets: Vec<String> = names.iter().map(|name| format!("{name} = r.{name}")).collect();
    let update = format!(
        "UPDATE {table} c SET {sets}, last_updated_at = $3 FROM jsonb_populate_recordset(NULL::{table}, $2) r
         WHERE c.{whose} = $1 AND c.id = r.id AND ({own}) IS DISTINCT FROM ({new})",
        sets = sets.join(", "),
        own = list("c."),
        new = list("r."),
    );
    let insert = format!(
        "INSERT INTO {table} ({whose}, created_at, {names}) SELECT $1, $3, {values}
         FROM jsonb_array_elements($2) WITH ORDINALITY e (value, place), jsonb_populate_record(NULL::{table}, e.value) r
         WHERE r.id IS NULL ORDER BY e.place",
        names = list(""),
        values = list("r."),
    );
    for sql in [update, insert] {
        sqlx::query(AssertSqlSafe(sql)).bind(owner).bind(rows).bind(now).execute(&mut **change).await?;
    }
    Ok(())
}
