//! What differs between two texts, word by word (DM-VER-08).

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It was there and is there.
    Same,
    /// It came.
    Added,
    /// It went.
    Removed,
}

/// A piece of a text that stayed, came or went as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub sign: Sign,
    /// The text.
    pub text: String,
}

/// Very long texts that have little in common are compared less finely rather than for ever.
const PATIENCE: Duration = Duration::from_millis(200);

/// The two texts as one, in pieces.
pub(super) fn words(old: &str, new: &str) -> Vec<Piece> {
    let difference = TextDiff::configure().timeout(PATIENCE).diff_unicode_words(old, new);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in difference.iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Equal => Sign::Same,
            ChangeTag::Delete => Sign::Removed,
            ChangeTag::Insert => Sign::Added,
        };
        match pieces.last_mut() {
            Some(last) if last.sign == sign => last.text.push_str(change.value()),
            _ => pieces.push(Piece { sign, text: change.value().to_owned() }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let mark = |piece: Piece| match piece.sign {
            Sign::Same => piece.text,
            Sign::Added => format!("+{}+", piece.text),
            Sign::Removed => format!("-{}-", piece.text),
        };
        words(old, new).into_iter().map(mark).collect()
    }

    #[test]
    fn dm_ver_08_texts_differ_by_words() {
        assert_eq!(shown("The old hall", "The new hall"), "The -old-+new+ hall");
        assert_eq!(shown("", "Hall"), "+Hall+");
        assert_eq!(shown("Hall", ""), "-Hall-");
        assert_eq!(shown("Hall", "Hall"), "Hall");
        assert_eq!(shown("", ""), "");
        assert_eq!(shown("Åse går", "Åsa går"), "-Åse-+Åsa+ går");
    }

    #[test]
    fn every_piece_is_in_its_text() {
        let (old, new) = ("a b  c\nd", "a c\n\nd e");
        let side = |without: Sign| -> String {
            words(old, new).into_iter().filter(|piece| piece.sign != without).map(|piece| piece.text).collect()
        };
        assert_eq!((side(Sign::Added).as_str(), side(Sign::Removed).as_str()), (old, new));
    }
}
