//! The hottest pages.

/// A page, and which large tables it may read from end to end.
pub(super) struct Hot {
    /// Name of its golden file.
    pub(super) name: &'static str,
    /// Its address; `{event}`, `{person}`, `{organization}`, `{role}`, `{badge}`, `{tag}` stand for a record's key.
    pub(super) path: &'static str,
    /// Tables that have to be read whole, and why no index would help.
    pub(super) reads: &'static [(&'static str, &'static str)],
}

const fn page(name: &'static str, path: &'static str) -> Hot {
    Hot { name, path, reads: &[] }
}

impl Hot {
    const fn reading(self, reads: &'static [(&'static str, &'static str)]) -> Self {
        Self { reads, ..self }
    }
}

/// What people look at most, and what is asked with every key that they press.
pub(super) const HOT: [Hot; 30] = [
    page("dashboard", "/dashboard/admin/"),
    page("events", "/workshops/events/"),
    page("events-of-a-state", "/workshops/events/?state=past_events").reading(&[
        ("event", "nearly all events are past, and they are counted"),
        ("event_tag", "as many are looked at for their tags"),
    ]),
    page("events-of-a-host", "/workshops/events/?host={organization}"),
    page("events-of-an-assignee", "/workshops/events/?assigned_to={person}"),
    page("events-with-a-tag", "/workshops/events/?tags={tag}"),
    page("event", "/workshops/event/{event}/"),
    page("event-form", "/workshops/event/{event}/edit/"),
    page("tasks", "/workshops/tasks/").reading(&[
        ("task", "all its rows are counted, and ordered by what other tables hold"),
        ("event", "tasks are ordered by the start of their event"),
        ("person", "joined to all tasks for that order"),
    ]),
    page("tasks-of-a-role", "/workshops/tasks/?role={role}").reading(&[
        ("event", "tasks are ordered by the start of their event"),
        ("person", "joined to thousands of tasks for that order"),
    ]),
    page("persons", "/workshops/persons/"),
    page("persons-with-a-badge", "/workshops/persons/?badges={badge}"),
    page("person", "/workshops/person/{person}/"),
    page("person-form", "/workshops/person/{person}/edit/"),
    page("badge", "/workshops/badge/instructor/").reading(&[("award", "nearly all awards are of this badge, and are counted")]),
    page("log", "/workshops/log/"),
    page("search", "/dashboard/admin/search/?term=lovelace12&no_redirect=on"),
    page("search-for-a-name", "/dashboard/admin/search/?term=ada+lovelace12&no_redirect=on"),
    page("search-while-typing", "/dashboard/admin/search/quick/?term=lovelace12"),
    page("search-for-something-similar", "/dashboard/admin/search/quick/?term=lovelayce"),
    page("look-up-events", "/select_lookups/events/?term=place77"),
    page("look-up-trainings", "/select_lookups/ttt_events/?term=place77"),
    page("look-up-organizations", "/select_lookups/organizations/?term=number+77"),
    page("look-up-persons", "/select_lookups/persons/?term=ada+lovelace12"),
    page("look-up-administrators", "/select_lookups/admins/?term=ada"),
    page("look-up-instructors", "/select_lookups/instructors/?term=lovelace12"),
    page("look-up-memberships", "/select_lookups/memberships/?term=number+77"),
    page("look-up-applications", "/select_lookups/training_requests/?term=lovelace12"),
    page("look-up-awards", "/select_lookups/awards/?term=lovelace12").reading(&[
        ("award", "a badge that a term names has thousands of awards"),
        ("event", "as many are looked at for their slugs"),
    ]),
    page("look-up-awards-of-a-person", "/select_lookups/awards/?person={person}"),
];
