//! Partnerships as a table on the pages of their organization and account, with the columns of the list (PAR-01).

use maud::{Markup, html};
use shared::access::Viewer;
use shared::partnership::ListRow;

use super::cells;
use crate::components::{day_range, empty_state, value};

/// The table, or a line that there is none.
#[must_use]
pub fn table(viewer: &Viewer, rows: &[ListRow]) -> Markup {
    if rows.is_empty() {
        return empty_state("No partnerships.", None);
    }
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Partnerships" {
            table.table.list-table {
                thead { tr {
                    th scope="col" { "Name" } th scope="col" { "Organisation / Consortium" } th scope="col" { "Dates" } th scope="col" { "Tier" }
                    th.number scope="col" { "Credits (allocated / allowed)" }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            td { (cells::name(viewer, row)) }
                            td data-label="Organisation / Consortium" { (cells::partner(row)) }
                            td.nowrap data-label="Dates" { (day_range(Some(row.agreement_start), Some(row.agreement_end))) }
                            td data-label="Tier" { (value(row.tier.as_deref())) }
                            td.number data-label="Credits (allocated / allowed)" { (cells::credits(row)) }
                        }
                    }
                }
            }
        }
    }
}
