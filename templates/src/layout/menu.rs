//! The menu of the staff area as one table (GLB-02). A page that is added to AMY gets its line here.

use shared::flag::{Flag, States};

/// Where in the bar an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Directly in the bar.
    Bar,
    /// In the menu with this heading.
    Menu(&'static str),
    /// In the green "New" menu at the right.
    New,
}

/// One entry of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub section: Section,
    /// A line is drawn between entries of different groups.
    pub group: u8,
    /// What it says.
    pub label: &'static str,
    /// Where it leads.
    pub path: &'static str,
    /// Permissions it needs; without them it is shown disabled.
    pub needs: &'static [&'static str],
    /// The feature flag without which it is not shown.
    pub flag: Option<Flag>,
}

impl Entry {
    /// The same entry, shown only while a feature flag is on.
    #[must_use]
    pub const fn flagged(self, flag: Flag) -> Self {
        Self { flag: Some(flag), ..self }
    }

    /// Whether it is shown while the flags stand so.
    #[must_use]
    pub fn is_shown(&self, flags: Option<&States>) -> bool {
        self.flag.is_none_or(|flag| flags.is_some_and(|flags| flags.is_on(flag)))
    }
}

const fn entry(section: Section, group: u8, label: &'static str, path: &'static str, needs: &'static [&'static str]) -> Entry {
    Entry { section, group, label, path, needs, flag: None }
}

/// What superusers alone hold: they hold every permission, also one that nobody can be given (DM-PERM-02).
const SUPERUSER: &[&str] = &["superuser"];

/// The menu, in the order in which it is shown.
pub const ENTRIES: &[Entry] = &[
    entry(Section::Bar, 0, "Dashboard", "/dashboard/admin/", &[]),
    entry(Section::Bar, 0, "Events", "/workshops/events/", &[]),
    entry(Section::Bar, 0, "Organizations", "/fiscal/organizations/", &[]),
    entry(Section::Bar, 0, "Memberships", "/fiscal/memberships/", &[]),
    entry(Section::Bar, 0, "Persons", "/workshops/persons/", &[]),
    entry(Section::Menu("More"), 0, "Tasks", "/workshops/tasks/", &[]),
    entry(Section::Menu("More"), 3, "Bulk add people", "/workshops/persons/bulk_upload/", &["add_person", "change_person"]),
    entry(Section::Menu("More"), 3, "Merge persons", "/workshops/persons/merge/", &["delete_person", "change_person"]),
    entry(Section::Menu("More"), 3, "Merge events", "/workshops/events/merge/", &["delete_event", "change_event"]),
    entry(Section::Menu("More"), 3, "Find workshop staff", "/workshops/workshop_staff/", &[]),
    entry(Section::Menu("More"), 0, "Badges", "/workshops/badges/", &[]),
    entry(Section::Menu("More"), 4, "Scheduled emails", "/emails/scheduled_emails/", &["view_scheduledemail"])
        .flagged(Flag::EmailModule),
    entry(Section::Menu("More"), 4, "Email templates", "/emails/templates/", &["view_emailtemplate"]).flagged(Flag::EmailModule),
    entry(Section::Menu("More"), 4, "Suppressed addresses", "/emails/suppressions/", &["view_scheduledemail"])
        .flagged(Flag::EmailModule),
    entry(Section::Menu("More"), 1, "Maintenance", "/admin/", SUPERUSER),
    entry(Section::Menu("More"), 2, "Recently changed", "/workshops/log/", &[]),
    entry(Section::Menu("Service offering"), 0, "Accounts", "/offering/accounts/", &["view_account"])
        .flagged(Flag::ServiceOffering),
    entry(Section::Menu("Service offering"), 0, "Account benefits", "/offering/account-benefits/", &["view_accountbenefit"])
        .flagged(Flag::ServiceOffering),
    entry(Section::Menu("Service offering"), 1, "Consortiums", "/fiscal/consortiums/", &["view_consortium"])
        .flagged(Flag::ServiceOffering),
    entry(Section::Menu("Service offering"), 1, "Partnerships", "/fiscal/partnerships/", &["view_partnership"])
        .flagged(Flag::ServiceOffering),
    entry(Section::Menu("Service offering"), 1, "Event categories", "/offering/event-categories/", &["view_eventcategory"])
        .flagged(Flag::ServiceOffering),
    entry(Section::Menu("Service offering"), 1, "Benefits", "/offering/benefits/", &["view_benefit"])
        .flagged(Flag::ServiceOffering),
    entry(Section::New, 0, "New event", "/workshops/events/add/", &["add_event"]),
    entry(Section::New, 0, "New person", "/workshops/persons/add/", &["add_person"]),
    entry(Section::New, 1, "Bulk add people", "/workshops/persons/bulk_upload/", &["add_person", "change_person"]),
];

/// The page of the feature flags (UTL-05).
pub const FEATURE_FLAGS: &str = "/dashboard/admin/feature_flags/";

/// Where the search box leads.
pub const SEARCH: &str = "/dashboard/admin/search/";

/// What the search box asks while one types.
pub const QUICK_SEARCH: &str = "/dashboard/admin/search/quick/";

/// Every path that the menu of the staff area leads to.
pub fn targets() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.path).chain([SEARCH, "/account/logout/"])
}

/// The entries of a section.
pub fn entries(section: Section) -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(move |entry| entry.section == section)
}

/// The headings of the drop-down menus that have something to show, each once, in order.
#[must_use]
pub fn headings(flags: Option<&States>) -> Vec<&'static str> {
    let mut headings = Vec::new();
    for entry in ENTRIES.iter().filter(|entry| entry.is_shown(flags)) {
        if let Section::Menu(heading) = entry.section
            && !headings.contains(&heading)
        {
            headings.push(heading);
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_a_path_with_a_final_slash() {
        for target in targets() {
            assert!(target.starts_with('/') && target.ends_with('/'), "{target}");
        }
    }

    #[test]
    fn glb_04_an_entry_behind_a_flag_is_shown_while_the_flag_is_on() {
        let gated = entry(Section::Bar, 0, "Accounts", "/offering/accounts/", &[]).flagged(Flag::ServiceOffering);
        let states =
            |is_on| States(vec![shared::flag::State { name: Flag::ServiceOffering.code().to_owned(), is_on, parameter: None }]);
        assert!(gated.is_shown(Some(&states(true))) && !gated.is_shown(Some(&states(false))) && !gated.is_shown(None));
        assert!(entry(Section::Bar, 0, "Events", "/", &[]).is_shown(None));
    }

    #[test]
    fn no_path_stands_twice_in_a_section() {
        for (index, one) in ENTRIES.iter().enumerate() {
            assert!(
                !ENTRIES.iter().skip(index + 1).any(|other| other.path == one.path && other.section == one.section),
                "{}",
                one.path
            );
        }
    }
}
