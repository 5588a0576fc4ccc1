//! The fonts: which letters they have, and how wide a text is in them.

use std::collections::BTreeSet;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// A cut of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// For text.
    Regular,
    /// For what is to be found at once.
    Bold,
}

impl Cut {
    /// The font file.
    pub(crate) fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => dejavu::sans::regular(),
            Self::Bold => dejavu::sans::bold(),
        }
    }

    /// The width of a line of text in points; letters that join may make it a little less.
    pub(crate) fn width(self, text: &str, size: f32) -> f32 {
        let Ok(font) = FontRef::new(self.file()) else { return 0.0 };
        let (letters, widths) = (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
        text.chars().filter_map(|letter| widths.advance_width(letters.map(letter)?)).sum()
    }
}

/// The letters of a text that one of the cuts lacks, each once, to be read; empty where all are there.
pub(crate) fn missing(text: &str) -> String {
    let fonts: Vec<FontRef<'static>> =
        [Cut::Regular, Cut::Bold].into_iter().filter_map(|cut| FontRef::new(cut.file()).ok()).collect();
    let lacks = |letter: &char| !fonts.iter().all(|font| font.charmap().map(*letter).is_some());
    let mut told = BTreeSet::new();
    let missing = text.chars().filter(|letter| !letter.is_whitespace()).filter(lacks).filter(|letter| told.insert(*letter));
    missing.map(|letter| format!("“{letter}”")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_grow_with_size_and_weight() {
        let at = |cut: Cut, size| cut.width("Certificate", size);
        assert!(at(Cut::Regular, 10.0) > 40.0 && at(Cut::Bold, 10.0) > at(Cut::Regular, 10.0));
        assert!((at(Cut::Regular, 20.0) - 2.0 * at(Cut::Regular, 10.0)).abs() < 0.01);
    }
}
