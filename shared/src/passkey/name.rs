//! What people call their passkeys.

/// As many characters as the column takes.
const LONGEST: usize = 100;

/// The name without blanks around it.
///
/// # Errors
/// What to mend, where it cannot be one.
pub fn check_name(text: &str) -> Result<&str, &'static str> {
    let name = text.trim();
    match name {
        "" => Err("Give the passkey a name."),
        name if name.chars().count() > LONGEST => Err("A name may have at most 100 characters."),
        name if name.contains(char::is_control) => Err("A name is one line of text."),
        name => Ok(name),
    }
}

#[cfg(test)]
mod tests {
    use super::check_name;

    #[test]
    fn a_name_is_a_short_line() {
        assert_eq!(check_name("  Laptop at work "), Ok("Laptop at work"));
        assert_eq!(check_name(&"é".repeat(100)), Ok("é".repeat(100).as_str()));
        for wrong in ["", "  ", "a\0b", "a\nb", &"x".repeat(101)] {
            assert!(check_name(wrong).is_err(), "{wrong:?}");
        }
    }
}
