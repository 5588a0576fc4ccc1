//! Names that a person goes by elsewhere.

use std::collections::HashMap;

/// DM-GEN-10, for names that are not all of ASCII.
pub(super) fn username(personal: &str, family: &str, taken: &mut HashMap<String, u32>) -> String {
    let plain = |name: &str| -> String {
        name.chars()
            .filter_map(|c| if c == ' ' { Some('-') } else { c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()) })
            .collect()
    };
    let name = format!("{}_{}", plain(family), plain(personal));
    let number = taken.entry(name.clone()).and_modify(|number| *number += 1).or_insert(1);
    if *number == 1 { name } else { format!("{name}_{number}") }
}

/// An ORCID, from below the numbers that are given to people.
pub(super) fn orcid(id: i32) -> String {
    let digits = format!("{id:015}");
    let all = format!("{digits}{}", check_digit(&digits));
    format!("https://orcid.org/{}-{}-{}-{}", &all[..4], &all[4..8], &all[8..12], &all[12..])
}

/// ISO 7064, MOD 11-2.
fn check_digit(digits: &str) -> char {
    let sum = digits.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    char::from_digit((12 - sum) % 11, 10).unwrap_or('X')
}

/// The word with its first letter in upper case.
pub(super) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_follow_the_rule() {
        let mut taken = HashMap::new();
        let mut name = |personal, family| username(personal, family, &mut taken);
        assert_eq!(name("Harry", "Potter"), "potter_harry");
        assert_eq!(name("Harry", "Potter"), "potter_harry_2");
        assert_eq!(name("Mary Ann", "O'Neil"), "oneil_mary-ann");
    }

    #[test]
    fn the_check_digit_is_right() {
        // The sample of ORCID's documentation.
        assert_eq!(check_digit("000000021825009"), '7');
        assert_eq!(orcid(1), "https://orcid.org/0000-0000-0000-001X");
    }
}
