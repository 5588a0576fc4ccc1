//! The days of an agreement.

use chrono::{Datelike as _, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// From a first day to a last one, both of them included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
}

/// Where a day is in the life of an agreement, which no column says (DM-ST-40).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It has yet to begin.
    Future,
    /// It is in force.
    Active,
    /// It is over.
    Expired,
}

/// By how many days a period counts longer than it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Grace {
    /// Days before the first.
    pub before: i32,
    /// Days after the last.
    pub after: i32,
}

impl Grace {
    /// None: the period as it is.
    pub const NONE: Self = Self { before: 0, after: 0 };
}

impl Period {
    /// Whether `day` is in the period (DM-MEMB-08 without grace, DM-BEN-05).
    #[must_use]
    pub fn covers(self, day: NaiveDate) -> bool {
        self.covers_with(day, Grace::NONE)
    }

    /// Whether `day` is in the period made longer by `grace` at both ends (DM-MEMB-08).
    #[must_use]
    pub fn covers_with(self, day: NaiveDate, grace: Grace) -> bool {
        self.start.signed_duration_since(day).num_days() <= grace.before.into()
            && day.signed_duration_since(self.end).num_days() <= grace.after.into()
    }

    /// What the agreement is on `day` (DM-ST-40).
    #[must_use]
    pub fn phase(self, day: NaiveDate) -> Phase {
        if self.is_future(day) {
            Phase::Future
        } else if self.is_past(day) {
            Phase::Expired
        } else {
            Phase::Active
        }
    }

    /// Whether the period begins after `day` (DM-BEN-05, DM-ST-40).
    #[must_use]
    pub fn is_future(self, day: NaiveDate) -> bool {
        day < self.start
    }

    /// Whether the period was over before `day` (DM-BEN-05, DM-ST-40).
    #[must_use]
    pub fn is_past(self, day: NaiveDate) -> bool {
        day > self.end
    }

    /// Whether something from `start` to `end` lies within, as far as its days are known (DM-TASK-07, DM-TREQ-15).
    #[must_use]
    pub fn holds(self, start: Option<NaiveDate>, end: Option<NaiveDate>) -> bool {
        start.is_none_or(|day| self.covers(day)) && end.is_none_or(|day| self.covers(day))
    }

    /// The period of the agreement that this one is rolled over to: it begins the day after this one ends, and ends on the same
    /// day of the next year, for the 29th of February on the 28th (DM-MEMB-19, DM-PART-08, D-19).
    #[must_use]
    pub fn next(self) -> Self {
        Self { start: self.end.succ_opt().unwrap_or(self.end), end: year_later(self.end) }
    }

    /// The last day of a year that begins on `start`. One that begins on the 29th of February ends on the 28th (DM-MEMB-14, D-19).
    #[must_use]
    pub fn year_from(start: NaiveDate) -> Self {
        let again = year_later(start);
        Self { start, end: if again.day() == start.day() { again.pred_opt().unwrap_or(again) } else { again } }
    }
}

/// The same day of the next year, or the 28th of February.
fn year_later(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn period(start: &str, end: &str) -> Period {
        Period { start: day(start), end: day(end) }
    }

    #[test]
    fn dm_memb_08_grace_counts_both_ends() {
        let year = period("2026-04-01", "2026-09-30");
        let grace = Grace { before: 90, after: 60 };
        for (text, expected) in [
            ("2026-01-01", true),
            ("2025-12-31", false),
            ("2026-04-01", true),
            ("2026-09-30", true),
            ("2026-11-29", true),
            ("2026-11-30", false),
        ] {
            assert_eq!(year.covers_with(day(text), grace), expected, "{text}");
        }
        assert!(year.covers(day("2026-04-01")) && year.covers(day("2026-09-30")));
        assert!(!year.covers(day("2026-03-31")) && !year.covers(day("2026-10-01")));
    }

    #[test]
    fn dm_ben_05_a_day_is_before_in_or_after() {
        let july = period("2026-07-01", "2026-07-31");
        for (text, future, active, past) in [
            ("2026-06-30", true, false, false),
            ("2026-07-01", false, true, false),
            ("2026-07-31", false, true, false),
            ("2026-08-01", false, false, true),
        ] {
            let day = day(text);
            assert_eq!((july.is_future(day), july.covers(day), july.is_past(day)), (future, active, past), "{text}");
            let phase = july.phase(day);
            assert_eq!((phase == Phase::Future, phase == Phase::Active), (future, active), "{text}");
        }
    }

    #[test]
    fn dm_memb_19_the_next_period_follows_for_a_year() {
        for (end, start_of_next, end_of_next) in [
            ("2026-12-31", "2027-01-01", "2027-12-31"),
            ("2026-02-28", "2026-03-01", "2027-02-28"),
            // D-19
            ("2028-02-29", "2028-03-01", "2029-02-28"),
        ] {
            assert_eq!(period("2020-01-01", end).next(), period(start_of_next, end_of_next), "{end}");
        }
    }

    #[test]
    fn dm_memb_14_a_year_ends_the_day_before_it_begins_again() {
        for (start, end) in [
            ("2024-03-01", "2025-02-28"),
            ("2023-03-01", "2024-02-29"),
            ("2026-01-01", "2026-12-31"),
            // D-19
            ("2024-02-29", "2025-02-28"),
        ] {
            assert_eq!(Period::year_from(day(start)).end, day(end), "{start}");
        }
    }

    #[test]
    fn days_that_are_not_known_are_within() {
        let year = period("2026-01-01", "2026-12-31");
        assert!(year.holds(None, None) && year.holds(Some(day("2026-01-01")), Some(day("2026-12-31"))));
        assert!(!year.holds(Some(day("2025-12-31")), None) && !year.holds(None, Some(day("2027-01-01"))));
    }
}
