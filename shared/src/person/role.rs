//! From when to when a person has a community role.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The span of a community role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleSpan {
    /// Whether somebody made it inactive.
    pub inactivated: bool,
    /// First day; open where unknown.
    pub start: Option<NaiveDate>,
    /// Day from which it does not hold any more; open where unknown.
    pub end: Option<NaiveDate>,
}

impl RoleSpan {
    /// Whether the role holds on this day (DM-CROLE-01): for lists, whose statements do not know the day; elsewhere the
    /// database answers with `community_role_is_active`.
    #[must_use]
    pub fn is_active(self, today: NaiveDate) -> bool {
        !self.inactivated && self.start.is_none_or(|start| start <= today) && self.end.is_none_or(|end| end > today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_crole_01_a_role_begins_with_its_first_day_and_is_over_on_its_last() {
        let day = |text: &str| (!text.is_empty()).then(|| text.parse::<NaiveDate>().unwrap());
        let table = [
            (false, "", "", true),
            (true, "", "", false),
            (false, "2026-11-23", "", true),
            (false, "2026-11-24", "", false),
            (false, "", "2026-11-23", false),
            (false, "", "2026-11-24", true),
            (false, "2026-01-01", "2026-12-31", true),
            (true, "2026-01-01", "2026-12-31", false),
        ];
        for (inactivated, start, end, expected) in table {
            let span = RoleSpan { inactivated, start: day(start), end: day(end) };
            assert_eq!(span.is_active(day("2026-11-23").unwrap()), expected, "{span:?}");
        }
    }
}
