//! What is searched, kind by kind.

use crate::record::Kind;

/// A kind of what is searched, in the order of the tabs (UTL-04).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area {
    /// Organizations.
    Organizations,
    /// Memberships.
    Memberships,
    /// Partnerships, while services are offered.
    Partnerships,
    /// Consortiums, while services are offered.
    Consortiums,
    /// Events.
    Events,
    /// Persons.
    Persons,
    /// Applications to instructor training.
    TrainingRequests,
    /// Comments on records.
    Comments,
}

impl Area {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Organizations,
        Self::Memberships,
        Self::Partnerships,
        Self::Consortiums,
        Self::Events,
        Self::Persons,
        Self::TrainingRequests,
        Self::Comments,
    ];

    /// Those that are searched while services are offered (the flag `SERVICE_OFFERING`), or are not.
    pub fn shown(offers_services: bool) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |area| offers_services || !matches!(area, Self::Partnerships | Self::Consortiums))
    }

    /// Short name, for fragments of addresses.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Organizations => "organizations",
            Self::Memberships => "memberships",
            Self::Partnerships => "partnerships",
            Self::Consortiums => "consortiums",
            Self::Events => "events",
            Self::Persons => "persons",
            Self::TrainingRequests => "training_requests",
            Self::Comments => "comments",
        }
    }

    /// Heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Organizations => "Organisations",
            Self::Memberships => "Memberships",
            Self::Partnerships => "Partnerships",
            Self::Consortiums => "Consortiums",
            Self::Events => "Events",
            Self::Persons => "Persons",
            Self::TrainingRequests => "Training requests",
            Self::Comments => "Comments",
        }
    }

    /// The area with this short name.
    pub(super) fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.id() == id)
    }
}

/// The page of the record of `table` with this key, at the comment if there is one.
pub(super) fn url(table: &str, key: &str, comment: Option<i32>) -> Option<String> {
    let page = Kind::of_table(table)?.page(key)?;
    Some(comment.map_or_else(|| page.clone(), |comment| format!("{page}#c{comment}")))
}

/// The kinds of records as comments name them, and the tables that they are in, side by side.
pub(super) fn kinds() -> (Vec<String>, Vec<String>) {
    Kind::ALL.iter().map(|kind| (kind.object_type().to_owned(), kind.table().to_owned())).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comments_address_is_that_of_its_record() {
        assert_eq!(url("event", "2026-01-01-a", Some(7)).as_deref(), Some("/workshops/event/2026-01-01-a/#c7"));
        assert_eq!(url("person", "12", None).as_deref(), Some("/workshops/person/12/"));
        assert_eq!(url("unknown", "12", Some(7)), None);
    }

    #[test]
    fn utl_04_partnerships_and_consortiums_hang_on_the_flag() {
        assert_eq!(Area::shown(true).count(), 8);
        assert!(
            Area::shown(false).eq(Area::ALL.into_iter().filter(|area| !["partnerships", "consortiums"].contains(&area.id())))
        );
        for area in Area::ALL {
            assert_eq!(Area::of(area.id()), Some(area));
        }
    }
}
