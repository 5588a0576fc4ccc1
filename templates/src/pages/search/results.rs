//! Search results (UTL-04).

use maud::{Markup, Render as _, html};
use shared::search::{LONGEST, MOST, Tab};

use crate::components::{Tabs, empty_state, link, page_head};
use crate::layout::Layout;
use crate::layout::menu::SEARCH;
use crate::view::View;

/// What was asked, and what is wrong with it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The term as typed.
    pub term: &'a str,
    /// A single hit is listed instead of opened.
    pub no_redirect: bool,
    /// Why nothing was searched.
    pub error: Option<&'a str>,
}

/// The page; the first tab with a hit opens.
#[must_use]
pub fn search(asked: Asked<'_>, tabs: &[Tab]) -> View {
    let mut shown = Tabs::new("Results");
    for tab in tabs {
        shown = shown.tab(tab.area.id(), tab.area.title(), Some(tab.hits.len()), panel(tab));
        if tab.has_more {
            shown = shown.with_more();
        }
    }
    if let Some(filled) = tabs.iter().find(|tab| !tab.hits.is_empty()) {
        shown = shown.open(filled.area.id());
    }
    View {
        title: Some("Search".to_owned()),
        layout: Layout::Wide,
        search_term: (!asked.term.is_empty()).then(|| asked.term.to_owned()),
        body: html! {
            (page_head("Search", None))
            (form(asked))
            @if !tabs.is_empty() { (shown.render()) }
        },
    }
}

fn form(asked: Asked<'_>) -> Markup {
    html! {
        form.search-form method="get" action=(SEARCH) role="search" aria-label="Search everything" {
            label.form-label for="id_term" { "Search for" }
            input.form-control.is-invalid[asked.error.is_some()] type="search" id="id_term" name="term" value=(asked.term)
                maxlength=[asked.error.is_none().then_some(LONGEST)] required
                aria-invalid=[asked.error.map(|_| "true")] aria-describedby=[asked.error.map(|_| "id_term_error")];
            @if let Some(error) = asked.error { p.field-error id="id_term_error" { (error) } }
            div.form-check {
                input.form-check-input type="checkbox" id="id_no_redirect" name="no_redirect" checked[asked.no_redirect];
                label.form-check-label for="id_no_redirect" { "List a single result instead of opening it" }
            }
            button.btn.btn-primary type="submit" { "Search" }
        }
    }
}

fn panel(tab: &Tab) -> Markup {
    if tab.hits.is_empty() {
        return empty_state("No matches.", None);
    }
    html! {
        ul.search-hits {
            @for hit in &tab.hits {
                li { @match &hit.url { Some(url) => (link(url, &hit.label)), None => (hit.label) } }
            }
        }
        @if tab.has_more { p.none { "Only the first " (MOST) " are listed; search for more words." } }
    }
}
