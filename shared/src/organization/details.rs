//! An organization with what its page shows of it and its events (ORG-03, DM-ORG-05). Its memberships and partnerships are theirs to
//! tell: [`crate::membership::of_organization`], [`crate::partnership::of_organization`].

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::types::{Json, Uuid};

use crate::Result;
use crate::db::Db;
use crate::membership::MAIN;

/// An organization that another one is affiliated with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Affiliated {
    /// Domain, which its page is found by.
    pub domain: String,
    /// Display string.
    pub label: String,
}

/// An event that the organization has to do with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OrganizationEvent {
    /// Slug.
    pub slug: String,
    /// It is the host.
    pub hosted: bool,
    /// It is the sponsor.
    pub sponsored: bool,
    /// It is the main organization of the event's membership.
    pub affiliated: bool,
    /// Names of the event's tags by priority.
    pub tags: Vec<String>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Website as stored.
    pub url: Option<String>,
}

/// An organization with the names of what it refers to.
#[derive(Debug, Clone)]
pub struct Details {
    /// Organization id.
    pub id: i32,
    /// Display string.
    pub label: String,
    /// Domain.
    pub domain: String,
    /// Full name.
    pub fullname: String,
    /// Country code.
    pub country: Option<String>,
    /// Country's name.
    pub country_name: Option<String>,
    /// Latitude in degrees.
    pub latitude: Option<f64>,
    /// Longitude in degrees.
    pub longitude: Option<f64>,
    /// By full name.
    pub affiliated: Json<Vec<Affiliated>>,
    /// Its account.
    pub account_id: Option<Uuid>,
    /// Display string of its account.
    pub account: Option<String>,
    /// What it hosts, sponsors or administers, each once, newest first.
    pub events: Json<Vec<OrganizationEvent>>,
}

/// The organization with this domain: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_domain(db: &mut Db, domain: &str) -> Result<Option<Details>> {
    Ok(sqlx::query_as!(
        Details,
        r#"SELECT o.id, organization_label(o) AS "label!", o.domain, o.fullname, o.country, c.name AS "country_name?", o.latitude, o.longitude,
            coalesce((SELECT jsonb_agg(jsonb_build_object('domain', x.domain, 'label', organization_label(x)) ORDER BY x.fullname)
                FROM organization_affiliation a
                JOIN organization x ON x.id = CASE WHEN a.organization_id = o.id THEN a.affiliated_id ELSE a.organization_id END
                WHERE o.id IN (a.organization_id, a.affiliated_id)), '[]') AS "affiliated!: Json<Vec<Affiliated>>",
            a.id AS "account_id?", account_label(a) AS account,
            coalesce((SELECT jsonb_agg(jsonb_build_object('slug', e.slug, 'start', e.start, 'end', e."end", 'url', e.url,
                    'hosted', e.host_id = o.id, 'sponsored', coalesce(e.sponsor_id = o.id, false),
                    'affiliated', EXISTS (SELECT FROM member m JOIN member_role r ON r.id = m.role_id
                        WHERE m.membership_id = e.membership_id AND m.organization_id = o.id AND r.name = $2),
                    'tags', ARRAY(SELECT t.name FROM event_tag et JOIN tag t ON t.id = et.tag_id
                        WHERE et.event_id = e.id ORDER BY t.priority, t.name)) ORDER BY e.start DESC NULLS FIRST, e.id)
                FROM event e WHERE o.id IN (e.host_id, e.sponsor_id, e.administrator_id)), '[]') AS "events!: Json<Vec<OrganizationEvent>>"
           FROM organization o LEFT JOIN country c ON c.code = o.country LEFT JOIN account a ON a.organization_id = o.id
           WHERE o.domain = $1"#,
        domain,
        MAIN
    )
    .fetch_optional(db)
    .await?)
}
