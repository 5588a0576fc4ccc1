//! What the form of a new benefit starts from, opened by itself or from an account or partnership (DM-BEN-02, DM-BEN-04).

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::Result;
use crate::agreement::Period;
use crate::db::Db;

/// For so many days a benefit is proposed.
const USUAL_DAYS: Days = Days::new(365);

/// What the form starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// The account that it is opened for, which cannot be changed.
    pub account: Option<Uuid>,
    /// The partnership that it is opened for, which cannot be changed, and neither can the dates.
    pub partnership: Option<i32>,
    /// Whether a partnership can be chosen: not for the account of a person, nor where one is given.
    pub asks_partnership: bool,
    /// The dates: the partnership's, else a year from today.
    pub dates: Period,
}

/// What the form starts from when it is opened for an account, a partnership, both or neither. `None` where one of them does not
/// exist, or they do not belong together. At most one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn start(db: &mut Db, account: Option<Uuid>, partnership: Option<i32>, today: NaiveDate) -> Result<Option<Start>> {
    let usual = Period { start: today, end: today.checked_add_days(USUAL_DAYS).unwrap_or(today) };
    if account.is_none() && partnership.is_none() {
        return Ok(Some(Start { account, partnership, asks_partnership: true, dates: usual }));
    }
    let row = sqlx::query!(
        r#"SELECT a.id, a.person_id, p.agreement_start AS "agreement_start?", p.agreement_end AS "agreement_end?"
           FROM account a LEFT JOIN partnership p ON p.account_id = a.id AND p.id = $2
           WHERE a.id = coalesce($1, p.account_id) AND ($2::int IS NULL OR p.id IS NOT NULL)"#,
        account,
        partnership
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Start {
        account: Some(row.id),
        partnership,
        asks_partnership: partnership.is_none() && row.person_id.is_none(),
        dates: row.agreement_start.zip(row.agreement_end).map_or(usual, |(start, end)| Period { start, end }),
    }))
}
