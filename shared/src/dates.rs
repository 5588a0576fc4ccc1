//! Human date ranges (DM-GEN-08). The database writes the same with its function `human_dates`.

use chrono::{Datelike as _, NaiveDate};

/// The words and patterns of a date range; change what a page prints otherwise and leave the rest to `Default`.
///
/// Patterns are chrono's `strftime` ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange<'a> {
    /// Between both sides.
    pub separator: &'a str,
    /// In place of a missing left side.
    pub no_left: &'a str,
    /// In place of a missing right side.
    pub no_right: &'a str,
    /// Both sides where month and year are the same.
    pub same_month: (&'a str, &'a str),
    /// Both sides where only the year is the same.
    pub same_year: (&'a str, &'a str),
    /// Both sides otherwise, and a side that stands alone.
    pub full: (&'a str, &'a str),
}

impl Default for DateRange<'_> {
    fn default() -> Self {
        Self {
            separator: " - ",
            no_left: "???",
            no_right: "???",
            same_month: ("%b %d", "%d, %Y"),
            same_year: ("%b %d", "%b %d, %Y"),
            full: ("%b %d, %Y", "%b %d, %Y"),
        }
    }
}

impl DateRange<'_> {
    /// Writes the range from `left` to `right`.
    #[must_use]
    pub fn write(&self, left: Option<NaiveDate>, right: Option<NaiveDate>) -> String {
        let (first, last) = match (left, right) {
            (Some(left), Some(right)) if left.year() != right.year() => self.full,
            (Some(left), Some(right)) if left.month() != right.month() => self.same_year,
            (Some(_), Some(_)) => self.same_month,
            _ => self.full,
        };
        let side = |day: Option<NaiveDate>, pattern: &str, missing: &str| match day {
            Some(day) => day.format(pattern).to_string(),
            None => missing.to_owned(),
        };
        format!("{}{}{}", side(left, first, self.no_left), self.separator, side(right, last, self.no_right))
    }
}

/// `Jan 05 - 07, 2026`, `Jan 30 - Feb 02, 2026`, `Dec 30, 2025 - Jan 02, 2026`; a missing side is `???`.
#[must_use]
pub fn date_range(left: Option<NaiveDate>, right: Option<NaiveDate>) -> String {
    DateRange::default().write(left, right)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The two days that a range tells of, read as a person does: what the left side leaves out is as on the right.
    fn read(range: &str) -> Option<(NaiveDate, NaiveDate)> {
        let (left, right) = range.split_once(" - ")?;
        let year = right.rsplit_once(", ")?.1;
        let month = left.split_once(' ')?.0;
        let left = if left.contains(", ") { left.to_owned() } else { format!("{left}, {year}") };
        let right = if right.contains(' ') && right.starts_with(char::is_alphabetic) {
            right.to_owned()
        } else {
            format!("{month} {right}")
        };
        let day = |text: &str| NaiveDate::parse_from_str(text, "%b %d, %Y").ok();
        Some((day(&left)?, day(&right)?))
    }

    proptest! {
        /// DM-GEN-08: whatever is left out, the days can be told from what is written.
        #[test]
        fn dm_gen_08_a_range_tells_its_days(first in 0..40_000_i64, days in -800..800_i64) {
            let left = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Duration::days(first);
            let right = left + chrono::Duration::days(days);
            prop_assert_eq!(read(&date_range(Some(left), Some(right))), Some((left, right)));
        }
    }

    fn day(text: &str) -> Option<NaiveDate> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    #[test]
    fn dm_gen_08_ranges_say_month_and_year_once_where_they_can() {
        let table = [
            ("2020-01-02", "2020-01-05", "Jan 02 - 05, 2020"),
            ("2020-01-01", "2020-01-01", "Jan 01 - 01, 2020"),
            ("2020-01-02", "2020-03-05", "Jan 02 - Mar 05, 2020"),
            ("2020-01-02", "2021-01-05", "Jan 02, 2020 - Jan 05, 2021"),
            ("2020-01-02", "2021-03-05", "Jan 02, 2020 - Mar 05, 2021"),
            ("", "2020-01-05", "??? - Jan 05, 2020"),
            ("2020-01-02", "", "Jan 02, 2020 - ???"),
            ("", "", "??? - ???"),
        ];
        for (left, right, expected) in table {
            assert_eq!(date_range(day(left), day(right)), expected);
        }
    }

    #[test]
    fn dm_gen_08_words_and_patterns_can_be_replaced() {
        let role = DateRange { no_right: "present", ..DateRange::default() };
        assert_eq!(role.write(day("2020-01-02"), None), "Jan 02, 2020 - present");
        let dense = DateRange { separator: "–", same_month: ("%-d", "%-d %B %Y"), ..DateRange::default() };
        assert_eq!(dense.write(day("2020-01-02"), day("2020-01-05")), "2–5 January 2020");
    }
}
