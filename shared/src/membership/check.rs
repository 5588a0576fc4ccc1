//! The rules of a membership's forms (DM-MEMB-10 … DM-MEMB-14).

use chrono::NaiveDate;

use super::{CONTRIBUTION_TYPES, CreateInput, EditInput, Own, Terms, VARIANTS, extension_field};
use crate::Result;
use crate::agreement::{PUBLIC_STATUS, code, moved_end};
use crate::check::{FieldErrors, Input};
use crate::db::Db;

const NOT_OFFERED: &str = "Choose one of the offered values.";
const NEGATIVE: &str = "Enter 0 or more.";

impl Terms {
    /// What can be told from the terms alone.
    pub(super) fn alone(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let offered = |choices: &[(&str, &str)], key: &str| choices.iter().any(|(choice, _)| *choice == key);
        errors.require(offered(&VARIANTS, &self.variant), "variant", NOT_OFFERED);
        errors.require(offered(&CONTRIBUTION_TYPES, &self.contribution_type), "contribution_type", NOT_OFFERED);
        errors.require(offered(&PUBLIC_STATUS, &self.public_status), "public_status", NOT_OFFERED);
        // DM-MEMB-10
        errors.require(self.agreement_start <= self.agreement_end, "agreement_end", "The agreement cannot end before it starts.");
        for (field, number) in [
            ("workshops_without_admin_fee_per_agreement", self.workshops_without_admin_fee_per_agreement.unwrap_or(0)),
            ("public_instructor_training_seats", self.public_instructor_training_seats),
            ("additional_public_instructor_training_seats", self.additional_public_instructor_training_seats),
            ("inhouse_instructor_training_seats", self.inhouse_instructor_training_seats),
            ("additional_inhouse_instructor_training_seats", self.additional_inhouse_instructor_training_seats),
        ] {
            errors.require(number >= 0, field, NEGATIVE);
        }
        errors
    }
}

impl Input for CreateInput {
    /// The current date.
    type Own = NaiveDate;

    async fn check(&self, db: &mut Db, today: &NaiveDate) -> Result<FieldErrors> {
        let mut errors = self.terms.alone();
        let facts = sqlx::query!(
            r#"SELECT registration_code_holder($1, 'membership', NULL, $2) AS holder,
                EXISTS (SELECT FROM organization WHERE id = $3) AS "organization!""#,
            code::stored(&self.terms.registration_code),
            today,
            self.main_organization
        )
        .fetch_one(db)
        .await?;
        // DM-MEMB-12
        code::require_free(&mut errors, facts.holder);
        errors.require(facts.organization, "main_organization", "This organization does not exist any more. Choose another.");
        Ok(errors)
    }
}

impl Input for EditInput {
    type Own = Own;

    async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
        let mut errors = self.terms.alone();
        let facts = sqlx::query!(
            r#"SELECT registration_code_holder($1, 'membership', $2::int::text, $3) AS holder,
                (SELECT count(*) FROM member WHERE membership_id = $2) AS "members!""#,
            code::stored(&self.terms.registration_code),
            own.id,
            own.today
        )
        .fetch_one(db)
        .await?;
        code::require_free(&mut errors, facts.holder);
        // DM-MEMB-11
        errors.require(
            self.terms.consortium || facts.members <= 1,
            "consortium",
            "Several organizations are in this membership. Reduce them to one first.",
        );
        self.check_extensions(own, &mut errors);
        let rolled = [("rolled_from_previous", self.rolled.from_previous()), ("rolled_over", self.rolled.over())];
        for (side, numbers) in rolled {
            for (what, number) in POOLS.into_iter().zip(numbers) {
                errors.require(number.is_none_or(|number| number >= 0), &format!("{what}_{side}"), NEGATIVE);
            }
        }
        Ok(errors)
    }
}

/// What is rolled over: how the names of its fields begin.
pub(super) const POOLS: [&str; 3] =
    ["workshops_without_admin_fee", "public_instructor_training_seats", "inhouse_instructor_training_seats"];

impl EditInput {
    /// As many extensions as there are, none negative, and an end that is still one (DM-MEMB-13, DM-MEMB-18).
    fn check_extensions(&self, own: &Own, errors: &mut FieldErrors) {
        errors.require(
            self.extensions.len() == own.extensions.len(),
            FieldErrors::FORM,
            "Enter the days of every extension; 0 for one that is to count for nothing.",
        );
        for (place, days) in self.extensions.iter().enumerate() {
            errors.require(*days >= 0, &extension_field(place), NEGATIVE);
        }
        if errors.is_empty() {
            let end = moved_end(self.terms.agreement_end, &own.extensions, &self.extensions);
            errors.require(
                end.is_some_and(|end| end >= self.terms.agreement_start),
                "agreement_end",
                "With these extensions the agreement would end before it starts, or never.",
            );
        }
    }
}
