//! A partnership with everything its page shows (PAR-03), but what draws on it: [`crate::account::related`].

use chrono::NaiveDate;
use sqlx::types::Uuid;

use super::ListRow;
use crate::Result;
use crate::agreement::{Neighbour, Period};
use crate::db::Db;

/// A partnership with the names of what it refers to.
#[derive(Debug, Clone)]
pub struct Details {
    /// Partnership id.
    pub id: i32,
    /// Display string.
    pub label: String,
    /// Name.
    pub name: String,
    /// Domain of the partner, where it is an organization.
    pub organisation_domain: Option<String>,
    /// Its display string.
    pub organisation: Option<String>,
    /// The partner, where it is a consortium.
    pub consortium_id: Option<i32>,
    /// Its name.
    pub consortium: Option<String>,
    /// Its account.
    pub account_id: Uuid,
    /// Display string of its account.
    pub account: String,
    /// Display string of its tier.
    pub tier: Option<String>,
    /// Credits, extensions included.
    pub credits: i32,
    /// Credits that its benefits take (DM-PART-09).
    pub credits_used: i64,
    /// By how much the credits were extended, each time.
    pub credits_extensions: Vec<i32>,
    /// The agreement's days, extensions included.
    pub agreement: Period,
    /// Days of each extension.
    pub extensions: Vec<i32>,
    /// Where the agreement is.
    pub agreement_link: String,
    /// Registration code.
    pub registration_code: Option<String>,
    /// One of [`crate::agreement::PUBLIC_STATUS`].
    pub public_status: String,
    /// The partnership that this one was rolled over to.
    pub rolled_to: Option<Neighbour>,
    /// The partnership that was rolled over to this one.
    pub rolled_from: Option<Neighbour>,
}

impl Details {
    /// Whether its benefits take more than its credits: worth a warning (DM-PART-09).
    #[must_use]
    pub fn exceeds(&self) -> bool {
        exceeds(self.credits_used, self.credits)
    }

    /// Whether it may be rolled over, which can be done once (DM-ST-40, DM-PART-08).
    #[must_use]
    pub fn may_roll_over(&self) -> bool {
        self.rolled_to.is_none()
    }

    /// Whether it was extended (DM-ST-40).
    #[must_use]
    pub fn is_extended(&self) -> bool {
        !self.extensions.is_empty()
    }
}

/// Whether benefits take more credits than there are; all of them is not too many (DM-PART-09).
#[must_use]
pub fn exceeds(used: i64, credits: i32) -> bool {
    used > credits.into()
}

/// The partnership `id`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_id(db: &mut Db, id: i32) -> Result<Option<Details>> {
    let row = sqlx::query!(
        r#"SELECT p.*, partnership_label(p) AS "label!", o.domain AS "organisation_domain?", organization_label(o) AS organisation,
            c.name AS "consortium?", account_label(a) AS "account!", t.name || ' (' || t.credits || ' credits)' AS tier,
            partnership_credits_used(p) AS "credits_used!", n.id AS "next_id?", partnership_label(n) AS next_label,
            f.id AS "previous_id?", partnership_label(f) AS previous_label
           FROM partnership p JOIN account a ON a.id = p.account_id
           LEFT JOIN organization o ON o.id = p.partner_organisation_id LEFT JOIN consortium c ON c.id = p.partner_consortium_id
           LEFT JOIN partnership_tier t ON t.id = p.tier_id
           LEFT JOIN partnership n ON n.id = p.rolled_to_partnership_id LEFT JOIN partnership f ON f.rolled_to_partnership_id = p.id
           WHERE p.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Details {
        id: row.id,
        label: row.label,
        name: row.name,
        organisation_domain: row.organisation_domain,
        organisation: row.organisation,
        consortium_id: row.partner_consortium_id,
        consortium: row.consortium,
        account_id: row.account_id,
        account: row.account,
        tier: row.tier,
        credits: row.credits,
        credits_used: row.credits_used,
        credits_extensions: row.credits_extensions,
        agreement: Period { start: row.agreement_start, end: row.agreement_end },
        extensions: row.extensions,
        agreement_link: row.agreement_link,
        registration_code: row.registration_code,
        public_status: row.public_status,
        rolled_to: Neighbour::of(row.next_id, row.next_label),
        rolled_from: Neighbour::of(row.previous_id, row.previous_label),
    }))
}

/// The partnerships whose partner is the organization, as the list shows them (DM-ORG-05): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_organization(db: &mut Db, organization: i32) -> Result<Vec<ListRow>> {
    rows(db, Some(organization), None).await
}

/// The partnerships of an account, as the list shows them: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_account(db: &mut Db, account: Uuid) -> Result<Vec<ListRow>> {
    rows(db, None, Some(account)).await
}

async fn rows(db: &mut Db, organization: Option<i32>, account: Option<Uuid>) -> Result<Vec<ListRow>> {
    Ok(sqlx::query_as!(
        ListRow,
        r#"SELECT p.id, p.name, o.domain AS "organisation_domain?", o.fullname AS "organisation?", c.id AS "consortium_id?", c.name AS "consortium?",
            p.agreement_start AS "agreement_start: NaiveDate", p.agreement_end AS "agreement_end: NaiveDate", t.name AS "tier?", p.credits,
            partnership_credits_used(p) AS "credits_used!"
           FROM partnership p
           LEFT JOIN organization o ON o.id = p.partner_organisation_id LEFT JOIN consortium c ON c.id = p.partner_consortium_id
           LEFT JOIN partnership_tier t ON t.id = p.tier_id
           WHERE p.partner_organisation_id = $1 OR p.account_id = $2 ORDER BY p.agreement_start DESC, p.id"#,
        organization,
        account
    )
    .fetch_all(db)
    .await?)
}
