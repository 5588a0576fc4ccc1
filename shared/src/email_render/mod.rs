//! From a template and what it tells to a message: subject, HTML and plain text (emails.md 2.1 to 2.3).
//!
//! Templates are Jinja2, read by minijinja: they reach nothing but their variables, and end when their fuel does. Variables are
//! escaped, then the whole is read as Markdown, and what comes of it is sanitised. A [`Renderer`] is strict: an email that would
//! show something that is not there is not sent ([`Renderer::render`]), while its preview shows the place
//! ([`Renderer::preview`]). [`warnings`] tells what a template asks for that its action does not give, before anything is sent.

mod absent;
mod engine;
mod entities;
mod filters;
mod formatting;
mod instrument;
mod markdown;
mod methods;
mod moment;
mod patience;
mod preview;
mod render;
mod shape;
mod subject;
mod values;
mod warnings;

pub use engine::fault;
pub use moment::moment;
pub use patience::in_time;
pub use preview::Preview;
pub use render::{Rendered, Renderer};
pub use shape::Shape;
pub use warnings::warnings;

pub use crate::email_context::Problem;
