//! What has happened to an email: its deliveries, and its log (emails.md 5.4 (6) and (7)).

use maud::{Markup, html};
use shared::mail_delivery::{Delivery, Status};
use shared::record::person_url;
use shared::scheduled_email::{LogRow, State};

use crate::components::{Colour, dash, empty_state, link, mail_state, moment, pill, value};

/// What has become of it at each recipient; nothing where that cannot be told.
pub(super) fn delivery(deliveries: Option<&[Delivery]>) -> Markup {
    let Some(deliveries) = deliveries else {
        return html! { p.none { "What has become of it cannot be told at the moment." } };
    };
    if deliveries.is_empty() {
        return empty_state("Nothing is known of its delivery.", None);
    }
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Delivery" {
            table.list-table {
                thead { tr { th scope="col" { "Recipient" } th scope="col" { "Status" } th scope="col" { "When" } th scope="col" { "What was said" } } }
                tbody {
                    @for delivery in deliveries {
                        tr {
                            td data-label="Recipient" { (delivery.address) }
                            td data-label="Status" { (pill(delivery.status.label(), status_colour(delivery.status), None)) }
                            td data-label="When" { @for (status, at) in &delivery.times { div { (status.label()) ": " (moment(*at)) } } }
                            td data-label="What was said" { (value(Some(&delivery.told))) }
                        }
                    }
                }
            }
        }
    }
}

fn status_colour(status: Status) -> Colour {
    match status {
        Status::Send => Colour::Blue,
        Status::Delay => Colour::Yellow,
        Status::Delivery => Colour::Green,
        Status::Reject | Status::Bounce | Status::Complaint => Colour::Red,
    }
}

/// The log, newest first.
pub(super) fn log(rows: &[LogRow]) -> Markup {
    if rows.is_empty() {
        return empty_state("No history.", None);
    }
    let state = |code: Option<&str>| code.and_then(State::of).map_or_else(dash, mail_state);
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="History" {
            table.list-table {
                thead { tr {
                    th scope="col" { "Time" } th scope="col" { "State before" } th scope="col" { "State after" } th scope="col" { "Details" }
                    th scope="col" { "Author" } th scope="col" { "ID" }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            td.nowrap data-label="Time" { (moment(row.created_at)) }
                            td data-label="State before" { (state(row.state_before.as_deref())) }
                            td data-label="State after" { (state(Some(&row.state_after))) }
                            td data-label="Details" { (row.details) }
                            td data-label="Author" { @match (row.author_id, &row.author) { (Some(id), Some(name)) => (link(&person_url(id), name)), _ => (dash()) } }
                            td data-label="ID" { code { (row.id) } }
                        }
                    }
                }
            }
        }
    }
}
