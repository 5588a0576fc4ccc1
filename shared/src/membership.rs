//! Memberships: the warnings about training seats (DM-TASK-07, DM-MEMB-06).

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::Result;

/// What a task that takes a seat should warn of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatWarning {
    /// With this task no public seat remains.
    NoneRemain,
    /// More public seats are used than the membership has.
    Overused,
    /// The agreement does not cover today.
    NotActive,
    /// The event begins before the agreement or ends after it.
    OutsideAgreement,
}

/// How a membership stands towards one event.
#[derive(Debug, Clone)]
pub struct Seats {
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

impl Seats {
    /// The warnings for a new task, counted before it is saved.
    #[must_use]
    pub fn warnings_before_saving(&self, today: NaiveDate) -> Vec<SeatWarning> {
        let mut warnings = match self.remaining {
            1 => vec![SeatWarning::NoneRemain],
            left if left <= 0 => vec![SeatWarning::Overused],
            _ => vec![],
        };
        if today < self.agreement_start || today > self.agreement_end {
            warnings.push(SeatWarning::NotActive);
        }
        if self.event_start.is_some_and(|day| day < self.agreement_start)
            || self.event_end.is_some_and(|day| day > self.agreement_end)
        {
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
pub async fn seats(db: &mut PgConnection, membership: i32, event: i32) -> Result<Option<Seats>> {
    Ok(sqlx::query_as!(
        Seats,
        r#"SELECT membership_label(m) AS "membership!", m.agreement_start, m.agreement_end, e.start AS "event_start?", e."end" AS "event_end?",
            (m.public_instructor_training_seats + m.additional_public_instructor_training_seats
             + coalesce(m.public_instructor_training_seats_rolled_from_previous, 0)
             - coalesce(m.public_instructor_training_seats_rolled_over, 0)
             - (SELECT count(*) FROM task t JOIN role r ON r.id = t.role_id
                WHERE t.seat_membership_id = m.id AND t.seat_public AND r.name = 'learner')) AS "remaining!"
           FROM membership m LEFT JOIN event e ON e.id = $2 WHERE m.id = $1"#,
        membership,
        event
    )
    .fetch_optional(db)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn seats(remaining: i64) -> Seats {
        Seats {
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
        let late = Seats { event_end: Some(day("2027-01-01")), ..seats(9) };
        assert_eq!(late.warnings_before_saving(today), [SeatWarning::OutsideAgreement]);
        let unknown = Seats { event_start: None, event_end: None, ..seats(9) };
        assert_eq!(unknown.warnings_before_saving(today), []);
    }

    #[test]
    fn dm_task_07_a_changed_task_counts_itself_already() {
        assert_eq!(seats(1).warnings_after_saving(), []);
        assert_eq!(seats(0).warnings_after_saving(), [SeatWarning::NoneRemain]);
        assert_eq!(seats(-1).warnings_after_saving(), [SeatWarning::Overused]);
    }
}
