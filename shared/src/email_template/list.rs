//! The list of templates (emails.md 5.2).

use uuid::Uuid;

use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Template id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Whether new emails are made of it.
    pub active: bool,
    /// The action that it is for.
    pub signal: String,
    /// Sender.
    pub from_header: String,
    /// Where replies go.
    pub reply_to_header: String,
    /// Copies.
    pub cc_header: Vec<String>,
    /// Blind copies.
    pub bcc_header: Vec<String>,
    /// Subject, a template.
    pub subject: String,
    /// The first 150 characters of the body.
    pub body: String,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT t.id, t.name, t.active, t.signal, t.from_header, t.reply_to_header, t.cc_header, t.bcc_header, t.subject,
        left(t.body, 150) AS body FROM email_template t",
    from: "FROM email_template t",
    filters: &[
        Filter { name: "name", meaning: Meaning::Contains("t.name ILIKE {}") },
        Filter { name: "signal", meaning: Meaning::Contains("t.signal ILIKE {}") },
        Filter { name: "from_header", meaning: Meaning::Contains("t.from_header ILIKE {}") },
        Filter { name: "subject", meaning: Meaning::Contains("t.subject ILIKE {}") },
        Filter { name: "body", meaning: Meaning::Contains("t.body ILIKE {}") },
        Filter { name: "active", meaning: Meaning::Bool("t.active = {}") },
    ],
    orders: &[
        Order { name: "name", ascending: "t.name", descending: "t.name DESC" },
        Order { name: "signal", ascending: "t.signal", descending: "t.signal DESC" },
    ],
    default_order: "t.name, t.id",
    tie: "t.id",
};
