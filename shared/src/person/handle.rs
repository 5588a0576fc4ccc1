//! The names that people have on other sites (DM-PERSON-06 … DM-PERSON-09).

use std::sync::LazyLock;

use regex::Regex;

#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static GITHUB: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[a-zA-Z0-9](?:-?[a-zA-Z0-9])*$").expect("a valid expression"));
#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static ORCID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^https://orcid\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$").expect("a valid expression"));
#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static BLUESKY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)+[a-zA-Z]{2,}$").expect("a valid expression"));
#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static MASTODON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[A-Za-z0-9_](?:[A-Za-z0-9_.+-]*[A-Za-z0-9_])?@(?:[a-zA-Z0-9\x{a1}-\x{ffff}](?:[a-zA-Z0-9\x{a1}-\x{ffff}-]{0,61}[a-zA-Z0-9\x{a1}-\x{ffff}])?\.)+[a-zA-Z0-9\x{a1}-\x{ffff}-]{2,63}$").expect("a valid expression")
});

/// DM-PERSON-06: letters and digits with single hyphens between them.
pub(crate) fn is_github(name: &str) -> bool {
    name.len() <= 39 && GITHUB.is_match(name)
}

/// DM-PERSON-07: the whole address of the record.
pub(super) fn is_orcid(address: &str) -> bool {
    ORCID.is_match(address)
}

/// DM-PERSON-08: a host name of at least two labels.
pub(super) fn is_bluesky(name: &str) -> bool {
    BLUESKY.is_match(name)
}

/// DM-PERSON-09: `user@server`.
pub(super) fn is_mastodon(name: &str) -> bool {
    MASTODON.is_match(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: fn(&str) -> bool, good: &[&str], bad: &[&str]) {
        for name in good {
            assert!(rule(name), "{name}");
        }
        for name in bad {
            assert!(!rule(name), "{name}");
        }
    }

    #[test]
    fn dm_person_06_github() {
        let longest = "a".repeat(39);
        let too_long = "a".repeat(40);
        check(
            is_github,
            &["a", "A1", "harry-potter", "h-a-r-r-y", "1", &longest],
            &["", "-a", "a-", "a--b", "a_b", "a b", "a,b", "@a", "https://github.com/a", "a/b", "ä", "٣", "a\n", &too_long],
        );
    }

    #[test]
    fn dm_person_07_orcid() {
        check(
            is_orcid,
            &["https://orcid.org/0000-0001-2345-6789", "https://orcid.org/0000-0001-2345-678X"],
            &[
                "",
                "0000-0001-2345-6789",
                "http://orcid.org/0000-0001-2345-6789",
                "https://orcid.org/0000-0001-2345-678x",
                "https://orcid.org/0000-0001-2345-67890",
                "https://orcid.org/0000-0001-2345-6789/",
                "https://orcid.org/0000-0001-2345-678",
                "https://orcid.org/000X-0001-2345-6789",
                "https://www.orcid.org/0000-0001-2345-6789",
            ],
        );
    }

    #[test]
    fn dm_person_08_bluesky() {
        check(
            is_bluesky,
            &["alice.bsky.social", "a.io", "al-ice.example.org", "1.example.com"],
            &[
                "",
                "alice",
                "@alice.bsky.social",
                "alice.",
                ".social",
                "alice..social",
                "-a.social",
                "a-.social",
                "alice.s",
                "alice.s0cial",
                "a b.social",
            ],
        );
    }

    #[test]
    fn dm_person_09_mastodon() {
        check(
            is_mastodon,
            &["alice@mastodon.social", "a_b.c@hachyderm.io", "a@b.c.org", "ann@žluťoučký.cz", "ann@xn--80ak6aa92e.com"],
            &[
                "",
                "alice",
                "@alice@mastodon.social",
                "https://mastodon.social/@alice",
                "alice@server",
                "a@b@c.org",
                "a b@c.org",
                ".a@c.org",
                "a@-c.org",
            ],
        );
    }
}
