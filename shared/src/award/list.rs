//! The list of those who hold a badge (BDG-02).

use chrono::NaiveDate;

use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Award id.
    pub id: i32,
    /// Person id.
    pub person_id: i32,
    /// The person's full name.
    pub person: String,
    /// The person's address, if there is one and they consented to be contacted.
    pub email: Option<String>,
    /// When it was awarded.
    pub awarded: NaiveDate,
    /// Slug of the event where it was earned.
    pub event: Option<String>,
    /// Id of who gave it.
    pub awarded_by_id: Option<i32>,
    /// That person's full name.
    pub awarded_by: Option<String>,
}

/// Filters, orders and rows of the list; the filter `badge` is set by the page itself.
pub const LISTING: Listing = Listing {
    select: "SELECT a.id, a.person_id, person_full_name(p) AS person, CASE WHEN may_contact(p) THEN p.email END AS email,
        a.awarded, e.slug AS event, a.awarded_by_id, person_full_name(w) AS awarded_by
        FROM award a JOIN person p ON p.id = a.person_id LEFT JOIN event e ON e.id = a.event_id LEFT JOIN person w ON w.id = a.awarded_by_id",
    from: "FROM award a",
    filters: &[
        Filter { name: "badge", meaning: Meaning::Ints("a.badge_id = ANY({})") },
        Filter { name: "awarded_after", meaning: Meaning::Date("a.awarded >= {}") },
        Filter { name: "awarded_before", meaning: Meaning::Date("a.awarded <= {}") },
        Filter { name: "event", meaning: Meaning::Ints("a.event_id = ANY({})") },
    ],
    orders: &[
        Order { name: "awarded", ascending: "a.awarded", descending: "a.awarded DESC" },
        Order { name: "person__family", ascending: "p.family", descending: "p.family DESC" },
    ],
    default_order: "a.awarded, a.id",
    tie: "a.id",
};
