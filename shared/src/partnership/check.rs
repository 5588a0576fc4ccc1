//! The rules of a partnership's forms (DM-PART-01 … DM-PART-04).

use chrono::NaiveDate;

use super::{PartnershipInput, Stored};
use crate::Result;
use crate::account::Target;
use crate::agreement::{PUBLIC_STATUS, code};
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// What the rules must know besides the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// The partnership's own id, when it is edited.
    pub id: Option<i32>,
    /// The partner that it must stay with, if it must: its account's (DM-PART-02).
    pub partner: Option<Target>,
    /// The current date.
    pub today: NaiveDate,
}

impl Own {
    /// For a new partnership: it has no account yet.
    #[must_use]
    pub fn new(today: NaiveDate) -> Self {
        Self { id: None, partner: None, today }
    }

    /// For one that is edited. Its account follows another partner as long as no benefits draw on it.
    #[must_use]
    pub fn edited(stored: &Stored, today: NaiveDate) -> Self {
        Self { id: Some(stored.id), partner: stored.input.partner().filter(|_| stored.has_benefits), today }
    }

    /// For one that another is rolled over to: with the same partner and account.
    #[must_use]
    pub fn rolled_over(from: &Stored, today: NaiveDate) -> Self {
        Self { id: None, partner: from.input.partner(), today }
    }
}

impl Input for PartnershipInput {
    type Own = Own;

    async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require(
            self.partner().is_some(),
            FieldErrors::FORM,
            "Choose a consortium or an organization as the partner, and not both.",
        );
        // DM-PART-02
        errors.require(
            own.partner.is_none() || self.partner().is_none() || own.partner == self.partner(),
            if self.partner_consortium.is_some() { "partner_consortium" } else { "partner_organisation" },
            "The benefits and the account of this partnership are its partner's, so the partner cannot change.",
        );
        // DM-PART-03
        errors.require(self.agreement_start <= self.agreement_end, "agreement_end", "The agreement cannot end before it starts.");
        errors.require(
            PUBLIC_STATUS.iter().any(|(key, _)| *key == self.public_status),
            "public_status",
            "Choose one of the offered values.",
        );
        errors.require(code::stored(&self.registration_code).is_some(), "registration_code", "Fill this in.");
        let facts = sqlx::query!(
            r#"SELECT registration_code_holder($1, 'partnership', $2::int::text, $3) AS holder,
                EXISTS (SELECT FROM partnership_tier WHERE id = $4) AS "tier!",
                ($5::int IS NULL OR EXISTS (SELECT FROM consortium WHERE id = $5)) AS "consortium!",
                ($6::int IS NULL OR EXISTS (SELECT FROM organization WHERE id = $6)) AS "organisation!""#,
            code::stored(&self.registration_code),
            own.id,
            own.today,
            self.tier,
            self.partner_consortium,
            self.partner_organisation
        )
        .fetch_one(db)
        .await?;
        // DM-PART-04
        code::require_free(&mut errors, facts.holder);
        errors.require(facts.tier, "tier", "Choose one of the offered tiers.");
        errors.require(facts.consortium, "partner_consortium", "This consortium does not exist any more. Choose another.");
        errors.require(facts.organisation, "partner_organisation", "This organization does not exist any more. Choose another.");
        Ok(errors)
    }
}
