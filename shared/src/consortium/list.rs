//! The list of consortiums (CON-01).

use sqlx::types::Json;

use super::ConsortiumOrganization;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Consortium id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// By full name.
    pub organisations: Json<Vec<ConsortiumOrganization>>,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT c.id, c.name, c.description,
        coalesce((SELECT jsonb_agg(jsonb_build_object('domain', o.domain, 'label', organization_label(o)) ORDER BY o.fullname)
            FROM consortium_organization x JOIN organization o ON o.id = x.organization_id WHERE x.consortium_id = c.id), '[]') AS organisations
        FROM consortium c",
    from: "FROM consortium c",
    filters: &[Filter {
        name: "contains_organisations",
        meaning: Meaning::Ints(
            "EXISTS (SELECT FROM consortium_organization x WHERE x.consortium_id = c.id AND x.organization_id = ANY({}))",
        ),
    }],
    orders: &[
        Order { name: "name", ascending: "c.name", descending: "c.name DESC" },
        Order { name: "description", ascending: "c.description", descending: "c.description DESC" },
    ],
    default_order: "c.created_at DESC, c.id",
    tie: "c.id",
};
