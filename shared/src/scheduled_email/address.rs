//! Lists of addresses.

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

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_told_apart_by_commas_and_semicolons() {
        assert_eq!(addresses(" a@x.org; b@x.org,A@x.org;;"), ["a@x.org", "b@x.org"]);
        assert!(addresses("").is_empty());
    }
}
