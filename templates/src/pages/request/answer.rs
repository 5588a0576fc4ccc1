//! What somebody answered, row by row: declared once, and read in plain text, in HTML, and on pages.

use std::borrow::Cow;

use maud::{Markup, html};

use super::value::{BREAKS, DASH, Value};

/// A label and a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What was asked, in a few words.
    pub label: Cow<'static, str>,
    /// What was answered.
    pub value: Value,
}

/// Rows in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(Vec<Answer>);

impl Answers {
    /// No rows yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A row.
    #[must_use]
    pub fn row(mut self, label: impl Into<Cow<'static, str>>, value: Value) -> Self {
        self.0.push(Answer { label: label.into(), value });
        self
    }

    /// A row of text.
    #[must_use]
    pub fn text(self, label: &'static str, text: &str) -> Self {
        self.row(label, Value::of(text))
    }

    /// A row with yes or no.
    #[must_use]
    pub fn yes_no(self, label: &'static str, yes: bool) -> Self {
        self.row(label, Value::YesNo(yes))
    }

    /// A row with what was chosen, and what was written beside.
    #[must_use]
    pub fn choice(self, label: &'static str, chosen: Option<&str>, beside: &str) -> Self {
        // Some labels end in a colon, as they stand before a text.
        let chosen = chosen.unwrap_or_default().trim_end_matches(':');
        let parts: Vec<&str> = [chosen, beside].into_iter().filter(|part| !part.is_empty()).collect();
        self.text(label, &parts.join(": "))
    }

    /// A row with all that was ticked, and what was written beside.
    #[must_use]
    pub fn list(self, label: &'static str, ticked: &[String], beside: &str) -> Self {
        let beside = (!beside.is_empty()).then(|| format!("Other: {beside}"));
        let items: Vec<String> = ticked.iter().cloned().chain(beside).collect();
        self.row(label, if items.is_empty() { Value::Empty } else { Value::List(items) })
    }

    /// These rows, and then those.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// The rows.
    pub fn iter(&self) -> std::slice::Iter<'_, Answer> {
        self.0.iter()
    }

    /// All rows in plain text, unescaped. A value of several lines stands below its label and indented: so no line of it can look
    /// like a row.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let row = |answer: &Answer| {
            let value = answer.value.plain_text();
            match value.split(BREAKS).collect::<Vec<_>>().as_slice() {
                [line] => format!("{}: {line}", answer.label),
                lines => format!("{}:\n    {}", answer.label, lines.join("\n    ")),
            }
        };
        self.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    /// All rows in HTML that needs no style sheet.
    #[must_use]
    pub fn markup(&self) -> Markup {
        html! {
            dl {
                @for answer in self.iter() {
                    dt { strong { (answer.label) } }
                    dd { @match answer.value.markup() { Some(value) => (value), None => (DASH) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(answers: &Answers) -> String {
        answers.markup().into_string()
    }

    #[test]
    fn no_line_of_an_answer_looks_like_a_row() {
        for end in ["\n", "\r\n", "\r", "\u{2028}"] {
            let answers = Answers::new().text("Notes", &format!("a{end}Agreed: yes")).yes_no("Agreed", false);
            assert_eq!(answers.plain_text(), "Notes:\n    a\n    Agreed: yes\nAgreed: no");
            assert!(html(&answers).contains("<dd>a<br>Agreed: yes</dd>"), "{}", html(&answers));
        }
        let name = Answers::new().row("Person", Value::Contact("a\nAgreed: yes".into(), "a@x.org".into()));
        assert_eq!(name.plain_text(), "Person:\n    a\n    Agreed: yes <a@x.org>");
    }

    #[test]
    fn nothing_is_a_dash_and_quotes_stay_quotes() {
        let answers = Answers::new().text("Family name", " ").text("Name", "O'Neil & <b>").list("Domains", &[], "");
        assert_eq!(answers.plain_text(), "Family name: —\nName: O'Neil & <b>\nDomains: —");
        assert_eq!(
            html(&answers),
            "<dl><dt><strong>Family name</strong></dt><dd>—</dd><dt><strong>Name</strong></dt><dd>O'Neil &amp; &lt;b&gt;</dd>\
             <dt><strong>Domains</strong></dt><dd>—</dd></dl>"
        );
    }

    #[test]
    fn what_was_chosen_goes_with_what_was_written_beside() {
        let (chosen, both) = (["maps".to_owned()], ["maps".to_owned(), "trees".to_owned()]);
        let answers = Answers::new()
            .choice("a", Some("Other:"), "by train")
            .choice("b", Some("Other:"), "")
            .choice("c", None, "by bus")
            .choice("d", None, "")
            .list("e", &chosen, "")
            .list("f", &both, "stars");
        assert_eq!(
            answers.plain_text(),
            "a: Other: by train\nb: Other\nc: by bus\nd: —\ne: maps\nf:\n    maps\n    trees\n    Other: stars"
        );
        assert!(html(&answers).ends_with("<dd>maps<br>trees<br>Other: stars</dd></dl>"));
    }
}
