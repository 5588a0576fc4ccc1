//! Calendars that programs read without signing in, each by a secret address of its own (docs/calendars.md).

mod events;
mod input;
mod read;
mod save;

pub use events::{CalendarEvent, MOST_EVENTS, events};
pub use input::{FeedInput, LONGEST_QUERY, MOST_FEEDS};
pub use read::{Feed, Subscription, find, note_read, of_owner};
pub use save::{create, revoke};

use crate::access::Viewer;
use crate::choice::choices;

choices! {
    /// What a feed holds.
    pub enum FeedKind {
        /// One event.
        Event = "event" "Event",
        /// The events that a person has tasks at.
        Person = "person" "Tasks of a person",
        /// The events that the filters of the list let through.
        List = "list" "List of events",
    }
}

/// Where one's feeds are listed.
pub const FEEDS: &str = "/workshops/calendar_feeds/";

/// Whether `viewer` may have such a feed: admins any, everybody else that of their own tasks.
#[must_use]
pub fn may_have(viewer: &Viewer, kind: FeedKind, person: Option<i32>) -> bool {
    viewer.is_admin || (kind == FeedKind::Person && person == Some(viewer.id))
}

/// Where a feed is made, of what the pairs say: `kind`, and `event`, `person` or the filters of the list.
#[must_use]
pub fn add_url(pairs: &[(&str, &str)]) -> String {
    format!("{FEEDS}add/?{}", crate::record::query(pairs))
}

/// The path under which a calendar program reads the feed with this secret.
#[must_use]
pub fn feed_path(secret: &str) -> String {
    format!("{FEEDS}{secret}/amy.ics")
}
