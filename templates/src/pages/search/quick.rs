//! What the search box in the bar shows while one types: a list box of links, grouped by kind (ARIA's combo box).

use maud::{Markup, html};
use shared::access::Viewer;
use shared::flag::States;
use shared::record::query;
use shared::search::{Described, Group, Quick};

use crate::layout::menu::{ENTRIES, Entry, SEARCH};

/// Who asks for what.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// The term as typed.
    pub term: &'a str,
    /// Who asks: only pages that they may open are offered.
    pub viewer: &'a Viewer,
    /// How the feature flags stand.
    pub flags: &'a States,
}

/// A link of the list.
struct Choice<'a> {
    url: String,
    label: &'a str,
    detail: &'a str,
}

/// The list of what was found, the best kind first, pages of AMY's menu after it, and the way to all results. `data-status` is what is
/// said of it aloud.
#[must_use]
pub fn quick(asking: Asking<'_>, found: &Quick) -> Markup {
    let all = format!("{SEARCH}?{}", query(&[("term", asking.term), ("no_redirect", "on")]));
    let pages = pages(asking);
    let records: usize = found.groups.iter().map(|group| group.hits.len()).sum();
    let count = records + pages.len();
    if count == 0 {
        return html! { p.quick-none data-status="No results." { "Nothing found for “" (asking.term) "”." } };
    }
    let mut numbers = 1..;
    let mut number = || numbers.next().unwrap_or_default();
    html! {
        @if found.is_similar { p.quick-none { "Nothing holds “" (asking.term) "”, but there is something similar:" } }
        div.quick-list id="quick-list" role="listbox" aria-label="Results" data-status=(status(count, found.is_similar)) {
            @for group in &found.groups {
                (list(group.area.id(), group.area.title(), group.hits.iter().map(|hit| choice(group, hit, &all)), &mut number))
            }
            @if !pages.is_empty() {
                (list("pages", "Go to", pages.iter().map(|page| Choice { url: page.path.to_owned(), label: page.label, detail: "" }), &mut number))
            }
            @if !found.is_similar && records > 0 {
                (option(&Choice { url: all, label: "All results", detail: "" }, number()))
            }
        }
    }
}

fn status(count: usize, is_similar: bool) -> String {
    let what = match (count, is_similar) {
        (1, false) => "result",
        (_, false) => "results",
        (1, true) => "similar result",
        (_, true) => "similar results",
    };
    format!("{count} {what}. Choose with the arrow keys.")
}

/// A kind without a page is found on the page of results.
fn choice<'a>(group: &Group, (hit, detail): &'a Described, all: &str) -> Choice<'a> {
    let url = hit.url.clone().unwrap_or_else(|| format!("{all}#{}", group.area.id()));
    Choice { url, label: &hit.label, detail }
}

fn list<'a>(id: &str, title: &str, choices: impl Iterator<Item = Choice<'a>>, number: &mut impl FnMut() -> usize) -> Markup {
    html! {
        div.quick-group role="group" aria-labelledby={ "quick-" (id) } {
            div.quick-title id={ "quick-" (id) } role="presentation" { (title) }
            @for choice in choices { (option(&choice, number())) }
        }
    }
}

fn option(choice: &Choice<'_>, number: usize) -> Markup {
    html! {
        a.quick-option id={ "quick-option-" (number) } role="option" aria-selected="false" tabindex="-1" href=(choice.url) {
            span.quick-label { (choice.label) }
            @if !choice.detail.is_empty() { " " span.quick-detail { (choice.detail) } }
        }
    }
}

/// The pages of the menu whose name holds the term.
fn pages(asking: Asking<'_>) -> Vec<&'static Entry> {
    let term = asking.term.trim().to_lowercase();
    let fits = |entry: &&Entry| {
        term.chars().count() > 1
            && entry.label.to_lowercase().contains(&term)
            && entry.is_shown(Some(asking.flags))
            && asking.viewer.can_all(entry.needs)
    };
    ENTRIES.iter().filter(fits).collect()
}
