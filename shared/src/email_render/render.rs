//! What is sent.

use minijinja::{Environment, ErrorKind, UndefinedBehavior};
use serde_json::{Map, Value};

use super::engine::{self, HTML, PLAIN};
use super::instrument::{self, Instrumented, Missing};
use super::{Problem, entities, markdown, subject, values};
use crate::mail::Class;

/// The largest body, in bytes: more than any mail program shows in one piece. With a larger one, all the files that an email may have
/// would not go with it (docs/email_templates.md).
const LARGEST: usize = 256 * 1024;

/// Renders emails; made once, used for many.
#[derive(Debug)]
pub struct Renderer {
    pub(super) strict: Environment<'static>,
    pub(super) lenient: Environment<'static>,
}

/// A message's contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject: one line of at most 255 characters.
    pub subject: String,
    /// The HTML part, sanitised.
    pub html: String,
    /// The plain text part: the body's Markdown as people read it.
    pub text: String,
}

impl Default for Renderer {
    fn default() -> Self {
        Self::new()
    }
}

impl Renderer {
    /// Prepares the engines.
    #[must_use]
    pub fn new() -> Self {
        let prepared = |behavior, missing| {
            let mut environment = engine::environment(behavior);
            instrument::add(&mut environment, missing);
            environment
        };
        Self {
            strict: prepared(UndefinedBehavior::SemiStrict, Missing::IsError),
            lenient: prepared(UndefinedBehavior::Chainable, Missing::IsMarked),
        }
    }

    /// The message of a template and its variables, as [`crate::email_context::resolve`] gives them. Subject first, then the body,
    /// which then is read as Markdown (EML-TPL-01 to 03). Null shows as nothing; truth tests, `is defined`, `default` and loops may
    /// name what is not there (EML-TPL-05).
    ///
    /// # Errors
    /// [`Class::TemplateUndefined`] when something is to be shown that is not there, [`Class::TemplateSyntax`] when the template
    /// cannot be read or asks for the impossible, [`Class::TooLarge`] when it takes too long, or makes more than 256 KiB
    /// or ten thousand elements. None of these passes by itself.
    pub fn render(&self, subject: &str, body: &str, context: &Map<String, Value>) -> Result<Rendered, Problem> {
        let context = values::context(context);
        let subject = part(&self.strict, "subject", PLAIN, &Instrumented::of(subject), &context)?;
        let body = part(&self.strict, "body", HTML, &Instrumented::of(body), &context)?;
        let html = html(&body)?;
        Ok(Rendered { subject: subject::one_line(&subject), html, text: entities::decoded(&body) })
    }
}

/// The HTML of a body that is filled in.
pub(super) fn html(body: &str) -> Result<String, Problem> {
    markdown::html(body).ok_or_else(|| Problem::new(Class::TooLarge, "The body has too many parts, or parts in parts."))
}

/// Renders the subject or the body, which `name` tells.
pub(super) fn part(
    environment: &Environment<'static>,
    name: &str,
    file: &str,
    template: &Instrumented,
    context: &minijinja::Value,
) -> Result<String, Problem> {
    match environment.render_named_str(file, &template.source, context.clone()) {
        Ok(text) if text.len() > LARGEST => Err(Problem::new(Class::TooLarge, format!("The {name} is larger than 256 KiB."))),
        Ok(text) => Ok(text),
        Err(error) => {
            let (class, says) = match error.kind() {
                ErrorKind::UndefinedError => (Class::TemplateUndefined, "asks for something that is not there"),
                ErrorKind::OutOfFuel => (Class::TooLarge, "takes too long"),
                _ => (Class::TemplateSyntax, "cannot be made"),
            };
            let reason = template.replaced(&engine::reason(&error), str::to_owned);
            Err(Problem::new(class, format!("The {name} {says}: {reason}.")))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn context() -> Map<String, Value> {
        let context = json!({
            "person": { "personal": "Ada & Bob", "family": "<Lovelace>", "email": null, "url": "https://example.org/?a=1&b=2" },
            "event": { "slug": "2026-06-15-lund", "tags": ["SWC", "DC"] },
            "assignee": null,
            "people": [{ "personal": "Ada", "email": null }, { "personal": "Bob", "email": "bob@example.org" }],
        });
        context.as_object().unwrap().clone()
    }

    fn body(source: &str) -> Result<Rendered, Problem> {
        Renderer::new().render("x", source, &context())
    }

    #[test]
    fn eml_tpl_01_values_are_escaped_before_the_body_is_read_as_markdown() {
        let rendered =
            Renderer::new().render("To {{ person.personal }}", "Dear **{{ person.personal }} {{ person.family }}**,", &context());
        let expected = Rendered {
            subject: "To Ada & Bob".into(),
            html: "<p>Dear <strong>Ada &amp; Bob &lt;Lovelace&gt;</strong>,</p>\n".into(),
            text: "Dear **Ada & Bob <Lovelace>**,".into(),
        };
        assert_eq!(rendered, Ok(expected));
    }

    #[test]
    fn eml_tpl_01_addresses_stay_addresses() {
        let rendered = body("<{{ person.url }}> [x]({{ person.url }})").unwrap();
        let link = "href=\"https://example.org/?a=1&amp;b=2\"";
        assert_eq!(rendered.html.matches(link).count(), 2, "{}", rendered.html);
        assert_eq!(rendered.text, "<https://example.org/?a=1&b=2> [x](https://example.org/?a=1&b=2)");
    }

    #[test]
    fn eml_tpl_03_the_subject_is_plain_and_one_line() {
        let rendered = Renderer::new().render("{{ person.personal }}\r\nBcc: x@example.org", "", &context()).unwrap();
        assert_eq!(rendered.subject, "Ada & Bob Bcc: x@example.org");
    }

    /// EML-TPL-05
    #[test]
    fn eml_tpl_05_what_is_not_there_is_not_shown_in_a_mail() {
        for source in [
            "{{ prson }}",
            "{{ person.nmae }}",
            "{{ prson.personal }}",
            "{{ person.nmae|upper }}",
            "{{ 'a' ~ person.nmae }}",
            "{{ poeple|map(attribute='personal')|join(', ') }}",
            "{{ people.5.personal }}",
            "{{ assignee.full_name }}",
            "{% for p in people %}{{ p.nmae }}{% endfor %}",
            "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(person.nmae) }}",
            "{% set x = person.nmae %}{{ x }}",
            "{{ person.personal if person else 1 }}{{ prson if true else 1 }}",
            "{{ people|map(attribute='personall')|join(', ') }}",
            "{{ people|map(attribute='personall')|select|join(', ') }}",
            "{{ people|join(', ', 'personall') }}",
            "{{ people|join(', ', attribute='personall') }}",
            "{{ people|join(attribute='personall', d=', ') }}",
            "{{ [person.nmae]|join }}",
            "{{ ', '.join([person.nmae]) }}",
            "{{ '%s'|format(person.nmae) }}",
            "{{ '{}'.format(person.nmae) }}",
            "{{ '{x}'.format(x=person.nmae) }}",
            "{{ 'a' ~ (person.nmae or prson) }}",
            "{{ 'a' ~ (person.nmae|urlencode) }}",
            "{{ poeple|sort|join }}",
            "{{ poeple|map('upper')|join }}",
            "{{ people|groupby(person.nmae)|list }}",
        ] {
            let problem = body(source).unwrap_err();
            assert_eq!(problem.class, Class::TemplateUndefined, "{source}: {problem}");
        }
        assert!(
            body("\n{{ person.nmae|upper }}").unwrap_err().message.contains("{{ person.nmae|upper }} is not there in line 2")
        );
        let told = body("{{ people|map(attribute='personall')|join(', ') }}").unwrap_err().message;
        assert!(told.contains("“personall” of an item is not there in line 1"), "{told}");
        for (source, text) in [
            ("[{{ assignee }}{{ person.email }}]", "[]"),
            ("{% if prson %}a{% elif person.nmae %}b{% else %}c{% endif %}", "c"),
            ("{% for x in poeple %}a{% endfor %}{% for x in person.poeple %}a{% else %}b{% endfor %}", "b"),
            ("{% for x in assignee %}a{% endfor %}.", "."),
            ("{{ prson|default('x') }}{{ person.nmae|d('y')|upper }}", "xY"),
            ("{{ prson is defined }} {{ person.nmae is undefined }}", "False True"),
            ("{{ 'x' if prson }}{{ 'y' if assignee.email }}.", "."),
            ("{{ people|map(attribute='email')|join(',') }}", ",bob@example.org"),
            ("{{ people|map(attribute='email')|select|join(',') }}", "bob@example.org"),
            ("{{ people|map(attribute='nick', default='-')|join(',') }}", "-,-"),
            ("{{ people|join(', ', attribute='personal') }}{{ people|join(attribute='personal') }}", "Ada, BobAdaBob"),
            ("{{ ','.join(people|map(attribute='email')) }}{{ [1, 2]|join(none) }}", ",bob@example.org12"),
            ("{{ ['a' if prson, 'b' if person]|join('-') }}{{ (people if prson)|join }}", "-b"),
            ("{{ '{} {x}'.format(1, x=2) }}{{ 'abc'|join('-') }}", "1 2a-b-c"),
            ("{% if assignee %}{{ assignee.full_name }}{% endif %}.", "."),
            ("{% for x in poeple|sort %}a{% endfor %}{% for x in person.nmae|selectattr('y') %}b{% endfor %}.", "."),
            ("{% for x in poeple|default(['c'])|sort %}{{ x }}{% else %}d{% endfor %}", "c"),
            (
                "{% for x in poeple|groupby('y')|list %}a{% endfor %}{% for k, v in poeple|dictsort %}b{% else %}c{% endfor %}",
                "c",
            ),
            ("{% for k, v in poeple|items %}a{% endfor %}{% for x in (poeple or person.poeple)|reverse %}b{% endfor %}.", "."),
        ] {
            assert_eq!(body(source).map(|rendered| rendered.text).as_deref(), Ok(text), "{source}");
        }
    }

    #[test]
    fn eml_tpl_05_null_is_nothing_whatever_is_made_of_it() {
        for filter in [
            "capitalize",
            "center(0)",
            "e",
            "escape",
            "forceescape",
            "format",
            "indent",
            "lower",
            "replace('n', 'm')",
            "safe",
            "string",
            "striptags",
            "title",
            "trim",
            "truncate(9)",
            "upper",
            "urlencode",
            "urlize",
            "wordwrap(9)",
        ] {
            let source = format!("[{{{{ person.email|{filter} }}}}]");
            assert_eq!(body(&source).map(|rendered| rendered.text).as_deref(), Ok("[]"), "{source}");
        }
        for (source, text) in [
            ("{{ 'a' ~ person.email }}{{ person.email ~ 'b' ~ assignee }}", "ab"),
            ("{{ 'a' ~ (assignee or person.email) ~ (assignee if person else 1) ~ people.0.email }}", "a"),
            ("{% set x = person.email ~ 'b' %}{{ x }}{{ 'c' if (assignee ~ '') }}", "b"),
            ("{% macro m(a) %}{{ 'd' ~ a }}{% endmacro %}{{ m(person.email) }}{{ m(person.email ~ 1) }}", "dd1"),
            ("{{ '%s-%s'|format(person.email, 1) }}{{ '%(x)s'|format(x=assignee) }}.", "-1."),
            ("{{ '{}-{x}'.format(person.email, x=assignee) }}.", "-."),
            ("{{ people|map(attribute='email')|map('upper')|join(',') }}", ",BOB@EXAMPLE.ORG"),
        ] {
            assert_eq!(body(source).map(|rendered| rendered.text).as_deref(), Ok(text), "{source}");
        }
    }

    #[test]
    fn eml_new_05_what_cannot_be_made_is_told_by_its_class() {
        for (source, class) in [
            ("{{ x", Class::TemplateSyntax),
            ("{% include 'x' %}", Class::TemplateSyntax),
            ("{{ person|nope }}", Class::TemplateSyntax),
            ("{{ person.personal.nope() }}", Class::TemplateSyntax),
            ("{{ '%s' % 1 }}", Class::TemplateSyntax),
            ("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}", Class::TooLarge),
            ("{% for a in range(300) %}{{ 'x' * 1000 }}{% endfor %}", Class::TooLarge),
            ("{% for a in range(11000) %}<b>x</b>{% endfor %}", Class::TooLarge),
        ] {
            assert_eq!(body(source).unwrap_err().class, class, "{source}");
        }
    }
}
