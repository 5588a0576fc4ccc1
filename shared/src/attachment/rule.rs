//! Which files are taken.

use std::str::FromStr;

/// A file has at most so many bytes.
pub const LARGEST: i64 = 10 * 1024 * 1024;
/// The files of one email have together at most so many bytes.
pub const LARGEST_TOGETHER: i64 = 25 * 1024 * 1024;

/// The kinds of files that can be taken: ending and media type. Nothing among them runs when it is opened.
pub const TYPES: &[(&str, &str)] = &[
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("md", "text/markdown"),
    ("ics", "text/calendar"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
];

/// Why a file is not taken; the words are for whoever sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It has no name.
    #[error("Choose a file.")]
    Nameless,
    /// Its ending is none of those of [`Kinds`].
    #[error("Files of this kind are not taken. Send one of those that are named here.")]
    Kind,
    /// There is nothing in it.
    #[error("This file is empty.")]
    Empty,
    /// It is larger than [`LARGEST`].
    #[error("This file is larger than 10 MB.")]
    TooLarge,
    /// With the others it is larger than [`LARGEST_TOGETHER`].
    #[error("With this file the files of the e-mail would be larger than 25 MB together.")]
    TooLargeTogether,
}

/// The kinds of files that an installation takes (EML-UI-11): all of [`TYPES`], or some of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinds(Vec<(&'static str, &'static str)>);

impl Default for Kinds {
    fn default() -> Self {
        Self(TYPES.to_vec())
    }
}

/// No kind of files that can be taken ends so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no ending of files that can be taken")]
pub struct UnknownEnding(String);

impl FromStr for Kinds {
    type Err = UnknownEnding;

    /// Endings with commas between them, such as `pdf,png`.
    fn from_str(endings: &str) -> Result<Self, UnknownEnding> {
        let kind = |ending: &str| {
            let known = TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending.trim()));
            known.copied().ok_or_else(|| UnknownEnding(ending.trim().to_owned()))
        };
        endings.split(',').map(kind).collect::<Result<_, _>>().map(Self)
    }
}

impl Kinds {
    /// How the names of such files end.
    pub fn endings(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(ending, _)| *ending)
    }

    /// The media type of a file that may be added to an email whose files have `together` bytes already. What the sender says of
    /// its type does not count.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn media_type(&self, name: &str, size: i64, together: i64) -> Result<&'static str, Unfit> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Unfit::Nameless);
        }
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let (_, kind) = self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).ok_or(Unfit::Kind)?;
        match size {
            ..=0 => Err(Unfit::Empty),
            size if size > LARGEST => Err(Unfit::TooLarge),
            size if size.saturating_add(together) > LARGEST_TOGETHER => Err(Unfit::TooLargeTogether),
            _ => Ok(kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_ui_11_files_are_taken_by_their_kind_and_size() {
        let kinds = Kinds::default();
        assert_eq!(kinds.media_type("Report.PDF", 1, 0), Ok("application/pdf"));
        assert_eq!(kinds.media_type("a.b.csv", LARGEST, LARGEST_TOGETHER - LARGEST), Ok("text/csv"));
        for (name, size, together, why) in [
            (" ", 1, 0, Unfit::Nameless),
            ("pdf", 1, 0, Unfit::Kind),
            ("run.exe", 1, 0, Unfit::Kind),
            ("page.html", 1, 0, Unfit::Kind),
            ("picture.svg", 1, 0, Unfit::Kind),
            ("x.pdf.exe", 1, 0, Unfit::Kind),
            ("x.pdf", 0, 0, Unfit::Empty),
            ("x.pdf", -1, 0, Unfit::Empty),
            ("x.pdf", LARGEST + 1, 0, Unfit::TooLarge),
            ("x.pdf", LARGEST, LARGEST_TOGETHER - LARGEST + 1, Unfit::TooLargeTogether),
            ("x.pdf", i64::MAX, i64::MAX, Unfit::TooLarge),
        ] {
            assert_eq!(kinds.media_type(name, size, together), Err(why), "{name} {size} {together}");
        }
    }

    #[test]
    fn eml_ui_11_an_installation_can_take_fewer_kinds_and_no_others() {
        let kinds: Kinds = "pdf, PNG".parse().unwrap();
        assert_eq!(kinds.endings().collect::<Vec<_>>(), ["pdf", "png"]);
        assert_eq!(kinds.media_type("a.png", 1, 0), Ok("image/png"));
        assert_eq!(kinds.media_type("a.csv", 1, 0), Err(Unfit::Kind));
        for odd in ["", "exe", "pdf,,png", ".pdf", "pdf;png"] {
            assert!(odd.parse::<Kinds>().is_err(), "{odd}");
        }
    }
}
