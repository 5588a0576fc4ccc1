//! What the forms of a partnership send (PAR-02, PAR-04, PAR-07), and what editing starts from.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Result;
use crate::account::Target;
use crate::agreement::Period;
use crate::db::Db;

/// The form's fields by their names. Texts are trimmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipInput {
    /// The partner, where it is a consortium.
    pub partner_consortium: Option<i32>,
    /// The partner, where it is an organization.
    pub partner_organisation: Option<i32>,
    /// Name.
    pub name: String,
    /// Tier; the form demands one.
    pub tier: Option<Uuid>,
    /// First day.
    pub agreement_start: NaiveDate,
    /// Last day.
    pub agreement_end: NaiveDate,
    /// Where the agreement is.
    pub agreement_link: String,
    /// Registration code; the form demands one.
    pub registration_code: String,
    /// One of [`crate::agreement::PUBLIC_STATUS`].
    pub public_status: String,
}

impl PartnershipInput {
    /// The partner, where exactly one is chosen (DM-PART-01).
    #[must_use]
    pub fn partner(&self) -> Option<Target> {
        match (self.partner_consortium, self.partner_organisation) {
            (Some(id), None) => Some(Target::Consortium(id)),
            (None, Some(id)) => Some(Target::Organization(id)),
            _ => None,
        }
    }

    /// The days of the agreement.
    #[must_use]
    pub fn period(&self) -> Period {
        Period { start: self.agreement_start, end: self.agreement_end }
    }
}

/// A partnership as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Partnership id.
    pub id: i32,
    /// Display string.
    pub label: String,
    /// The fields.
    pub input: PartnershipInput,
    /// Its account.
    pub account: Uuid,
    /// Its credits, extensions included.
    pub credits: i32,
    /// By how much the credits were extended, each time.
    pub credits_extensions: Vec<i32>,
    /// Whether it was rolled over already.
    pub is_rolled_over: bool,
    /// Whether benefits draw on it.
    pub has_benefits: bool,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored partnership `id` as the form shows it; one statement. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM partnership WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT p.*, partnership_label(p) AS "label!",
            EXISTS (SELECT FROM account_benefit b WHERE b.partnership_id = p.id) AS "has_benefits!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'partnership' AND v.object_id = p.id::text) AS "version!"
           FROM partnership p WHERE p.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        id: row.id,
        label: row.label,
        account: row.account_id,
        credits: row.credits,
        credits_extensions: row.credits_extensions,
        is_rolled_over: row.rolled_to_partnership_id.is_some(),
        has_benefits: row.has_benefits,
        version: row.version,
        input: PartnershipInput {
            partner_consortium: row.partner_consortium_id,
            partner_organisation: row.partner_organisation_id,
            name: row.name,
            tier: row.tier_id,
            agreement_start: row.agreement_start,
            agreement_end: row.agreement_end,
            agreement_link: row.agreement_link,
            registration_code: row.registration_code.unwrap_or_default(),
            public_status: row.public_status,
        },
    }))
}
