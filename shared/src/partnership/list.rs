//! The list of partnerships (PAR-01).

use chrono::NaiveDate;

use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Partnership id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// Domain of the partner, where it is an organization.
    pub organisation_domain: Option<String>,
    /// Its full name.
    pub organisation: Option<String>,
    /// The partner, where it is a consortium.
    pub consortium_id: Option<i32>,
    /// Its name.
    pub consortium: Option<String>,
    /// First day of the agreement.
    pub agreement_start: NaiveDate,
    /// Last day of the agreement.
    pub agreement_end: NaiveDate,
    /// Name of the tier.
    pub tier: Option<String>,
    /// Credits.
    pub credits: i32,
    /// Credits that its benefits take (DM-PART-09).
    pub credits_used: i64,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT p.id, p.name, o.domain AS organisation_domain, o.fullname AS organisation, c.id AS consortium_id,
        c.name AS consortium, p.agreement_start, p.agreement_end, t.name AS tier, p.credits, partnership_credits_used(p) AS credits_used
        FROM partnership p LEFT JOIN organization o ON o.id = p.partner_organisation_id
        LEFT JOIN consortium c ON c.id = p.partner_consortium_id LEFT JOIN partnership_tier t ON t.id = p.tier_id",
    from: "FROM partnership p",
    filters: &[
        Filter { name: "tier", meaning: Meaning::Uuids("p.tier_id = ANY({})") },
        Filter { name: "active_only", meaning: Meaning::Switch("{today} BETWEEN p.agreement_start AND p.agreement_end") },
        // DM-PART-09: to have used exactly all counts as over the limit here.
        Filter {
            name: "credits",
            meaning: Meaning::OneOf(&[
                ("under_limit", "partnership_credits_used(p) < p.credits"),
                ("over_limit", "partnership_credits_used(p) >= p.credits"),
            ]),
        },
    ],
    orders: &[Order { name: "name", ascending: "p.name", descending: "p.name DESC" }],
    default_order: "p.created_at DESC, p.id",
    tie: "p.id",
};
