//! What people see before a mail is sent.

use serde_json::{Map, Value};

use super::engine::{HTML, PLAIN, escaped};
use super::instrument::Instrumented;
use super::render::{Renderer, html, part};
use super::{Problem, entities, subject, values};

/// An email as it would be, with the places that have nothing to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The subject; a place with nothing to show is as it was written.
    pub subject: String,
    /// The HTML part, sanitised; such a place is a `mark`.
    pub html: String,
    /// The plain text part.
    pub text: String,
    /// What keeps it from being sent, a sentence each: places with nothing to show (EML-TPL-05), or why the subject or the body
    /// cannot be made; that part is empty then.
    pub faults: Vec<String>,
}

impl Renderer {
    /// What [`Renderer::render`] would make of a template, for people to look at: never an error, and what is not there can be seen
    /// in its place.
    #[must_use]
    pub fn preview(&self, subject: &str, body: &str, context: &Map<String, Value>) -> Preview {
        let context = values::context(context);
        let mut preview = Preview::default();
        let template = Instrumented::of(subject);
        match part(&self.lenient, "subject", PLAIN, &template, &context) {
            Ok(text) => {
                preview.subject = subject::one_line(&template.replaced(&text, str::to_owned));
                preview.tell_missing(&template.marked_in(&text), || part(&self.strict, "subject", PLAIN, &template, &context));
            }
            Err(problem) => preview.faults.push(problem.message),
        }
        let template = Instrumented::of(body);
        match part(&self.lenient, "body", HTML, &template, &context) {
            Ok(text) => {
                match html(&text) {
                    Ok(html) => preview.html = template.replaced(&html, |place| format!("<mark>{}</mark>", escaped(place))),
                    Err(problem) => preview.faults.push(problem.message),
                }
                preview.text = template.replaced(&entities::decoded(&text), str::to_owned);
                preview.tell_missing(&template.marked_in(&text), || part(&self.strict, "body", HTML, &template, &context));
            }
            Err(problem) => preview.faults.push(problem.message),
        }
        preview
    }
}

impl Preview {
    /// Tells of marked places. Something may be missing that left no mark, since a filter made something of it: where there is none,
    /// the part is made as it would be `in_earnest`.
    fn tell_missing(&mut self, places: &[String], in_earnest: impl FnOnce() -> Result<String, Problem>) {
        if places.is_empty()
            && let Err(problem) = in_earnest()
        {
            self.faults.push(problem.message);
        }
        for place in places {
            let fault = format!("There is nothing to show for {place}: the email will not be sent.");
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn preview(subject: &str, body: &str) -> Preview {
        let context = json!({ "person": { "personal": "Ada" }, "assignee": null });
        Renderer::new().preview(subject, body, context.as_object().unwrap())
    }

    #[test]
    fn eml_tpl_05_a_preview_shows_what_is_not_there_in_its_place() {
        let shown =
            preview("To {{ prson.personal }}", "Dear *{{ person.nmae|title }}* {{ person.personal }} {{ '<x>' }} {{ a < b }}");
        assert_eq!(shown.subject, "To {{ prson.personal }}");
        assert_eq!(shown.html, "<p>Dear <em><mark>{{ person.nmae|title }}</mark></em> Ada &lt;x&gt; False</p>\n");
        assert_eq!(shown.text, "Dear *{{ person.nmae|title }}* Ada <x> False");
        let missing = |place: &str| format!("There is nothing to show for {place}: the email will not be sent.");
        assert_eq!(shown.faults, [missing("{{ prson.personal }}"), missing("{{ person.nmae|title }}")]);
        for place in ["{{ people|map(attribute='x')|join }}", "{{ assignee.full_name }}"] {
            assert_eq!(preview(place, &format!("{place} {place}")).faults, [missing(place)]);
        }
    }

    #[test]
    fn eml_tpl_05_a_preview_tells_of_what_filters_hide() {
        let missing = |place: &str| format!("There is nothing to show for {place}: the email will not be sent.");
        for marked in [
            "{{ [person]|map(attribute='nmae')|join(', ') }}",
            "{{ [person]|join(', ', 'nmae') }}",
            "{{ ', '.join([person.nmae]) }}",
        ] {
            let shown = preview("x", marked);
            assert_eq!((shown.text.as_str(), &shown.faults), (marked, &vec![missing(marked)]), "{marked}");
        }
        for hidden in [
            "{{ [person]|map(attribute='nmae')|select|join(', ') }}",
            "{{ '%s'|format(person.nmae) }}",
            "{{ 'a' ~ person.nmae }}",
        ] {
            let shown = preview("x", hidden);
            assert_eq!(shown.faults.len(), 1, "{hidden}: {:?}", shown.faults);
            assert!(shown.faults[0].starts_with("The body asks for something that is not there: "), "{:?}", shown.faults);
        }
    }

    #[test]
    fn a_preview_of_what_cannot_be_made_says_why() {
        let shown = preview("Hello", "{{ x");
        assert_eq!((shown.subject.as_str(), shown.html.as_str(), shown.faults.len()), ("Hello", "", 1));
        assert!(shown.faults[0].starts_with("The body cannot be made: "), "{:?}", shown.faults);
        let shown = preview("Hello", "{% for a in range(11000) %}<b>x</b>{% endfor %}");
        assert_eq!((shown.html.as_str(), shown.faults.len()), ("", 1), "{:?}", shown.faults);
    }
}
