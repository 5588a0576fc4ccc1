//! What a page function gives back: all that the frame around it needs to know.

use maud::Markup;

use crate::layout::Layout;

/// A page without its frame.
#[derive(Debug, Clone)]
pub struct View {
    /// The document's title, after "AMY: ".
    pub title: Option<String>,
    /// The kind of frame.
    pub layout: Layout,
    /// What was searched for, to stand in the search box.
    pub search_term: Option<String>,
    /// The page itself.
    pub body: Markup,
}

impl View {
    /// A page in the wide frame.
    #[must_use]
    pub fn new(title: impl Into<String>, body: Markup) -> Self {
        Self { title: Some(title.into()), layout: Layout::Wide, search_term: None, body }
    }

    /// The same page in another frame.
    #[must_use]
    pub fn layout(self, layout: Layout) -> Self {
        Self { layout, ..self }
    }
}
