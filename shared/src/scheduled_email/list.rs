//! The list of scheduled emails (emails.md 5.3).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::About;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Email id.
    pub id: Uuid,
    /// Name of its template.
    pub template: Option<String>,
    /// Template id.
    pub template_id: Option<Uuid>,
    /// State by its code.
    pub state: String,
    /// When it is sent.
    pub scheduled_at: DateTime<Utc>,
    /// The kind of record that it is about, in AMY's words.
    pub target_type: Option<String>,
    /// That record's id.
    pub target_id: Option<i32>,
    /// To whom it goes.
    pub to_header: Vec<String>,
    /// Sender.
    pub from_header: String,
    /// Subject, a template.
    pub subject: String,
    /// What it is about, once [`tell`](super::tell) was asked.
    #[sqlx(skip)]
    pub about: Option<About>,
}

/// Filters, orders and rows of the list. Mail that is no template's is only there when somebody must look at it.
pub const LISTING: Listing = Listing {
    select: "SELECT e.id, t.name AS template, e.template_id, e.state, e.scheduled_at, e.target_type, e.target_id, e.to_header, e.from_header,
        e.subject FROM (SELECT * FROM scheduled_email WHERE NOT is_direct OR state = 'dead_letter') e LEFT JOIN email_template t ON t.id = e.template_id",
    from: "FROM (SELECT * FROM scheduled_email WHERE NOT is_direct OR state = 'dead_letter') e LEFT JOIN email_template t ON t.id = e.template_id",
    filters: &[
        Filter { name: "name", meaning: Meaning::Contains("t.name ILIKE {}") },
        Filter { name: "state", meaning: Meaning::Texts("e.state = ANY({})") },
        Filter { name: "subject", meaning: Meaning::Contains("e.subject ILIKE {}") },
    ],
    orders: &[
        Order { name: "template__name", ascending: "t.name NULLS LAST", descending: "t.name DESC NULLS LAST" },
        Order { name: "state", ascending: "e.state", descending: "e.state DESC" },
        Order { name: "scheduled_at", ascending: "e.scheduled_at", descending: "e.scheduled_at DESC" },
        Order { name: "subject", ascending: "e.subject", descending: "e.subject DESC" },
    ],
    default_order: "e.created_at DESC, e.id",
    tie: "e.id",
};
