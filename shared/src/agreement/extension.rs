//! Making an agreement longer (DM-MEMB-17, DM-MEMB-18, DM-PART-07).

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::Period;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// The fields of the screen that extends an agreement (MEM-07, PAR-05).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtendInput {
    /// The new last day.
    pub new_agreement_end: NaiveDate,
    /// Why; goes into the comment that the extension leaves.
    #[serde(default)]
    pub comment: String,
}

impl Input for ExtendInput {
    /// The period as it is now.
    type Own = Period;

    async fn check(&self, _db: &mut Db, now: &Period) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require(self.new_agreement_end > now.end, "new_agreement_end", "Enter a day after the current end.");
        Ok(errors)
    }
}

/// Something grew by an amount, on a day: what the comment about it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension<'a> {
    /// By how much, with its unit, such as `30 days`.
    pub by: &'a str,
    /// When.
    pub on: NaiveDate,
    /// What it is now, such as `new end date: 2026-12-31`.
    pub now: &'a str,
    /// What the person wrote.
    pub comment: &'a str,
}

impl Extension<'_> {
    /// The comment in Markdown: the facts, a line, and what the person wrote.
    #[must_use]
    pub fn text(&self) -> String {
        let facts = format!("Extended by {} on {} ({}).", self.by, self.on, self.now);
        match self.comment.trim() {
            "" => facts,
            comment => format!("{facts}\n\n----\n\n{comment}"),
        }
    }
}

/// Where the end of an agreement comes to when its extensions, in days, change from `old` to `new`: the list is part of the end
/// already (DM-MEMB-18). `None` beyond the calendar.
#[must_use]
pub fn moved_end(end: NaiveDate, old: &[i32], new: &[i32]) -> Option<NaiveDate> {
    let sum = |days: &[i32]| days.iter().copied().map(i64::from).sum::<i64>();
    end.checked_add_signed(TimeDelta::try_days(sum(new) - sum(old))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dm_memb_18_the_end_moves_by_the_difference_of_the_sums() {
        let old = [10, 20, 30];
        for (new, end) in [([20, 30, 40], "2022-08-30"), ([5, 15, 25], "2022-07-16"), ([10, 20, 30], "2022-07-31")] {
            assert_eq!(moved_end(day("2022-07-31"), &old, &new), Some(day(end)), "{new:?}");
        }
        assert_eq!(moved_end(day("2022-07-31"), &[], &[i32::MAX; 3]), None);
    }

    #[test]
    fn dm_memb_17_the_comment_has_facts_and_below_a_line_what_was_written() {
        let extension = Extension { by: "30 days", on: day("2021-02-01"), now: "new end date: 2021-03-31", comment: "" };
        assert_eq!(extension.text(), "Extended by 30 days on 2021-02-01 (new end date: 2021-03-31).");
        let said = Extension { comment: " They asked. ", ..extension };
        assert_eq!(said.text(), "Extended by 30 days on 2021-02-01 (new end date: 2021-03-31).\n\n----\n\nThey asked.");
    }
}
