//! HTML's entities as the characters that they stand for.

/// The names that people write; whatever else has an `&` stays as it is.
const NAMES: [(&str, &str); 33] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("thinsp", "\u{2009}"),
    ("shy", "\u{ad}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("bull", "•"),
    ("middot", "·"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("euro", "€"),
    ("pound", "£"),
    ("deg", "°"),
    ("times", "×"),
    ("larr", "←"),
    ("rarr", "→"),
    ("sect", "§"),
    ("frac12", "½"),
    ("check", "✓"),
];

/// The text with its entities decoded.
pub(super) fn decoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name has a few letters, and the largest number seven digits.
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, character(&rest[1..end])?))) {
            Some((end, character)) => {
                plain.push_str(&character);
                rest = &rest[end + 1..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16),
            None => number.parse(),
        };
        let character = char::from_u32(code.ok()?).filter(|character| !character.is_control() || *character == '\n');
        return character.map(String::from);
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, character)| (*character).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_tpl_02_entities_become_characters_once() {
        for (text, plain) in [
            ("Tom &amp; Jerry &lt;x&gt; &#34;a&#39;b&#34;", "Tom & Jerry <x> \"a'b\""),
            ("&amp;lt; &amp;amp;", "&lt; &amp;"),
            ("a&nbsp;b &#x2F; &#8211; &ndash;", "a\u{a0}b / – –"),
            ("R&D & co; &unknown; &#; &#xD800; &#0; &", "R&D & co; &unknown; &#; &#xD800; &#0; &"),
            ("é&é;é", "é&é;é"),
            ("", ""),
        ] {
            assert_eq!(decoded(text), plain);
        }
    }
}
