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
    use proptest::prelude::*;

    use super::is_dated;

    proptest! {
        /// DM-EVENT-01, put together and taken apart again.
        #[test]
        fn dm_event_01_every_part_is_digits_or_xs_and_something_follows(
            year in "[0-9]{4}|xxxx|[0-9x]{4}",
            month in "[0-9]{2}|xx|[0-9x]{2}",
            day in "[0-9]{2}|xx|[0-9x]{1,3}",
            rest in "[a-z0-9-]{0,20}",
        ) {
            let whole = |part: &str, length: usize| {
                part.len() == length && (part.chars().all(|c| c == 'x') || part.chars().all(|c| c.is_ascii_digit()))
            };
            let good = whole(&year, 4) && whole(&month, 2) && whole(&day, 2) && !rest.is_empty();
            prop_assert_eq!(is_dated(&format!("{year}-{month}-{day}-{rest}")), good);
        }

        #[test]
        fn no_text_is_too_odd_to_be_judged(text in any::<String>()) {
            let parts: Vec<&str> = text.splitn(4, '-').collect();
            prop_assert!(!is_dated(&text) || parts.len() == 4 && parts[0].chars().count() == 4 && !parts[3].is_empty());
        }
    }

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
