//! How urgent it is to find instructors (DM-RECR-01, DM-RECR-02).

use chrono::NaiveDate;

/// How urgent it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// There is time.
    Low = 1,
    /// Soon.
    Medium = 2,
    /// Now.
    High = 3,
}

impl Priority {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The priority stored as `number`.
    #[must_use]
    pub fn of(number: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.number() == number)
    }

    /// What is stored: 1, 2 or 3.
    #[must_use]
    pub fn number(self) -> i32 {
        self as i32
    }

    /// What people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// The priority that follows from the days between today and the event's first (DM-RECR-01); instructors for events in person
/// need a month more. Without a first day it is low (D-11). The SQL function `recruitment_priority` says the same.
#[must_use]
pub fn automatic(start: Option<NaiveDate>, is_online: bool, today: NaiveDate) -> Priority {
    let (low, medium) = if is_online { (60, 30) } else { (90, 60) };
    match start.map(|start| (start - today).num_days()) {
        None => Priority::Low,
        Some(days) if days >= low => Priority::Low,
        Some(days) if days > medium => Priority::Medium,
        Some(_) => Priority::High,
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    #[test]
    fn dm_recr_01_and_d_11_priority_rises_as_the_event_comes_nearer() {
        let today: NaiveDate = "2026-06-15".parse().unwrap();
        let after = |days, is_online| automatic(Some(today + Days::new(days)), is_online, today);
        for (is_online, table) in [
            (
                true,
                [(60, Priority::Low), (59, Priority::Medium), (31, Priority::Medium), (30, Priority::High), (0, Priority::High)],
            ),
            (
                false,
                [(90, Priority::Low), (89, Priority::Medium), (61, Priority::Medium), (60, Priority::High), (0, Priority::High)],
            ),
        ] {
            for (days, priority) in table {
                assert_eq!(after(days, is_online), priority, "{days} {is_online}");
            }
        }
        assert_eq!(automatic(Some(today - Days::new(1)), true, today), Priority::High);
        assert_eq!((automatic(None, true, today), automatic(None, false, today)), (Priority::Low, Priority::Low));
    }

    #[test]
    fn priorities_are_stored_as_numbers() {
        assert_eq!(Priority::ALL.map(Priority::number), [1, 2, 3]);
        assert_eq!(
            [0, 1, 2, 3, 4].map(Priority::of),
            [None, Some(Priority::Low), Some(Priority::Medium), Some(Priority::High), None]
        );
    }
}
