//! The page that takes a file or a pasted text (PER-04).

use maud::{Markup, Render as _, html};
use shared::bulk_upload::{DAYS_KEPT, MOST_ROWS};

use super::{CONFIRM, TEMPLATE, UPLOAD};
use crate::components::{Button, Icon, icon, page_head, section};
use crate::view::View;

/// What the page shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Name and verbose name of the roles.
    pub roles: &'a [(String, String)],
    /// How many rows of an earlier upload wait.
    pub waiting: Option<i32>,
    /// The text that was pasted.
    pub pasted: &'a str,
    /// What is wrong: name of the field, and the message.
    pub error: Option<(&'a str, &'a str)>,
}

/// PER-04
#[must_use]
pub fn upload(asked: &Asked<'_>) -> View {
    let template = Button::link("Download the template", TEMPLATE).icon(Icon::Download).render();
    View::new(
        "Bulk Add People",
        html! {
            (page_head("Bulk Add People", Some(template)))
            @if let Some(count) = asked.waiting {
                div.notice.notice-info.stack {
                    (icon(Icon::Info))
                    p {
                        "You have uploaded " (count) @if count == 1 { " row" } @else { " rows" } " that nothing was saved of yet. "
                        a href=(CONFIRM) { "Go on with them" } ", or upload others in their place."
                    }
                }
            }
            (form(asked))
            (columns())
            (section("roles", "Roles", None, html! {
                div.table-scroll {
                    table.list-table {
                        thead { tr { th scope="col" { "In the file" } th scope="col" { "Role" } } }
                        tbody {
                            @for (name, verbose) in asked.roles { tr { td { code { (name) } } td { (verbose) } } }
                        }
                    }
                }
            }))
        },
    )
}

fn form(asked: &Asked<'_>) -> Markup {
    html! {
        form.form-page id="main-form" method="post" action=(UPLOAD) enctype="multipart/form-data" novalidate data-busy="Reading the rows and looking for people who are here already …" {
            p.form-note {
                "Each row is a person with a role at an event. Nothing is saved yet: on the next page you see what will be created and whom AMY knows already."
            }
            fieldset.form-group-card {
                legend { "The rows" }
                (field("file", "CSV file", asked, "In UTF-8, not larger than 4 MB. Choose a file, or paste the rows below.", |described| html! {
                    input.form-control.is-invalid[asked.is_wrong("file")] type="file" id="id_file" name="file" accept=".csv,.tsv,.txt,text/csv,text/plain"
                        aria-describedby=(described) aria-invalid=[asked.is_wrong("file").then_some("true")];
                }))
                (field("pasted", "Pasted rows", asked, "The same with commas, or cells copied from a spreadsheet, the names of the columns first.", |described| html! {
                    textarea.form-control.is-invalid[asked.is_wrong("pasted")] id="id_pasted" name="pasted" rows="6" spellcheck="false"
                        aria-describedby=(described) aria-invalid=[asked.is_wrong("pasted").then_some("true")] { "\n" (asked.pasted) }
                }))
            }
            div.form-actions {
                button.btn.btn-primary type="submit" { "Submit" }
                span.busy role="status" data-busy-status {}
            }
        }
    }
}

impl Asked<'_> {
    fn is_wrong(&self, field: &str) -> bool {
        self.error.is_some_and(|(wrong, _)| wrong == field)
    }
}

fn field(name: &str, label: &str, asked: &Asked<'_>, help: &str, control: impl FnOnce(&str) -> Markup) -> Markup {
    let error = asked.error.filter(|(wrong, _)| *wrong == name).map(|(_, message)| message);
    let described = if error.is_some() { format!("id_{name}_error id_{name}_help") } else { format!("id_{name}_help") };
    html! {
        div.field.field-invalid[error.is_some()] {
            label.field-label for={ "id_" (name) } { (label) }
            div.field-control {
                (control(&described))
                @if let Some(message) = error {
                    div id={ "id_" (name) "_error" } { p.field-error { (icon(Icon::Failed)) " " (message) } }
                }
                p.field-help id={ "id_" (name) "_help" } { (help) }
            }
        }
    }
}

fn columns() -> Markup {
    html! {
        (section("columns", "Columns", None, html! {
            p {
                "The first line names the columns, in any order: " code { "personal" } ", " code { "family" } " and " code { "email" }
                " must be there, but may be empty in a row; " code { "airport_iata" } ", " code { "event" } " (its slug) and " code { "role" }
                " can be filled in on the next page too. Other columns are left out."
            }
            p { "At most " (MOST_ROWS) " rows at once. They wait for you for " (DAYS_KEPT) " days, and for nobody else." }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_04_what_is_wrong_stands_at_its_field_and_the_text_is_kept() {
        let roles = [("learner".to_owned(), "Learner".to_owned())];
        let asked = Asked { roles: &roles, waiting: Some(2), pasted: "<b>", error: Some(("pasted", "No & no.")) };
        let page = upload(&asked).body.into_string();
        assert!(
            page.contains("id=\"id_pasted_error\"") && page.contains("No &amp; no.") && page.contains("\n&lt;b&gt;"),
            "{page}"
        );
        assert!(!page.contains("id_file_error") && page.contains("You have uploaded 2 rows"), "{page}");
    }
}
