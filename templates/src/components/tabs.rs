//! Tabs: links to sections of the same page; a script makes them tabs that are kept in the address's fragment.

use maud::{Markup, Render, html};

struct Tab<'a> {
    id: &'a str,
    title: &'a str,
    count: Option<usize>,
    has_more: bool,
    is_open: bool,
    panel: Markup,
}

/// Panels of which a script shows one at a time. Without it all are shown below one another, with headings.
pub struct Tabs<'a> {
    label: &'a str,
    tabs: Vec<Tab<'a>>,
}

impl<'a> Tabs<'a> {
    /// No tabs yet; `label` names the set for assistive technology.
    #[must_use]
    pub fn new(label: &'a str) -> Self {
        Self { label, tabs: Vec::new() }
    }

    /// Adds a panel that `#id` opens; `count` is shown beside the title.
    #[must_use]
    pub fn tab(mut self, id: &'a str, title: &'a str, count: Option<usize>, panel: Markup) -> Self {
        self.tabs.push(Tab { id, title, count, has_more: false, is_open: false, panel });
        self
    }

    /// The count of the tab added last is of what is shown, and there is more.
    #[must_use]
    pub fn with_more(mut self) -> Self {
        if let Some(tab) = self.tabs.last_mut() {
            tab.has_more = true;
        }
        self
    }

    /// The tab with this id is open at first, instead of the first one.
    #[must_use]
    pub fn open(mut self, id: &str) -> Self {
        for tab in &mut self.tabs {
            tab.is_open = tab.id == id;
        }
        self
    }
}

impl Render for Tabs<'_> {
    fn render(&self) -> Markup {
        html! {
            div.tabs data-tabs {
                nav.tabs-list aria-label=(self.label) {
                    @for tab in &self.tabs {
                        a.tab href={ "#" (tab.id) } data-tab-open[tab.is_open] {
                            (tab.title)
                            @if let Some(count) = tab.count { " " span.tab-count { (count) @if tab.has_more { "+" } } }
                        }
                    }
                }
                @for tab in &self.tabs {
                    section.tab-panel id=(tab.id) {
                        h2.tab-heading { (tab.title) }
                        (tab.panel)
                    }
                }
            }
        }
    }
}
