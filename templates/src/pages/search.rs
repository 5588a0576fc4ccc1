//! Search results (UTL-04).

use maud::{Markup, Render as _, html};
use shared::search::{MOST, Tab};

use crate::components::{Tabs, empty_state, link, page_head};
use crate::layout::Layout;
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

/// The page; the first tab with a hit comes first, which is the one that opens.
#[must_use]
pub fn search(asked: Asked<'_>, tabs: &[Tab]) -> View {
    let mut shown = Tabs::new("Results");
    let (filled, empty): (Vec<&Tab>, Vec<&Tab>) = tabs.iter().partition(|tab| !tab.hits.is_empty());
    for tab in filled.into_iter().chain(empty) {
        shown = shown.tab(tab.id, tab.title, Some(tab.hits.len()), panel(tab));
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
        form.search-form method="get" action="/dashboard/admin/search/" role="search" {
            label.form-label for="id_term" { "Search for" }
            input.form-control.is-invalid[asked.error.is_some()] type="search" id="id_term" name="term" value=(asked.term)
                aria-describedby=[asked.error.map(|_| "id_term_error")];
            @if let Some(error) = asked.error { p.field-error id="id_term_error" role="alert" { (error) } }
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
        @if i64::try_from(tab.hits.len()) == Ok(MOST) { p.none { "Only the first " (MOST) " are listed; search for more words." } }
    }
}
