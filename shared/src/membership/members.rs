//! The organizations of a membership, on one screen (MEM-05, DM-MEMB-15).

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::access::Viewer;
use crate::check::{FieldErrors, Input};
use crate::comment;
use crate::db::{Change, Db};
use crate::record::Kind;
use crate::roster::{Plan, ROWS, Row, Said};

/// An organization and its role, by their ids.
type Value = (i32, i32);

/// A row of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// Its number in the form.
    #[serde(default)]
    pub row: usize,
    /// The stored row; nothing for a new one.
    #[serde(default)]
    pub id: Option<i32>,
    /// Organization id.
    pub organization: Option<i32>,
    /// Role id.
    pub role: Option<i32>,
    /// May change.
    #[serde(rename = "EDITABLE", default)]
    pub editable: bool,
    /// Is to go; in consortiums only.
    #[serde(rename = "DELETE", default)]
    pub delete: bool,
}

/// All rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersInput {
    /// The rows, called as the fields are.
    pub form: Vec<MemberRow>,
}

impl MembersInput {
    fn rows(&self) -> Vec<Row<i32, Value>> {
        let row = |row: &MemberRow| Row {
            number: row.row,
            id: row.id,
            value: row.organization.zip(row.role),
            editable: row.editable,
            delete: row.delete,
        };
        self.form.iter().map(row).collect()
    }
}

/// What the screen starts from: the rows by the organizations' full names, and whether it is a consortium. `None` without such a
/// membership. With `lock`, the membership is held until the transaction ends. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored_members(db: &mut Db, membership: i32, lock: bool) -> Result<Option<(MembersInput, bool)>> {
    if lock {
        sqlx::query!("SELECT id FROM membership WHERE id = $1 FOR UPDATE", membership).fetch_optional(&mut *db).await?;
    }
    let rows = sqlx::query!(
        r#"SELECT p.consortium, m.id AS "id?", m.organization_id AS "organization_id?", m.role_id AS "role_id?"
           FROM membership p LEFT JOIN member m ON m.membership_id = p.id LEFT JOIN organization o ON o.id = m.organization_id
           WHERE p.id = $1 ORDER BY o.fullname, m.id"#,
        membership
    )
    .fetch_all(db)
    .await?;
    let Some(consortium) = rows.first().map(|row| row.consortium) else { return Ok(None) };
    let form = rows.into_iter().filter(|row| row.id.is_some()).enumerate().map(|(number, row)| MemberRow {
        row: number,
        id: row.id,
        organization: row.organization_id,
        role: row.role_id,
        ..MemberRow::default()
    });
    Ok(Some((MembersInput { form: form.collect() }, consortium)))
}

fn values(stored: &MembersInput) -> Vec<(i32, Value)> {
    stored.form.iter().filter_map(|row| Some((row.id?, row.organization.zip(row.role)?))).collect()
}

impl Input for MembersInput {
    /// The rows as they are, and whether it is a consortium: what [`stored_members`] gives.
    type Own = (MembersInput, bool);

    async fn check(&self, db: &mut Db, (stored, consortium): &(Self, bool)) -> Result<FieldErrors> {
        let (plan, mut errors) = Plan::of(&values(stored), &self.rows(), *consortium);
        errors.require(
            *consortium || plan.total <= 1,
            FieldErrors::FORM,
            "A membership that is no consortium has at most 1 member. Make it a consortium first.",
        );
        let rows: Vec<&MemberRow> = self.form.iter().filter(|row| !(row.delete && (*consortium || row.id.is_none()))).collect();
        let (organizations, roles) = (
            rows.iter().filter_map(|row| row.organization).collect::<Vec<_>>(),
            rows.iter().filter_map(|row| row.role).collect::<Vec<_>>(),
        );
        let facts = sqlx::query!(
            r#"SELECT ARRAY(SELECT id FROM organization WHERE id = ANY($1)) AS "organizations!",
                ARRAY(SELECT id FROM member_role WHERE id = ANY($2)) AS "roles!""#,
            &organizations,
            &roles
        )
        .fetch_one(db)
        .await?;
        for row in rows {
            let exists = |id: Option<i32>, known: &[i32]| id.is_some_and(|id| known.contains(&id));
            errors.require(
                exists(row.organization, &facts.organizations),
                &format!("{ROWS}-{}-organization", row.row),
                "Choose an organization.",
            );
            errors.require(exists(row.role, &facts.roles), &format!("{ROWS}-{}-role", row.row), "Choose a role.");
        }
        Ok(errors)
    }
}

/// Stores the rows of a screen that has passed its rules; `stored` was read under a lock. One comment by `author` tells what was
/// added, removed and replaced.
///
/// # Errors
/// When the database refuses.
pub async fn save_members(
    change: &mut Change,
    membership: i32,
    (stored, consortium): &(MembersInput, bool),
    input: &MembersInput,
    author: &Viewer,
) -> Result<()> {
    let (plan, _) = Plan::of(&values(stored), &input.rows(), *consortium);
    sqlx::query!("DELETE FROM member WHERE id = ANY($1)", &plan.delete).execute(&mut **change).await?;
    let (ids, changed): (Vec<i32>, Vec<Value>) = plan.update.into_iter().unzip();
    let (organizations, roles): (Vec<i32>, Vec<i32>) = changed.into_iter().unzip();
    sqlx::query!(
        "UPDATE member m SET organization_id = x.organization_id, role_id = x.role_id
         FROM unnest($2::int[], $3::int[], $4::int[]) AS x (id, organization_id, role_id) WHERE m.id = x.id AND m.membership_id = $1",
        membership,
        &ids,
        &organizations,
        &roles
    )
    .execute(&mut **change)
    .await?;
    let (organizations, roles): (Vec<i32>, Vec<i32>) = plan.insert.into_iter().unzip();
    sqlx::query!(
        "INSERT INTO member (membership_id, organization_id, role_id)
         SELECT $1, x.organization_id, x.role_id FROM unnest($2::int[], $3::int[]) AS x (organization_id, role_id)",
        membership,
        &organizations,
        &roles
    )
    .execute(&mut **change)
    .await?;
    tell(change, membership, &plan.said, author).await
}

/// The comment of a change: the day, and a line for each organization.
async fn tell(change: &mut Change, membership: i32, said: &Said<Value>, author: &Viewer) -> Result<()> {
    let replaced = said.replaced.iter().filter(|(was, is)| was.0 != is.0).map(|(_, is)| is.0);
    let lines: Vec<(&str, i32)> = (said.added.iter().map(|value| ("Added", value.0)))
        .chain(said.removed.iter().map(|value| ("Removed", value.0)))
        .chain(replaced.map(|organization| ("Replaced with", organization)))
        .collect();
    if lines.is_empty() {
        return Ok(());
    }
    let (verbs, organizations): (Vec<String>, Vec<i32>) = lines.into_iter().map(|(verb, id)| (verb.to_owned(), id)).unzip();
    let list = sqlx::query_scalar!(
        r#"SELECT string_agg('* ' || x.verb || ' ' || organization_label(o), E'\n' ORDER BY x.n) AS "list!"
           FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS x (verb, organization_id, n) JOIN organization o ON o.id = x.organization_id"#,
        &verbs,
        &organizations
    )
    .fetch_one(&mut **change)
    .await?;
    let text = format!("Changed members on {}:\n\n{list}", change.today());
    comment::add(change, Kind::Membership, &membership.to_string(), author, &text, None).await?;
    Ok(())
}
