//! The list of organizations (ORG-01), and what forms offer of them.

use serde::Deserialize;
use sqlx::types::Json;

use crate::Result;
use crate::db::Db;
use crate::event::SELF_ORGANIZED;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A membership of an organization, as a link.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MembershipLink {
    /// Membership id.
    pub id: i32,
    /// Display string.
    pub label: String,
}

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Organization id.
    pub id: i32,
    /// Domain.
    pub domain: String,
    /// Full name.
    pub fullname: String,
    /// Memberships whose agreement covers today (DM-ORG-05).
    pub current_memberships: Json<Vec<MembershipLink>>,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT o.id, o.domain, o.fullname,
        coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'label', membership_label(m)) ORDER BY m.agreement_start, m.id)
            FROM membership m WHERE {today} BETWEEN m.agreement_start AND m.agreement_end
            AND EXISTS (SELECT FROM member x WHERE x.membership_id = m.id AND x.organization_id = o.id)), '[]') AS current_memberships
        FROM organization o",
    from: "FROM organization o",
    filters: &[
        Filter { name: "country", meaning: Meaning::Texts("o.country = ANY({})") },
        Filter {
            name: "memberships__variant",
            meaning: Meaning::Texts(
                "EXISTS (SELECT FROM member x JOIN membership m ON m.id = x.membership_id
                 WHERE x.organization_id = o.id AND m.variant = ANY({}))",
            ),
        },
    ],
    orders: &[
        Order { name: "fullname", ascending: "o.fullname", descending: "o.fullname DESC" },
        Order { name: "domain", ascending: "o.domain", descending: "o.domain DESC" },
    ],
    default_order: "o.domain, o.id",
    tie: "o.id",
};

/// Key and label of what there is to choose.
pub type Choices = Vec<(String, String)>;

/// What the filters offer.
#[derive(Debug, Clone, Default)]
pub struct FilterChoices {
    /// Countries of organizations.
    pub countries: Choices,
}

/// What the filters offer: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn filter_choices(db: &mut Db) -> Result<FilterChoices> {
    let rows = sqlx::query!("SELECT code, name FROM country WHERE code IN (SELECT country FROM organization) ORDER BY name")
        .fetch_all(db)
        .await?;
    Ok(FilterChoices { countries: rows.into_iter().map(|row| (row.code, row.name)).collect() })
}

/// The countries that the form of an organization offers, by name: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn countries(db: &mut Db) -> Result<Choices> {
    let rows = sqlx::query!("SELECT code, name FROM country ORDER BY name").fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name)).collect())
}

/// The institutions that forms of requests offer: all organizations by full name, but not the one that stands for
/// self-organised workshops (DM-ORG-06). One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn for_requests(db: &mut Db) -> Result<Choices> {
    let rows = sqlx::query!(
        r#"SELECT o.id, organization_label(o) AS "label!" FROM organization o WHERE o.domain <> $1 ORDER BY o.fullname, o.id"#,
        SELF_ORGANIZED
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.label)).collect())
}
