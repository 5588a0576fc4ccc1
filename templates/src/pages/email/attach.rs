//! The page that adds a file to an email (EML-UI-11).

use maud::html;
use shared::attachment::Kinds;
use shared::scheduled_email;
use uuid::Uuid;

use crate::components::{Icon, icon, page_head};
use crate::view::View;

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct Attaching<'a> {
    /// Email id.
    pub id: Uuid,
    /// What the email is called.
    pub name: &'a str,
    /// Whether browsers may send files straight to where they are kept.
    pub is_direct: bool,
    /// Which files are taken.
    pub kinds: &'a Kinds,
    /// What is wrong with the file that was sent.
    pub error: Option<&'a str>,
}

/// The page. A script sends the file straight to S3, where larger ones are taken; without it the form sends it here.
#[must_use]
pub fn attach(page: &Attaching<'_>) -> View {
    let url = scheduled_email::url(page.id);
    let title = format!("Add an attachment to {}", page.name);
    let endings: Vec<String> = page.kinds.endings().map(|ending| format!(".{ending}")).collect();
    let described = if page.error.is_some() { "id_file_error id_file_help" } else { "id_file_help" };
    View::new(
        title.clone(),
        html! {
            (page_head(&title, None))
            form.form-page id="main-form" method="post" action={ (url) "add_attachment/" } enctype="multipart/form-data" novalidate
                data-attach=[page.is_direct.then(|| format!("{url}add_attachment/"))] {
                div.field.field-invalid[page.error.is_some()] {
                    label.field-label for="id_file" { "File " span.required-mark title="required" { "*" span.visually-hidden { " (required)" } } }
                    div.field-control {
                        input.form-control.is-invalid[page.error.is_some()] type="file" id="id_file" name="file" accept=(endings.join(","))
                            aria-describedby=(described) aria-invalid=[page.error.map(|_| "true")] aria-required="true";
                        div id="id_file_error" data-attach-error {
                            @if let Some(error) = page.error { p.field-error { (icon(Icon::Failed)) " " (error) } }
                        }
                        p.field-help id="id_file_help" {
                            "Files whose names end in " (endings.join(", ")) ". "
                            @if page.is_direct {
                                span.js-only { "At most 10 MB, and 25 MB for all files of an e-mail together." }
                                span.nojs-only { "At most 4 MB." }
                            } @else { "At most 4 MB." }
                        }
                    }
                }
                div.form-actions {
                    button.btn.btn-primary type="submit" { "Add" }
                    a.btn.btn-plain href=(url) { "Cancel" }
                    span.busy role="status" data-attach-status {}
                }
            }
        },
    )
}
