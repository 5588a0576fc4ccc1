//! The list of tasks (TSK-01).

use sqlx::PgConnection;

use crate::Result;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Task id.
    pub id: i32,
    /// Slug of the event.
    pub event: String,
    /// Person id.
    pub person_id: i32,
    /// The person's full name.
    pub person: String,
    /// The person's address, if there is one and they consented to be contacted.
    pub email: Option<String>,
    /// The role's verbose name.
    pub role: String,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT t.id, e.slug AS event, t.person_id, person_full_name(p) AS person, r.verbose_name AS role,
        CASE WHEN may_contact(p) THEN p.email END AS email
        FROM task t JOIN event e ON e.id = t.event_id JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id",
    from: "FROM task t",
    filters: &[
        Filter { name: "event", meaning: Meaning::Ints("t.event_id = ANY({})") },
        Filter { name: "role", meaning: Meaning::Ints("t.role_id = ANY({})") },
    ],
    orders: &[
        Order { name: "event", ascending: "e.slug", descending: "e.slug DESC" },
        Order { name: "person", ascending: "p.family, p.personal", descending: "p.family DESC, p.personal DESC" },
        Order { name: "role", ascending: "r.name", descending: "r.name DESC" },
    ],
    default_order: "r.name, e.start DESC NULLS FIRST, e.id, t.id",
    tie: "t.id",
};

/// All roles by name, as key and verbose name.
///
/// # Errors
/// When the database cannot be asked.
pub async fn roles(db: &mut PgConnection) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(r#"SELECT id, coalesce(nullif(verbose_name, ''), name) AS "label!" FROM role ORDER BY name"#)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.label)).collect())
}
