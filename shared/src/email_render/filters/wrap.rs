//! Lines that are not too long, as Python's `textwrap` makes them.

/// How lines are made of a longer one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrapping {
    /// Characters that a line has at most; at least one.
    pub width: usize,
    /// Whether a word that is longer goes on in the next line; else it sticks out.
    pub breaks_words: bool,
    /// Whether a word may go on in the next line after a hyphen.
    pub breaks_at_hyphens: bool,
}

impl Wrapping {
    /// The lines that are made of one: at least one.
    pub(super) fn lines(self, line: &str) -> Vec<String> {
        let chars: Vec<char> = line.chars().collect();
        // The next chunk is the last, so that it can be taken off.
        let mut chunks: Vec<&[char]> = self.chunks(&chars);
        chunks.reverse();
        let mut lines: Vec<String> = Vec::new();
        while !chunks.is_empty() {
            // The space before the first line stays.
            if !lines.is_empty() {
                chunks.pop_if(|chunk| is_blank(chunk));
            }
            let line = self.next_line(&mut chunks);
            if !line.is_empty() {
                lines.push(line);
            }
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    /// Spaces, and what stands between them or where a word may be broken.
    fn chunks(self, line: &[char]) -> Vec<&[char]> {
        let mut chunks = Vec::new();
        for run in line.chunk_by(|one, next| is_space(*one) == is_space(*next)) {
            if self.breaks_at_hyphens && !is_blank(run) {
                chunks.extend(pieces(run));
            } else {
                chunks.push(run);
            }
        }
        chunks
    }

    /// The chunks that go on one line, without a space at its end.
    fn next_line(self, chunks: &mut Vec<&[char]>) -> String {
        let mut line: Vec<&[char]> = Vec::new();
        let mut length = 0;
        while let Some(chunk) = chunks.pop_if(|chunk| length + chunk.len() <= self.width) {
            length += chunk.len();
            line.push(chunk);
        }
        if let Some(chunk) = chunks.pop_if(|chunk| chunk.len() > self.width) {
            if self.breaks_words {
                let (head, tail) = chunk.split_at(self.cut(chunk, self.width - length));
                line.push(head);
                chunks.push(tail);
            } else if line.is_empty() {
                line.push(chunk);
            } else {
                chunks.push(chunk);
            }
        }
        line.pop_if(|chunk| is_blank(chunk));
        line.into_iter().flatten().collect()
    }

    /// Where a chunk is cut for which there is no room: after its last hyphen, unless there is nothing before that.
    fn cut(self, chunk: &[char], room: usize) -> usize {
        let hyphen = chunk[..room].iter().rposition(|char| *char == '-').filter(|_| self.breaks_at_hyphens);
        hyphen.filter(|at| chunk[..*at].iter().any(|char| *char != '-')).map_or(room, |at| at + 1)
    }
}

/// The pieces that a word may be broken into.
fn pieces(word: &[char]) -> Vec<&[char]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < word.len() {
        let end = dash(word, start).or_else(|| (start + 1..word.len()).find_map(|at| end_at(word, at)));
        let end = end.unwrap_or(word.len());
        pieces.push(&word[start..end]);
        start = end;
    }
    pieces
}

/// Where a piece ends that has all before a character, and that too if it is a hyphen.
fn end_at(word: &[char], at: usize) -> Option<usize> {
    if is_hyphen(word, at) { Some(at + 1) } else { dash(word, at).map(|_| at) }
}

/// Whether it is a hyphen within a word, and no sign of a number or of an abbreviation.
fn is_hyphen(word: &[char], at: usize) -> bool {
    let is = |place: Option<usize>, char: char| place.and_then(|place| word.get(place)) == Some(&char);
    let letter = |place: Option<usize>| place.and_then(|place| word.get(place)).is_some_and(|char| is_letter(*char));
    let (before, after) = (|by: usize| at.checked_sub(by), |by: usize| at.checked_add(by));
    let has_before = letter(before(1)) && (letter(before(2)) || (is(before(2), '-') && letter(before(3))));
    let has_after = letter(after(1)) && (letter(after(2)) || (is(after(2), '-') && letter(after(3))));
    word[at] == '-' && has_before && has_after
}

/// The end of hyphens that begin here and stand for a dash between two words.
fn dash(word: &[char], at: usize) -> Option<usize> {
    let before = *word.get(at.checked_sub(1)?)?;
    if !is_of_word(before) && !matches!(before, '!' | '"' | '\'' | '&' | '.' | ',' | '?') {
        return None;
    }
    let end = at + word[at..].iter().take_while(|char| **char == '-').count();
    (end - at >= 2 && word.get(end).is_some_and(|char| is_of_word(*char))).then_some(end)
}

/// A space that lines are broken at; one that keeps words together is none.
fn is_space(char: char) -> bool {
    char.is_ascii_whitespace() || char == '\u{b}'
}

fn is_blank(chunk: &[char]) -> bool {
    chunk.iter().all(|char| char.is_whitespace())
}

fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

fn is_letter(char: char) -> bool {
    is_of_word(char) && !char.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each as Python 3's `textwrap.wrap` has it, with an empty line where that has none.
    #[test]
    fn eml_tpl_04_lines_are_broken_as_python_does() {
        for (line, width, breaks_words, breaks_at_hyphens, lines) in [
            ("", 3, true, true, vec![""]),
            ("   ", 2, true, true, vec![""]),
            ("abc def", 3, true, true, vec!["abc", "def"]),
            ("a b c", 3, true, true, vec!["a b", "c"]),
            ("a  b   c", 4, true, true, vec!["a  b", "c"]),
            ("  abc d", 5, true, true, vec!["  abc", "d"]),
            ("ab   ", 3, true, true, vec!["ab"]),
            ("abcdefgh", 3, true, true, vec!["abc", "def", "gh"]),
            ("a bcdefgh", 4, true, true, vec!["a bc", "defg", "h"]),
            ("abcdefgh ij", 3, false, true, vec!["abcdefgh", "ij"]),
            ("ij abcdefgh", 3, false, true, vec!["ij", "abcdefgh"]),
            ("on 2026-06-15 in Lund", 10, true, true, vec!["on", "2026-06-15", "in Lund"]),
            ("well-known", 6, true, true, vec!["well-", "known"]),
            ("well-known", 6, false, false, vec!["well-known"]),
            ("x-ray e-mail-box co-op", 5, true, true, vec!["x-ray", "e-", "mail-", "box", "co-op"]),
            ("x-ray co-op", 9, true, true, vec!["x-ray co-", "op"]),
            ("a-b-cd", 4, true, true, vec!["a-b-", "cd"]),
            ("1-2345-6", 4, true, true, vec!["1-", "2345", "-6"]),
            ("--abcdef", 4, true, true, vec!["--ab", "cdef"]),
            ("say--so it--is", 5, true, true, vec!["say--", "so it", "--is"]),
            ("a\u{a0}b c", 3, true, true, vec!["a\u{a0}b", "c"]),
            ("éé éé", 2, true, true, vec!["éé", "éé"]),
        ] {
            assert_eq!(Wrapping { width, breaks_words, breaks_at_hyphens }.lines(line), lines, "{line}");
        }
    }

    #[test]
    fn a_line_of_one_long_word_is_broken_in_time() {
        assert_eq!(Wrapping { width: 1, breaks_words: true, breaks_at_hyphens: true }.lines(&"x".repeat(100_000)).len(), 100_000);
    }
}
