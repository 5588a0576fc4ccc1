//! Addresses of mail, alone and in free text.

use std::sync::LazyLock;

use regex::Regex;

#[expect(clippy::expect_used, reason = "a constant expression, compiled by the tests")]
static ONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^[^\s@<>",;()]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$"#)
        .expect("a valid expression")
});

/// An address has at most so many characters.
pub const LONGEST: usize = 254;

/// Whether `text` is one address and nothing else; how long it is, is not looked at.
#[must_use]
pub fn is_one(text: &str) -> bool {
    ONE.is_match(text)
}

/// The address that a contact is, or that stands in brackets behind its name; none where no mail could go to it, or
/// it is too long to be kept.
#[must_use]
pub fn of_contact(text: &str) -> Option<&str> {
    let text = text.trim();
    let bare = text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')).map_or(text, |(_, bare)| bare.trim());
    (is_one(bare) && bare.chars().count() <= LONGEST && sendable(bare).is_some()).then_some(bare)
}

/// The part before the `@` has at most so many characters in mail.
const LONGEST_NAME: usize = 64;
/// What is in no such part unless it is quoted, which SES does not take.
const SPECIAL: &[u8] = br#"()<>[],;:\"@"#;

/// The address as SES takes it (EML-NEW-07): the part after the last `@` in ASCII (IDNA); none where the part before it is not ASCII
/// already, or either is nothing that mail goes to.
#[must_use]
pub fn sendable(address: &str) -> Option<String> {
    let (name, domain) = address.trim().rsplit_once('@')?;
    let is_fine = |byte: u8| byte.is_ascii_graphic() && !SPECIAL.contains(&byte);
    if name.is_empty() || name.len() > LONGEST_NAME || !name.bytes().all(is_fine) {
        return None;
    }
    if name.starts_with('.') || name.ends_with('.') || name.contains("..") {
        return None;
    }
    let in_ascii = idna::domain_to_ascii_strict(domain).ok().filter(|domain| !domain.is_empty())?;
    let domain = if domain.is_ascii() { domain } else { &in_ascii };
    Some(format!("{name}@{domain}")).filter(|address| address.len() <= LONGEST)
}

/// What stands between the words that may be addresses (DM-GEN-09); commas and semicolons too (D-14).
const SEPARATORS: [char; 6] = ['<', '>', '"', '\'', ',', ';'];

/// The addresses in `text`, in their order, in lower case and each once (DM-GEN-09, D-13). The part after the last `@` is written in
/// ASCII (IDNA); words for which that cannot be done are no addresses.
#[must_use]
pub fn extract(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for address in text.split(|c: char| c.is_whitespace() || SEPARATORS.contains(&c)).filter_map(address) {
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

/// The word as an address: something, `@`, and something with a dot that is neither its first nor its last character.
fn address(word: &str) -> Option<String> {
    let (name, domain) = word.rsplit_once('@')?;
    let inner_dot = domain.char_indices().skip(1).any(|(at, c)| c == '.' && at + 1 < domain.len());
    if name.is_empty() || !inner_dot {
        return None;
    }
    let domain = idna::domain_to_ascii_strict(domain).ok()?;
    Some(format!("{}@{domain}", name.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EML-NEW-07
    #[test]
    fn eml_new_07_mail_goes_to_ascii_only_and_domains_can_be_written_so() {
        for (address, sent_to) in [
            ("a@x.org", "a@x.org"),
            (" O'Brien+b@X.org ", "O'Brien+b@X.org"),
            ("ann@žluťoučký.cz", "ann@xn--luouk-uva4it5a4g.cz"),
        ] {
            assert_eq!(sendable(address).as_deref(), Some(sent_to), "{address}");
        }
        let long = format!("{}@x.org", "a".repeat(65));
        let long_in_ascii = format!("{}@{}example.org", "d".repeat(60), "ž.".repeat(30));
        for address in [
            "",
            "a",
            "@x.org",
            "a@",
            "jörg@x.org",
            "a b@x.org",
            "a@b@x.org",
            ".a@x.org",
            "a.@x.org",
            "a..b@x.org",
            "a@-x.org",
            "a@x_y.org",
            "Ada <a@x.org>",
            &long,
            &long_in_ascii,
        ] {
            assert_eq!(sendable(address), None, "{address}");
        }
    }

    #[test]
    fn eml_tpl_14_an_apostrophe_is_part_of_an_address() {
        assert!(is_one("o'brien@x.org"));
        for odd in ["", "o'brien", "a b@x.org", "\"a\"@x.org", "<a@x.org>", "a@x.org, b@x.org"] {
            assert!(!is_one(odd), "{odd}");
        }
    }

    #[test]
    fn a_contact_is_an_address_or_has_one_in_brackets() {
        let long = format!("{}@x.org", "a".repeat(LONGEST));
        for (contact, address) in [
            (" o'brien@X.org ", Some("o'brien@X.org")),
            ("Ada O'Brien <ada@x.org>", Some("ada@x.org")),
            ("Ada ada@x.org", None),
            ("Ada <>", None),
            ("jörg@x.org", None),
            (&long, None),
            ("", None),
        ] {
            assert_eq!(of_contact(contact), address, "{contact}");
        }
    }

    /// DM-GEN-09, D-14
    #[test]
    fn dm_gen_09_addresses_are_found_between_other_words() {
        let table: &[(&str, &[&str])] = &[
            ("", &[]),
            ("nobody", &[]),
            ("a@x.org", &["a@x.org"]),
            ("  Ada <ada@x.org>, \"Grace\" <grace@y.org>\n'linus@z.org'", &["ada@x.org", "grace@y.org", "linus@z.org"]),
            ("x@y.com; a@x.org;b@y.org,c@z.org", &["x@y.com", "a@x.org", "b@y.org", "c@z.org"]),
            ("a@x", &[]),
            ("@x.org", &[]),
            ("a@.org", &[]),
            ("a@x.", &[]),
            ("a@b@x.org", &["a@b@x.org"]),
            ("ann@žluťoučký.cz", &["ann@xn--luouk-uva4it5a4g.cz"]),
            ("a@x.org A@X.org", &["a@x.org"]),
            ("a@-x.org b@y.org", &["b@y.org"]),
        ];
        for (text, expected) in table {
            assert_eq!(extract(text), *expected, "{text}");
        }
    }
}
