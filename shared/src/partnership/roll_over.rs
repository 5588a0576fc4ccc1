//! A new partnership from the one before (PAR-07, DM-PART-08).

use super::{PartnershipInput, Stored, save, stored};
use crate::Result;
use crate::db::{Change, Db};

/// What the form of a roll-over starts from.
#[derive(Debug, Clone)]
pub struct RollOverStart {
    /// The old partnership.
    pub from: Stored,
    /// The fields, filled in. The code is left to be chosen: codes are unique.
    pub input: PartnershipInput,
}

/// What the form of a roll-over starts from: `None` where there is no such partnership, or it was rolled over already. With `lock`,
/// it is held until the transaction ends, so that it is rolled over once.
///
/// # Errors
/// When the database cannot be asked.
pub async fn roll_over_start(db: &mut Db, id: i32, lock: bool) -> Result<Option<RollOverStart>> {
    let Some(from) = stored(db, id, lock).await?.filter(|from| !from.is_rolled_over) else { return Ok(None) };
    let next = from.input.period().next();
    let input = PartnershipInput {
        agreement_start: next.start,
        agreement_end: next.end,
        registration_code: String::new(),
        ..from.input.clone()
    };
    Ok(Some(RollOverStart { from, input }))
}

/// Stores the new partnership of a roll-over that has passed its rules; `from` was read under a lock. It has the old one's account,
/// and its credits unless another tier was chosen. The benefits of the old partnership, and those of the account that are of no
/// partnership, are frozen for good (D-21). Gives the new one's id.
///
/// # Errors
/// When the database refuses.
pub async fn roll_over(change: &mut Change, from: &Stored, input: &PartnershipInput) -> Result<i32> {
    let now = change.now();
    let credits = if input.tier == from.input.tier { from.credits } else { save::tier_credits(change, input.tier).await? };
    let id = save::insert(change, input, from.account, credits).await?;
    sqlx::query!(
        "UPDATE account_benefit SET frozen = true, last_updated_at = $3
         WHERE account_id = $1 AND coalesce(partnership_id, $2) = $2 AND NOT frozen",
        from.account,
        from.id,
        now
    )
    .execute(&mut **change)
    .await?;
    sqlx::query!("UPDATE partnership SET last_updated_at = $3, rolled_to_partnership_id = $2 WHERE id = $1", from.id, id, now)
        .execute(&mut **change)
        .await?;
    Ok(id)
}
