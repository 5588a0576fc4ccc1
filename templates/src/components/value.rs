//! Values as tables and lists of details show them.

use maud::{Markup, html};

use super::icon::{Icon, icon_labelled};
use crate::format;

/// The em dash that stands for nothing.
#[must_use]
pub fn dash() -> Markup {
    html! { span.none { span aria-hidden="true" { "—" } span.visually-hidden { "none" } } }
}

/// A text, or the em dash where it is missing or empty.
#[must_use]
pub fn value(text: Option<&str>) -> Markup {
    match text {
        Some(text) if !text.trim().is_empty() => html! { (text) },
        _ => dash(),
    }
}

/// Several texts in one cell, each under its name; the dash for none.
#[must_use]
pub fn folded(texts: &[(&str, &str)]) -> Markup {
    html! {
        dl.folded {
            @for (name, text) in texts {
                div { dt { (name) } dd { @if text.is_empty() { (dash()) } @else { (breakable(text)) } } }
            }
        }
    }
}

/// A text with addresses of e-mail in it, which break before their `@` where there is no room for them.
#[must_use]
pub fn breakable(text: &str) -> Markup {
    html! {
        @for (n, part) in text.split('@').enumerate() { @if n > 0 { wbr; "@" } (part) }
    }
}

/// `yes` or `no`
#[must_use]
pub fn yes_no(yes: bool) -> Markup {
    html! { span .yes[yes] .no[!yes] { (format::yes_no(yes)) } }
}

/// A tick or a cross, read as `meaning: yes` or `meaning: no`.
#[must_use]
pub fn check(yes: bool, meaning: &str) -> Markup {
    html! {
        @if yes {
            span.check-yes { (icon_labelled(Icon::Check, &format!("{meaning}: yes"))) }
        } @else {
            span.check-no { (icon_labelled(Icon::Close, &format!("{meaning}: no"))) }
        }
    }
}

/// A country by name, with its two-letter code dimmed behind it; an empty code is the em dash.
#[must_use]
pub fn country(code: &str, name: &str) -> Markup {
    html! {
        @if code.is_empty() {
            (dash())
        } @else {
            span.country { (name) " " span.country-code { (code) } }
        }
    }
}
