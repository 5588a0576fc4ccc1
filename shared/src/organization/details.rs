//! An organization with everything its page shows (ORG-03, DM-ORG-05). Its memberships and partnerships are theirs to tell:
//! [`crate::membership::of_organization`], [`crate::partnership::of_organization`].

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
            a.id AS "account_id?", account_label(a) AS account
           FROM organization o LEFT JOIN country c ON c.code = o.country LEFT JOIN account a ON a.organization_id = o.id
           WHERE o.domain = $1"#,
        domain
    )
    .fetch_optional(db)
    .await?)
}

/// An event that the organization has to do with.
#[derive(Debug, Clone)]
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

/// The events that the organization hosts, sponsors or administers, each once, newest first (DM-ORG-05): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn events(db: &mut Db, organization: i32) -> Result<Vec<OrganizationEvent>> {
    Ok(sqlx::query_as!(
        OrganizationEvent,
        r#"SELECT e.slug, e.start, e."end", e.url, e.host_id = $1 AS "hosted!", coalesce(e.sponsor_id = $1, false) AS "sponsored!",
            EXISTS (SELECT FROM member m JOIN member_role r ON r.id = m.role_id
                WHERE m.membership_id = e.membership_id AND m.organization_id = $1 AND r.name = $2) AS "affiliated!",
            ARRAY(SELECT t.name FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = e.id ORDER BY t.priority, t.name) AS "tags!"
           FROM event e WHERE $1 IN (e.host_id, e.sponsor_id, e.administrator_id) ORDER BY e.start DESC NULLS FIRST, e.id"#,
        organization,
        MAIN
    )
    .fetch_all(db)
    .await?)
}
