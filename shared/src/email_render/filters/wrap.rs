//! Lines that are not too long.

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
    /// The lines that are made of one, broken at its spaces.
    pub(super) fn lines(self, line: &str) -> Vec<String> {
        let mut lines = Lines { done: Vec::new(), last: String::new(), length: 0 };
        for word in line.split_whitespace() {
            let mut gap = usize::from(lines.length > 0);
            for piece in self.pieces(word) {
                self.put(&mut lines, piece, gap);
                gap = 0;
            }
        }
        lines.done.push(lines.last);
        lines.done
    }

    fn pieces(self, word: &str) -> Vec<&str> {
        if self.breaks_at_hyphens { word.split_inclusive('-').collect() } else { vec![word] }
    }

    /// Puts a piece of a word, with a space before it if there is a gap, on the last line or on new ones.
    fn put(self, lines: &mut Lines, piece: &str, mut gap: usize) {
        let mut rest = piece;
        loop {
            let room = self.width.saturating_sub(lines.length + gap);
            let length = rest.chars().count();
            if length <= room {
                return lines.push(gap, rest);
            }
            if self.breaks_words && length > self.width && room > 0 {
                let at = rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at);
                lines.push(gap, &rest[..at]);
                rest = &rest[at..];
            } else if lines.length == 0 {
                return lines.push(gap, rest);
            }
            lines.end();
            gap = 0;
        }
    }
}

/// Lines, the last of which is not full.
#[derive(Debug)]
struct Lines {
    done: Vec<String>,
    last: String,
    /// Characters of the last.
    length: usize,
}

impl Lines {
    fn push(&mut self, gap: usize, piece: &str) {
        self.last.extend(std::iter::repeat_n(' ', gap));
        self.last.push_str(piece);
        self.length += gap + piece.chars().count();
    }

    fn end(&mut self) {
        self.done.push(std::mem::take(&mut self.last));
        self.length = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_tpl_04_lines_are_broken_as_python_does() {
        for (line, width, breaks_words, breaks_at_hyphens, lines) in [
            ("", 3, true, true, vec![""]),
            ("abc def", 3, true, true, vec!["abc", "def"]),
            ("a b c", 3, true, true, vec!["a b", "c"]),
            ("abcdefgh", 3, true, true, vec!["abc", "def", "gh"]),
            ("a bcdefgh", 4, true, true, vec!["a bc", "defg", "h"]),
            ("abcdefgh ij", 3, false, true, vec!["abcdefgh", "ij"]),
            ("well-known", 6, true, true, vec!["well-", "known"]),
            ("well-known", 6, false, false, vec!["well-known"]),
            ("éé éé", 2, true, true, vec!["éé", "éé"]),
        ] {
            assert_eq!(Wrapping { width, breaks_words, breaks_at_hyphens }.lines(line), lines, "{line}");
        }
    }
}
