//! What a benefit of an account is at present (DM-ST-41, DM-BEN-05).

use chrono::NaiveDate;

use crate::agreement::{Period, Phase};

/// What a benefit of an account is at present. No column says it but `frozen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Ended for good by the roll-over of its partnership.
    Frozen,
    /// It has yet to begin.
    Future,
    /// It can be used.
    Active,
    /// It is over.
    Expired,
}

impl State {
    /// The state on `day`. A frozen one stays frozen, whatever the day.
    #[must_use]
    pub fn on(day: NaiveDate, period: Period, frozen: bool) -> Self {
        match period.phase(day) {
            _ if frozen => Self::Frozen,
            Phase::Future => Self::Future,
            Phase::Active => Self::Active,
            Phase::Expired => Self::Expired,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_st_41_frozen_comes_before_what_the_dates_say() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let july = Period { start: day("2026-07-01"), end: day("2026-07-31") };
        for (text, state) in [
            ("2026-06-30", State::Future),
            ("2026-07-01", State::Active),
            ("2026-07-31", State::Active),
            ("2026-08-01", State::Expired),
        ] {
            assert_eq!(State::on(day(text), july, false), state, "{text}");
            assert_eq!(State::on(day(text), july, true), State::Frozen, "{text}");
        }
    }
}
