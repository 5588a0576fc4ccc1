//! Whom an account is for.

use crate::record::Kind;

/// The types by key and label.
pub const ACCOUNT_TYPES: [(&str, &str); 3] =
    [("individual", "Individual"), ("organisation", "Organisation"), ("consortium", "Consortium")];

/// What kind of record an account is for, which its type says (DM-ACC-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetKind {
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A consortium.
    Consortium,
}

impl TargetKind {
    /// What accounts of a type, one of [`ACCOUNT_TYPES`], are for.
    #[must_use]
    pub fn of(account_type: &str) -> Option<Self> {
        match account_type {
            "individual" => Some(Self::Person),
            "organisation" => Some(Self::Organization),
            "consortium" => Some(Self::Consortium),
            _ => None,
        }
    }

    /// The same among all kinds of records.
    #[must_use]
    pub fn record(self) -> Kind {
        match self {
            Self::Person => Kind::Person,
            Self::Organization => Kind::Organization,
            Self::Consortium => Kind::Consortium,
        }
    }
}

/// Whom an account is for; the type follows from it (DM-ACC-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A person, by id.
    Person(i32),
    /// An organization, by id.
    Organization(i32),
    /// A consortium, by id.
    Consortium(i32),
}

impl Target {
    /// The target of an account of a type, one of [`ACCOUNT_TYPES`].
    #[must_use]
    pub fn of(account_type: &str, id: i32) -> Option<Self> {
        Some(match TargetKind::of(account_type)? {
            TargetKind::Person => Self::Person(id),
            TargetKind::Organization => Self::Organization(id),
            TargetKind::Consortium => Self::Consortium(id),
        })
    }

    /// The type of its account.
    #[must_use]
    pub fn account_type(self) -> &'static str {
        match self {
            Self::Person(_) => "individual",
            Self::Organization(_) => "organisation",
            Self::Consortium(_) => "consortium",
        }
    }

    /// Its id in its own table.
    #[must_use]
    pub fn id(self) -> i32 {
        match self {
            Self::Person(id) | Self::Organization(id) | Self::Consortium(id) => id,
        }
    }

    /// Person, organization and consortium: one of them is known.
    pub(crate) fn columns(self) -> [Option<i32>; 3] {
        match self {
            Self::Person(id) => [Some(id), None, None],
            Self::Organization(id) => [None, Some(id), None],
            Self::Consortium(id) => [None, None, Some(id)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_acc_01_the_type_says_what_the_account_is_for() {
        for (account_type, target) in
            [("individual", Target::Person(7)), ("organisation", Target::Organization(7)), ("consortium", Target::Consortium(7))]
        {
            assert_eq!(Target::of(account_type, 7), Some(target));
            assert_eq!((target.account_type(), target.id()), (account_type, 7));
            assert_eq!(target.columns().into_iter().flatten().collect::<Vec<_>>(), [7]);
        }
        assert_eq!(Target::of("other", 7), None);
    }
}
