//! The domain of an organization: its web address without the parts that tell nothing (DM-ORG-01).

use std::sync::LazyLock;

use regex::Regex;

/// The domain that is stored for an entered address: without scheme, parameters of the path, fragment and leading slashes. Letter
/// case, user, port and query are kept. `None` where this is no address.
#[must_use]
pub fn normalised(entered: &str) -> Option<String> {
    let entered = entered.trim();
    let after_scheme = match entered.split_once("://") {
        Some((scheme, rest)) if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) => Some(rest),
        _ => entered.strip_prefix("//"),
    };
    let rest = after_scheme.unwrap_or(entered);
    if after_scheme.is_none() && rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@')) {
        // An e-mail address, or mailto: before one.
        return None;
    }
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
    let (place, query) = rest.split_once('?').map_or((rest, None), |(place, query)| (place, Some(query)));
    let last_segment = place.rfind('/').unwrap_or(0);
    let place = place[last_segment..].find(';').map_or(place, |at| &place[..last_segment + at]);
    let domain = match query {
        Some(query) if !query.is_empty() => format!("{place}?{query}"),
        _ => place.to_owned(),
    };
    ADDRESS.is_match(&domain).then_some(domain)
}

const SCHEMES: [&str; 4] = ["http", "https", "ftp", "ftps"];

/// User, host with a top-level domain of two letters or more (or an IPv4 address, or localhost), port; path and query without blanks.
#[expect(clippy::expect_used, reason = "a constant expression, compiled by the tests")]
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^
        (?:[^\s:@/?]+(?::[^\s:@/?]*)?@)?
        (?:
            (?:[\pL0-9](?:[\pL0-9-]{0,61}[\pL0-9])?\.)+ (?:xn--[A-Za-z0-9-]{0,58}[A-Za-z0-9] | \pL(?:[\pL-]{0,61}\pL)) \.?
            | (?:[0-9]{1,3}\.){3}[0-9]{1,3}
            | localhost
        )
        (?::[0-9]{1,5})?
        (?:[/?][^\s]*)?$",
    )
    .expect("a valid expression")
});

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn dm_org_01_an_address_is_stored_without_what_tells_nothing() {
        for (entered, stored) in [
            ("http://example.com/", "example.com/"),
            ("https://example.com/", "example.com/"),
            ("ftp://example.com/", "example.com/"),
            ("//example.com/", "example.com/"),
            ("http://example.com", "example.com"),
            ("//example.com", "example.com"),
            ("example.com", "example.com"),
            (" HTTPS://Example.COM ", "Example.COM"),
            ("//example.com/?query", "example.com/?query"),
            ("//example.com/path/", "example.com/path/"),
            ("//example.com/path", "example.com/path"),
            ("//example.com:80/path/?query", "example.com:80/path/?query"),
            ("example.com/path;params?query#fragment", "example.com/path?query"),
            ("//user:password@example.com:80/path?query", "user:password@example.com:80/path?query"),
            ("https://carpentries.org/community-lessons/", "carpentries.org/community-lessons/"),
            ("https://münchen.example/straße", "münchen.example/straße"),
            ("http://127.0.0.1:8000/a", "127.0.0.1:8000/a"),
            ("xn--bcher-kva.xn--p1ai", "xn--bcher-kva.xn--p1ai"),
        ] {
            assert_eq!(normalised(entered).as_deref(), Some(stored), "{entered}");
        }
    }

    #[test]
    fn dm_org_01_what_is_no_address_is_refused() {
        for entered in [
            "",
            " ",
            "self-organized",
            "example",
            "example.c",
            "exa mple.com",
            "example.com/a b",
            "https://",
            "-example.com",
            "example-.com",
            "a@example.com",
            "mailto:a@example.com",
            "javascript://example.com",
            "example..com",
            ".com",
            "http:///path",
        ] {
            assert_eq!(normalised(entered), None, "{entered}");
        }
    }
}
