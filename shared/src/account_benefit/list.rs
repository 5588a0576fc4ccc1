//! The list of benefits of accounts (OFF-12).

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::State;
use crate::Result;
use crate::agreement::Period;
use crate::db::Db;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, Deserialize, sqlx::FromRow)]
pub struct ListRow {
    /// Its id.
    pub id: Uuid,
    /// Account id.
    pub account_id: Uuid,
    /// Display string of whom the account is for.
    pub account: String,
    /// Partnership id.
    pub partnership_id: Option<i32>,
    /// Display string of the partnership.
    pub partnership: Option<String>,
    /// Name of the benefit.
    pub benefit: String,
    /// One of [`crate::benefit::UNIT_TYPES`].
    pub unit_type: String,
    /// How much is used (DM-BEN-06).
    pub used: i64,
    /// How much there is.
    pub allocation: i32,
    /// Name of the discount.
    pub discount: Option<String>,
    /// Registration code.
    pub registration_code: Option<String>,
    /// Name of the curriculum.
    pub curriculum: Option<String>,
    /// First day.
    pub start_date: NaiveDate,
    /// Last day.
    pub end_date: NaiveDate,
    /// Ended by a roll-over.
    pub frozen: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub last_updated_at: Option<DateTime<Utc>>,
}

impl ListRow {
    /// What it is on `day`.
    #[must_use]
    pub fn state(&self, day: NaiveDate) -> State {
        State::on(day, Period { start: self.start_date, end: self.end_date }, self.frozen)
    }
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select:
        "SELECT ab.id, ab.account_id, account_target_label(a) AS account, ab.partnership_id, partnership_label(p) AS partnership,
        b.name AS benefit, b.unit_type, account_benefit_used(ab) AS used, ab.allocation, d.name AS discount, ab.registration_code,
        c.name AS curriculum, ab.start_date, ab.end_date, ab.frozen, ab.created_at, ab.last_updated_at
        FROM account_benefit ab JOIN account a ON a.id = ab.account_id JOIN benefit b ON b.id = ab.benefit_id
        LEFT JOIN partnership p ON p.id = ab.partnership_id LEFT JOIN account_benefit_discount d ON d.id = ab.discount_id
        LEFT JOIN curriculum c ON c.id = ab.curriculum_id",
    from: "FROM account_benefit ab",
    filters: &[
        Filter { name: "account", meaning: Meaning::Uuids("ab.account_id = ANY({})") },
        Filter { name: "partnership", meaning: Meaning::Ints("ab.partnership_id = ANY({})") },
        Filter { name: "benefit", meaning: Meaning::Uuids("ab.benefit_id = ANY({})") },
        Filter { name: "curriculum", meaning: Meaning::Ints("ab.curriculum_id = ANY({})") },
    ],
    orders: &[
        Order { name: "account", ascending: "account_target_label(a)", descending: "account_target_label(a) DESC" },
        Order { name: "benefit", ascending: "b.name", descending: "b.name DESC" },
        Order { name: "start_date", ascending: "ab.start_date", descending: "ab.start_date DESC" },
        Order { name: "end_date", ascending: "ab.end_date", descending: "ab.end_date DESC" },
        Order { name: "allocation", ascending: "ab.allocation", descending: "ab.allocation DESC" },
        Order { name: "created_at", ascending: "ab.created_at", descending: "ab.created_at DESC" },
        Order {
            name: "last_updated_at",
            ascending: "ab.last_updated_at NULLS FIRST",
            descending: "ab.last_updated_at DESC NULLS LAST",
        },
    ],
    default_order: "ab.created_at DESC, ab.id",
    tie: "ab.id",
};

/// What filters and the form offer, each as key and label.
#[derive(Debug, Clone, Default)]
pub struct FilterChoices {
    /// Accounts by whom they are for.
    pub accounts: Vec<(String, String)>,
    /// Partnerships.
    pub partnerships: Vec<(String, String)>,
    /// Benefits.
    pub benefits: Vec<(String, String)>,
    /// Discounts.
    pub discounts: Vec<(String, String)>,
    /// Curricula.
    pub curricula: Vec<(String, String)>,
}

/// What filters and the form offer: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn filter_choices(db: &mut Db) -> Result<FilterChoices> {
    let rows = sqlx::query!(
        r#"SELECT kind AS "kind!", id AS "id!", label AS "label!" FROM (
            SELECT 'account' AS kind, a.id::text, account_target_label(a) AS label FROM account a
            UNION ALL SELECT 'partnership', p.id::text, partnership_label(p) FROM partnership p
            UNION ALL SELECT 'benefit', b.id::text, benefit_label(b) FROM benefit b
            UNION ALL SELECT 'discount', d.id::text, d.name FROM account_benefit_discount d
            UNION ALL SELECT 'curriculum', c.id::text, c.name FROM curriculum c
           ) choice ORDER BY label, id"#
    )
    .fetch_all(db)
    .await?;
    let mut choices = FilterChoices::default();
    for row in rows {
        let list = match row.kind.as_str() {
            "account" => &mut choices.accounts,
            "partnership" => &mut choices.partnerships,
            "benefit" => &mut choices.benefits,
            "discount" => &mut choices.discounts,
            _ => &mut choices.curricula,
        };
        list.push((row.id, row.label));
    }
    Ok(choices)
}
