//! Which files are taken.

/// A file has at most so many bytes.
pub const LARGEST: i64 = 10 * 1024 * 1024;
/// The files of one email have together at most so many bytes.
pub const LARGEST_TOGETHER: i64 = 25 * 1024 * 1024;

/// The kinds of files that are taken: ending and media type. Nothing among them runs when it is opened.
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
    /// Its ending is none of [`TYPES`].
    #[error("Files of this kind are not taken. Send a PDF, a picture, a text, a table or a presentation.")]
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

/// The media type of a file that may be added to an email whose files have `together` bytes already. What the sender says of its
/// type does not count.
///
/// # Errors
/// Why it is not taken.
pub fn media_type(name: &str, size: i64, together: i64) -> Result<&'static str, Unfit> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Unfit::Nameless);
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let (_, kind) = TYPES.iter().find(|(known, _)| *known == ending).ok_or(Unfit::Kind)?;
    match size {
        ..=0 => Err(Unfit::Empty),
        size if size > LARGEST => Err(Unfit::TooLarge),
        size if size.saturating_add(together) > LARGEST_TOGETHER => Err(Unfit::TooLargeTogether),
        _ => Ok(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eml_ui_11_files_are_taken_by_their_kind_and_size() {
        assert_eq!(media_type("Report.PDF", 1, 0), Ok("application/pdf"));
        assert_eq!(media_type("a.b.csv", LARGEST, LARGEST_TOGETHER - LARGEST), Ok("text/csv"));
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
            assert_eq!(media_type(name, size, together), Err(why), "{name} {size} {together}");
        }
    }
}
