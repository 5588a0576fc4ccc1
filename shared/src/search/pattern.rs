//! A term as patterns for `search_text`, where U+001F stands around each field.

use crate::listing::like;

/// Stands before, between and after the fields of a record.
const END: char = '\u{1f}';
/// Shorter pieces of words are in no index.
const INDEXED: usize = 3;
/// What may stand before a word within a field, besides a blank.
const BEFORE_WORDS: [char; 6] = [' ', '-', '.', '@', '/', '_'];

/// A term as it is searched: nothing around it, and no sign in it that parts fields.
pub(super) fn clean(term: &str) -> String {
    term.replace([END, '\0'], " ").trim().to_owned()
}

/// The term whose signs mean themselves.
fn literal(term: &str) -> String {
    let like = like(term);
    like.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')).unwrap_or_default().to_owned()
}

/// How well a record fits, as patterns from the best to the worst. What is `None` matches nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patterns {
    /// A field is the term.
    pub(super) exact: String,
    /// A field begins with the term.
    pub(super) begins: String,
    /// A word begins with the term.
    pub(super) words: Vec<String>,
    /// The term is somewhere; of a short term, at the beginning of a word.
    pub(super) anywhere: String,
    /// Of two words: one field is the first and a later one the second; and the other way round.
    pub(super) exact_names: [Option<String>; 2],
    /// Of two words: one field begins with the first and a later one with the second; and the other way round.
    pub(super) begin_names: [Option<String>; 2],
    /// Several words, one after the other somewhere; of two words also the other way round.
    pub(super) in_order: [Option<String>; 2],
}

impl Patterns {
    /// The patterns of a term; `None` for one without letter and digit, which would be looked for in every record.
    pub(super) fn of(term: &str) -> Option<Self> {
        if !term.contains(char::is_alphanumeric) {
            return None;
        }
        let plain = literal(term);
        let words: Vec<String> = term.split_whitespace().map(literal).collect();
        let pair = match &words[..] {
            [first, second] => Some((first, second)),
            _ => None,
        };
        let both = |make: &dyn Fn(&str, &str) -> String| {
            [pair.map(|(first, second)| make(first, second)), pair.map(|(first, second)| make(second, first))]
        };
        let has_long = term.split_whitespace().any(|word| word.chars().filter(|c| c.is_alphanumeric()).count() >= INDEXED);
        let mut in_order = [None, None];
        if has_long && words.len() > 1 {
            in_order = both(&|first, second| format!("%{first}%{second}%"));
            in_order[0] = Some(format!("%{}%", words.join("%")));
        }
        Some(Self {
            exact: format!("%{END}{plain}{END}%"),
            begins: format!("%{END}{plain}%"),
            words: BEFORE_WORDS.iter().map(|before| format!("%{}{plain}%", literal(&before.to_string()))).collect(),
            anywhere: if term.chars().count() < INDEXED { format!("% {plain}%") } else { format!("%{plain}%") },
            exact_names: both(&|first, second| format!("%{END}{first}{END}%{END}{second}{END}%")),
            begin_names: both(&|first, second| format!("%{END}{first}%{END}{second}%")),
            in_order,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_means_itself() {
        assert_eq!(clean(" a\u{1f}b\0 "), "a b");
        let patterns = Patterns::of("50%_a").unwrap();
        assert_eq!(patterns.anywhere, "%50\\%\\_a%");
        assert_eq!(patterns.exact, "%\u{1f}50\\%\\_a\u{1f}%");
        assert_eq!((&patterns.exact_names, &patterns.in_order), (&[None, None], &[None, None]));
        assert_eq!(Patterns::of("--- %"), None);
    }

    #[test]
    fn two_words_are_names_either_way_round() {
        let patterns = Patterns::of("ada lovelace").unwrap();
        let named = |[one, other]: [Option<String>; 2]| (one.unwrap(), other.unwrap());
        assert_eq!(named(patterns.in_order), ("%ada%lovelace%".to_owned(), "%lovelace%ada%".to_owned()));
        assert_eq!(named(patterns.begin_names).1, "%\u{1f}lovelace%\u{1f}ada%");
        let three = Patterns::of("maria da silva").unwrap();
        assert_eq!((three.in_order, three.begin_names), ([Some("%maria%da%silva%".to_owned()), None], [None, None]));
    }

    #[test]
    fn short_terms_are_looked_for_where_words_begin() {
        assert_eq!(Patterns::of("ab").unwrap().anywhere, "% ab%");
        assert_eq!(Patterns::of("a b").unwrap().in_order, [None, None]);
    }
}
