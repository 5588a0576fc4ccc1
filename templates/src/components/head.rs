//! The head of a page: its title and actions, which stay in sight while the page scrolls.

use maud::{Markup, Render, html};

/// Title, what stands beside it, and the page's actions. Exactly one per page: it holds the `<h1>`.
#[derive(Default)]
pub struct PageHead<'a> {
    title: &'a str,
    kind: Option<&'a str>,
    beside: Option<Markup>,
    below: Option<Markup>,
    actions: Option<Markup>,
}

impl<'a> PageHead<'a> {
    /// A head with a title.
    #[must_use]
    pub fn new(title: &'a str) -> Self {
        Self { title, ..Self::default() }
    }

    /// What the title names, in small letters before it: `Event`, `Person`.
    #[must_use]
    pub fn kind(mut self, kind: &'a str) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Pills and the like beside the title.
    #[must_use]
    pub fn beside(mut self, beside: Markup) -> Self {
        self.beside = Some(beside);
        self
    }

    /// A line below the title that scrolls away: dates, history.
    #[must_use]
    pub fn below(mut self, below: Markup) -> Self {
        self.below = Some(below);
        self
    }

    /// Buttons at the right.
    #[must_use]
    pub fn actions(mut self, actions: Markup) -> Self {
        self.actions = Some(actions);
        self
    }
}

impl Render for PageHead<'_> {
    fn render(&self) -> Markup {
        html! {
            div.page-head {
                div.page-title {
                    h1 {
                        @if let Some(kind) = self.kind { span.page-kind { (kind) " " } }
                        (self.title)
                    }
                    @if let Some(beside) = &self.beside { div.page-beside { (beside) } }
                }
                @if let Some(actions) = &self.actions { div.page-actions { (actions) } }
            }
            @if let Some(below) = &self.below { div.page-below { (below) } }
        }
    }
}

/// A page head of title and actions alone.
#[must_use]
pub fn page_head(title: &str, actions: Option<Markup>) -> Markup {
    let head = PageHead::new(title);
    match actions {
        Some(actions) => head.actions(actions).render(),
        None => head.render(),
    }
}
