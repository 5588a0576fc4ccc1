//! From a template and what it tells to a message: subject, HTML and plain text (emails.md 2.1 to 2.3).
//!
//! Templates are Jinja2, read by minijinja: they reach nothing but their variables, and end when their fuel does. Variables are
//! escaped, then the whole is read as Markdown, and what comes of it is sanitised. A [`Renderer`] is strict: an email that would
//! show something that is not there is not sent ([`Renderer::render`]), while its preview shows the place
//! ([`Renderer::preview`]). [`warnings`] tells what a template asks for that its action does not give, before anything is sent.

mod engine;
mod entities;
mod filters;
mod instrument;
mod markdown;
mod methods;
mod moment;
mod preview;
mod render;
mod shape;
mod subject;
mod values;
mod warnings;

pub use engine::fault;
pub use moment::moment;
pub use preview::Preview;
pub use render::{Rendered, Renderer};
pub use shape::Shape;
pub use warnings::warnings;

pub use crate::email_context::Problem;
//! Filling in the templates of emails (emails.md 2.1 – 2.3).

use minijinja::{Environment, ErrorKind, UndefinedBehavior};
use serde_json::{Map, Value};

use crate::email_context::Problem;
use crate::mail::Class;

/// A subject and a body, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Subject, one line.
    pub subject: String,
    /// The body as HTML.
    pub html: String,
    /// The body as plain text.
    pub text: String,
}

/// Fills in templates.
#[derive(Debug)]
pub struct Renderer {
    environment: Environment<'static>,
}

impl Default for Renderer {
    fn default() -> Self {
        Self::new()
    }
}

impl Renderer {
    /// A renderer.
    #[must_use]
    pub fn new() -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_fuel(Some(100_000));
        Self { environment }
    }

    /// Fills in a subject and a body to be sent.
    ///
    /// # Errors
    /// When a template cannot be read, or prints what there is not.
    pub fn render(&self, subject: &str, body: &str, context: &Map<String, Value>) -> Result<Rendered, Problem> {
        let filled = |source: &str| {
            self.environment.render_str(source, minijinja::value::Serde(context)).map_err(|error| {
                let is_undefined = error.kind() == ErrorKind::UndefinedError;
                let class = if is_undefined { Class::TemplateUndefined } else { Class::TemplateSyntax };
                Problem { class, message: error.to_string() }
            })
        };
        let (subject, text) = (filled(subject)?, filled(body)?);
        Ok(Rendered { subject, html: text.clone(), text })
    }
}
