//! A form as HTML: error summary, groups, fields, buttons.

use maud::{Markup, html};
use shared::check::FieldErrors;

use super::{Field, Form, Kind, State, VERSION, conflict, control, rows};
use crate::components::{Icon, icon};

impl Form {
    /// The form, sent to `action`.
    #[must_use]
    pub fn render(&self, action: &str, state: &State) -> Markup {
        html! {
            (conflict::render(self, state))
            form.form-page id=(self.id) method=(if self.is_query { "get" } else { "post" }) action=(action) novalidate data-guard[!self.is_query] data-confirm=[self.confirm] {
                (self.summary(state))
                // Enter in a text must press this button, not the first search or row button.
                button.visually-hidden type="submit" tabindex="-1" aria-hidden="true" { (self.submit) }
                @if state.version > 0 { input type="hidden" name=(self.name(VERSION)) value=(state.version); }
                @for group in &self.groups {
                    @match group.legend {
                        Some(legend) => fieldset.form-group-card { legend { (legend) } (self.fields_of(&group.fields, state)) },
                        None => (self.fields_of(&group.fields, state)),
                    }
                }
                div.form-actions {
                    button.btn.btn-primary type="submit" { (self.submit) }
                    @if let Some(cancel) = &self.cancel { a.btn.btn-plain href=(cancel) { "Cancel" } }
                }
            }
        }
    }

    fn fields_of(&self, fields: &[Field], state: &State) -> Markup {
        html! {
            @for declared in fields {
                @match &declared.kind {
                    Kind::Hidden(_) => (control::control(self, declared, &declared.name, state)),
                    _ => (field(self, declared, &declared.name, state)),
                }
            }
        }
    }

    /// All errors with links to their fields; takes the focus when the page is shown.
    pub(crate) fn summary(&self, state: &State) -> Markup {
        if state.errors.is_empty() {
            return html! {};
        }
        html! {
            div.error-summary role="alert" tabindex="-1" autofocus id={ (self.id) "-errors" } aria-labelledby={ (self.id) "-errors-heading" } {
                h2 id={ (self.id) "-errors-heading" } { (icon(Icon::Failed)) " Nothing is saved yet. Please mend:" }
                ul {
                    @for (name, messages) in self.errors_in_order(state) {
                        @for message in messages {
                            @if name == FieldErrors::FORM { li { (message) } }
                            @else { li { a href={ "#" (self.element(name)) } { (self.label_of(name)) ": " (message) } } }
                        }
                    }
                }
            }
        }
    }

    /// The errors in the order of the fields, those of the whole form first.
    fn errors_in_order<'a>(&self, state: &'a State) -> Vec<(&'a str, &'a [String])> {
        let mut errors: Vec<_> = state.errors.iter().collect();
        errors.sort_by_key(|(name, _)| {
            let belongs =
                |field: &Field| name.strip_prefix(&*field.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
            (*name != FieldErrors::FORM, self.all().position(belongs))
        });
        errors
    }

    /// The id of a field's element.
    #[must_use]
    pub fn element(&self, field: &str) -> String {
        format!("id_{}", self.name(field))
    }

    fn label_of(&self, name: &str) -> String {
        if let Some(field) = self.field(name) {
            return field.label.to_string();
        }
        let in_row = self.all().find_map(|field| {
            let (n, inner) = rows::inner(field, name)?;
            Some(format!("{} {}, {}", field.label, n + 1, inner.label))
        });
        in_row.unwrap_or_else(|| name.to_owned())
    }
}

/// A field with its label, help and errors; called `name` in the state.
pub(super) fn field(form: &Form, field: &Field, name: &str, state: &State) -> Markup {
    let id = form.element(name);
    let errors = state.errors.of(name);
    let is_group = matches!(field.kind, Kind::Radio(..) | Kind::CheckBoxes(..) | Kind::Grid(..) | Kind::Rows(..));
    html! {
        div.field.field-invalid[!errors.is_empty()].field-wide[matches!(field.kind, Kind::Rows(..) | Kind::Grid(..) | Kind::Markdown(_))] {
            @if is_group {
                span.field-label id={ (id) "_label" } { (label(field)) }
            } @else {
                label.field-label for=(id) { (label(field)) }
            }
            div.field-control {
                @if let Kind::Rows(fields, most) = &field.kind {
                    div id=(id) tabindex="-1" { (rows::render(form, field, fields, *most, state)) }
                } @else {
                    (control::control(form, field, name, state))
                }
                @if !errors.is_empty() {
                    div id={ (id) "_error" } { @for message in errors {
                            p.field-error {
                                (icon(Icon::Failed)) " " (message)
                                @if let Some(page) = state.errors.page(message) { " " a href=(page) { "Open it" } }
                            }
                        } }
                }
                @if let Some(help) = &field.help { p.field-help id={ (id) "_help" } { (help) } }
            }
        }
    }
}

fn label(field: &Field) -> Markup {
    html! {
        @match &field.text { Some(text) => (text), None => (field.label) }
        @if field.required { "\u{a0}" span.required-mark title="required" { "*" span.visually-hidden { " (required)" } } }
    }
}
