//! What to say about a task or event that draws on a benefit: nothing of it forbids (DM-BEN-07, DM-TREQ-16).

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::Result;
use crate::agreement::Period;
use crate::db::Db;

/// What a use of a benefit should warn of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BenefitWarning {
    /// More is used than was allocated.
    Exceeded {
        /// How much is used.
        used: i64,
        /// How much there is.
        allocation: i32,
    },
    /// It was frozen by a roll-over.
    Frozen,
    /// It does not cover today.
    NotActive,
    /// The event begins or ends outside of its dates.
    OutsideDates,
}

/// How a benefit stands towards one event, counted after what is being saved.
#[derive(Debug, Clone)]
pub struct BenefitUse {
    /// Display string of the benefit.
    pub benefit: String,
    /// How much is used (DM-BEN-06).
    pub used: i64,
    /// How much there is.
    pub allocation: i32,
    /// Ended by a roll-over.
    pub frozen: bool,
    /// First day of the benefit.
    pub start_date: NaiveDate,
    /// Last day of the benefit.
    pub end_date: NaiveDate,
    /// First day of the event.
    pub event_start: Option<NaiveDate>,
    /// Last day of the event.
    pub event_end: Option<NaiveDate>,
}

impl BenefitUse {
    /// The warnings, in the order they are said (pages-business.md §1.7).
    #[must_use]
    pub fn warnings(&self, today: NaiveDate) -> Vec<BenefitWarning> {
        let period = Period { start: self.start_date, end: self.end_date };
        let exceeded = BenefitWarning::Exceeded { used: self.used, allocation: self.allocation };
        let all = [
            (self.used > self.allocation.into(), exceeded),
            (self.frozen, BenefitWarning::Frozen),
            (!period.covers(today), BenefitWarning::NotActive),
            (!period.holds(self.event_start, self.event_end), BenefitWarning::OutsideDates),
        ];
        all.into_iter().filter_map(|(holds, warning)| holds.then_some(warning)).collect()
    }
}

/// How a benefit stands towards an event: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn benefit_use(db: &mut Db, benefit: Uuid, event: i32, today: NaiveDate) -> Result<Option<BenefitUse>> {
    Ok(benefit_uses(db, &[benefit], event, today).await?.remove(&benefit))
}

/// The same of several benefits, by their ids: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn benefit_uses(db: &mut Db, benefits: &[Uuid], event: i32, today: NaiveDate) -> Result<HashMap<Uuid, BenefitUse>> {
    let rows = sqlx::query!(
        r#"SELECT b.id, account_benefit_label(b, $3) AS "benefit!", account_benefit_used(b) AS "used!", b.allocation, b.frozen,
            b.start_date, b.end_date, e.start AS "event_start?", e."end" AS "event_end?"
           FROM account_benefit b LEFT JOIN event e ON e.id = $2 WHERE b.id = ANY($1)"#,
        benefits,
        event,
        today
    )
    .fetch_all(db)
    .await?;
    let uses = rows.into_iter().map(|row| {
        let benefit = BenefitUse {
            benefit: row.benefit,
            used: row.used,
            allocation: row.allocation,
            frozen: row.frozen,
            start_date: row.start_date,
            end_date: row.end_date,
            event_start: row.event_start,
            event_end: row.event_end,
        };
        (row.id, benefit)
    });
    Ok(uses.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_ben_07_more_than_allocated_is_a_warning() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let fine = BenefitUse {
            benefit: "B".into(),
            used: 1,
            allocation: 1,
            frozen: false,
            start_date: day("2026-01-01"),
            end_date: day("2026-12-31"),
            event_start: Some(day("2026-03-01")),
            event_end: None,
        };
        let today = day("2026-06-01");
        assert_eq!(fine.warnings(today), []);
        let exceeded = BenefitUse { used: 2, ..fine.clone() };
        assert_eq!(exceeded.warnings(today), [BenefitWarning::Exceeded { used: 2, allocation: 1 }]);
        let all = BenefitUse { used: 2, frozen: true, event_end: Some(day("2027-01-01")), ..fine };
        let warnings = all.warnings(day("2027-01-01"));
        assert_eq!(
            warnings,
            [
                BenefitWarning::Exceeded { used: 2, allocation: 1 },
                BenefitWarning::Frozen,
                BenefitWarning::NotActive,
                BenefitWarning::OutsideDates
            ]
        );
    }
}
