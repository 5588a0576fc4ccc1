//! Links whose addresses come from data: only schemes that cannot run anything.

use std::fmt;

use maud::{Markup, html};
use shared::record::{Kind, organization_url};

use super::icon::{Icon, icon};
use super::value::dash;

/// An address that is safe in `href`: `http`, `https`, `mailto` or relative. Anything else (`javascript:` …) is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// Takes `address` where it is safe.
    #[must_use]
    pub fn new(address: &str) -> Option<Self> {
        let address = address.trim();
        // Browsers drop control characters inside addresses, so that a scheme could hide behind them.
        if address.is_empty() || address.chars().any(char::is_control) {
            return None;
        }
        let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
        let safe = match before_path.split_once(':') {
            None => true,
            Some((scheme, _)) => ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        };
        safe.then(|| Self(address.to_owned()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl maud::Render for SafeUrl {
    fn render(&self) -> Markup {
        html! { (self.0.as_str()) }
    }
}

/// A link to a page of AMY.
#[must_use]
pub fn link(href: &str, label: &str) -> Markup {
    html! { a href=(href) { (label) } }
}

/// A record by its display string; it leads to its page (`key` as in `record_key`), where its kind has one.
#[must_use]
pub fn record_link(kind: Kind, key: &str, label: &str) -> Markup {
    kind.page(key).map_or_else(|| html! { (label) }, |url| link(&url, label))
}

/// The link to what a row is about: it does not wrap, and is the row's title on phones.
#[must_use]
pub fn row_link(href: &str, label: &str) -> Markup {
    html! { a.slug href=(href) { (label) } }
}

/// The link to what a row is about, whose name is a sentence rather than a word: it wraps.
#[must_use]
pub fn row_title(href: &str, name: &str) -> Markup {
    html! { a.slug.yielding href=(href) { (name) } }
}

/// An organization by its domain, cut short where there is little room, with its name on hover.
#[must_use]
pub fn domain_link(domain: &str, fullname: &str) -> Markup {
    html! { a.domain href=(organization_url(domain)) title=(fullname) { (domain) } }
}

/// A `mailto:` link, or the em dash. Characters that would end the address are encoded.
#[must_use]
pub fn email_link(email: Option<&str>) -> Markup {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const UNSAFE: &AsciiSet =
        &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'%').add(b'?').add(b'&').add(b'#').add(b',').add(b';');
    match email.map(str::trim).filter(|email| !email.is_empty()) {
        Some(email) => html! { a.email href={ "mailto:" (utf8_percent_encode(email, UNSAFE)) } { (email) } },
        None => dash(),
    }
}

/// A link to another site in a new tab, its address as text where `label` is missing; the text alone where the address is not safe.
#[must_use]
pub fn external_link(address: Option<&str>, label: Option<&str>) -> Markup {
    let Some(address) = address.map(str::trim).filter(|address| !address.is_empty()) else { return dash() };
    let text = label.unwrap_or_else(|| address.trim_start_matches("https://").trim_end_matches('/'));
    match SafeUrl::new(address) {
        Some(url) => html! {
            a.external href=(url) target="_blank" rel="noopener noreferrer" { (text) (icon(Icon::External)) span.visually-hidden { " (opens in a new tab)" } }
        },
        None => html! { (text) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_are_taken() {
        for good in [
            "https://carpentries.org/",
            "HTTP://x.org",
            "mailto:a@x.org",
            "/workshops/event/x/",
            "?page=2",
            "#tasks",
            "path/a:b",
            "//x.org/y",
            "/a:b",
        ] {
            assert!(SafeUrl::new(good).is_some(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "",
            "x.org:80",
        ] {
            assert!(SafeUrl::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn an_unsafe_address_is_shown_as_text() {
        assert_eq!(external_link(Some("javascript:alert(1)"), None).into_string(), "javascript:alert(1)");
    }

    #[test]
    fn an_email_cannot_add_headers() {
        let markup = email_link(Some("a@x.org?bcc=b@y.org&subject=z")).into_string();
        assert!(markup.contains("mailto:a@x.org%3Fbcc=b@y.org%26subject=z"), "{markup}");
    }
}
