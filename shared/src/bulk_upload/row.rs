//! One person with one task, as it was written.

use serde::{Deserialize, Serialize};

/// A row of the file, kept as it was written until it is confirmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// First name.
    pub personal: String,
    /// Last name.
    pub family: String,
    /// User name that was asked for; empty where it is to be made of the names.
    pub username: String,
    /// Address to write to.
    pub email: String,
    /// Code of the nearest airport.
    pub airport_iata: String,
    /// Slug of the event.
    pub event: String,
    /// Name of the role at the event.
    pub role: String,
    /// Id of the person whom the row is about; `None` for a new one.
    pub matched: Option<i32>,
}

/// What somebody entered into a row of the review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// Place of the row, from 0.
    pub entry: usize,
    /// The row's fields; `matched` is not among what can be entered.
    pub row: Row,
    /// The user name that was shown as made of the names: sent back unchanged, it was not asked for.
    pub made: String,
    /// The row showed a record's fields instead of its own, which stay as they were written.
    pub of_a_record: bool,
}

impl Edit {
    /// Writes what was entered over a row.
    pub(super) fn apply(self, row: &mut Row) {
        let matched = row.matched;
        let entered = self.row.clean();
        if self.of_a_record {
            row.event = entered.event;
            row.role = entered.role;
            return;
        }
        *row = Row { matched, ..entered };
        if row.username == self.made.trim() {
            row.username.clear();
        }
    }
}

impl Row {
    /// Names and address without blanks around them, and without what no database takes.
    #[must_use]
    pub(super) fn clean(self) -> Self {
        let plain = |text: String| if text.contains('\0') { text.replace('\0', "") } else { text };
        let trimmed = |text: String| plain(text).trim().to_owned();
        Self {
            personal: trimmed(self.personal),
            family: trimmed(self.family),
            username: trimmed(self.username),
            email: trimmed(self.email),
            airport_iata: plain(self.airport_iata),
            event: plain(self.event),
            role: plain(self.role),
            matched: self.matched,
        }
    }

    /// Whether nothing at all was written.
    #[must_use]
    pub(super) fn is_blank(&self) -> bool {
        [&self.personal, &self.family, &self.email, &self.airport_iata, &self.event, &self.role]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row { personal: "Harry".into(), family: "Potter".into(), event: "2026-07-01-lund".into(), ..Row::default() }
    }

    fn edit(row: Row) -> Edit {
        Edit { row, made: "potter_harry".into(), ..Edit::default() }
    }

    #[test]
    fn per_06_a_user_name_counts_as_asked_for_once_it_is_another() {
        for (sent, kept) in [("potter_harry", ""), ("", ""), ("hp", "hp"), (" hp ", "hp")] {
            let mut changed = row();
            edit(Row { username: sent.into(), ..row() }).apply(&mut changed);
            assert_eq!(changed.username, kept, "{sent}");
        }
    }

    #[test]
    fn per_06_what_is_shown_of_a_record_is_not_written_into_the_row() {
        let mut changed = Row { matched: Some(7), ..row() };
        let shown = Row { personal: "Harold".into(), event: "x".into(), role: "learner".into(), ..Row::default() };
        Edit { of_a_record: true, ..edit(shown.clone()) }.apply(&mut changed);
        assert_eq!(changed, Row { matched: Some(7), event: "x".into(), role: "learner".into(), ..row() });
        edit(shown.clone()).apply(&mut changed);
        assert_eq!(changed, Row { matched: Some(7), ..shown });
    }

    #[test]
    fn per_04_names_are_trimmed_and_codes_are_not() {
        let odd = Row { personal: " A\0da ".into(), email: " a@b.org\n".into(), role: " learner ".into(), ..Row::default() };
        let clean = odd.clean();
        assert_eq!((clean.personal.as_str(), clean.email.as_str(), clean.role.as_str()), ("Ada", "a@b.org", " learner "));
    }
}
