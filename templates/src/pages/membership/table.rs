//! Memberships with their workshops and training seats, as a table on the page of their organization (ORG-03).

use maud::{Markup, html};
use shared::access::Viewer;
use shared::membership::{CONTRIBUTION_TYPES, Membership, Seats, VARIANTS, Workshops, needs_attention};
use shared::record::{membership_url, query};

use super::label;
use super::numbers::told;
use crate::components::{Icon, action_link, day_range, empty_state, row_link};

/// The numbers: a heading over several columns, and theirs below it.
const GROUPS: [(&str, &[&str]); 5] = [
    ("Centrally-organised", &["Allowed", "Completed", "Planned", "Remaining"]),
    ("Discounted", &["Completed", "Planned"]),
    ("Self-organised", &["Completed", "Planned"]),
    ("Public seats", &["Allowed", "Utilized", "Remaining"]),
    ("In-house seats", &["Allowed", "Utilized", "Remaining"]),
];

/// The table, or a line that there is none; `next` is where editing a membership leads back to.
#[must_use]
pub fn table(viewer: &Viewer, memberships: &[Membership], next: &str) -> Markup {
    if memberships.is_empty() {
        return empty_state("No memberships for this organization.", None);
    }
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Memberships" {
            table.table.list-table {
                (columns())
                thead { (head()) }
                tbody { @for membership in memberships { (row(viewer, membership, next)) } }
            }
        }
    }
}

/// Which columns belong together, for the headings above them.
fn columns() -> Markup {
    html! {
        colgroup span="4" {}
        @for (_, parts) in GROUPS { colgroup span=(parts.len()) {} }
        colgroup span="1" {}
    }
}

fn head() -> Markup {
    html! {
        tr {
            @for title in ["Name", "Variant", "Agreement dates", "Contribution type"] { th scope="col" rowspan="2" { (title) } }
            @for (title, parts) in GROUPS { th scope="colgroup" colspan=(parts.len()) { (title) } }
            th.actions scope="col" rowspan="2" { span.visually-hidden { "Actions" } }
        }
        tr { @for (_, parts) in GROUPS { @for title in parts { th.number scope="col" { (title) } } } }
    }
}

fn row(viewer: &Viewer, membership: &Membership, next: &str) -> Markup {
    let url = membership_url(membership.id);
    let edit = format!("{url}edit/?{}", query(&[("next", next)]));
    let titles =
        GROUPS.iter().flat_map(|(group, parts)| parts.iter().map(move |part| format!("{group}: {}", part.to_lowercase())));
    html! {
        tr {
            td { (row_link(&url, &membership.name)) @if membership.consortium { " " span.none { "(consortium)" } } }
            td data-label="Variant" { (label(&VARIANTS, &membership.variant)) }
            td.nowrap data-label="Agreement dates" { (day_range(Some(membership.agreement.start), Some(membership.agreement.end))) }
            td data-label="Contribution type" { (label(&CONTRIBUTION_TYPES, &membership.contribution_type)) }
            @for (title, cell) in titles.zip(numbers(membership)) {
                td.number.cell-danger[cell.is_short] data-label=(title) { (told(html! { (cell.number) }, &cell.parts)) }
            }
            td.actions {
                (action_link(Icon::Info, &format!("View {}", membership.label), &url, true))
                (action_link(Icon::Pencil, &format!("Edit {}", membership.label), &edit, viewer.can("change_membership")))
            }
        }
    }
}

/// A number with what it is made of, or what was taken off.
#[derive(Debug)]
struct Cell {
    number: i64,
    parts: Vec<(Option<i32>, &'static str)>,
    /// Marked, since none are left.
    is_short: bool,
}

impl Cell {
    fn of(number: i64, parts: &[(Option<i32>, &'static str)]) -> Self {
        Self { number, parts: parts.to_vec(), is_short: false }
    }

    fn plain(number: i64) -> Self {
        Self::of(number, &[])
    }
}

const FROM_PREVIOUS: &str = "rolled over from previous";
const ROLLED_OVER: &str = "rolled over";

/// The numbers in the order of [`GROUPS`] (pages-business.md 1.1, 1.2).
fn numbers(membership: &Membership) -> impl Iterator<Item = Cell> {
    workshops(&membership.workshops).into_iter().chain(seats(&membership.public_seats)).chain(seats(&membership.inhouse_seats))
}

fn workshops(workshops: &Workshops) -> [Cell; 8] {
    [
        Cell::of(workshops.total_allowed(), &[(workshops.rolled_from_previous, FROM_PREVIOUS)]),
        Cell::plain(workshops.completed()),
        Cell::plain(workshops.planned()),
        Cell::of(workshops.remaining(), &[(workshops.rolled_over, ROLLED_OVER)]),
        Cell::plain(workshops.discounted_completed()),
        Cell::plain(workshops.discounted_planned()),
        Cell::plain(workshops.self_organised_completed),
        Cell::plain(workshops.self_organised_planned),
    ]
}

fn seats(seats: &Seats) -> [Cell; 3] {
    let (total, remaining) = (seats.total(), seats.remaining());
    [
        Cell::of(total, &[(Some(seats.additional), "additional"), (seats.rolled_from_previous, FROM_PREVIOUS)]),
        Cell::plain(seats.utilized),
        Cell { is_short: needs_attention(total, remaining), ..Cell::of(remaining, &[(seats.rolled_over, ROLLED_OVER)]) },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn org_03_each_number_has_a_column() {
        let columns: usize = GROUPS.iter().map(|(_, parts)| parts.len()).sum();
        let seats = || seats(&Seats::default());
        assert_eq!(workshops(&Workshops::default()).into_iter().chain(seats()).chain(seats()).count(), columns);
    }

    /// Examples A and C of pages-business.md 1.1.
    #[test]
    fn org_03_seats_tell_what_they_are_made_of_and_are_marked_when_none_are_left() {
        let a = Seats { seats: 6, additional: 4, rolled_from_previous: Some(2), rolled_over: Some(5), utilized: 5 };
        let [allowed, utilized, remaining] = seats(&a);
        assert_eq!((allowed.number, utilized.number, remaining.number), (12, 5, 2));
        assert_eq!(allowed.parts, [(Some(4), "additional"), (Some(2), FROM_PREVIOUS)]);
        assert_eq!(remaining.parts, [(Some(5), ROLLED_OVER)]);
        assert!(utilized.parts.is_empty() && !remaining.is_short);
        let [.., remaining] = seats(&Seats { utilized: 1, ..Seats::default() });
        assert_eq!((remaining.number, remaining.is_short), (-1, true));
    }
}
