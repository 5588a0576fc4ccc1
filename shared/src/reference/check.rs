//! The rules that a record must keep.

use sqlx::{Postgres, QueryBuilder};

use super::{Record, Stored, Table};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// A rule of one table: what is to be saved, and what is stored of it by now.
pub type Rule = fn(&Record, Option<&Stored>, &mut FieldErrors);

/// What the rules must know besides the record.
#[derive(Debug, Clone)]
pub struct Own {
    /// Its table.
    pub table: &'static Table,
    /// What is stored of an existing record.
    pub stored: Option<Stored>,
}

impl Input for Record {
    type Own = Own;

    async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
        let Own { table, stored } = own;
        let mut errors = FieldErrors::default();
        self.check_fixed(table, stored.as_ref(), &mut errors);
        if let Some(rule) = table.rule {
            rule(self, stored.as_ref(), &mut errors);
        }
        let groups = self.new_values(table, stored.as_ref());
        if groups.is_empty() {
            return Ok(errors);
        }
        let id = stored.as_ref().map(|stored| stored.id.as_str());
        let mut sql = QueryBuilder::new("SELECT ARRAY[");
        for (n, group) in groups.iter().enumerate() {
            sql.push(if n > 0 { ", " } else { "" });
            self.push_taken(&mut sql, table, id, group);
        }
        let taken: Vec<bool> = sql.push("]").build_query_scalar().fetch_one(db).await?;
        for (group, _) in groups.iter().zip(taken).filter(|(_, taken)| *taken) {
            match group.as_slice() {
                [field] => errors.add(field, format!("Another {} has this {} already.", table.noun.0, label(table, field))),
                [first, ..] => errors.add(first, format!("There is such a {} already.", table.noun.0)),
                [] => {}
            }
        }
        Ok(errors)
    }
}

impl Record {
    fn check_fixed(&self, table: &Table, stored: Option<&Stored>, errors: &mut FieldErrors) {
        if let Some(name) = stored.and_then(|stored| stored.fixed_name(table)) {
            let field = table.fixed.0;
            errors.require(
                self.text(field) == name,
                field,
                &format!("AMY’s rules look for the {} “{name}” by this name, so it must stay.", table.noun.0),
            );
        }
    }

    /// The groups of fields that must differ from all other records', as far as they have changed: what was stored before the
    /// rule stays.
    fn new_values(&self, table: &'static Table, stored: Option<&Stored>) -> Vec<Vec<&'static str>> {
        let alone = table.fields.iter().filter(|field| field.unique).map(|field| vec![field.name]);
        let together = Some(table.together.to_vec()).filter(|group| !group.is_empty());
        let has_changed = |field: &str| stored.is_none_or(|stored| stored.record.get(field) != self.get(field));
        alone
            .chain(together)
            .filter(|group| group.iter().any(|field| self.0.contains_key(*field) && has_changed(field)))
            .collect()
    }

    /// Pushes whether another record has the same in all fields of `group`.
    fn push_taken(&self, sql: &mut QueryBuilder<Postgres>, table: &Table, id: Option<&str>, group: &[&'static str]) {
        sql.push(format!("EXISTS (SELECT FROM {} t WHERE t.id::text IS DISTINCT FROM ", table.name));
        sql.push_bind(id.map(str::to_owned));
        for field in group {
            sql.push(format!(" AND lower(t.{field}) = lower(")).push_bind(self.text(field).to_owned()).push(")");
        }
        sql.push(")");
    }
}

fn label(table: &Table, field: &str) -> String {
    table.fields.iter().find(|known| known.name == field).map_or_else(String::new, |field| field.label.to_lowercase())
}

impl Stored {
    /// The record's name, if rules of AMY look for it.
    pub(super) fn fixed_name(&self, table: &Table) -> Option<&str> {
        let (field, names) = table.fixed;
        Some(self.record.text(field)).filter(|name| names.contains(name))
    }
}
