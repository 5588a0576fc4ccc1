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

/// The page of a version (UTL-08).
#[must_use]
pub fn version_url(version: i64) -> String {
    format!("/workshops/version/{version}/")
}

/// The permission to change, and so to restore, a record of `table`; `None` for a table of no kind, which only superusers may.
#[must_use]
pub fn permission(table: &str) -> Option<String> {
    Some(Kind::of_table(table)?.permission("change"))
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
