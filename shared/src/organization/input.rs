//! What the form of an organization sends, and its rules (ORG-02, ORG-04).

use serde::{Deserialize, Serialize};

use super::normalised;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// A domain may be this long.
const LONGEST: usize = 100;

/// The form's fields by their names. Texts are trimmed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OrganizationInput {
    /// Its web address as it was entered (DM-ORG-01).
    pub domain: String,
    /// Full name.
    pub fullname: String,
    /// Country code.
    pub country: Option<String>,
    /// Latitude in degrees.
    pub latitude: Option<f64>,
    /// Longitude in degrees.
    pub longitude: Option<f64>,
    /// Organizations that belong to it, and it to them.
    pub affiliated_organizations: Vec<i32>,
    /// A comment to add to a new organization.
    #[serde(default)]
    pub comment: String,
}

impl OrganizationInput {
    /// The domain to store. One that stays what it was need not be an address: AMY's own `self-organized` is none.
    pub(super) fn domain_to_store(&self, stored: Option<&str>) -> Option<String> {
        if stored == Some(self.domain.trim()) { stored.map(str::to_owned) } else { normalised(&self.domain) }
    }
}

/// What the rules must know of the organization as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Organization id.
    pub id: i32,
    /// Its domain.
    pub domain: String,
}

/// An organization as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// What the rules must know.
    pub own: Own,
    /// Display string.
    pub label: String,
    /// The fields.
    pub input: OrganizationInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored organization with this domain as the form shows it; one statement. With `lock`, its row is held until the
/// transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, domain: &str, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM organization WHERE domain = $1 FOR UPDATE", domain).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT o.*, organization_label(o) AS "label!",
            ARRAY(SELECT affiliated_id FROM organization_affiliation WHERE organization_id = o.id
                  UNION SELECT organization_id FROM organization_affiliation WHERE affiliated_id = o.id ORDER BY 1) AS "affiliated!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'organization' AND v.object_id = o.id::text) AS "version!"
           FROM organization o WHERE o.domain = $1"#,
        domain
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        label: row.label,
        version: row.version,
        own: Own { id: row.id, domain: row.domain.clone() },
        input: OrganizationInput {
            domain: row.domain,
            fullname: row.fullname,
            country: row.country,
            latitude: row.latitude,
            longitude: row.longitude,
            affiliated_organizations: row.affiliated,
            comment: String::new(),
        },
    }))
}

impl Input for OrganizationInput {
    /// The organization when it exists.
    type Own = Option<Own>;

    async fn check(&self, db: &mut Db, own: &Option<Own>) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let domain = self.domain_to_store(own.as_ref().map(|own| own.domain.as_str()));
        errors.require(domain.is_some(), "domain", "Enter a web address, such as example.org or https://example.org/institute/.");
        let domain = domain.unwrap_or_default();
        errors.require(domain.chars().count() <= LONGEST, "domain", "Enter at most 100 characters.");
        let id = own.as_ref().map(|own| own.id);
        errors.require(
            id.is_none_or(|id| !self.affiliated_organizations.contains(&id)),
            "affiliated_organizations",
            "An organization is not affiliated with itself.",
        );
        let facts = sqlx::query!(
            r#"SELECT
                EXISTS (SELECT FROM organization WHERE domain = $1 AND id IS DISTINCT FROM $2) AS "domain_taken!",
                EXISTS (SELECT FROM organization WHERE fullname = $3 AND id IS DISTINCT FROM $2) AS "fullname_taken!",
                ($4::text IS NULL OR EXISTS (SELECT FROM country WHERE code = $4)) AS "country!",
                NOT EXISTS (SELECT unnest($5::int[]) EXCEPT SELECT id FROM organization) AS "affiliated!""#,
            domain,
            id,
            self.fullname,
            self.country,
            &self.affiliated_organizations
        )
        .fetch_one(db)
        .await?;
        errors.require(!facts.domain_taken, "domain", "Another organization has this domain already.");
        errors.require(!facts.fullname_taken, "fullname", "Another organization has this name already.");
        errors.require(facts.country, "country", "Choose one of the offered countries.");
        errors.require(
            facts.affiliated,
            "affiliated_organizations",
            "One of these organizations does not exist any more. Choose again.",
        );
        Ok(errors)
    }
}
