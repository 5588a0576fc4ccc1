//! The list of categories, and one of them (OFF-17, OFF-19).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::Result;
use crate::db::Db;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A category, as a row of the list and on its page.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Details {
    /// Category id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Offered for events.
    pub active: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub last_updated_at: Option<DateTime<Utc>>,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT c.id, c.name, c.description, c.active, c.created_at, c.last_updated_at FROM event_category c",
    from: "FROM event_category c",
    filters: &[Filter { name: "active", meaning: Meaning::Bool("c.active = {}") }],
    orders: &[
        Order { name: "name", ascending: "c.name", descending: "c.name DESC" },
        Order { name: "description", ascending: "c.description", descending: "c.description DESC" },
        Order { name: "created_at", ascending: "c.created_at", descending: "c.created_at DESC" },
        Order {
            name: "last_updated_at",
            ascending: "c.last_updated_at NULLS FIRST",
            descending: "c.last_updated_at DESC NULLS LAST",
        },
    ],
    default_order: "c.name",
    tie: "c.id",
};

/// The category `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: Uuid) -> Result<Option<Details>> {
    Ok(sqlx::query_as!(
        Details,
        "SELECT id, name, description, active, created_at, last_updated_at FROM event_category WHERE id = $1",
        id
    )
    .fetch_optional(db)
    .await?)
}
