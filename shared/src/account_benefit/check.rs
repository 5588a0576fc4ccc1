//! The rules of an account's benefit (DM-BEN-01 … DM-BEN-03).

use chrono::NaiveDate;
use uuid::Uuid;

use super::AccountBenefitInput;
use crate::Result;
use crate::agreement::code;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// What the rules must know besides the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// The benefit's own id when it exists.
    pub id: Option<Uuid>,
    /// The current date.
    pub today: NaiveDate,
}

impl Input for AccountBenefitInput {
    type Own = Own;

    async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        // DM-BEN-02
        if self.partnership.is_none() {
            for (field, day) in [("start_date", self.start_date), ("end_date", self.end_date)] {
                errors.require(day.is_some(), field, "Enter a day, or choose a partnership, which gives its own.");
            }
            if let (Some(start), Some(end)) = (self.start_date, self.end_date) {
                errors.require(start <= end, "end_date", "It cannot end before it starts.");
            }
        }
        errors.require(self.allocation >= 0, "allocation", "Enter 0 or more.");
        let facts = sqlx::query!(
            r#"SELECT registration_code_holder($1, 'account_benefit', $2::uuid::text, $3) AS holder,
                EXISTS (SELECT FROM account WHERE id = $4) AS "account!",
                ($5::int IS NULL OR EXISTS (SELECT FROM partnership WHERE id = $5 AND account_id = $4)) AS "partnership!",
                EXISTS (SELECT FROM benefit WHERE id = $6) AS "benefit!",
                ($7::uuid IS NULL OR EXISTS (SELECT FROM account_benefit_discount WHERE id = $7)) AS "discount!",
                ($8::int IS NULL OR EXISTS (SELECT FROM curriculum WHERE id = $8)) AS "curriculum!",
                EXISTS (SELECT FROM account_benefit a JOIN benefit was ON was.id = a.benefit_id JOIN benefit becomes ON becomes.id = $6
                    WHERE a.id = $2 AND was.unit_type <> becomes.unit_type AND account_benefit_used(a) > 0) AS "used_otherwise!""#,
            code::stored(&self.registration_code),
            own.id,
            own.today,
            self.account,
            self.partnership,
            self.benefit,
            self.discount,
            self.curriculum
        )
        .fetch_one(db)
        .await?;
        // DM-BEN-03
        code::require_free(&mut errors, facts.holder);
        errors.require(facts.account, "account", "This account does not exist any more. Choose another.");
        // DM-BEN-01
        errors.require(facts.partnership, "partnership", "This is no partnership of the chosen account. Choose one of its own.");
        errors.require(facts.benefit, "benefit", "This benefit does not exist any more. Choose another.");
        errors.require(facts.discount, "discount", "This discount does not exist any more. Choose another.");
        errors.require(facts.curriculum, "curriculum", "This curriculum does not exist any more. Choose another.");
        errors.require(
            !facts.used_otherwise,
            "benefit",
            "Some of it is used, so it cannot become a benefit that is counted in something else.",
        );
        Ok(errors)
    }
}
