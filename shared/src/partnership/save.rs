//! Writing partnerships.

use uuid::Uuid;

use super::{PartnershipInput, Stored};
use crate::account::{self, Target};
use crate::agreement::code;
use crate::db::Change;
use crate::email_action::Subject;
use crate::{Error, Result};

/// Stores a new partnership that has passed its rules, with its tier's credits, on the account of its partner, which is made where
/// there is none (DM-PART-05). Gives its id.
///
/// # Errors
/// When the database refuses; the code may have been taken meanwhile.
pub async fn create(change: &mut Change, input: &PartnershipInput) -> Result<i32> {
    let account = account::find_or_create(change, partner(input)?).await?;
    let credits = tier_credits(change, input.tier).await?;
    insert(change, input, account, credits).await
}

/// Inserts the row of a partnership.
pub(super) async fn insert(change: &mut Change, input: &PartnershipInput, account: Uuid, credits: i32) -> Result<i32> {
    let now = change.now();
    Ok(sqlx::query_scalar!(
        "INSERT INTO partnership (created_at, name, tier_id, credits, account_id, agreement_start, agreement_end, agreement_link,
            registration_code, public_status, partner_consortium_id, partner_organisation_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
        now,
        input.name,
        input.tier,
        credits,
        account,
        input.agreement_start,
        input.agreement_end,
        input.agreement_link,
        code::stored(&input.registration_code),
        input.public_status,
        input.partner_consortium,
        input.partner_organisation
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Stores a changed partnership that has passed its rules; `before` is what is stored, read under a lock. With another tier come
/// its credits (DM-PART-06), with another partner its account (DM-PART-02).
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, before: &Stored, input: &PartnershipInput) -> Result<()> {
    change.touch(Subject::Partnership(before.id));
    let now = change.now();
    let account = match input.partner() {
        same if same == before.input.partner() => before.account,
        _ => account::find_or_create(change, partner(input)?).await?,
    };
    let credits = if input.tier == before.input.tier {
        before.credits
    } else {
        credits_after_edit(tier_credits(change, input.tier).await?, &before.credits_extensions)
    };
    sqlx::query!(
        "UPDATE partnership SET last_updated_at = $2, name = $3, tier_id = $4, credits = $5, account_id = $6, agreement_start = $7,
            agreement_end = $8, agreement_link = $9, registration_code = $10, public_status = $11, partner_consortium_id = $12,
            partner_organisation_id = $13 WHERE id = $1",
        before.id,
        now,
        input.name,
        input.tier,
        credits,
        account,
        input.agreement_start,
        input.agreement_end,
        input.agreement_link,
        code::stored(&input.registration_code),
        input.public_status,
        input.partner_consortium,
        input.partner_organisation
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// The credits of a partnership that has come to another tier: the tier's, and all that it was extended by (DM-PART-06, D-07).
#[must_use]
pub fn credits_after_edit(tier: i32, extensions: &[i32]) -> i32 {
    extensions.iter().fold(tier, |sum, extension| sum.saturating_add(*extension))
}

/// The credits of a tier; none without one.
pub(super) async fn tier_credits(change: &mut Change, tier: Option<Uuid>) -> Result<i32> {
    let credits =
        sqlx::query_scalar!("SELECT credits FROM partnership_tier WHERE id = $1", tier).fetch_optional(&mut **change).await?;
    Ok(credits.unwrap_or(0))
}

fn partner(input: &PartnershipInput) -> Result<Target> {
    let missing = || Error::Inconsistent { table: "partnership", column: "partner", value: input.name.clone() };
    input.partner().ok_or_else(missing)
}

#[cfg(test)]
mod tests {
    use super::credits_after_edit;

    #[test]
    fn dm_part_06_extensions_outlive_another_tier() {
        assert_eq!(credits_after_edit(100, &[]), 100);
        assert_eq!(credits_after_edit(100, &[30, 1]), 131);
        assert_eq!(credits_after_edit(i32::MAX, &[1]), i32::MAX);
    }
}
