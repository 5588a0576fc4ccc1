//! A list with filters, chips, sorted columns, marks and check boxes.

use chrono::NaiveDate;
use maud::{Markup, Render as _, html};
use shared::listing::{PageRequest, Rows};
use shared::lookup::Lookup;
use templates::components::{Button, Icon, Tone, action_link, check, dash, day_range, tag_pill};
use templates::form::Choice;
use templates::list::{Align, Bulk, Column, Filter, FilterKind, List, ListState};

struct Event {
    slug: &'static str,
    tag: &'static str,
    instructors: u32,
}

const EVENTS: [Event; 5] = [
    Event { slug: "2027-03-10-loribury", tag: "cancelled", instructors: 1 },
    Event { slug: "2027-03-08-johnbury", tag: "WiSE", instructors: 0 },
    Event { slug: "2027-02-09-kleinstad", tag: "SWC", instructors: 2 },
    Event { slug: "2027-01-21-danielsborough", tag: "ITT", instructors: 0 },
    Event { slug: "2026-11-21-tammyshire-ttt", tag: "TTT", instructors: 3 },
];

pub(crate) fn list(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Markup {
    let pairs = [("tags", "1"), ("host", "3"), ("order_by", "-slug"), ("page", "2")];
    let mut state =
        ListState { pairs: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(), ..ListState::default() };
    state.labels.insert(("host".to_owned(), "3".to_owned()), "Cohen, Young and Brown <white-burke.org>".to_owned());
    let rows = Rows { rows: EVENTS.iter().collect(), total: 2134, at: PageRequest::read(Some("2"), None).resolve(2134) };
    declared(first, last).page(&state, &rows).body
}

fn declared(first: Option<NaiveDate>, last: Option<NaiveDate>) -> List<&'static Event> {
    List {
        title: "All events",
        noun: ("event", "events"),
        path: "/list.html",
        filters: vec![
            Filter::new("tags", "Tags", FilterKind::Choices(Choice::list([("1", "SWC"), ("2", "DC")]))),
            Filter::new("host", "Host", FilterKind::LookUp(Lookup::Organizations)),
            Filter::new("completed", "Completed", FilterKind::Bool),
            Filter::new("after", "After", FilterKind::Date),
            Filter::new("venue", "Venue", FilterKind::Text),
        ],
        orders: vec![("slug", "Slug"), ("start", "Start")],
        default_order: None,
        columns: vec![
            Column::new("Assignee", |_: &&Event| dash()),
            Column::new("Slug", |event: &&Event| html! { a.slug href="/x/" { (event.slug) } })
                .order("slug")
                .csv(|event| event.slug.to_owned()),
            Column::new("Tags", |event: &&Event| html! { span.pills { (tag_pill(event.tag, None)) (tag_pill("Pilot", None)) } }),
            Column::new("Instructors", |event: &&Event| html! { (event.instructors) })
                .mark(|event| if event.instructors == 0 { "cell-warning" } else { "" })
                .align(Align::End),
            Column::new("Host", |_| html! { a href="/x/" { "Bentley, Kramer and Gentry <west.biz>" } }),
            Column::new("Dates", move |_| day_range(first, last)).align(Align::NoWrap).order("start"),
            Column::new("Completed", |event: &&Event| check(event.instructors == 2, "Completed")),
            Column::new(
                "Actions",
                |_| html! { (action_link(Icon::Info, "Details", "/x/", true)) (action_link(Icon::Pencil, "Edit", "/x/", true)) },
            )
            .align(Align::Actions),
        ],
        row_class: Some(|event| match event.instructors {
            2 => "row-success",
            3 => "row-danger",
            _ => "",
        }),
        actions: Button::link("New event", "/x/").tone(Tone::Create).icon(Icon::Plus).render(),
        bulk: Some(Bulk {
            action: "/x/",
            name: "ids",
            key: |event| event.slug.to_owned(),
            label: |event| event.slug.to_owned(),
            buttons: Button::submit("Discard").confirm("Discard the selected requests?").render(),
        }),
    }
}
