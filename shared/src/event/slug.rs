//! The event's slug (DM-EVENT-01).

use std::sync::LazyLock;

use regex::Regex;

#[expect(clippy::expect_used, reason = "a constant expression, compiled by the tests")]
static PATTERN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:\d{4}|x{4})-(?:\d{2}|x{2})-(?:\d{2}|x{2})-[A-Za-z0-9_-]+$").expect("a valid expression"));

/// Whether `slug` begins with a year, month and day, each in digits or all `x`, and goes on after the last hyphen
/// with letters, digits, hyphens and underscores.
pub(super) fn is_dated(slug: &str) -> bool {
    PATTERN.is_match(slug)
}

#[cfg(test)]
mod tests {
    use super::is_dated;

    #[test]
    fn dm_event_01_slug_begins_with_a_date_or_xs() {
        for good in ["2026-08-20-krakow", "xxxx-xx-xx-krakow", "2020-99-99-a", "2020-xx-xx-a", "2020-05-xx-a-b"] {
            assert!(is_dated(good), "{good}");
        }
        for bad in [
            "20xx-01-01-a",
            "2020-1-01-a",
            "2020-01-01-",
            "2020-01-01",
            "XXXX-XX-XX-a",
            "krakow",
            "",
            " 2020-01-01-a",
            "2020-01-01-å",
            "2020-01-01-a b",
        ] {
            assert!(!is_dated(bad), "{bad}");
        }
    }
}
