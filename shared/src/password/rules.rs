//! What a new password must be (DM-PERSON-02).

use super::similar::resembles;

/// A new password has at least so many characters.
pub const SHORTEST: usize = 10;

/// The passwords that are tried first: those of the well-known lists of leaked ones that are long enough to be looked up at
/// all, and are more than digits. In lower case, one a line.
const COMMON: &str = include_str!("common.txt");

/// Whose password it will be. It must not resemble any of this.
#[derive(Debug, Clone, Copy, Default)]
pub struct Owner<'a> {
    /// Login name.
    pub username: &'a str,
    /// First name.
    pub personal: &'a str,
    /// Middle name.
    pub middle: &'a str,
    /// Last name.
    pub family: &'a str,
    /// Primary address.
    pub email: &'a str,
}

/// What is wrong with `password` as the new one of `owner`, for them to read; nothing when it may be used.
#[must_use]
pub fn check(password: &str, owner: &Owner<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    if password.chars().count() < SHORTEST {
        wrong.push(format!("Use at least {SHORTEST} characters."));
    }
    let own = [
        ("user name", owner.username),
        ("first name", owner.personal),
        ("middle name", owner.middle),
        ("last name", owner.family),
        ("address", owner.email),
    ];
    if let Some((what, _)) = own.into_iter().find(|(_, value)| resembles(password, value)) {
        wrong.push(format!("Choose one that is not like your {what}."));
    }
    if is_common(password) {
        wrong.push("Choose one that fewer people use.".to_owned());
    }
    if !password.is_empty() && password.chars().all(char::is_numeric) {
        wrong.push("Use more than digits.".to_owned());
    }
    wrong
}

fn is_common(password: &str) -> bool {
    let password = password.trim().to_lowercase();
    COMMON.lines().any(|common| common == password)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: Owner<'_> = Owner {
        username: "lovelace_ada",
        personal: "Ada",
        middle: "Augusta",
        family: "Lovelace",
        email: "ada@analytical.example.org",
    };

    #[test]
    fn dm_person_02_a_new_password_keeps_four_rules() {
        let table: &[(&str, &[&str])] = &[
            ("correct horse battery", &[]),
            ("zwölf Zeichen", &[]),
            ("", &["at least 10"]),
            ("tr0ub4dor", &["at least 10"]),
            ("lovelace9876", &["last name"]),
            ("lovelace12", &["user name"]),
            ("Lovelace_Ada1", &["user name"]),
            ("augusta123", &["middle name"]),
            ("ada@analytical.example.org", &["address"]),
            ("password1234", &["fewer people"]),
            (" QwertyUiop ", &["fewer people"]),
            ("8402719365", &["more than digits"]),
            ("12345", &["at least 10", "more than digits"]),
        ];
        for (password, expected) in table {
            let wrong = check(password, &ADA);
            assert_eq!(wrong.len(), expected.len(), "{password}: {wrong:?}");
            for (message, words) in wrong.iter().zip(*expected) {
                assert!(message.contains(words), "{password}: {message}");
            }
        }
    }

    #[test]
    fn the_list_holds_only_what_no_other_rule_refuses() {
        assert!(COMMON.lines().count() > 250);
        let mut seen = std::collections::BTreeSet::new();
        for common in COMMON.lines() {
            assert!(common.chars().count() >= SHORTEST && common.chars().any(|c| !c.is_ascii_digit()), "{common}");
            assert!(common == common.trim().to_lowercase() && seen.insert(common), "{common}");
        }
    }
}
