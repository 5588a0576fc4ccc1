//! The workshops and training seats of a membership, drawn and in numbers (pages-business.md §1.1, §1.2).

use maud::{Markup, html};
use shared::membership::{Membership, Seats, Workshops, needs_attention};

use crate::components::{dash, meter, section};
use crate::pages::person::tables::table;

/// Both tables, side by side where there is room.
pub(super) fn numbers(membership: &Membership) -> Markup {
    html! {
        div.halves {
            (section("workshops", "Workshops", None, workshops(&membership.workshops)))
            (section("seats", "Training seats", None, seats(&membership.public_seats, &membership.inhouse_seats)))
        }
    }
}

fn workshops(workshops: &Workshops) -> Markup {
    let used = workshops.completed() + workshops.planned();
    let rows = html! {
        tr {
            th scope="row" { "Without admin fee" }
            td data-label="Used" { (drawn("Workshops without admin fee, completed and planned", used, workshops.available())) }
            td data-label="Allowed" {
                (told(count(workshops.total_allowed()), &[(workshops.rolled_from_previous, "rolled over from previous")]))
            }
            td data-label="Completed" { (count(workshops.completed())) }
            td data-label="Planned" { (count(workshops.planned())) }
            td data-label="Remaining" { (told(count(workshops.remaining()), &[(workshops.rolled_over, "rolled over")])) }
        }
        (beyond("Discounted", workshops.discounted_completed(), workshops.discounted_planned()))
        (beyond("Self-organized", workshops.self_organised_completed, workshops.self_organised_planned))
    };
    table("Workshops", &["Workshops", "Used", "Allowed", "Completed", "Planned", "Remaining"], rows)
}

/// Workshops of which any number may be held.
fn beyond(label: &str, completed: i64, planned: i64) -> Markup {
    html! {
        tr {
            th scope="row" { (label) }
            td data-label="Used" { (dash()) }
            td data-label="Allowed" { (dash()) }
            td data-label="Completed" { (count(completed)) }
            td data-label="Planned" { (count(planned)) }
            td data-label="Remaining" { (dash()) }
        }
    }
}

fn seats(public: &Seats, inhouse: &Seats) -> Markup {
    let rows = html! { (pool("Public", public)) (pool("In-house", inhouse)) };
    table("Training seats", &["Seats", "Used", "Allowed", "Utilized", "Remaining"], rows)
}

fn pool(label: &str, seats: &Seats) -> Markup {
    let (total, remaining) = (seats.total(), seats.remaining());
    let parts = [(Some(seats.additional), "additional"), (seats.rolled_from_previous, "rolled over from previous")];
    html! {
        tr.row-danger[needs_attention(total, remaining)] {
            th scope="row" { (label) }
            td data-label="Used" { (drawn(&format!("{label} instructor training seats utilized"), seats.utilized, remaining + seats.utilized)) }
            td data-label="Allowed" { (told(html! { (total) }, &parts)) }
            td data-label="Utilized" { (seats.utilized) }
            td data-label="Remaining" { (told(html! { (remaining) }, &[(seats.rolled_over, "rolled over")])) }
        }
    }
}

/// How much is used of what there is for this membership; nothing where there is neither.
fn drawn(label: &str, used: i64, of: i64) -> Markup {
    let whole = |number: i64| u32::try_from(number.max(0)).unwrap_or(u32::MAX);
    if used == 0 && of <= 0 { dash() } else { meter(label, whole(used), whole(of)) }
}

/// A number of workshops; none is a dash.
fn count(number: i64) -> Markup {
    if number == 0 {
        dash()
    } else {
        html! { (number) }
    }
}

/// `12 (4 additional, 2 rolled over from previous)`: a number, and the parts that there are.
pub(super) fn told(number: Markup, parts: &[(Option<i32>, &str)]) -> Markup {
    let parts: Vec<String> = parts
        .iter()
        .filter_map(|(number, words)| number.filter(|number| *number != 0).map(|number| format!("{number} {words}")))
        .collect();
    html! { span { (number) } @if !parts.is_empty() { " " span.none { "(" (parts.join(", ")) ")" } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_is_drawn_and_too_much_is_red() {
        assert!(drawn("x", 3, 7).into_string().contains("3 of 7"));
        assert!(drawn("x", 1, 0).into_string().contains("meter-over"), "a seat taken where there is none");
        assert!(drawn("x", 2, -1).into_string().contains("2 of 0"), "more was rolled over than there was");
        assert!(!drawn("x", 0, 0).into_string().contains("progress"));
    }

    #[test]
    fn only_the_parts_that_there_are_are_told() {
        let told = |parts: &[(Option<i32>, &str)]| told(html! { "12" }, parts).into_string();
        assert_eq!(told(&[(None, "a"), (Some(0), "b")]), "<span>12</span>");
        let whole = told(&[(Some(4), "additional"), (Some(2), "rolled over")]);
        assert!(whole.ends_with("(4 additional, 2 rolled over)</span>"), "{whole}");
    }
}
