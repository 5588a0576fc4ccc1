//! How a letter is written: every sentence once, for its plain text and for its HTML.
//!
//! The HTML is as plain as HTML can be. Mail programs know few styles and fewer style sheets, and a letter is read, not looked at.

use maud::{DOCTYPE, Markup, html};

use super::Letter;
use crate::pages::request::Answers;

/// A part of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) enum Span<'a> {
    /// Words.
    Plain(&'a str),
    /// Words that lead somewhere: always an absolute address, since a letter is read elsewhere.
    Link(&'a str, &'a str),
}

impl Span<'_> {
    /// Plain text shows the address, unless the words are the address.
    fn text(self) -> String {
        match self {
            Self::Plain(words) => words.to_owned(),
            Self::Link(words, address) if address.ends_with(words) => words.to_owned(),
            Self::Link(words, address) => format!("{words} ({address})"),
        }
    }

    fn markup(self) -> Markup {
        match self {
            Self::Plain(words) => html! { (words) },
            Self::Link(words, address) => html! { a href=(address) { (words) } },
        }
    }
}

fn text(spans: &[Span<'_>]) -> String {
    spans.iter().map(|span| span.text()).collect()
}

fn markup(spans: &[Span<'_>]) -> Markup {
    html! { @for span in spans { (span.markup()) } }
}

/// A letter in the making: paragraphs with a blank line between them.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: Vec<String>,
    html: Vec<Markup>,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self::default()
    }

    fn add(mut self, text: String, html: Markup) -> Self {
        self.text.push(text);
        self.html.push(html);
        self
    }

    /// A paragraph.
    pub(super) fn paragraph(self, spans: &[Span<'_>]) -> Self {
        self.add(text(spans), html! { p { (markup(spans)) } })
    }

    /// A list of points.
    pub(super) fn points(self, points: &[&[Span<'_>]]) -> Self {
        let lines: Vec<String> = points.iter().map(|spans| format!("- {}", text(spans))).collect();
        self.add(lines.join("\n"), html! { ul { @for spans in points { li { (markup(spans)) } } } })
    }

    /// What must not be overlooked.
    pub(super) fn warning(self, words: &str) -> Self {
        self.add(format!("Please note: {words}"), html! { p { strong { "Please note: " } (words) } })
    }

    /// The end of the letter itself; a copy may follow.
    pub(super) fn signed(self, name: &str) -> Self {
        self.add(name.to_owned(), html! { p { (name) } })
    }

    /// What was answered, below a heading.
    pub(super) fn answers(self, heading: &str, answers: &Answers) -> Self {
        let line = "-".repeat(heading.chars().count());
        self.add(format!("{heading}\n{line}"), html! { hr; h1 { (heading) } }).add(answers.plain_text(), answers.markup())
    }

    /// The letter.
    pub(super) fn finish(self, subject: impl Into<String>) -> Letter {
        let (subject, mut text) = (subject.into(), self.text.join("\n\n"));
        text.push('\n');
        let html = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    title { (subject) }
                }
                body { @for part in &self.html { (part) } }
            }
        };
        Letter { subject, text, html: Some(html.into_string()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Span::{Link, Plain};
    use super::*;

    #[test]
    fn both_parts_say_the_same() {
        let answers = Answers::new().text("Name", "O'Neil <x>");
        let letter = Draft::new()
            .paragraph(&[Plain("See "), Link("the handbook", "https://x.org/a?b&c"), Plain(" & rest.")])
            .points(&[&[Plain("one")], &[Link("a@x.org", "mailto:a@x.org")]])
            .warning("soon")
            .signed("Us")
            .answers("Copy", &answers)
            .finish("It's <here>");
        assert_eq!(
            letter.text,
            "See the handbook (https://x.org/a?b&c) & rest.\n\n- one\n- a@x.org\n\nPlease note: soon\n\nUs\n\nCopy\n----\n\nName: O'Neil <x>\n"
        );
        assert_eq!(
            letter.html.unwrap_or_default(),
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>It's &lt;here&gt;</title></head><body>\
             <p>See <a href=\"https://x.org/a?b&amp;c\">the handbook</a> &amp; rest.</p>\
             <ul><li>one</li><li><a href=\"mailto:a@x.org\">a@x.org</a></li></ul>\
             <p><strong>Please note: </strong>soon</p><p>Us</p><hr><h1>Copy</h1>\
             <dl><dt><strong>Name</strong></dt><dd>O'Neil &lt;x&gt;</dd></dl></body></html>"
        );
        assert_eq!(letter.subject, "It's <here>");
    }
}
