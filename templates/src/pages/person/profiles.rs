//! Where a person is found on other sites.

use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::components::external_link;

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// A link to `before` and the name; `None` without a name.
pub(super) fn profile(before: &str, name: Option<&str>) -> Option<Markup> {
    let name = name.map(str::trim).filter(|name| !name.is_empty())?;
    Some(external_link(Some(&format!("{before}{}", utf8_percent_encode(name, SEGMENT))), Some(name)))
}

/// `user@server` leads to the user's page on that server; what is none is shown as it is.
pub(super) fn mastodon(name: Option<&str>) -> Option<Markup> {
    let name = name.map(str::trim).filter(|name| !name.is_empty())?;
    Some(match name.split_once('@') {
        Some((user, server)) if !user.is_empty() && is_host(server) => {
            external_link(Some(&format!("https://{server}/@{}", utf8_percent_encode(user, SEGMENT))), Some(name))
        }
        _ => html! { (name) },
    })
}

/// A website as the person wrote it: an address without a scheme is given one, other text stays text.
pub(super) fn website(text: &str) -> Option<Markup> {
    let text = text.trim();
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    match text {
        "" => None,
        _ if text.starts_with("https://") || text.starts_with("http://") => Some(external_link(Some(text), None)),
        _ if is_host(host) && !text.contains(char::is_whitespace) => {
            Some(external_link(Some(&format!("https://{text}")), Some(text)))
        }
        _ => Some(html! { (text) }),
    }
}

fn is_host(text: &str) -> bool {
    text.contains('.') && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(markup: Option<Markup>) -> Option<String> {
        let text = markup?.into_string();
        Some(text.split_once("href=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("none", |(href, _)| href).to_owned())
    }

    #[test]
    fn names_cannot_lead_elsewhere() {
        let twitter = |name| address(profile("https://twitter.com/", name));
        assert_eq!(twitter(Some("ada")).as_deref(), Some("https://twitter.com/ada"));
        assert_eq!(twitter(Some("../x?y#z")).as_deref(), Some("https://twitter.com/..%2Fx%3Fy%23z"));
        assert_eq!(twitter(Some(" ")), None);
        assert_eq!(twitter(None), None);
    }

    #[test]
    fn a_mastodon_name_leads_to_its_server() {
        assert_eq!(address(mastodon(Some("ada@mastodon.social"))).as_deref(), Some("https://mastodon.social/@ada"));
        for odd in ["ada", "@ada@mastodon.social", "ada@evil.org/x", "ada@localhost"] {
            assert_eq!(address(mastodon(Some(odd))).as_deref(), Some("none"), "{odd}");
        }
    }

    #[test]
    fn a_website_needs_no_scheme_but_must_be_one() {
        assert_eq!(address(website("https://example.org/x")).as_deref(), Some("https://example.org/x"));
        assert_eq!(address(website("example.org/~ada")).as_deref(), Some("https://example.org/~ada"));
        for odd in ["javascript:alert(1)", "none yet", "ask me at example.org", "N/A"] {
            assert_eq!(address(website(odd)).as_deref(), Some("none"), "{odd}");
        }
        assert_eq!(address(website(" ")), None);
    }
}
