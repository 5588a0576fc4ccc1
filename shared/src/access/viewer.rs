//! The signed-in person, as every request sees them.

use std::collections::BTreeSet;

/// The signed-in person with what they may do, read once per request so that a changed permission holds at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// Person id.
    pub id: i32,
    /// Login name.
    pub username: String,
    /// Personal name, shown in the menu ("Hello, …").
    pub personal: String,
    /// Full name, without the e-mail address.
    pub full_name: String,
    /// Primary e-mail address.
    pub email: Option<String>,
    /// Holds every permission (DM-PERM-02).
    pub is_superuser: bool,
    /// May enter the staff area (DM-PERM-01).
    pub is_admin: bool,
    /// False asks for the "no airport" warning (DM-PERSON-30).
    pub has_airport: bool,
    /// Codenames held directly or through a group, such as `change_event`.
    pub permissions: BTreeSet<String>,
}

impl Viewer {
    /// Whether the viewer holds the permission `codename`; superusers hold all, also those that do not exist (DM-PERM-02).
    #[must_use]
    pub fn can(&self, codename: &str) -> bool {
        self.is_superuser || self.permissions.contains(codename)
    }

    /// Whether the viewer holds all of `codenames`.
    #[must_use]
    pub fn can_all(&self, codenames: &[&str]) -> bool {
        codenames.iter().all(|codename| self.can(codename))
    }
}
