//! The search form and what it finds.

use maud::{Markup, Render as _, html};
use shared::listing::Rows;
use shared::lookup::Lookup;
use shared::person::GENDERS;
use shared::record::person_url;
use shared::staff::{Choices, ListRow};

use crate::components::{Button, Icon, dash, email_link, instructor_role_badge, page_head, row_link, value, yes_no};
use crate::form::Choice;
use crate::format;
use crate::list::{AREA, Align, Bulk, Column, Filter, FilterKind, List, ListState, PAGE, VIEW};
use crate::view::View;

/// Where the search is, and where what is ticked is sent.
const PATH: &str = "/workshops/workshop_staff/";
/// Where the download is (STF-02).
const CSV: &str = "/workshops/workshop_staff/csv/";

/// The declaration of the list; its columns depend on what is looked for, and are [`page`]'s.
#[must_use]
pub fn list(choices: Choices) -> List<ListRow> {
    List {
        title: "Find Workshop Staff",
        noun: ("person", "persons"),
        path: PATH,
        filters: filters(choices),
        orders: Vec::new(),
        default_order: None,
        columns: Vec::new(),
        row_class: None,
        actions: html! {},
        bulk: Some(Bulk {
            action: PATH,
            name: "person",
            key: |row| row.id.to_string(),
            label: |row| row.name.clone(),
            buttons: html! {
                button.btn.btn-primary.btn-sm type="submit" data-mail-selected data-leave-out { "Contact selected" }
            },
        }),
    }
}

fn filters(choices: Choices) -> Vec<Filter> {
    vec![
        Filter::new("airport_iata", "Airport", FilterKind::LookUp(Lookup::Airports)),
        Filter::new("country", "Country", FilterKind::Choices(Choice::list(choices.countries))),
        Filter::new("continent", "Continent", FilterKind::Choice(Choice::list(choices.continents))),
        Filter::new("latitude", "Latitude", FilterKind::Number),
        Filter::new("longitude", "Longitude", FilterKind::Number),
        Filter::new("is_instructor", "Has active instructor community role", FilterKind::CheckBox),
        Filter::new("is_trainer", "Has trainer badge", FilterKind::CheckBox),
        Filter::new("was_helper", "Was helper at least once", FilterKind::CheckBox),
        Filter::new("was_organizer", "Was organizer at least once", FilterKind::CheckBox),
        Filter::new("is_in_progress_trainee", "Is an in-progress trainee", FilterKind::CheckBox),
        Filter::new("languages", "Languages", FilterKind::LookUps(Lookup::Languages)),
        Filter::new("domains", "Knowledge domains", FilterKind::LookUps(Lookup::KnowledgeDomains)),
        Filter::new("lessons", "Lessons", FilterKind::Choices(Choice::list(choices.lessons))),
        Filter::new("gender", "Gender", FilterKind::Choice(Choice::list(GENDERS))),
        Filter::new(AREA, "Area", FilterKind::Area),
    ]
}

/// The page (STF-01).
#[must_use]
pub fn page(list: List<ListRow>, state: &ListState, rows: &Rows<ListRow>) -> View {
    let lessons = state.values("lessons").filter_map(|id| id.parse().ok()).collect();
    let is_near = rows.rows.iter().any(|row| row.distance_km.is_some());
    let list = List { columns: columns(lessons, is_near), ..list };
    let file = state.href(CSV, &[(PAGE, None), (VIEW, None)]);
    let download = Button::link("Download as CSV", &file).icon(Icon::Download).render();
    let actions = (rows.total > 0).then_some(download);
    View::new(list.title, html! { (page_head(list.title, actions)) (list.body(state, rows)) })
}

/// The columns; `lessons` are those that were asked for, and `is_near` says whether distances are known.
fn columns(lessons: Vec<i32>, is_near: bool) -> Vec<Column<ListRow>> {
    let mut columns = vec![
        Column::new("Instructor role", |row: &ListRow| roles(&row.instructor_roles))
            .hint("Whether the community role as instructor is active"),
        Column::new("Trainer", |row: &ListRow| yes_no(row.is_trainer)).hint("Holds the trainer badge"),
        Column::new("Person", |row: &ListRow| {
            html! { (row_link(&person_url(row.id), &row.name)) @if row.email.is_some() { " " (email_link(row.email.as_deref())) } }
        }),
        Column::new("Taught (inc. TTT)", |row: &ListRow| html! { (row.num_instructor + row.num_trainer) })
            .hint("Times as an instructor at workshops and at instructor trainings")
            .align(Align::End),
        Column::new("Trainee", |row: &ListRow| yes_no(row.is_trainee))
            .hint("Learns at an instructor training that goes on, and is no instructor yet"),
        Column::new("Airport", |row: &ListRow| html! { (row.airport_iata) }),
    ];
    if is_near {
        columns.push(
            Column::new("Distance", |row: &ListRow| row.distance_km.map_or_else(dash, |far| html! { (format::kilometres(far)) }))
                .hint("From the airport to the point of reference, along the earth's surface")
                .align(Align::End),
        );
    }
    columns.extend([
        Column::new("Country", |row: &ListRow| value(row.country.as_deref())),
        Column::new("Lessons", move |row: &ListRow| taught(row, &lessons)),
        Column::new("Affiliation", |row: &ListRow| value(Some(&row.affiliation))),
    ]);
    columns
}

fn roles(active: &[bool]) -> Markup {
    html! {
        @if active.is_empty() { (dash()) }
        @for active in active { (instructor_role_badge(*active)) " " }
    }
}

/// Lessons that somebody can teach; those that were asked for are bold.
fn taught(row: &ListRow, chosen: &[i32]) -> Markup {
    html! {
        @if row.lessons.is_empty() { (dash()) }
        @for (index, lesson) in row.lessons.iter().enumerate() {
            @if index > 0 { ", " }
            @if chosen.contains(&lesson.id) { strong { (lesson.name) } } @else { (lesson.name) }
        }
    }
}

/// The same list in the columns of the file (STF-02).
#[must_use]
pub fn export(list: List<ListRow>) -> List<ListRow> {
    type Cell = fn(&ListRow) -> String;
    let cells: [(&'static str, Cell); 10] = [
        ("Name", |row| row.name.clone()),
        ("Email", |row| row.email.clone().unwrap_or_default()),
        ("Is instructor", |row| format::yes_no(row.instructor_roles.contains(&true)).to_owned()),
        ("Is trainer", |row| format::yes_no(row.is_trainer).to_owned()),
        ("Taught times", |row| row.num_instructor.to_string()),
        ("Is trainee", |row| format::yes_no(row.is_trainee).to_owned()),
        ("Airport", |row| row.airport_iata.clone()),
        ("Country", |row| row.country.clone().unwrap_or_default()),
        ("Lessons", |row| row.lessons.iter().map(|lesson| lesson.name.as_str()).collect::<Vec<_>>().join("; ")),
        ("Affiliation", |row| row.affiliation.clone()),
    ];
    let columns = cells.into_iter().map(|(title, cell)| Column::new(title, move |row| html! { (cell(row)) }).csv(cell)).collect();
    List { columns, ..list }
}
