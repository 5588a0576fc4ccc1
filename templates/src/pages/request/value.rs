//! What stands beside a label, in plain text, in HTML, and on pages.

use maud::{Markup, html};

use crate::components::{SafeUrl, email_link};
use crate::format;

/// What stands for nothing in plain text and in mail.
pub(super) const DASH: &str = "—";
/// All that programs take for the end of a line.
pub(super) const BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// What stands beside a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Words, perhaps of several lines.
    Text(String),
    /// Several of a kind.
    List(Vec<String>),
    /// Yes or no.
    YesNo(bool),
    /// Somebody's name and address.
    Contact(String, String),
    /// Words, and the address that they lead to.
    Link(String, String),
}

impl Value {
    /// A text; nothing where it is blank.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.replace("\r\n", "\n")) }
    }

    /// The address of a website as it was typed. What leads nowhere from outside stays text.
    #[must_use]
    pub fn website(address: &str) -> Self {
        let is_absolute = address.starts_with("https://") || address.starts_with("http://");
        match SafeUrl::new(address).filter(|_| is_absolute) {
            Some(url) => Self::Link(address.to_owned(), url.to_string()),
            None => Self::of(address),
        }
    }

    /// The value in HTML; `None` for nothing.
    #[must_use]
    pub fn markup(&self) -> Option<Markup> {
        Some(match self {
            Self::Empty => return None,
            Self::Text(text) => lines(text.split(BREAKS)),
            Self::List(items) => lines(items.iter().map(String::as_str)),
            Self::YesNo(yes) => html! { (format::yes_no(*yes)) },
            Self::Contact(name, email) => html! { (lines(name.split(BREAKS))) " <" (email_link(Some(email))) ">" },
            Self::Link(words, address) => html! { a href=(address) { (words) } },
        })
    }

    /// The value in plain text. Plain text shows where words lead.
    pub(super) fn plain_text(&self) -> String {
        match self {
            Self::Empty => DASH.to_owned(),
            Self::Text(text) => text.clone(),
            Self::List(items) => items.join("\n"),
            Self::YesNo(yes) => format::yes_no(*yes).to_owned(),
            Self::Contact(name, email) => format!("{name} <{email}>"),
            Self::Link(words, address) if words == address => words.clone(),
            Self::Link(words, address) => format!("{words}\n{address}"),
        }
    }
}

/// Each on a line of its own.
fn lines<'a>(lines: impl Iterator<Item = &'a str>) -> Markup {
    html! { @for (n, line) in lines.enumerate() { @if n > 0 { br; } (line) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::request::Answers;

    fn html(answers: &Answers) -> String {
        answers.markup().into_string()
    }

    #[test]
    fn a_website_is_linked_where_it_can_be_followed_from_a_letter() {
        assert_eq!(Value::website("https://x.org/a"), Value::Link("https://x.org/a".into(), "https://x.org/a".into()));
        for text in ["x.org", "/workshops/", "javascript:alert(1)", "https://x.org/\u{1}"] {
            assert_eq!(Value::website(text), Value::Text(text.to_owned()));
        }
        assert_eq!(Value::website(""), Value::Empty);
        let answers = Answers::new()
            .row("Website", Value::website("https://x.org/?a&b"))
            .row("Event", Value::Link("2026-09-01-lund".into(), "https://amy.org/e/".into()));
        assert_eq!(answers.plain_text(), "Website: https://x.org/?a&b\nEvent:\n    2026-09-01-lund\n    https://amy.org/e/");
        assert!(html(&answers).contains("<a href=\"https://x.org/?a&amp;b\">https://x.org/?a&amp;b</a>"));
    }

    #[test]
    fn an_address_leads_to_writing_a_mail() {
        let answers = Answers::new().row("Person", Value::Contact("Ada <b>".into(), "ada@x.org".into()));
        assert_eq!(answers.plain_text(), "Person: Ada <b> <ada@x.org>");
        assert!(html(&answers).contains("Ada &lt;b&gt; &lt;<a class=\"email\" href=\"mailto:ada@x.org\">ada@x.org</a>&gt;"));
    }
}
