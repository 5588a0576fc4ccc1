//! A task with everything its page shows (TSK-03).

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Result;

/// A task with the names of what it refers to.
#[derive(Debug, Clone)]
pub struct Details {
    /// Task id.
    pub id: i32,
    /// Slug of the event.
    pub event: String,
    /// Person id.
    pub person_id: i32,
    /// Display string of the person.
    pub person: String,
    /// The role's verbose name.
    pub role: String,
    /// Membership whose seat it uses.
    pub seat_membership_id: Option<i32>,
    /// Display string of that membership.
    pub seat_membership: Option<String>,
    /// Benefit of an account that it uses.
    pub allocated_benefit_id: Option<Uuid>,
    /// Display string of that benefit, as on its first day.
    pub allocated_benefit: Option<String>,
    /// A public seat, or an in-house one.
    pub seat_public: bool,
    /// Came by open application.
    pub seat_open_training: bool,
}

impl Details {
    /// Display string: event, person and role.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}/{}={}", self.event, self.person, self.role)
    }
}

/// The task `id`, as of `today`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut PgConnection, id: i32, today: NaiveDate) -> Result<Option<Details>> {
    Ok(sqlx::query_as!(
        Details,
        r#"SELECT t.id, e.slug AS event, t.person_id, person_label(p) AS "person!", r.verbose_name AS role, t.seat_membership_id,
            t.seat_public, t.seat_open_training, t.allocated_benefit_id,
            (SELECT account_benefit_label(b, $2) FROM account_benefit b WHERE b.id = t.allocated_benefit_id) AS allocated_benefit,
            (SELECT membership_label(m) FROM membership m WHERE m.id = t.seat_membership_id) AS seat_membership
           FROM task t JOIN event e ON e.id = t.event_id JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id
           WHERE t.id = $1"#,
        id,
        today
    )
    .fetch_optional(db)
    .await?)
}
