//! Whose registration code a request has (WRQ-02).

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::Result;
use crate::membership::{self, Membership};
use crate::record::{Kind, Named};

/// What a registration code belongs to.
#[derive(Debug, Clone)]
pub enum CodeHolder {
    /// A membership, of which pages tell how many workshops remain.
    Membership(Box<Membership>),
    /// A partnership, or a benefit of an account.
    Other(Kind, Named),
}

/// What the code belongs to, whether it may be used today or not; `None` for an empty code and for one that nothing has
/// (DM-CODE-01). At most two statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn code_holder(db: &mut PgConnection, code: &str, today: NaiveDate) -> Result<Option<CodeHolder>> {
    if code.is_empty() {
        return Ok(None);
    }
    let found = sqlx::query!(
        r#"SELECT r.membership_id, r.partnership_id, partnership_label(p) AS partnership,
            r.account_benefit_id, account_benefit_label(b, $2) AS account_benefit
           FROM registration_code r LEFT JOIN partnership p ON p.id = r.partnership_id
           LEFT JOIN account_benefit b ON b.id = r.account_benefit_id WHERE r.code = $1"#,
        code,
        today
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    if let Some(id) = found.membership_id {
        let membership = membership::by_id(db, id, today).await?;
        return Ok(membership.map(|membership| CodeHolder::Membership(Box::new(membership))));
    }
    let other = |kind, key: Option<String>, label| Some(CodeHolder::Other(kind, Named { key: key?, label: label? }));
    let partnership = other(Kind::Partnership, found.partnership_id.map(|id| id.to_string()), found.partnership);
    let benefit = || other(Kind::AccountBenefit, found.account_benefit_id.map(|id| id.to_string()), found.account_benefit);
    Ok(partnership.or_else(benefit))
}
