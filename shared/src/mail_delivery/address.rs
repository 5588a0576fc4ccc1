//! Addresses as they are compared.

/// The address in lower case, its domain in ASCII, without a name and brackets around it. What is no address is only trimmed and
/// lower-cased.
#[must_use]
pub fn normal(address: &str) -> String {
    let bare = bare(address);
    let ascii = bare.rsplit_once('@').and_then(|(name, domain)| {
        let domain = idna::domain_to_ascii(domain).ok().filter(|domain| !domain.is_empty())?;
        Some(format!("{}@{domain}", name.to_lowercase()))
    });
    ascii.unwrap_or_else(|| bare.to_lowercase())
}

/// The address as it is written, without a name and brackets around it.
pub(super) fn bare(address: &str) -> &str {
    let address = address.trim();
    match address.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((_, bare)) => bare.trim(),
        None => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_ent_20_the_same_address_is_written_in_one_way() {
        for (written, compared) in [
            ("Ada@Example.org", "ada@example.org"),
            (" ada@example.org ", "ada@example.org"),
            ("Ada Lovelace <Ada@example.org>", "ada@example.org"),
            ("\"<b@x.org>\" <a@x.org>", "a@x.org"),
            ("o'brien@x.org", "o'brien@x.org"),
            ("ann@žluťoučký.cz", "ann@xn--luouk-uva4it5a4g.cz"),
            ("Nobody", "nobody"),
            ("a@", "a@"),
            ("", ""),
        ] {
            assert_eq!(normal(written), compared, "{written}");
        }
    }
}
