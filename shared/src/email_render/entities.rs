//! HTML's entities as the characters that they stand for.

use html5ever::data::NAMED_ENTITIES;

/// An entity has at most so many bytes, from `&` to `;`: the longest name has 31 letters.
const LONGEST: usize = 33;

/// The text with its entities decoded.
pub(super) fn decoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
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
    // A few stand for two characters; the beginnings of names are in the table too, with none.
    let (first, second) = NAMED_ENTITIES.get(format!("{name};").as_str())?;
    let characters = [*first, *second].into_iter().filter(|code| *code != 0).map(char::from_u32);
    characters.collect::<Option<String>>().filter(|characters| !characters.is_empty())
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
            ("M&uuml;nchen &Eacute;lan &Aring; &szlig;", "München Élan Å ß"),
            ("&CounterClockwiseContourIntegral; &NotEqualTilde; &counterclockwise;", "∳ ≂\u{338} &counterclockwise;"),
            ("", ""),
        ] {
            assert_eq!(decoded(text), plain);
        }
    }
}
