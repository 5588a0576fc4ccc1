//! Filling a form of an event in from the workshop's website (IMP-01): the dialog, and what goes into the form.
//!
//! The dialog stands after the form, outside of it, and its fields belong to it by `form=`: the button sends the whole form, so that
//! what was typed comes back with what the website adds, with scripts and without.

use maud::{Markup, Render as _, html};
use shared::website::{Filling, Found};

use crate::components::{Button, Icon, icon, open_dialog};
use crate::form::{Form, Kind, State};

/// Name of the button.
pub const BUTTON: &str = "_website";
/// Name of the field with the address.
pub const ADDRESS: &str = "website-url";
/// Name of the choice what becomes of fields that hold something.
pub const ACTION: &str = "event_update_action";

const DIALOG: &str = "website";
const FIELD: &str = "id_website-url";
const PRESSED: &str = "website-button";

/// The dialog.
#[derive(Debug, Clone)]
pub struct Dialog {
    label: &'static str,
    /// The address in it.
    pub url: String,
    /// What is chosen, where there is a choice.
    pub filling: Option<Filling>,
    /// What is wrong with the address, or with what is there.
    pub error: Option<String>,
    /// Whether the form has just been filled in.
    pub is_done: bool,
}

impl Dialog {
    /// The one of a form for a new event: the website's values take the place of all others. `url` is known beforehand where
    /// somebody has told the website.
    #[must_use]
    pub fn import(url: &str) -> Self {
        Self { label: "Import from URL", url: url.to_owned(), filling: None, error: None, is_done: false }
    }

    /// The one of a stored event with this website, which asks what becomes of fields that hold something.
    #[must_use]
    pub fn update(url: &str) -> Self {
        Self { label: "Update from URL", filling: Some(Filling::Skip), ..Self::import(url) }
    }

    /// The button that opens it.
    #[must_use]
    pub fn button(&self) -> Markup {
        Button::opens(self.label, DIALOG).icon(Icon::Globe).render()
    }

    /// The dialog, for after `form`.
    #[must_use]
    pub fn render(&self, form: &Form) -> Markup {
        let body = html! {
            div data-unsaved[self.is_done || self.error.is_some()] {
                (self.address(form))
                @if let Some(filling) = self.filling { (choice(form, filling)) }
                div.dialog-actions {
                    button.btn.btn-primary type="submit" form=(form.id) id=(PRESSED) name=(BUTTON) value="fill" formnovalidate data-once { (self.label) }
                }
            }
        };
        open_dialog(DIALOG, self.label, body, self.error.is_some())
    }

    fn address(&self, form: &Form) -> Markup {
        let is_invalid = self.error.is_some();
        let described = if is_invalid { "id_website-url_error id_website-url_help" } else { "id_website-url_help" };
        html! {
            div.field.field-invalid[is_invalid] {
                label.field-label for=(FIELD) {
                    "Website or repository " span.required-mark title="required" { "*" span.visually-hidden { " (required)" } }
                }
                div.field-control {
                    input.form-control.is-invalid[is_invalid] type="url" form=(form.id) id=(FIELD) name=(ADDRESS) value=(self.url)
                        placeholder="https://owner.github.io/repository/" autocomplete="off" aria-describedby=(described)
                        aria-invalid=[is_invalid.then_some("true")] aria-required="true" autofocus[is_invalid] data-presses=(PRESSED);
                    @if let Some(error) = &self.error {
                        div id="id_website-url_error" { p.field-error role="alert" { (icon(Icon::Failed)) " " (error) } }
                    }
                    p.field-help id="id_website-url_help" { "On GitHub. Nothing is saved: look at the form afterwards, then save it." }
                }
            }
        }
    }
}

fn choice(form: &Form, filling: Filling) -> Markup {
    html! {
        div.field {
            span.field-label id="id_event_update_action_label" { "Fields that hold something" }
            div.field-control {
                div.choices role="radiogroup" aria-labelledby="id_event_update_action_label" {
                    @for (value, label, means) in [("skip", "Keep them, fill the empty ones", Filling::Skip), ("overwrite", "Overwrite them", Filling::Overwrite)] {
                        div.form-check {
                            input.form-check-input type="radio" form=(form.id) id={ "id_event_update_action_" (value) } name=(ACTION) value=(value)
                                checked[filling == means] data-presses=(PRESSED);
                            label.form-check-label for={ "id_event_update_action_" (value) } { (label) }
                        }
                    }
                }
            }
        }
    }
}

/// Fills the form in with what was found. `language` is the key of the website's language. What the form does not ask for, or does
/// not offer, is left out, and so is what the website does not say.
pub fn fill(form: &Form, state: &mut State, found: &Found, language: Option<i32>, filling: Filling) {
    let metadata = &found.metadata;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    for (field, text) in [
        ("slug", metadata.slug.clone()),
        ("start", day(metadata.start)),
        ("end", day(metadata.end)),
        ("reg_key", metadata.reg_key.map(|key| key.to_string()).unwrap_or_default()),
        ("url", found.website.clone()),
        ("contact", metadata.contact.join(";")),
        ("country", metadata.country.clone()),
        ("venue", metadata.venue.clone()),
        ("address", metadata.address.clone()),
        ("latitude", number(metadata.latitude)),
        ("longitude", number(metadata.longitude)),
        ("language", language.map(|id| id.to_string()).unwrap_or_default()),
    ] {
        let stays = filling == Filling::Skip && !state.text(field).trim().is_empty();
        if !text.is_empty() && !stays && offers(form, field, &text) {
            state.preset(field, text);
        }
    }
    let people = metadata.people();
    if !people.is_empty() && form.field("comment").is_some() {
        let before = state.text("comment").trim_end();
        let comment = match filling {
            // Pressed twice, it says so once.
            Filling::Skip if before.ends_with(&people) => before.to_owned(),
            Filling::Skip if !before.is_empty() => format!("{before}\n\n{people}"),
            Filling::Skip | Filling::Overwrite => people,
        };
        state.preset("comment", comment);
    }
}

/// Whether the form has the field, and can hold this text in it.
fn offers(form: &Form, field: &str, text: &str) -> bool {
    form.field(field).is_some_and(|field| match &field.kind {
        Kind::Select(_, choices, _) => choices.iter().any(|choice| choice.key == text),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use shared::lookup::Lookup;
    use shared::website::Metadata;

    use super::*;
    use crate::form::{Choice, Field, Of};

    fn form() -> Form {
        Form::new("Add").fields([
            Field::new("slug", "Slug", Kind::Slug(100)),
            Field::date("start", "Start"),
            Field::text("reg_key", "Eventbrite key", 20),
            Field::new("url", "URL", Kind::Url(100)),
            Field::new("contact", "Contact", Kind::Tags(255)),
            Field::select("country", "Country", Of::Text, Choice::list([("SE", "Sweden"), ("FI", "Finland")])),
            Field::text("venue", "Venue", 255),
            Field::new("latitude", "Latitude", Kind::Decimal(-90.0, 90.0)),
            Field::look_up("language", "Language", Lookup::Languages),
            Field::new("comment", "Comment", Kind::Markdown(3000)),
        ])
    }

    fn found(country: &str) -> Found {
        Found {
            website: "https://user.github.io/2026-08-20-lund/".into(),
            metadata: Metadata {
                slug: "2026-08-20-lund".into(),
                start: "2026-08-20".parse().ok(),
                country: country.into(),
                latitude: Some(-55.25),
                reg_key: Some(1234),
                instructors: vec!["Ada".into()],
                contact: vec!["a@example.org".into(), "b@example.org".into()],
                ..Metadata::default()
            },
        }
    }

    fn typed() -> State {
        let mut state = State::default();
        for (field, text) in [
            ("slug", "xxxx-xx-xx-lund"),
            ("venue", "Hall"),
            ("contact", "c@example.org"),
            ("comment", "Mine."),
            ("country", "FI"),
        ] {
            state.preset(field, text);
        }
        state
    }

    #[test]
    fn imp_01_overwriting_takes_what_the_website_says_and_keeps_the_rest() {
        let mut state = typed();
        fill(&form(), &mut state, &found("SE"), Some(7), Filling::Overwrite);
        for (field, text) in [
            ("slug", "2026-08-20-lund"),
            ("start", "2026-08-20"),
            ("reg_key", "1234"),
            ("url", "https://user.github.io/2026-08-20-lund/"),
            ("contact", "a@example.org;b@example.org"),
            ("country", "SE"),
            ("venue", "Hall"),
            ("latitude", "-55.25"),
            ("language", "7"),
            ("comment", "INSTRUCTORS: Ada"),
        ] {
            assert_eq!(state.text(field), text, "{field}");
        }
        // The form does not ask for it.
        assert_eq!(state.texts("address"), [""; 0]);
    }

    #[test]
    fn imp_01_skipping_fills_what_is_empty_contacts_among_it_and_adds_to_the_comment() {
        let mut state = typed();
        for _ in 0..2 {
            fill(&form(), &mut state, &found("SE"), None, Filling::Skip);
            let texts = ["slug", "start", "contact", "country", "venue", "language"].map(|field| state.text(field));
            assert_eq!(texts, ["xxxx-xx-xx-lund", "2026-08-20", "c@example.org", "FI", "Hall", ""]);
            assert_eq!(state.text("comment"), "Mine.\n\nINSTRUCTORS: Ada");
        }
        let mut state = State::default();
        fill(&form(), &mut state, &found("SE"), None, Filling::Skip);
        assert_eq!((state.text("contact"), state.text("comment")), ("a@example.org;b@example.org", "INSTRUCTORS: Ada"));
    }

    #[test]
    fn imp_01_a_country_that_is_not_offered_is_not_chosen() {
        let mut state = typed();
        fill(&form(), &mut state, &found("XX"), None, Filling::Overwrite);
        assert_eq!(state.text("country"), "FI");
    }

    #[test]
    fn the_dialogs_fields_belong_to_the_form() {
        let mut dialog = Dialog::update("https://user.github.io/x/");
        let html = dialog.render(&form()).into_string();
        assert_eq!(html.matches(r#"form="main-form""#).count(), 4, "{html}");
        assert!(!html.contains(" open ") && !html.contains(" data-unsaved") && !html.contains("<form class"), "{html}");
        dialog.error = Some("<b>".into());
        let html = dialog.render(&form()).into_string();
        assert!(html.contains(" open ") && html.contains("&lt;b&gt;") && html.contains(" data-unsaved"), "{html}");
        assert!(!Dialog::import("").render(&form()).into_string().contains(ACTION));
    }
}
