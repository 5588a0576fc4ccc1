//! The facts of a record: a definition list that uses the width there is and folds away what is empty.

use maud::{Markup, Render, html};

use super::value::dash;

/// How a row is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Not at all.
    #[default]
    None,
    /// Good: completed, passed (green).
    Good,
    /// Look here (yellow).
    Warning,
    /// Missing although expected (red).
    Danger,
}

impl Mark {
    const fn class(self) -> &'static str {
        match self {
            Self::None => "fact-plain",
            Self::Good => "fact-good",
            Self::Warning => "fact-warning",
            Self::Danger => "fact-danger",
        }
    }
}

struct Row<'a> {
    label: &'a str,
    content: Option<Markup>,
    mark: Mark,
    wide: bool,
}

/// Labels and values. A row without a value goes into a fold that names what is empty, unless it is marked: then it stays in sight.
#[derive(Default)]
pub struct Details<'a> {
    rows: Vec<Row<'a>>,
    one_column: bool,
}

impl<'a> Details<'a> {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One column, for narrow places; otherwise as many as fit.
    #[must_use]
    pub fn one_column(mut self) -> Self {
        self.one_column = true;
        self
    }

    /// A row that always has a value.
    #[must_use]
    pub fn row(self, label: &'a str, content: Markup) -> Self {
        self.push(label, Some(content), Mark::None, false)
    }

    /// A row of text; missing and blank texts are empty.
    #[must_use]
    pub fn text(self, label: &'a str, text: Option<&str>) -> Self {
        let content = text.filter(|text| !text.trim().is_empty()).map(|text| html! { (text) });
        self.push(label, content, Mark::None, false)
    }

    /// A row that may be empty.
    #[must_use]
    pub fn optional(self, label: &'a str, content: Option<Markup>) -> Self {
        self.push(label, content, Mark::None, false)
    }

    /// A row with a mark; it stays in sight even when it is empty.
    #[must_use]
    pub fn marked(self, label: &'a str, mark: Mark, content: Option<Markup>) -> Self {
        self.push(label, content, mark, false)
    }

    /// A row over the whole width: long texts, small tables.
    #[must_use]
    pub fn wide(self, label: &'a str, content: Option<Markup>) -> Self {
        self.push(label, content, Mark::None, true)
    }

    fn push(mut self, label: &'a str, content: Option<Markup>, mark: Mark, wide: bool) -> Self {
        self.rows.push(Row { label, content, mark, wide });
        self
    }
}

impl Render for Details<'_> {
    fn render(&self) -> Markup {
        let (filled, empty): (Vec<_>, Vec<_>) = self.rows.iter().partition(|row| row.content.is_some() || row.mark != Mark::None);
        html! {
            @if !filled.is_empty() {
                dl.facts .facts-narrow[self.one_column] {
                    @for row in filled {
                        div.fact.(row.mark.class()) .fact-wide[row.wide] {
                            dt { (row.label) }
                            dd { @match &row.content { Some(content) => (content), None => (dash()) } }
                        }
                    }
                }
            }
            @if !empty.is_empty() {
                details.facts-empty {
                    summary {
                        span { (empty.len()) " empty: " }
                        span.facts-empty-names { @for (index, row) in empty.iter().enumerate() { @if index > 0 { ", " } (row.label) } }
                    }
                    dl.facts .facts-narrow[self.one_column] {
                        @for row in empty { div.fact { dt { (row.label) } dd { (dash()) } } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_rows_are_folded_unless_marked() {
        let list =
            Details::new().text("Slug", Some("x")).text("Notes", Some(" ")).text("End", None).marked("Start", Mark::Danger, None);
        let markup = list.render().into_string();
        let (shown, folded) = markup.split_once("<details").expect("a fold");
        assert!(shown.contains("Slug") && shown.contains("Start") && shown.contains("fact-danger"), "{shown}");
        assert!(folded.contains("2 empty: ") && folded.contains("Notes, End"), "{folded}");
    }

    #[test]
    fn a_full_list_has_no_fold() {
        assert!(!Details::new().text("Slug", Some("x")).render().into_string().contains("<details"));
    }
}
