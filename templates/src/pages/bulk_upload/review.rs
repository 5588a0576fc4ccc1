//! The page on which uploaded rows are looked at, mended and confirmed (PER-06).

use maud::{Markup, Render as _, html};
use shared::bulk_upload::{Counts, Similar, Verified, Version};

use super::row::{Line, line};
use super::{CONFIRM, Place, SHOW, TO, VERSION};
use crate::components::{Details, Mark, empty_state, page_head};
use crate::list::{Piece, numbers};
use crate::view::View;

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct Review<'a> {
    /// The upload that it is filled from.
    pub version: Version,
    /// All rows.
    pub rows: &'a [Verified],
    /// Which of them are shown.
    pub place: Place,
    /// Who is similar to those that are shown.
    pub similar: &'a [Similar],
    /// Name and verbose name of the roles.
    pub roles: &'a [(String, String)],
}

/// PER-06
#[must_use]
pub fn review(review: &Review<'_>) -> View {
    let counts = Counts::of(review.rows);
    let (shown, place, pages) = review.place.rows(review.rows);
    View::new(
        "Confirm uploaded data",
        html! {
            (page_head("Confirm uploaded data", None))
            (summary(counts))
            form.form-page.upload-form id="main-form" method="post" action=(CONFIRM) novalidate {
                // Enter in a field verifies: it must not press the first button of a row.
                button.visually-hidden type="submit" name="verify" value="1" tabindex="-1" aria-hidden="true" { "Verify" }
                input type="hidden" name=(VERSION) value=(review.version);
                input type="hidden" name="page" value=(place.page);
                input type="hidden" name="shown" value=(place.show());
                (choice(place, counts))
                @if shown.is_empty() {
                    (empty_state("No row has errors.", None))
                } @else {
                    (table(review, &shown, counts.rows > 1))
                }
                (pager(place, pages))
                (actions(counts))
            }
        },
    )
}

fn summary(counts: Counts) -> Markup {
    let number = |count: usize| html! { (count) };
    let mark = if counts.wrong > 0 { Mark::Danger } else { Mark::Good };
    html! {
        section aria-label="Summary" {
            (Details::new()
                .row("Rows", number(counts.rows))
                .row("New people", number(counts.new))
                .row("People who are here already", number(counts.matched))
                .row("New tasks", number(counts.tasks))
                .marked("Rows with errors", mark, Some(number(counts.wrong)))
                .render())
        }
    }
}

/// The button that leaves out the rows that are fine, or shows them again.
fn choice(place: Place, counts: Counts) -> Markup {
    html! {
        div.upload-choice {
            @if place.only_wrong {
                button.btn.btn-sm.btn-plain type="submit" name=(SHOW) value="all" { "Show all rows (" (counts.rows) ")" }
            } @else if counts.wrong > 0 && counts.wrong < counts.rows {
                button.btn.btn-sm.btn-plain type="submit" name=(SHOW) value="errors" { "Show only rows with errors (" (counts.wrong) ")" }
            }
        }
    }
}

fn table(review: &Review<'_>, shown: &[usize], removable: bool) -> Markup {
    html! {
        div.table-scroll.upload-scroll {
            table.list-table.upload-table {
                caption.visually-hidden { "Uploaded rows" }
                thead {
                    tr {
                        th scope="col" { "Row" }
                        @for heading in ["Personal", "Family", "Username", "Email", "Airport", "Event", "Role", "Errors", "Info"] {
                            th scope="col" { (heading) }
                        }
                        th scope="col" { span.visually-hidden { "Remove" } }
                    }
                }
                tbody {
                    @for entry in shown {
                        @let similar = review.similar.iter().filter(|similar| similar.entry == *entry).collect::<Vec<_>>();
                        (line(&Line { entry: *entry, row: &review.rows[*entry], similar: &similar, roles: review.roles, removable }))
                    }
                }
            }
        }
    }
}

/// Pages as buttons, so that what was entered on this one is kept.
fn pager(place: Place, pages: usize) -> Markup {
    let [current, pages] = [place.page, pages].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    html! {
        @if pages > 1 {
            nav.upload-pager aria-label="Pages of rows" {
                @for piece in numbers(current, pages) {
                    @match piece {
                        Piece::Page(page) if page == current => span.btn.btn-sm.btn-primary aria-current="page" { (page) },
                        Piece::Page(page) => button.btn.btn-sm.btn-plain type="submit" name=(TO) value=(page) aria-label={ "Page " (page) } { (page) },
                        Piece::Gap => span { "…" },
                    }
                }
            }
        }
    }
}

fn actions(counts: Counts) -> Markup {
    let discard = format!("Discard what was uploaded ({} {})?", counts.rows, if counts.rows == 1 { "row" } else { "rows" });
    html! {
        div.form-actions {
            button.btn.btn-primary type="submit" name="confirm" value="1" disabled[counts.wrong > 0] aria-describedby=[(counts.wrong > 0).then_some("why-not")]
                data-busy={ "Saving " (counts.new) " people and " (counts.tasks) " tasks …" } { "Confirm and save" }
            button.btn.btn-plain type="submit" name="verify" value="1" data-busy="Verifying …" { "Verify" }
            button.btn.btn-danger type="submit" name="cancel" value="1" data-confirm=(discard) { "No, cancel" }
            @if counts.wrong > 0 { span.form-note id="why-not" { "Mend the errors and verify before you save." } }
            span.busy role="status" data-busy-status {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_06_nothing_can_be_confirmed_while_there_are_errors() {
        let mut rows = vec![Verified::default(); 2];
        let shown = |rows: &[Verified], place: Place| {
            let page = Review { version: Version::nil(), rows, place, similar: &[], roles: &[] };
            review(&page).body.into_string()
        };
        assert!(!shown(&rows, Place::default()).contains(" disabled"));
        rows[1].errors.add("event", "Say which event.");
        let page = shown(&rows, Place::default());
        assert!(
            page.contains("name=\"confirm\" value=\"1\" disabled") && page.contains("Show only rows with errors (1)"),
            "{page}"
        );
        let page = shown(&rows, Place::of("1", "errors"));
        assert!(page.contains("Show all rows (2)") && !page.contains("name=\"entry\" value=\"0\""), "{page}");
    }
}
