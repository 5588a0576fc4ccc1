//! The list of accounts (OFF-01).

use uuid::Uuid;

use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Account id.
    pub id: Uuid,
    /// One of [`super::ACCOUNT_TYPES`].
    pub account_type: String,
    /// Display string of whom it is for.
    pub target: String,
    /// In use.
    pub active: bool,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT a.id, a.account_type, a.active, account_target_label(a) AS target FROM account a",
    from: "FROM account a",
    filters: &[
        Filter { name: "active", meaning: Meaning::Bool("a.active = {}") },
        Filter { name: "account_type", meaning: Meaning::Texts("a.account_type = ANY({})") },
    ],
    orders: &[
        Order { name: "account_type", ascending: "a.account_type", descending: "a.account_type DESC" },
        // The kind of target is the type, in AMY's other word for it.
        Order { name: "generic_relation_content_type", ascending: "a.account_type", descending: "a.account_type DESC" },
        Order { name: "generic_relation", ascending: "account_target_label(a)", descending: "account_target_label(a) DESC" },
    ],
    default_order: "a.created_at DESC, a.id",
    tie: "a.id",
};
