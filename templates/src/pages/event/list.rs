//! The list of events (EVT-01).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::calendar_feed;
use shared::event::{FilterChoices, ListRow, website_url};
use shared::lookup::Lookup;
use shared::record::{event_url, person_url};

use crate::components::{
    Button, Icon, SafeUrl, Tone, action_link, dash, day_range, domain_link, icon_labelled, link, row_link, tag_pill,
};
use crate::form::Choice;
use crate::format;
use crate::list::{AREA, Align, Column, Filter, FilterKind, List};

/// States of the filter `state` (label Status), in the order of the spec.
const STATES: [(&str, &str); 7] = [
    ("active", "Active"),
    ("past_events", "Past"),
    ("ongoing_events", "Ongoing"),
    ("upcoming_events", "Upcoming"),
    ("unpublished_events", "Unpublished"),
    ("published_events", "Published"),
    ("metadata_changed", "Detected changes in metadata"),
];

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer, choices: FilterChoices) -> List<ListRow> {
    let choice = |pairs: Vec<(String, String)>| FilterKind::Choice(Choice::list(pairs));
    List {
        title: "All Events",
        noun: ("event", "events"),
        path: "/workshops/events/",
        filters: vec![
            Filter::new("assigned_to", "Assignee", choice(choices.assigned_to)),
            Filter::new("tags", "Tags", FilterKind::LookUps(Lookup::Tags)),
            Filter::new("host", "Host", FilterKind::LookUps(Lookup::Organizations)),
            Filter::new("administrator", "Administrator", choice(choices.administrators)),
            Filter::new("completed", "Completed", FilterKind::Bool),
            Filter::new("country", "Country", choice(choices.countries)),
            Filter::new("continent", "Continent", choice(choices.continents)),
            Filter::new("event_category", "Event category", choice(choices.categories)),
            Filter::new("state", "Status", FilterKind::Choice(Choice::list(STATES))),
            Filter::new(AREA, "Area", FilterKind::Area),
        ],
        orders: vec![("slug", "Slug"), ("start", "Start"), ("end", "End")],
        default_order: Some(("start", true)),
        columns: columns(viewer.can("change_event")),
        row_class: Some(|row| if row.completed { "row-success" } else { "" }),
        actions: Button::link("New event", "/workshops/events/add/")
            .tone(Tone::Create)
            .icon(Icon::Plus)
            .allowed(viewer.can("add_event"))
            .render(),
        bulk: None,
    }
}

/// The list with the button for a calendar of what these parameters of its address let through.
#[must_use]
pub fn with_subscription(list: List<ListRow>, asked: &[(String, String)]) -> List<ListRow> {
    let is_filter = |name: &str| list.filters.iter().any(|filter| filter.name == name);
    let filters = asked.iter().filter(|(name, value)| is_filter(name) && !value.trim().is_empty());
    let pairs: Vec<(&str, &str)> =
        [("kind", "list")].into_iter().chain(filters.map(|(name, value)| (name.as_str(), value.as_str()))).collect();
    let href = calendar_feed::add_url(&pairs);
    let actions = html! { (Button::link("Subscribe", &href).icon(Icon::Calendar)) (list.actions) };
    List { actions, ..list }
}

fn columns(may_change: bool) -> Vec<Column<ListRow>> {
    vec![
        Column::new("Assignee", assignee)
            .hint("Who looks after the event")
            .csv(|row| row.assigned_to.clone().unwrap_or_default()),
        Column::new("Slug", |row: &ListRow| row_link(&event_url(&row.slug), &row.slug))
            .order("slug")
            .align(Align::NoWrap)
            .mark(|row| if row.slug.is_empty() { "cell-warning" } else { "" })
            .csv(|row| row.slug.clone()),
        Column::new(
            "Tags",
            |row: &ListRow| html! { @for tag in row.tags.iter() { (tag_pill(&tag.name, Some(&tag.details))) " " } },
        )
        .csv(|row| row.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>().join("; ")),
        Column::new("URL", |row: &ListRow| row.url.as_deref().map_or_else(dash, |url| website(&website_url(url), &row.slug)))
            .hint("The event's website; yellow where it lacks")
            .align(Align::NoWrap)
            .mark(|row| if row.url.is_none() { "cell-warning" } else { "" })
            .csv(|row| row.url.as_deref().map(website_url).unwrap_or_default()),
        Column::new("Instructors", |row: &ListRow| html! { (row.instructors) })
            .hint("Number of instructor tasks; yellow where there is none")
            .align(Align::End)
            .mark(|row| if row.instructors == 0 { "cell-warning" } else { "" })
            .csv(|row| row.instructors.to_string()),
        Column::new("Host Site", |row: &ListRow| domain_link(&row.host_domain, &row.host)).csv(|row| row.host_domain.clone()),
        Column::new("Dates", |row: &ListRow| day_range(row.start, row.end)).order("start").align(Align::NoWrap).csv(|row| {
            if row.start.is_none() && row.end.is_none() { String::new() } else { format::date_range(row.start, row.end) }
        }),
        Column::yes_no("Completed", |row: &ListRow| row.completed),
        Column::new("Actions", move |row: &ListRow| actions(row, may_change)).align(Align::Actions),
    ]
}

/// The website as an icon: its address says nothing that the slug does not.
fn website(url: &str, slug: &str) -> Markup {
    let Some(url) = SafeUrl::new(url) else { return html! { (url) } };
    let label = format!("Website of {slug} (opens in a new tab)");
    html! { a href=(url) target="_blank" rel="noopener noreferrer" title=(url) { (icon_labelled(Icon::Globe, &label)) } }
}

fn assignee(row: &ListRow) -> Markup {
    match (row.assigned_to_id, &row.assigned_to) {
        (Some(id), Some(name)) => link(&person_url(id), name),
        _ => dash(),
    }
}

fn actions(row: &ListRow, may_change: bool) -> Markup {
    let url = event_url(&row.slug);
    html! {
        (action_link(Icon::Info, &format!("Details of {}", row.slug), &url, true))
        (action_link(Icon::Pencil, &format!("Edit {}", row.slug), &format!("{url}edit/"), may_change))
    }
}
