//! The owners of an account, on one screen (OFF-06, DM-ACC-02).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::PERMISSION_TYPES;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::{Change, Db};
use crate::email_action::Subject;
use crate::roster::{Plan, ROWS, Row};

/// A person's id and what they may do.
type Value = (i32, String);

/// A row of the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerRow {
    /// Its number in the form.
    #[serde(default)]
    pub row: usize,
    /// The stored row; nothing for a new one.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// Person id.
    pub person: Option<i32>,
    /// One of [`PERMISSION_TYPES`].
    pub permission_type: Option<String>,
    /// May change.
    #[serde(rename = "EDITABLE", default)]
    pub editable: bool,
    /// Is to go.
    #[serde(rename = "DELETE", default)]
    pub delete: bool,
}

/// All rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnersInput {
    /// The rows, called as the fields are.
    pub form: Vec<OwnerRow>,
}

impl OwnersInput {
    fn rows(&self) -> Vec<Row<Uuid, Value>> {
        let row = |row: &OwnerRow| Row {
            number: row.row,
            id: row.id,
            value: row.person.zip(row.permission_type.clone()),
            editable: row.editable,
            delete: row.delete,
        };
        self.form.iter().map(row).collect()
    }
}

/// What the screen starts from: the rows by name and permission. `None` without such an account, and for an individual one, which
/// has no such screen. With `lock`, the account is held until the transaction ends. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored_owners(db: &mut Db, account: Uuid, lock: bool) -> Result<Option<OwnersInput>> {
    if lock {
        sqlx::query!("SELECT id FROM account WHERE id = $1 FOR UPDATE", account).fetch_optional(&mut *db).await?;
    }
    let rows = sqlx::query!(
        r#"SELECT o.id AS "id?", o.person_id AS "person_id?", o.permission_type AS "permission_type?"
           FROM account a LEFT JOIN account_owner o ON o.account_id = a.id LEFT JOIN person p ON p.id = o.person_id
           WHERE a.id = $1 AND a.person_id IS NULL ORDER BY p.family, p.personal, o.permission_type, o.id"#,
        account
    )
    .fetch_all(db)
    .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let form = rows.into_iter().filter(|row| row.id.is_some()).enumerate().map(|(number, row)| OwnerRow {
        row: number,
        id: row.id,
        person: row.person_id,
        permission_type: row.permission_type,
        ..OwnerRow::default()
    });
    Ok(Some(OwnersInput { form: form.collect() }))
}

fn values(stored: &OwnersInput) -> Vec<(Uuid, Value)> {
    stored.form.iter().filter_map(|row| Some((row.id?, row.person.zip(row.permission_type.clone())?))).collect()
}

impl Input for OwnersInput {
    /// The rows as they are: what [`stored_owners`] gives.
    type Own = OwnersInput;

    async fn check(&self, db: &mut Db, stored: &Self) -> Result<FieldErrors> {
        let (_, mut errors) = Plan::of(&values(stored), &self.rows(), true);
        let rows: Vec<&OwnerRow> = self.form.iter().filter(|row| !row.delete).collect();
        let persons: Vec<i32> = rows.iter().filter_map(|row| row.person).collect();
        let known = sqlx::query_scalar!("SELECT id FROM person WHERE id = ANY($1)", &persons).fetch_all(db).await?;
        for row in rows {
            errors.require(
                row.person.is_some_and(|id| known.contains(&id)),
                &format!("{ROWS}-{}-person", row.row),
                "Choose a person.",
            );
            let permission = row.permission_type.as_deref();
            errors.require(
                PERMISSION_TYPES.iter().any(|(key, _)| Some(*key) == permission),
                &format!("{ROWS}-{}-permission_type", row.row),
                "Choose one of the offered values.",
            );
        }
        Ok(errors)
    }
}

/// Stores the rows of a screen that has passed its rules; `stored` was read under a lock. The emails of every partnership of the
/// account are looked at (T23).
///
/// # Errors
/// When the database refuses.
pub async fn save_owners(change: &mut Change, account: Uuid, stored: &OwnersInput, input: &OwnersInput) -> Result<()> {
    let now = change.now();
    let partnerships = sqlx::query_scalar!("SELECT id FROM partnership WHERE account_id = $1", account);
    for partnership in partnerships.fetch_all(&mut **change).await? {
        change.touch(Subject::Partnership(partnership));
    }
    let (plan, _) = Plan::of(&values(stored), &input.rows(), true);
    sqlx::query!("DELETE FROM account_owner WHERE id = ANY($1)", &plan.delete).execute(&mut **change).await?;
    let (ids, changed): (Vec<Uuid>, Vec<Value>) = plan.update.into_iter().unzip();
    let (persons, permissions): (Vec<i32>, Vec<String>) = changed.into_iter().unzip();
    sqlx::query!(
        "UPDATE account_owner o SET last_updated_at = $5, person_id = x.person_id, permission_type = x.permission_type
         FROM unnest($2::uuid[], $3::int[], $4::text[]) AS x (id, person_id, permission_type) WHERE o.id = x.id AND o.account_id = $1",
        account,
        &ids,
        &persons,
        &permissions,
        now
    )
    .execute(&mut **change)
    .await?;
    let (persons, permissions): (Vec<i32>, Vec<String>) = plan.insert.into_iter().unzip();
    sqlx::query!(
        "INSERT INTO account_owner (created_at, account_id, person_id, permission_type)
         SELECT $4, $1, x.person_id, x.permission_type FROM unnest($2::int[], $3::text[]) AS x (person_id, permission_type)",
        account,
        &persons,
        &permissions,
        now
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
