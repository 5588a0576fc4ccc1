//! A badge, and who holds it (BDG-02).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::award::ListRow;
use shared::badge::Badge;
use shared::listing::Rows;
use shared::lookup::Lookup;
use shared::record::{award_url, event_url, person_url};

use crate::components::{
    Button, Details, Icon, PageHead, Tone, dash, day, email_link, important_badge, link, post_button, row_link,
};
use crate::format;
use crate::list::{Align, Column, Filter, FilterKind, List, ListState};
use crate::view::View;

/// The list of those who hold the badge; its address is the badge's own.
#[must_use]
pub fn holders(viewer: &Viewer) -> List<ListRow> {
    let may_delete = viewer.can("delete_award");
    List {
        title: "Awarded",
        noun: ("award", "awards"),
        path: "./",
        filters: vec![
            Filter::new("awarded_after", "Awarded after", FilterKind::Date),
            Filter::new("awarded_before", "Awarded before", FilterKind::Date),
            Filter::new("event", "Event", FilterKind::LookUp(Lookup::Events)),
        ],
        orders: vec![("awarded", "Awarded date"), ("person__family", "Person")],
        default_order: Some(("awarded", false)),
        columns: vec![
            Column::new("Person", person).order("person__family").csv(|row| row.person.clone()),
            Column::new("Awarded", |row: &ListRow| day(Some(row.awarded)))
                .order("awarded")
                .align(Align::NoWrap)
                .csv(|row| format::iso(row.awarded)),
            Column::new("Event", |row: &ListRow| row.event.as_deref().map_or_else(dash, |slug| link(&event_url(slug), slug)))
                .csv(|row| row.event.clone().unwrap_or_default()),
            Column::new("Awarded by", awarded_by).csv(|row| row.awarded_by.clone().unwrap_or_default()),
            Column::new("Actions", move |row: &ListRow| delete(row, may_delete)).align(Align::Actions),
        ],
        row_class: None,
        actions: html! {},
        bulk: None,
    }
}

fn person(row: &ListRow) -> Markup {
    html! { (row_link(&person_url(row.person_id), &row.person)) @if row.email.is_some() { " " (email_link(row.email.as_deref())) } }
}

fn awarded_by(row: &ListRow) -> Markup {
    row.awarded_by_id.zip(row.awarded_by.as_deref()).map_or_else(dash, |(id, name)| link(&person_url(id), name))
}

fn delete(row: &ListRow, allowed: bool) -> Markup {
    let label = format!("Delete the award to {}", row.person);
    let question = format!("{label}?");
    let button = Button::submit(&label).tone(Tone::Quiet).icon_only(Icon::Trash).small().confirm(&question).allowed(allowed);
    post_button(&format!("{}delete/", award_url(row.id)), &[], button)
}

/// The badge's page.
#[must_use]
pub fn page(viewer: &Viewer, badge: &Badge, list: &List<ListRow>, state: &ListState, rows: &Rows<ListRow>) -> View {
    let address = format!("/workshops/awards/add/?badge={}", badge.id);
    let award = Button::link("Award new", &address).tone(Tone::Create).icon(Icon::Plus).allowed(viewer.can("add_award")).render();
    let actions = html! { @if !badge.is_retired() { (award) } };
    let facts =
        Details::new().text("Name", Some(&badge.name)).text("Title", Some(&badge.title)).text("Criteria", Some(&badge.criteria));
    View::new(
        format!("Badge {}", badge.title),
        html! {
            (PageHead::new(&badge.title).kind("Badge").beside(important_badge(&badge.name)).actions(actions))
            (facts)
            h2 { "Awarded:" }
            (list.body(state, rows))
        },
    )
}
