//! The kinds of records: their names in AMY's words, and the pages they have.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but unreserved characters: an organization's domain may hold slashes (DM §2.4).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A record that can be linked to, commented on, or stand in the way of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// An event.
    Event,
    /// A task.
    Task,
    /// An organization.
    Organization,
    /// A membership.
    Membership,
}

impl Kind {
    /// The kinds of this slice.
    pub const ALL: [Self; 5] = [Self::Person, Self::Event, Self::Task, Self::Organization, Self::Membership];

    /// The name that comments and imported rows know it by, as `app.model`.
    #[must_use]
    pub fn object_type(self) -> &'static str {
        match self {
            Self::Person => "workshops.person",
            Self::Event => "workshops.event",
            Self::Task => "workshops.task",
            Self::Organization => "workshops.organization",
            Self::Membership => "workshops.membership",
        }
    }

    /// The kind known as `object_type`.
    #[must_use]
    pub fn of(object_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.object_type() == object_type)
    }

    /// The table it is stored and versioned under.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Event => "event",
            Self::Task => "task",
            Self::Organization => "organization",
            Self::Membership => "membership",
        }
    }
}

/// A query string of these pairs, encoded.
#[must_use]
pub fn query(pairs: &[(&str, &str)]) -> String {
    let encoded: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{}={}", utf8_percent_encode(key, SEGMENT), utf8_percent_encode(value, SEGMENT)))
        .collect();
    encoded.join("&")
}

/// The page of an event.
#[must_use]
pub fn event_url(slug: &str) -> String {
    format!("/workshops/event/{slug}/")
}

/// The page of a person.
#[must_use]
pub fn person_url(id: i32) -> String {
    format!("/workshops/person/{id}/")
}

/// The page of a task.
#[must_use]
pub fn task_url(id: i32) -> String {
    format!("/workshops/task/{id}/")
}

/// The page of an organization: its domain, percent-encoded with the slashes.
#[must_use]
pub fn organization_url(domain: &str) -> String {
    format!("/fiscal/organization/{}/", utf8_percent_encode(domain, SEGMENT))
}

/// The page of a membership.
#[must_use]
pub fn membership_url(id: i32) -> String {
    format!("/fiscal/membership/{id}/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organizations_slashes_are_encoded() {
        assert_eq!(
            organization_url("carpentries.org/community-lessons/"),
            "/fiscal/organization/carpentries.org%2Fcommunity-lessons%2F/"
        );
    }

    #[test]
    fn kinds_are_found_by_their_names() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.object_type()), Some(kind));
        }
        assert_eq!(Kind::of("workshops.unknown"), None);
    }
}
