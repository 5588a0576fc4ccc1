//! The menu of the staff area as one table (GLB-02). A page that is added to AMY gets its line here.

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
}

const fn entry(section: Section, group: u8, label: &'static str, path: &'static str, needs: &'static [&'static str]) -> Entry {
    Entry { section, group, label, path, needs }
}

/// What superusers alone hold: they hold every permission, also one that nobody can be given (DM-PERM-02).
const SUPERUSER: &[&str] = &["superuser"];

/// The menu, in the order in which it is shown.
pub const ENTRIES: &[Entry] = &[
    entry(Section::Bar, 0, "Dashboard", "/dashboard/admin/", &[]),
    entry(Section::Bar, 0, "Events", "/workshops/events/", &[]),
    entry(Section::Bar, 0, "Persons", "/workshops/persons/", &[]),
    entry(Section::Menu("More"), 0, "Tasks", "/workshops/tasks/", &[]),
    entry(Section::Menu("More"), 1, "Maintenance", "/admin/", SUPERUSER),
    entry(Section::Menu("More"), 2, "Recently changed", "/workshops/log/", &[]),
    entry(Section::New, 0, "New event", "/workshops/events/add/", &["add_event"]),
    entry(Section::New, 0, "New person", "/workshops/persons/add/", &["add_person"]),
];

/// Where the search box leads.
pub const SEARCH: &str = "/dashboard/admin/search/";

/// Every path that the menu of the staff area leads to.
pub fn targets() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.path).chain([SEARCH, "/account/logout/"])
}

/// The entries of a section.
pub fn entries(section: Section) -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(move |entry| entry.section == section)
}

/// The headings of the drop-down menus, each once, in order.
#[must_use]
pub fn headings() -> Vec<&'static str> {
    let mut headings = Vec::new();
    for entry in ENTRIES {
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
