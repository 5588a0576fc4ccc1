//! Addresses of events at Eventbrite (DM-TREQ-19).

use std::sync::LazyLock;

use regex::Regex;

#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[0-9]{10,}").expect("a valid expression"));
#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:https?://)?www\.eventbrite\.(?:com|co\.uk|[a-z]{2})/e/[^/?#]*[0-9]{10,}(?:\?|$)")
        .expect("a valid expression")
});

/// The id in an address: the first ten or more digits in a row.
#[must_use]
pub fn id_in(url: &str) -> Option<&str> {
    ID.find(url).map(|found| found.as_str())
}

/// Whether an address leads to an event, so that admins need not be warned.
#[must_use]
pub fn is_event_link(url: &str) -> bool {
    LINK.is_match(url)
}

/// Whether the host of an address belongs to Eventbrite.
pub(super) fn is_at_eventbrite(url: &str) -> bool {
    url::Url::parse(url).ok().and_then(|url| url.host_str().map(|host| host.contains("eventbrite"))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_treq_19_an_id_is_the_first_ten_or_more_digits_in_a_row() {
        let table = [
            ("https://www.eventbrite.com/e/online-1-1234567890123?aff=99999999999", Some("1234567890123")),
            ("1234567890", Some("1234567890")),
            ("123456789", None),
            ("123456789-0", None),
            ("", None),
        ];
        for (url, id) in table {
            assert_eq!(id_in(url), id, "{url}");
        }
    }

    #[test]
    fn only_an_events_address_needs_no_warning() {
        for url in [
            "https://www.eventbrite.com/e/online-instructor-training-1234567890",
            "http://www.eventbrite.co.uk/e/1234567890?aff=x",
            "www.eventbrite.fr/e/a-1234567890",
        ] {
            assert!(is_event_link(url), "{url}");
        }
        for url in [
            "https://eventbrite.com/e/a-1234567890",
            "https://www.eventbrite.com/o/a-1234567890",
            "https://www.eventbrite.com/e/a-123456789",
            "https://www.eventbrite.com/e/a-1234567890/x",
            "https://www.eventbrite.museum/e/a-1234567890",
        ] {
            assert!(!is_event_link(url), "{url}");
        }
    }

    #[test]
    fn the_host_decides_whose_address_it_is() {
        assert!(is_at_eventbrite("https://www.eventbrite.com/e/1") && is_at_eventbrite("https://eventbrite.fr"));
        assert!(!is_at_eventbrite("https://example.org/eventbrite") && !is_at_eventbrite("eventbrite.com"));
    }
}
