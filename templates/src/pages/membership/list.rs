//! The list of memberships (MEM-01).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::agreement::PUBLIC_STATUS;
use shared::membership::{CONTRIBUTION_TYPES, ListRow, VARIANTS, needs_attention};
use shared::record::{membership_url, organization_url};

use super::label;
use crate::components::{Button, Icon, Tone, action_link, link, row_title};
use crate::form::Choice;
use crate::format::iso;
use crate::list::{Align, Column, Filter, FilterKind, List};

/// The declaration of the list.
#[must_use]
pub fn list(viewer: &Viewer) -> List<ListRow> {
    let choice = |pairs: &[(&'static str, &'static str)]| FilterKind::Choice(Choice::list(pairs.iter().copied()));
    List {
        title: "All Memberships",
        noun: ("membership", "memberships"),
        path: "/fiscal/memberships/",
        filters: vec![
            Filter::new("organization_name", "Organization name", FilterKind::Text),
            Filter::new("consortium", "Consortium", FilterKind::Bool),
            Filter::new("public_status", "Status", choice(&PUBLIC_STATUS)),
            Filter::new("variant", "Variant", choice(&VARIANTS)),
            Filter::new("contribution_type", "Contribution type", choice(&CONTRIBUTION_TYPES)),
            Filter::new("active_only", "Only active memberships", FilterKind::CheckBox),
            Filter::new("training_seats_only", "Only memberships with training seats", FilterKind::CheckBox),
            Filter::new(
                "negative_remaining_seats_only",
                "Only memberships with fewer than no training seats remaining",
                FilterKind::CheckBox,
            ),
        ],
        orders: vec![
            ("agreement_start", "Agreement start"),
            ("agreement_end", "Agreement end"),
            (SEATS, "Remaining instructor training seats"),
        ],
        default_order: None,
        columns: columns(viewer.can("change_membership")),
        row_class: None,
        actions: Button::link("New membership", "/fiscal/memberships/add/")
            .tone(Tone::Create)
            .icon(Icon::Plus)
            .allowed(viewer.can_all(&["add_membership", "change_organization"]))
            .render(),
        bulk: None,
    }
}

/// The order by seats.
const SEATS: &str = "instructor_training_seats_remaining";

fn columns(may_change: bool) -> Vec<Column<ListRow>> {
    vec![
        Column::new("Name", |row: &ListRow| row_title(&membership_url(row.id), &row.name)).csv(|row| row.name.clone()),
        Column::yes_no("Consortium", |row: &ListRow| row.consortium),
        Column::new("Organisations", organizations)
            .csv(|row| row.organizations.iter().map(|member| member.fullname.as_str()).collect::<Vec<_>>().join("; ")),
        Column::new("Variant", |row: &ListRow| html! { (label(&VARIANTS, &row.variant)) })
            .csv(|row| label(&VARIANTS, &row.variant).to_owned()),
        Column::new("Dates", |row: &ListRow| html! { (dates(row)) }).order("agreement_start").align(Align::NoWrap).csv(dates),
        Column::new("Contribution", |row: &ListRow| html! { (label(&CONTRIBUTION_TYPES, &row.contribution_type)) })
            .csv(|row| label(&CONTRIBUTION_TYPES, &row.contribution_type).to_owned()),
        Column::new("Remaining seats", |row: &ListRow| html! { (row.instructor_training_seats_remaining) })
            .hint("Instructor training seats, public and in-house together; red where none are left")
            .order(SEATS)
            .align(Align::End)
            .mark(|row| {
                let (total, remaining) = (row.instructor_training_seats_total, row.instructor_training_seats_remaining);
                if needs_attention(total, remaining) { "cell-danger" } else { "" }
            })
            .csv(|row| row.instructor_training_seats_remaining.to_string()),
        Column::new("Actions", move |row: &ListRow| actions(row, may_change)).align(Align::Actions),
    ]
}

fn organizations(row: &ListRow) -> Markup {
    html! {
        @if row.organizations.is_empty() { span.none { "No organisations were added." } }
        @if !row.organizations.is_empty() {
            ul.plain-list {
                @for member in row.organizations.iter() { li { (link(&organization_url(&member.domain), &member.fullname)) } }
            }
        }
    }
}

/// `2026-01-01 — 2026-12-31`
fn dates(row: &ListRow) -> String {
    format!("{} — {}", iso(row.agreement_start), iso(row.agreement_end))
}

fn actions(row: &ListRow, may_change: bool) -> Markup {
    let url = membership_url(row.id);
    html! {
        (action_link(Icon::Info, &format!("View {}", row.name), &url, true))
        (action_link(Icon::Pencil, &format!("Edit {}", row.name), &format!("{url}edit/"), may_change))
    }
}
