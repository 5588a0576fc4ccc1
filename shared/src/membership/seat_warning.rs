//! What to say about a task that takes a training seat (DM-TASK-07).

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::Result;
use crate::agreement::Period;
use crate::db::Db;

/// What a task that takes a seat should warn of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatWarning {
    /// With this task no public seat remains.
    NoneRemain,
    /// More public seats are used than the membership has.
    Overused,
    /// The agreement does not cover today.
    NotActive,
    /// The event begins or ends outside of the agreement.
    OutsideAgreement,
}

/// How a membership stands towards one event.
#[derive(Debug, Clone)]
pub struct SeatUse {
    /// Display string of the membership.
    pub membership: String,
    /// Public seats left; negative when overused (DM-MEMB-06).
    pub remaining: i64,
    /// First day of the agreement.
    pub agreement_start: NaiveDate,
    /// Last day of the agreement.
    pub agreement_end: NaiveDate,
    /// First day of the event.
    pub event_start: Option<NaiveDate>,
    /// Last day of the event.
    pub event_end: Option<NaiveDate>,
}

impl SeatUse {
    /// The warnings for a new task, counted before it is saved.
    #[must_use]
    pub fn warnings_before_saving(&self, today: NaiveDate) -> Vec<SeatWarning> {
        let mut warnings = match self.remaining {
            1 => vec![SeatWarning::NoneRemain],
            left if left <= 0 => vec![SeatWarning::Overused],
            _ => vec![],
        };
        let agreement = Period { start: self.agreement_start, end: self.agreement_end };
        if !agreement.covers(today) {
            warnings.push(SeatWarning::NotActive);
        }
        if !agreement.holds(self.event_start, self.event_end) {
            warnings.push(SeatWarning::OutsideAgreement);
        }
        warnings
    }

    /// The warnings for a changed task, counted after it was saved.
    #[must_use]
    pub fn warnings_after_saving(&self) -> Vec<SeatWarning> {
        match self.remaining {
            0 => vec![SeatWarning::NoneRemain],
            left if left < 0 => vec![SeatWarning::Overused],
            _ => vec![],
        }
    }
}

/// The public seats of a membership, and its dates beside those of an event: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn seat_use(db: &mut Db, membership: i32, event: i32) -> Result<Option<SeatUse>> {
    Ok(seat_uses(db, &[membership], event).await?.remove(&membership))
}

/// The same of several memberships, by their ids: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn seat_uses(db: &mut Db, memberships: &[i32], event: i32) -> Result<HashMap<i32, SeatUse>> {
    let rows = sqlx::query!(
        r#"SELECT m.id, membership_label(m) AS "membership!", m.agreement_start, m.agreement_end, e.start AS "event_start?",
            e."end" AS "event_end?", s.public_remaining AS "remaining!"
           FROM membership m JOIN membership_seats s ON s.membership_id = m.id LEFT JOIN event e ON e.id = $2 WHERE m.id = ANY($1)"#,
        memberships,
        event
    )
    .fetch_all(db)
    .await?;
    let uses = rows.into_iter().map(|row| {
        let seats = SeatUse {
            membership: row.membership,
            remaining: row.remaining,
            agreement_start: row.agreement_start,
            agreement_end: row.agreement_end,
            event_start: row.event_start,
            event_end: row.event_end,
        };
        (row.id, seats)
    });
    Ok(uses.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn seats(remaining: i64) -> SeatUse {
        SeatUse {
            membership: "M".into(),
            remaining,
            agreement_start: day("2026-01-01"),
            agreement_end: day("2026-12-31"),
            event_start: Some(day("2026-03-01")),
            event_end: Some(day("2026-03-02")),
        }
    }

    #[test]
    fn dm_task_07_a_new_task_warns_of_what_it_uses_up() {
        let today = day("2026-06-01");
        assert_eq!(seats(2).warnings_before_saving(today), []);
        assert_eq!(seats(1).warnings_before_saving(today), [SeatWarning::NoneRemain]);
        assert_eq!(seats(0).warnings_before_saving(today), [SeatWarning::Overused]);
        assert_eq!(seats(-1).warnings_before_saving(today), [SeatWarning::Overused]);
        assert_eq!(seats(9).warnings_before_saving(day("2027-01-01")), [SeatWarning::NotActive]);
        let late = SeatUse { event_end: Some(day("2027-01-01")), ..seats(9) };
        assert_eq!(late.warnings_before_saving(today), [SeatWarning::OutsideAgreement]);
        let early = SeatUse { event_start: Some(day("2025-12-31")), event_end: None, ..seats(9) };
        assert_eq!(early.warnings_before_saving(today), [SeatWarning::OutsideAgreement]);
        let unknown = SeatUse { event_start: None, event_end: None, ..seats(9) };
        assert_eq!(unknown.warnings_before_saving(today), []);
    }

    #[test]
    fn dm_task_07_a_changed_task_counts_itself_already() {
        assert_eq!(seats(1).warnings_after_saving(), []);
        assert_eq!(seats(0).warnings_after_saving(), [SeatWarning::NoneRemain]);
        assert_eq!(seats(-1).warnings_after_saving(), [SeatWarning::Overused]);
    }
}
