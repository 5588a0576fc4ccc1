//! What the form of an account's benefit sends (OFF-13, OFF-15), and what editing starts from.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Result;
use crate::db::Db;

/// The form's fields by their names. Texts are trimmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountBenefitInput {
    /// Account id.
    pub account: Uuid,
    /// Partnership of that account; gives the dates (DM-BEN-01).
    pub partnership: Option<i32>,
    /// Benefit id.
    pub benefit: Uuid,
    /// Discount id: a name, no arithmetic.
    pub discount: Option<Uuid>,
    /// Curriculum id; meant for skill-ups.
    pub curriculum: Option<i32>,
    /// Registration code; empty for none.
    pub registration_code: String,
    /// First day; needed without a partnership.
    pub start_date: Option<NaiveDate>,
    /// Last day; needed without a partnership.
    pub end_date: Option<NaiveDate>,
    /// How many seats or events.
    pub allocation: i32,
}

/// An account's benefit as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its id.
    pub id: Uuid,
    /// Display string.
    pub label: String,
    /// The fields.
    pub input: AccountBenefitInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored benefit `id` of an account as the form shows it; one statement. With `lock`, its row is held until the transaction
/// ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: Uuid, today: NaiveDate, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM account_benefit WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT b.*, account_benefit_label(b, $2) AS "label!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'account_benefit' AND v.object_id = b.id::text) AS "version!"
           FROM account_benefit b WHERE b.id = $1"#,
        id,
        today
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        id: row.id,
        label: row.label,
        version: row.version,
        input: AccountBenefitInput {
            account: row.account_id,
            partnership: row.partnership_id,
            benefit: row.benefit_id,
            discount: row.discount_id,
            curriculum: row.curriculum_id,
            registration_code: row.registration_code.unwrap_or_default(),
            start_date: Some(row.start_date),
            end_date: Some(row.end_date),
            allocation: row.allocation,
        },
    }))
}
