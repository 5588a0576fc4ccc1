//! The page of a template, and the one that tries it out.

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::email_template::{Signal, Stored};
use shared::history::Summary;
use shared::lookup::Lookup;
use shared::record::Kind as Record;
use uuid::Uuid;

use super::shown::source;
use super::template_form::variables;
use super::{Shown, action_label, template_url};
use crate::components::{
    Button, Colour, Details, Icon, PageHead, Tone, delete_button, email_link, history, icon, moment, pill, post_button, section,
    yes_no,
};
use crate::form::{Field, Form, Kind, State};
use crate::markdown;
use crate::view::View;

/// Everything that a template's page shows.
#[derive(Debug)]
pub struct TemplateSheet<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// Template id.
    pub id: Uuid,
    /// The template.
    pub template: &'a Stored,
    /// When it was made and changed.
    pub history: &'a Summary,
    /// What it uses although its action does not provide it (EML-TPL-13).
    pub warnings: &'a [String],
    /// The form that chooses a record to try it out with; none where its action is unknown.
    pub record: Option<&'a Form>,
}

/// The page of a template (emails.md 5.2).
#[must_use]
pub fn template(sheet: &TemplateSheet<'_>) -> View {
    let TemplateSheet { viewer, template, .. } = sheet;
    let input = &template.input;
    let url = template_url(sheet.id);
    let actions = html! {
        (Button::link("Edit", &format!("{url}edit/")).tone(Tone::Primary).icon(Icon::Pencil).allowed(viewer.can("change_emailtemplate")))
        (delete_button(&format!("{url}delete/"), "Delete", &format!("Delete the email template {}?", input.name), viewer.can("delete_emailtemplate")))
    };
    let state = if input.active { pill("active", Colour::Green, None) } else { pill("not active", Colour::Grey, None) };
    View::new(
        format!("Email template {}", input.name),
        html! {
            (PageHead::new(&input.name).kind("Email template").beside(state).below(history(sheet.history)).actions(actions))
            (warned(sheet.warnings))
            (facts(sheet.id, template))
            div.halves {
                (section("body", "Body", None, source(&input.body)))
                (section("body-rendered", "Body as Markdown", None, html! { div.prose { (markdown::render(&input.body)) } }))
            }
            (section("variables", "Variables", None, variables(input.signal)))
            @if let Some(form) = sheet.record {
                (section("try", "Try it out", None, html! {
                    p { "Choose a record to see what would be sent about it." }
                    (form.render(&format!("{url}preview/"), &State::default()))
                }))
            }
        },
    )
}

fn facts(id: Uuid, template: &Stored) -> Markup {
    let input = &template.input;
    let addresses = |list: &str| (!list.is_empty()).then(|| html! { (list.replace(';', ", ")) });
    Details::new()
        .text("Name", Some(&input.name))
        .row("Active", yes_no(input.active))
        .row(
            "Signal",
            html! { (action_label(input.signal)) @if let Some(signal) = input.signal { " " code { (signal.code()) } } },
        )
        .row("From", email_link(Some(&input.from_header)))
        .optional("Reply-To", (!input.reply_to_header.is_empty()).then(|| email_link(Some(&input.reply_to_header))))
        .optional("CC", addresses(&input.cc_header))
        .optional("BCC", addresses(&input.bcc_header))
        .text("Subject", Some(&input.subject))
        .row("Created", moment(template.created_at))
        .optional("Last updated", template.last_updated_at.map(moment))
        .text("ID", Some(&id.to_string()))
        .render()
}

/// What the template uses although its action does not provide it.
fn warned(warnings: &[String]) -> Markup {
    html! {
        @if !warnings.is_empty() {
            div.notice.notice-warning.stack {
                (icon(Icon::Warning))
                div {
                    p { "Emails made of this template may not be what is meant:" }
                    ul { @for warning in warnings { li { (warning) } } }
                }
            }
        }
    }
}

/// The form that chooses a record of the kind that a template's emails are about: looked up, or by its number.
#[must_use]
pub fn record_form(signal: Signal) -> Form {
    let field = match signal.about() {
        Record::Event => Field::look_up("record", "Event", Lookup::Events),
        Record::Person => Field::look_up("record", "Person", Lookup::Persons),
        Record::Award => Field::look_up("record", "Award", Lookup::Awards),
        Record::Membership => Field::look_up("record", "Membership", Lookup::Memberships),
        Record::Partnership => Field::look_up("record", "Partnership", Lookup::Partnerships),
        Record::Task => Field::new("record", "Number of a task", Kind::Integer(1, i32::MAX)),
        _ => Field::new("record", "Number of an application of an instructor", Kind::Integer(1, i32::MAX)),
    };
    Form { id: "record-form", ..Form::new("Preview") }.query().fields([field.required()])
}

/// What a template would send about a record; before one is chosen, the form alone.
#[must_use]
pub fn preview(id: Uuid, name: &str, form: &Form, state: &State, shown: Option<(i32, &Shown)>) -> View {
    let url = template_url(id);
    View::new(
        format!("Preview of {name}"),
        html! {
            (PageHead::new(name).kind("Preview").actions(Button::link("Email template", &url).render()))
            (form.render(&format!("{url}preview/"), state))
            @if let Some((record, shown)) = shown {
                (shown.notices())
                (section("message", "The e-mail", Some(test_button(&format!("{url}test/"), &[("record", &record.to_string())])), shown.message()))
                (Details::new().optional("Recipients", shown.recipients()))
                (section("context", "What the variables stand for", None, source(&shown.context)))
            }
        },
    )
}

/// The button that sends what is shown to whoever presses it.
pub(super) fn test_button(action: &str, fields: &[(&str, &str)]) -> Markup {
    post_button(action, fields, Button::submit("Send a test to myself").icon(Icon::Envelope))
}
