//! The history of records: who made and changed them, every version, what differs, putting one back, and telling others
//! (DM-VER-01 … DM-VER-08, docs/history.md).
//!
//! Triggers write a version of every row that changes, so no code path can forget. A revision is one change by one person; the
//! versions of one record in it, of its own row and of the rows of its sets, are one entry of the record's history.

mod catalog;
mod changes;
mod compare;
mod diff;
mod entries;
pub mod feed;
mod log;
mod names;
mod reference;
mod restore;
mod state;
mod summary;

pub use changes::{Told, Touched, told};
pub use compare::{Comparison, Difference, Field, compare};
pub use diff::{Piece, Sign};
pub use entries::{Entry, Record, of_version};
pub use log::{Doing, LISTING, Logged, LoggedRecord, Revision, log, records_of};
pub use reference::Referred;
pub use restore::{Refusal, Restored, restore};
pub use state::Row;
pub use summary::{Moment, Summary, summary};

use crate::record::Kind;
use crate::reference::tables;

/// The page of a version (UTL-08).
#[must_use]
pub fn version_url(version: i64) -> String {
    format!("/workshops/version/{version}/")
}

/// The permission to restore a record of `table`: to change it or, where it is not there any more, to add it. `None` for what only
/// superusers may restore: what they alone maintain (DM-PERM-05, UTL-09), and tables of no kind.
#[must_use]
pub fn permission(table: &str, is_there: bool) -> Option<String> {
    let is_maintained = tables().any(|maintained| maintained.name == table);
    let kind = Kind::of_table(table).filter(|_| !is_maintained)?;
    Some(kind.permission(if is_there { "change" } else { "add" }))
}

/// The kinds that have a history of their own: not the parts of others, nor what is its own history.
pub fn kinds() -> impl Iterator<Item = Kind> {
    const WITHOUT: [Kind; 7] = [
        Kind::Member,
        Kind::MembershipTask,
        Kind::Qualification,
        Kind::Consent,
        Kind::TrainingRequestConsent,
        Kind::ScheduledEmail,
        Kind::Attachment,
    ];
    Kind::ALL.iter().copied().filter(|kind| !WITHOUT.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// UTL-08, DM-PERM-05
    #[test]
    fn utl_08_what_superusers_maintain_only_they_restore() {
        assert_eq!(permission("event", true).as_deref(), Some("change_event"));
        assert_eq!(permission("event", false).as_deref(), Some("add_event"));
        for table in ["user_group", "feature_flag_condition", "term", "tag", "nothing"] {
            assert_eq!(permission(table, true), None, "{table}");
        }
    }
}
