//! The persons of a membership, on one screen (MEM-06, DM-MEMB-16).

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::{Change, Db};
use crate::email_action::Subject;
use crate::roster::{Plan, ROWS, Row};

/// A person and their role, by their ids.
type Value = (i32, i32);

/// A row of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Its number in the form.
    #[serde(default)]
    pub row: usize,
    /// The stored row; nothing for a new one.
    #[serde(default)]
    pub id: Option<i32>,
    /// Person id.
    pub person: Option<i32>,
    /// Role id.
    pub role: Option<i32>,
    /// May change.
    #[serde(rename = "EDITABLE", default)]
    pub editable: bool,
    /// Is to go.
    #[serde(rename = "DELETE", default)]
    pub delete: bool,
}

/// All rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonsInput {
    /// The rows, called as the fields are.
    pub form: Vec<PersonRow>,
}

impl PersonsInput {
    fn rows(&self) -> Vec<Row<i32, Value>> {
        let row = |row: &PersonRow| Row {
            number: row.row,
            id: row.id,
            value: row.person.zip(row.role),
            editable: row.editable,
            delete: row.delete,
        };
        self.form.iter().map(row).collect()
    }
}

/// What the screen starts from: the rows by the persons' names. `None` without such a membership. With `lock`, the membership is
/// held until the transaction ends. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored_persons(db: &mut Db, membership: i32, lock: bool) -> Result<Option<PersonsInput>> {
    if lock {
        sqlx::query!("SELECT id FROM membership WHERE id = $1 FOR UPDATE", membership).fetch_optional(&mut *db).await?;
    }
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id?", t.person_id AS "person_id?", t.role_id AS "role_id?"
           FROM membership m LEFT JOIN membership_task t ON t.membership_id = m.id LEFT JOIN person p ON p.id = t.person_id
           LEFT JOIN membership_person_role r ON r.id = t.role_id
           WHERE m.id = $1 ORDER BY p.family, p.personal, r.name, t.id"#,
        membership
    )
    .fetch_all(db)
    .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let form = rows.into_iter().filter(|row| row.id.is_some()).enumerate().map(|(number, row)| PersonRow {
        row: number,
        id: row.id,
        person: row.person_id,
        role: row.role_id,
        ..PersonRow::default()
    });
    Ok(Some(PersonsInput { form: form.collect() }))
}

fn values(stored: &PersonsInput) -> Vec<(i32, Value)> {
    stored.form.iter().filter_map(|row| Some((row.id?, row.person.zip(row.role)?))).collect()
}

impl Input for PersonsInput {
    /// The rows as they are: what [`stored_persons`] gives.
    type Own = PersonsInput;

    async fn check(&self, db: &mut Db, stored: &Self) -> Result<FieldErrors> {
        let (_, mut errors) = Plan::of(&values(stored), &self.rows(), true);
        let rows: Vec<&PersonRow> = self.form.iter().filter(|row| !row.delete).collect();
        let (persons, roles) = (
            rows.iter().filter_map(|row| row.person).collect::<Vec<_>>(),
            rows.iter().filter_map(|row| row.role).collect::<Vec<_>>(),
        );
        let facts = sqlx::query!(
            r#"SELECT ARRAY(SELECT id FROM person WHERE id = ANY($1)) AS "persons!",
                ARRAY(SELECT id FROM membership_person_role WHERE id = ANY($2)) AS "roles!""#,
            &persons,
            &roles
        )
        .fetch_one(db)
        .await?;
        for row in rows {
            let exists = |id: Option<i32>, known: &[i32]| id.is_some_and(|id| known.contains(&id));
            errors.require(exists(row.person, &facts.persons), &format!("{ROWS}-{}-person", row.row), "Choose a person.");
            errors.require(exists(row.role, &facts.roles), &format!("{ROWS}-{}-role", row.row), "Choose a role.");
        }
        Ok(errors)
    }
}

/// Stores the rows of a screen that has passed its rules; `stored` was read under a lock.
///
/// # Errors
/// When the database refuses.
pub async fn save_persons(change: &mut Change, membership: i32, stored: &PersonsInput, input: &PersonsInput) -> Result<()> {
    change.touch(Subject::Membership(membership));
    let (plan, _) = Plan::of(&values(stored), &input.rows(), true);
    sqlx::query!("DELETE FROM membership_task WHERE id = ANY($1)", &plan.delete).execute(&mut **change).await?;
    let (ids, changed): (Vec<i32>, Vec<Value>) = plan.update.into_iter().unzip();
    let (persons, roles): (Vec<i32>, Vec<i32>) = changed.into_iter().unzip();
    sqlx::query!(
        "UPDATE membership_task t SET person_id = x.person_id, role_id = x.role_id
         FROM unnest($2::int[], $3::int[], $4::int[]) AS x (id, person_id, role_id) WHERE t.id = x.id AND t.membership_id = $1",
        membership,
        &ids,
        &persons,
        &roles
    )
    .execute(&mut **change)
    .await?;
    let (persons, roles): (Vec<i32>, Vec<i32>) = plan.insert.into_iter().unzip();
    sqlx::query!(
        "INSERT INTO membership_task (membership_id, person_id, role_id)
         SELECT $1, x.person_id, x.role_id FROM unnest($2::int[], $3::int[]) AS x (person_id, role_id)",
        membership,
        &persons,
        &roles
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
