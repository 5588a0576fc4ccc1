//! Addresses that get no mail any more (EML-NEW-11).

use maud::{Markup, html};
use shared::mail_delivery::Suppression;

use super::SUPPRESSIONS;
use crate::components::{Button, empty_state, moment, page_head, post_button, value};
use crate::view::View;

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The addresses, in their order.
    pub rows: &'a [Suppression],
    /// Whether there are more after these.
    pub has_more: bool,
    /// Whether the viewer may lift suppressions.
    pub may_lift: bool,
}

/// The page.
#[must_use]
pub fn suppressions(page: &Page<'_>) -> View {
    let next = page.rows.last().filter(|_| page.has_more);
    View::new(
        "Suppressed addresses",
        html! {
            (page_head("Suppressed addresses", None))
            p { "Nothing is sent to these addresses, because mail to them came back, or because their owners called it unwanted." }
            @if page.rows.is_empty() { (empty_state("No suppressed addresses.", None)) } @else { (table(page)) }
            @if let Some(last) = next {
                p { (Button::link("Next addresses", &format!("{SUPPRESSIONS}?{}", shared::record::query(&[("after", &last.address)])))) }
            }
        },
    )
}

fn table(page: &Page<'_>) -> Markup {
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Suppressed addresses" {
            table.list-table {
                thead { tr {
                    th scope="col" { "Address" } th scope="col" { "Why" } th scope="col" { "Since" } th scope="col" { "Until" }
                    th scope="col" { "What was said" } th.actions scope="col" { span.visually-hidden { "Actions" } }
                } }
                tbody {
                    @for row in page.rows {
                        tr {
                            td data-label="Address" { span.slug { (row.address) } }
                            td data-label="Why" { (row.cause.label()) }
                            td data-label="Since" { (moment(row.at)) }
                            td data-label="Until" { @match row.ends_at { Some(end) => (moment(end)), None => "lifted" } }
                            td data-label="What was said" { (value(Some(&row.told))) }
                            td.actions { (lift(row, page.may_lift)) }
                        }
                    }
                }
            }
        }
    }
}

fn lift(row: &Suppression, may: bool) -> Markup {
    let question = format!("Send mail to {} again?", row.address);
    let label = format!("Lift for {}", row.address);
    let button = Button::submit(&label).small().confirm(&question).allowed(may);
    post_button(&format!("{SUPPRESSIONS}lift/"), &[("address", &row.address), ("seen", &row.seen())], button)
}
