//! The list of memberships (MEM-01, DM-MEMB-07).

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::types::Json;

use crate::listing::{Filter, Listing, Meaning, Order};

/// An organization of a membership, as a link.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MemberLink {
    /// Domain, which its page is found by.
    pub domain: String,
    /// Full name.
    pub fullname: String,
}

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Membership id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// Several organizations together.
    pub consortium: bool,
    /// Organizations by full name, each once.
    pub organizations: Json<Vec<MemberLink>>,
    /// One of [`super::VARIANTS`].
    pub variant: String,
    /// First day of the agreement.
    pub agreement_start: NaiveDate,
    /// Last day of the agreement.
    pub agreement_end: NaiveDate,
    /// One of [`super::CONTRIBUTION_TYPES`].
    pub contribution_type: String,
    /// Training seats of both pools.
    pub instructor_training_seats_total: i64,
    /// Learners who took one.
    pub instructor_training_seats_utilized: i64,
    /// Seats left; negative when more were taken than there are.
    pub instructor_training_seats_remaining: i64,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT m.id, m.name, m.consortium, m.variant, m.agreement_start, m.agreement_end, m.contribution_type,
        coalesce((SELECT jsonb_agg(jsonb_build_object('domain', o.domain, 'fullname', o.fullname) ORDER BY o.fullname)
            FROM organization o WHERE o.id IN (SELECT x.organization_id FROM member x WHERE x.membership_id = m.id)), '[]') AS organizations,
        s.total AS instructor_training_seats_total, s.utilized AS instructor_training_seats_utilized,
        s.remaining AS instructor_training_seats_remaining
        FROM membership m JOIN membership_seats s ON s.membership_id = m.id",
    from: "FROM membership m JOIN membership_seats s ON s.membership_id = m.id",
    filters: &[
        Filter {
            name: "organization_name",
            meaning: Meaning::Contains(
                "EXISTS (SELECT FROM member x JOIN organization o ON o.id = x.organization_id
                 WHERE x.membership_id = m.id AND o.fullname ILIKE {})",
            ),
        },
        Filter { name: "consortium", meaning: Meaning::Bool("m.consortium = {}") },
        Filter { name: "public_status", meaning: Meaning::Texts("m.public_status = ANY({})") },
        Filter { name: "variant", meaning: Meaning::Texts("m.variant = ANY({})") },
        Filter { name: "contribution_type", meaning: Meaning::Texts("m.contribution_type = ANY({})") },
        // DM-MEMB-08, without grace
        Filter { name: "active_only", meaning: Meaning::Switch("{today} BETWEEN m.agreement_start AND m.agreement_end") },
        // DM-MEMB-07
        Filter { name: "training_seats_only", meaning: Meaning::Switch("s.total > 0") },
        Filter { name: "negative_remaining_seats_only", meaning: Meaning::Switch("s.remaining < 0") },
    ],
    orders: &[
        Order { name: "agreement_start", ascending: "m.agreement_start", descending: "m.agreement_start DESC" },
        Order { name: "agreement_end", ascending: "m.agreement_end", descending: "m.agreement_end DESC" },
        Order { name: "instructor_training_seats_remaining", ascending: "s.remaining", descending: "s.remaining DESC" },
    ],
    default_order: "m.id",
    tie: "m.id",
};
