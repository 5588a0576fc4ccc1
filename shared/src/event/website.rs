//! Workshop websites on GitHub and the repositories behind them (DM-EVENT-03, DM-EVENT-12).

use std::sync::LazyLock;

use regex::Regex;

#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static REPOSITORY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^https?://github\.com/(?<owner>[^/]+)/(?<name>[^/]+)/?").expect("a valid expression"));
#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static WEBSITE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^https?://(?<owner>[^./]+)\.github\.(?:io|com)/(?<name>[^/]+)/?").expect("a valid expression"));

fn parts(url: &str) -> Option<(String, String)> {
    let found = WEBSITE.captures(url).or_else(|| REPOSITORY.captures(url))?;
    Some((found["owner"].to_owned(), found["name"].to_owned()))
}

/// Whether `url` is that of a repository, which the event's website may not be (DM-EVENT-03).
pub(super) fn is_repository(url: &str) -> bool {
    REPOSITORY.is_match(url)
}

/// The repository behind `url` where it is on GitHub, else `url` itself.
#[must_use]
pub fn repository_url(url: &str) -> String {
    parts(url).map_or_else(|| url.to_owned(), |(owner, name)| format!("https://github.com/{owner}/{name}"))
}

/// The website of `url` where it is on GitHub, else `url` itself.
#[must_use]
pub fn website_url(url: &str) -> String {
    parts(url).map_or_else(|| url.to_owned(), |(owner, name)| format!("https://{owner}.github.io/{name}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_event_12_websites_and_repositories_lead_to_each_other() {
        for url in [
            "https://user.github.io/2026-08-20-krakow/",
            "http://user.github.com/2026-08-20-krakow",
            "https://github.com/user/2026-08-20-krakow",
        ] {
            assert_eq!(repository_url(url), "https://github.com/user/2026-08-20-krakow");
            assert_eq!(website_url(url), "https://user.github.io/2026-08-20-krakow/");
        }
        for other in ["https://example.org/a/", "", "user.github.io/x"] {
            assert_eq!(repository_url(other), other);
            assert_eq!(website_url(other), other);
        }
    }

    #[test]
    fn dm_event_03_a_repository_is_recognised() {
        assert!(is_repository("https://github.com/user/repo"));
        assert!(is_repository("http://github.com/user/repo/tree/main"));
        assert!(!is_repository("https://user.github.io/repo/"));
        assert!(!is_repository("https://github.com/user"));
    }
}
