//! Terms to agree to: the fields that ask for them, and the page that comes before everything else (CON-01).

use maud::html;
use shared::consent::Question;

use crate::components::{Button, PageHead, Tone, email_link, external_link};
use crate::form::{Choice, Field, Form, Kind, Of, State};
use crate::markdown;
use crate::view::View;

const PRIVACY: &str = "https://docs.carpentries.org/policies/privacy.html";

/// A field for each term that is asked: a list of its answers, the blank choice first.
#[must_use]
pub fn fields(asked: &[Question]) -> Vec<Field> {
    asked.iter().map(field).collect()
}

fn field(question: &Question) -> Field {
    let choices = question.options.iter().map(|option| Choice::new(option.id.to_string(), option.text.as_str())).collect();
    let label = if question.short_description.is_empty() { &question.slug } else { &question.short_description };
    let mut field = Field::new(question.slug.clone(), label.clone(), Kind::Select(Of::Int, choices, None))
        .asking(markdown::clean(&question.content));
    if question.required {
        field = field.required();
    }
    if !question.help_text.is_empty() {
        field = field.help(question.help_text.as_str());
    }
    field
}

/// The form of [`action_required`].
#[must_use]
pub fn form(asked: &[Question]) -> Form {
    Form::new("Submit").group("Terms", fields(asked))
}

/// CON-01: the required terms without an answer, sent to `action`.
#[must_use]
pub fn action_required(form: &Form, state: &State, action: &str) -> View {
    View::new(
        "Action required: terms agreement",
        html! {
            (PageHead::new("Action required: terms agreement"))
            div.prose {
                p {
                    "We keep personal data about the people of our community, and we use it only in the ways that you agree to. "
                    "Please answer the questions below before you go on. You can read how we treat your data in "
                    (external_link(Some(PRIVACY), Some("our privacy policy"))) "."
                }
                p { "If you have any questions, write to " (email_link(Some("privacy@carpentries.org"))) "." }
            }
            (form.render(action, state))
            form method="post" action="/account/logout/" {
                p { "You can also leave without answering." }
                (Button::submit("Log out").tone(Tone::Plain))
            }
        },
    )
}
