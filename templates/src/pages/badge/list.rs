//! The list of badges (BDG-01): all of them, there are few.

use maud::html;
use shared::badge::Badge;
use shared::record::badge_url;

use crate::components::{empty_state, page_head, row_link};
use crate::view::View;

/// The page.
#[must_use]
pub fn list(badges: &[Badge]) -> View {
    View::new(
        "All Badges",
        html! {
            (page_head("All Badges", None))
            @if badges.is_empty() {
                (empty_state("No badges.", None))
            } @else {
                div.table-scroll tabindex="0" role="group" aria-label="All Badges" {
                    table.table.list-table {
                        thead { tr {
                            th scope="col" { "Name" } th scope="col" { "Title" } th scope="col" { "Criteria" } th.number scope="col" { "Number awarded" }
                        } }
                        tbody {
                            @for badge in badges {
                                tr {
                                    td data-label="Name" { (row_link(&badge_url(&badge.name), &badge.name)) }
                                    td data-label="Title" { (badge.title) }
                                    td data-label="Criteria" { (badge.criteria) }
                                    td.number data-label="Number awarded" { (badge.awards) }
                                }
                            }
                        }
                    }
                }
            }
        },
    )
}
