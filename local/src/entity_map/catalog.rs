//! Tables, columns and references as PostgreSQL knows them.

use std::collections::BTreeMap;

use anyhow::Result;
use sqlx::{PgConnection, Row as _};

/// A table.
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) references: Vec<Reference>,
}

/// A column.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) required: bool,
    pub(super) is_key: bool,
    pub(super) is_unique: bool,
}

/// A foreign key of one column.
pub(super) struct Reference {
    pub(super) column: String,
    pub(super) to: String,
    /// What becomes of the row when the other is deleted.
    pub(super) on_delete: OnDelete,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OnDelete {
    Protect,
    Cascade,
    SetNull,
}

impl Table {
    /// Whether it is nothing but a set: its key is two references and there is nothing else in it.
    pub(super) fn is_set(&self) -> bool {
        self.columns.len() == 2 && self.references.len() == 2 && self.columns.iter().all(|column| column.is_key)
    }

    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// All tables but the migrator's, in the order of their names.
pub(super) async fn tables(connection: &mut PgConnection) -> Result<Vec<Table>> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let columns = sqlx::query(
        "SELECT c.relname::text AS table_name, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS kind, a.attnotnull,
             EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS is_key,
             EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND NOT i.indisprimary AND i.indnkeyatts = 1
                 AND i.indkey[0] = a.attnum) AS is_unique
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> '_sqlx_migrations'
         ORDER BY c.relname, a.attnum",
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in columns {
        let name: String = row.try_get("table_name")?;
        let table = tables.entry(name.clone()).or_insert_with(|| Table { name, columns: Vec::new(), references: Vec::new() });
        table.columns.push(Column {
            name: row.try_get("name")?,
            kind: row.try_get("kind")?,
            required: row.try_get("attnotnull")?,
            is_key: row.try_get("is_key")?,
            is_unique: row.try_get("is_unique")?,
        });
    }
    let references = sqlx::query(
        "SELECT c.relname::text AS table_name, a.attname::text AS name, o.relname::text AS other, f.confdeltype::text AS on_delete
         FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class o ON o.oid = f.confrelid
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.conkey[cardinality(f.conkey)]
         WHERE f.contype = 'f' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname, a.attnum, o.relname",
    )
    .fetch_all(connection)
    .await?;
    for row in references {
        let on_delete = match row.try_get::<String, _>("on_delete")?.as_str() {
            "c" => OnDelete::Cascade,
            "n" => OnDelete::SetNull,
            _ => OnDelete::Protect,
        };
        if let Some(table) = tables.get_mut(&row.try_get::<String, _>("table_name")?) {
            table.references.push(Reference { column: row.try_get("name")?, to: row.try_get("other")?, on_delete });
        }
    }
    Ok(tables.into_values().collect())
}
