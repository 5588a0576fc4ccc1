//! Writing benefits of accounts.

use chrono::NaiveDate;
use uuid::Uuid;

use super::AccountBenefitInput;
use crate::agreement::code;
use crate::db::Change;
use crate::{Error, Result};

/// The days that are stored: the partnership's where there is one (DM-BEN-01), else those that were entered.
async fn days(change: &mut Change, input: &AccountBenefitInput) -> Result<(NaiveDate, NaiveDate)> {
    let entered = input.start_date.zip(input.end_date);
    let days = match input.partnership {
        Some(partnership) => sqlx::query!("SELECT agreement_start, agreement_end FROM partnership WHERE id = $1", partnership)
            .fetch_optional(&mut **change)
            .await?
            .map(|row| (row.agreement_start, row.agreement_end)),
        None => entered,
    };
    days.ok_or_else(|| Error::Inconsistent { table: "account_benefit", column: "start_date", value: format!("{entered:?}") })
}

/// Stores a new benefit of an account that has passed its rules; gives its id.
///
/// # Errors
/// When the database refuses; the code may have been taken meanwhile.
pub async fn create(change: &mut Change, input: &AccountBenefitInput) -> Result<Uuid> {
    let now = change.now();
    let (start, end) = days(change, input).await?;
    Ok(sqlx::query_scalar!(
        "INSERT INTO account_benefit (created_at, account_id, partnership_id, benefit_id, discount_id, curriculum_id, registration_code,
            start_date, end_date, allocation) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        now,
        input.account,
        input.partnership,
        input.benefit,
        input.discount,
        input.curriculum,
        code::stored(&input.registration_code),
        start,
        end,
        input.allocation
    )
    .fetch_one(&mut **change)
    .await?)
}

/// Stores a changed benefit of an account that has passed its rules. Whether it is frozen is not for forms to say.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: Uuid, input: &AccountBenefitInput) -> Result<()> {
    let now = change.now();
    let (start, end) = days(change, input).await?;
    sqlx::query!(
        "UPDATE account_benefit SET last_updated_at = $2, account_id = $3, partnership_id = $4, benefit_id = $5, discount_id = $6,
            curriculum_id = $7, registration_code = $8, start_date = $9, end_date = $10, allocation = $11 WHERE id = $1",
        id,
        now,
        input.account,
        input.partnership,
        input.benefit,
        input.discount,
        input.curriculum,
        code::stored(&input.registration_code),
        start,
        end,
        input.allocation
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
