//! Subjects.

/// The longest subject, in characters.
const LONGEST: usize = 255;

/// The subject as one line: what would begin another becomes a space (EML-TPL-03).
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut is_broken = false;
    for char in text.chars() {
        if char.is_control() || matches!(char, '\u{2028}' | '\u{2029}') {
            is_broken = true;
            continue;
        }
        if std::mem::take(&mut is_broken) && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push(char);
    }
    let line: String = line.trim().chars().take(LONGEST).collect();
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_tpl_03_a_subject_is_one_line_of_255_characters() {
        for (text, line) in [
            (" Hello ", "Hello"),
            ("Hello\r\nBcc: evil@example.org", "Hello Bcc: evil@example.org"),
            ("a\t\u{0}\n\nb", "a b"),
            ("a \n b", "a  b"),
            ("\n\n", ""),
            ("a\u{2028}b", "a b"),
        ] {
            assert_eq!(one_line(text), line, "{text:?}");
        }
        assert_eq!(one_line(&"é".repeat(300)).chars().count(), 255);
        assert_eq!(one_line(&format!("{} x", "é".repeat(254))), "é".repeat(254));
    }
}
