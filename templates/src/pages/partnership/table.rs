//! Partnerships as a table on the pages of their organization and account, with the columns of the list (PAR-01).

use maud::{Markup, html};
use shared::access::Viewer;
use shared::partnership::ListRow;

use super::cells::{self, CREDITS, PARTNER};
use crate::components::{day_range, empty_state, value};
use crate::pages::person::tables;

/// The table, or a line that there is none.
#[must_use]
pub fn table(viewer: &Viewer, rows: &[ListRow]) -> Markup {
    if rows.is_empty() {
        return empty_state("No partnerships.", None);
    }
    let body = html! {
        @for row in rows {
            tr {
                td { (cells::name(viewer, row)) }
                td data-label=(PARTNER) { (cells::partner(row)) }
                td.nowrap data-label="Dates" { (day_range(Some(row.agreement_start), Some(row.agreement_end))) }
                td data-label="Tier" { (value(row.tier.as_deref())) }
                td data-label=(CREDITS) { (cells::credits(row)) }
            }
        }
    };
    tables::table("Partnerships", &["Name", PARTNER, "Dates", "Tier", CREDITS], body)
}
