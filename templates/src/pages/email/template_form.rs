//! The form of a template.

use maud::{Markup, html};
use shared::email_action;
use shared::email_render::Shape;
use shared::email_template::Signal;
use uuid::Uuid;

use super::{TEMPLATES, template_url};
use crate::components::{page_head, section};
use crate::form::{Choice, Field, Form, Kind, Of, State};
use crate::view::View;

/// A list of addresses takes at most so many characters.
pub(super) const LONGEST_LIST: usize = 10_000;
/// A body takes at most so many characters.
pub(super) const LONGEST_BODY: usize = 100_000;

/// The fields of addresses that a template and an email have alike.
pub(super) fn headers() -> [Field; 4] {
    [
        Field::new("from_header", "From", Kind::Email).required(),
        Field::new("reply_to_header", "Reply-To", Kind::Email).help("Where replies go; empty for the sender."),
        Field::new("cc_header", "CC", Kind::Tags(LONGEST_LIST)).help("Addresses separated by commas."),
        Field::new("bcc_header", "BCC", Kind::Tags(LONGEST_LIST)).help("Addresses separated by commas."),
    ]
}

/// The fields of texts that a template and an email have alike.
pub(super) fn texts() -> [Field; 2] {
    [
        Field::text("subject", "Subject", 255).required().help("A template: {{ person.personal }} stands for what it names."),
        Field::new("body", "Body", Kind::Markdown(LONGEST_BODY)).required().help("A template in Markdown."),
    ]
}

/// The form; the action of a template that there is (`id`) is shown, and cannot be changed.
#[must_use]
pub fn template_form(id: Option<Uuid>) -> Form {
    let choices = Signal::ALL.iter().map(|signal| Choice::new(signal.code(), format!("{} ({})", signal.label(), signal.code())));
    let signal = Field::select("signal", "Signal", Of::Text, choices.collect()).required();
    let signal = match id {
        Some(_) => signal.fixed().help("What it is sent for cannot be changed."),
        None => signal.help("What it is sent for; each action has one template."),
    };
    let form = Form::new(if id.is_some() { "Update" } else { "Add" });
    form.group(
        "The template",
        [
            Field::text("name", "Name", 255).required(),
            Field::check_box("active", "Active").help("New emails are made of active templates only."),
            signal,
        ],
    )
    .group("Addresses", headers())
    .group("Texts", texts())
    .cancel(id.map_or_else(|| TEMPLATES.to_owned(), template_url))
}

/// The page of a new template.
#[must_use]
pub fn add_template(form: &Form, state: &State) -> View {
    View::new(
        "New email template",
        html! {
            (page_head("New email template", None))
            (form.render("/emails/templates/create/", state))
            p.form-note { "The variables that the texts may use are listed once the template is saved: they depend on its signal." }
        },
    )
}

/// The page that changes a template.
#[must_use]
pub fn edit_template(id: Uuid, name: &str, signal: Option<Signal>, form: &Form, state: &State) -> View {
    View::new(
        format!("Edit email template {name}"),
        html! {
            (page_head(&format!("Edit email template {name}"), None))
            (form.render(&format!("{}edit/", template_url(id)), state))
            (section("variables", "Variables", None, variables(signal)))
        },
    )
}

/// What the texts of a template may use, with what it is.
pub(super) fn variables(signal: Option<Signal>) -> Markup {
    let variables = signal.map_or(&[][..], email_action::variables);
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Variables" {
            table.list-table {
                thead { tr { th scope="col" { "Variable" } th scope="col" { "What it is" } } }
                tbody {
                    @for (name, shape) in variables { tr { td data-label="Variable" { code { (name) } } td data-label="What it is" { (shape_words(*shape)) } } }
                }
            }
        }
    }
}

fn shape_words(shape: Shape) -> String {
    match shape {
        Shape::Record(model) => model.to_owned(),
        Shape::Optional(model) => format!("{model}, or nothing"),
        Shape::Records(model) => format!("list of {model}"),
        Shape::Scalar(kind) => format!("value: {kind}"),
    }
}

#[cfg(test)]
mod tests {
    use shared::email_template::TemplateInput;

    use super::*;

    #[test]
    fn a_template_goes_into_the_form_and_comes_back_the_same() {
        let input = TemplateInput {
            name: "Thanks".into(),
            active: true,
            signal: Some(Signal::AskForWebsite),
            from_header: "from@example.org".into(),
            reply_to_header: "reply@example.org".into(),
            cc_header: "c@example.org;d@example.org".into(),
            bcc_header: "e@example.org".into(),
            subject: "Dear {{ person.personal }}".into(),
            body: "Line\n\nanother".into(),
        };
        for id in [None, Some(Uuid::nil())] {
            let form = template_form(id);
            let mut state = State::of(&form, &input);
            assert_eq!(form.read::<TemplateInput>(&mut state), Some(input.clone()), "{:?}", state.errors);
        }
    }
}
