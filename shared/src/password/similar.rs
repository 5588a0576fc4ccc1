//! How much a password resembles a name.

use std::collections::HashMap;

/// From this similarity on, a password is too close to a name.
const CLOSE: f64 = 0.7;

/// Whether `password` resembles `value`, or a word of it. Letter case does not count.
pub(super) fn resembles(password: &str, value: &str) -> bool {
    let (password, value) = (password.to_lowercase(), value.to_lowercase());
    let words = value.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.chain([value.as_str()]).any(|part| {
        let (long, short) = (password.chars().count(), part.chars().count());
        // A short part in a very long password cannot be most of it.
        let hopeless = short == 0 || (long >= 10 * short && (short as f64) < CLOSE / 2.0 * long as f64);
        !hopeless && shared_characters(&password, part) >= CLOSE
    })
}

/// Twice the number of characters that both have, over the length of both: 1 for anagrams, 0 where none is shared.
fn shared_characters(a: &str, b: &str) -> f64 {
    let mut left: HashMap<char, usize> = HashMap::new();
    for c in b.chars() {
        *left.entry(c).or_default() += 1;
    }
    let shared = a
        .chars()
        .filter(|c| match left.get_mut(c) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        })
        .count();
    2.0 * shared as f64 / (a.chars().count() + b.chars().count()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_little_around_it_is_similar() {
        for (password, value) in [
            ("lovelace12", "lovelace"),
            ("Ada.Lovelace", "ada.lovelace@example.org"),
            ("ecalevol99", "Lovelace"),
            ("ada@example.org", "ada@example.org"),
        ] {
            assert!(resembles(password, value), "{password} {value}");
        }
        for (password, value) in [
            ("correct horse battery", "Ada"),
            ("correct horse battery", ""),
            ("correct horse battery", "lovelace@example.org"),
            ("lovelace and seven dwarfs", "lovelace"),
        ] {
            assert!(!resembles(password, value), "{password} {value}");
        }
    }
}
