//! Benefits of accounts with everything their pages show (OFF-14), and what uses them.

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::types::Uuid;

use super::ListRow;
use crate::Result;
use crate::db::Db;

/// A benefit of an account as its page shows it.
#[derive(Debug, Clone)]
pub struct Details {
    /// Display string.
    pub label: String,
    /// Display string of its account.
    pub account: String,
    /// Benefit id.
    pub benefit_id: Uuid,
    /// Display string of the benefit.
    pub benefit: String,
    /// The rest, as the list has it.
    pub row: ListRow,
}

/// The benefit `id` of an account: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: Uuid, today: NaiveDate) -> Result<Option<Details>> {
    let row = sqlx::query!(
        r#"SELECT ab.*, account_benefit_label(ab, $2) AS "label!", account_label(a) AS "account!", account_target_label(a) AS "target!",
            partnership_label(p) AS partnership, benefit_label(b) AS "benefit!", b.name AS benefit_name, b.unit_type,
            account_benefit_used(ab) AS "used!", d.name AS "discount?", c.name AS "curriculum?"
           FROM account_benefit ab JOIN account a ON a.id = ab.account_id JOIN benefit b ON b.id = ab.benefit_id
           LEFT JOIN partnership p ON p.id = ab.partnership_id LEFT JOIN account_benefit_discount d ON d.id = ab.discount_id
           LEFT JOIN curriculum c ON c.id = ab.curriculum_id
           WHERE ab.id = $1"#,
        id,
        today
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Details {
        label: row.label,
        account: row.account,
        benefit_id: row.benefit_id,
        benefit: row.benefit,
        row: ListRow {
            id: row.id,
            account_id: row.account_id,
            account: row.target,
            partnership_id: row.partnership_id,
            partnership: row.partnership,
            benefit: row.benefit_name,
            unit_type: row.unit_type,
            used: row.used,
            allocation: row.allocation,
            discount: row.discount,
            registration_code: row.registration_code,
            curriculum: row.curriculum,
            start_date: row.start_date,
            end_date: row.end_date,
            frozen: row.frozen,
            created_at: row.created_at,
            last_updated_at: row.last_updated_at,
        },
    }))
}

/// A task that uses a seat of a benefit.
#[derive(Debug, Clone, Deserialize)]
pub struct UsingTask {
    /// The benefit that it uses.
    pub benefit: Uuid,
    /// Task id.
    pub id: i32,
    /// Slug of the event.
    pub event: String,
    /// Person id.
    pub person_id: i32,
    /// The person's full name.
    pub person: String,
    /// The role's name.
    pub role: String,
}

/// The tasks that use seats of these benefits: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn using_tasks(db: &mut Db, benefits: &[Uuid]) -> Result<Vec<UsingTask>> {
    Ok(sqlx::query_as!(
        UsingTask,
        r#"SELECT t.allocated_benefit_id AS "benefit!", t.id, e.slug AS event, p.id AS person_id, person_full_name(p) AS "person!",
            role_label(r.name, r.verbose_name) AS "role!"
           FROM task t JOIN event e ON e.id = t.event_id JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id
           WHERE t.allocated_benefit_id = ANY($1) ORDER BY e.start DESC NULLS FIRST, e.id, p.family, p.personal, t.id"#,
        benefits
    )
    .fetch_all(db)
    .await?)
}

/// An event that uses a benefit.
#[derive(Debug, Clone, Deserialize)]
pub struct UsingEvent {
    /// The benefit that it uses.
    pub benefit: Uuid,
    /// Slug.
    pub slug: String,
    /// Display string of the host.
    pub host: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
}

/// The events that use these benefits: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn using_events(db: &mut Db, benefits: &[Uuid]) -> Result<Vec<UsingEvent>> {
    Ok(sqlx::query_as!(
        UsingEvent,
        r#"SELECT e.allocated_benefit_id AS "benefit!", e.slug, organization_label(o) AS "host!", e.start, e."end"
           FROM event e JOIN organization o ON o.id = e.host_id
           WHERE e.allocated_benefit_id = ANY($1) ORDER BY e.start DESC NULLS FIRST, e.id"#,
        benefits
    )
    .fetch_all(db)
    .await?)
}
