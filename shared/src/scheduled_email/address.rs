//! Lists of addresses.

use crate::email_address;

/// The addresses of a text that separates them by `;` or `,`, without blanks and repetitions, in order.
#[must_use]
pub fn addresses(text: &str) -> Vec<String> {
    let mut addresses: Vec<String> = Vec::new();
    for address in text.split([';', ',']).map(str::trim).filter(|address| !address.is_empty()) {
        if !addresses.iter().any(|known| known.eq_ignore_ascii_case(address)) {
            addresses.push(address.to_owned());
        }
    }
    addresses
}

/// What is wrong with such a text, as a sentence for its author: its first part that is no address (EML-TPL-14).
#[must_use]
pub fn wrong_address(text: &str) -> Option<String> {
    addresses(text).into_iter().find_map(|address| {
        if !email_address::is_one(&address) {
            return Some(format!("“{address}” is no e-mail address."));
        }
        (address.chars().count() > email_address::LONGEST)
            .then(|| format!("An address has at most {} characters.", email_address::LONGEST))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_tpl_14_each_part_of_a_list_must_be_an_address() {
        for fine in ["", "a@x.org", "a@x.org, b@x.org;c@x.org,"] {
            assert_eq!(wrong_address(fine), None, "{fine}");
        }
        for (bad, part) in
            [("a@x.org, b", "“b”"), ("a b@x.org", "“a b@x.org”"), ("Ada <a@x.org>", "“Ada <a@x.org>”"), ("a@x", "“a@x”")]
        {
            assert!(wrong_address(bad).is_some_and(|message| message.contains(part)), "{bad}");
        }
        assert!(wrong_address(&format!("{}@x.org", "a".repeat(250))).is_some());
    }

    #[test]
    fn addresses_are_told_apart_by_commas_and_semicolons() {
        assert_eq!(addresses(" a@x.org; b@x.org,A@x.org;;"), ["a@x.org", "b@x.org"]);
        assert!(addresses("").is_empty());
    }
}
