//! The list of benefits, and one of them (OFF-07, OFF-09).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::Result;
use crate::db::Db;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A benefit, as a row of the list and on its page.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Details {
    /// Benefit id.
    pub id: Uuid,
    /// Display string.
    pub label: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// One of [`super::UNIT_TYPES`].
    pub unit_type: String,
    /// What one unit costs.
    pub credits: i32,
    /// In use.
    pub active: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub last_updated_at: Option<DateTime<Utc>>,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT b.id, benefit_label(b) AS label, b.name, b.description, b.unit_type, b.credits, b.active, b.created_at, b.last_updated_at
        FROM benefit b",
    from: "FROM benefit b",
    filters: &[
        Filter { name: "active", meaning: Meaning::Bool("b.active = {}") },
        Filter { name: "unit_type", meaning: Meaning::Texts("b.unit_type = ANY({})") },
    ],
    orders: &[
        Order { name: "name", ascending: "b.name", descending: "b.name DESC" },
        Order { name: "description", ascending: "b.description", descending: "b.description DESC" },
        Order { name: "created_at", ascending: "b.created_at", descending: "b.created_at DESC" },
        Order {
            name: "last_updated_at",
            ascending: "b.last_updated_at NULLS FIRST",
            descending: "b.last_updated_at DESC NULLS LAST",
        },
    ],
    default_order: "b.created_at DESC, b.id",
    tie: "b.id",
};

/// The benefit `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: Uuid) -> Result<Option<Details>> {
    Ok(sqlx::query_as!(
        Details,
        r#"SELECT b.id, benefit_label(b) AS "label!", b.name, b.description, b.unit_type, b.credits, b.active, b.created_at, b.last_updated_at
           FROM benefit b WHERE b.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?)
}
