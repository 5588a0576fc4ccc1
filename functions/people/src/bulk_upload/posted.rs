//! What the pages of an upload send.

use shared::bulk_upload::{self as rows, Edit, Row, Unreadable, Upload, Version};
use templates::pages::bulk_upload::{ENTRY, MADE, Place, RECORD, SHOW, TO, VERSION};
use web::Posted;

/// What was pressed (PER-06).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Button {
    Confirm,
    Verify,
    /// Other rows are to be shown.
    Look(Place),
    /// So it is said, or nothing that there is.
    Cancel,
}

impl Button {
    pub(super) fn pressed(posted: &Posted) -> Self {
        let has = |name: &str| posted.0.iter().any(|(known, _)| known == name);
        if has("cancel") {
            Self::Cancel
        } else if has("confirm") {
            Self::Confirm
        } else if has("verify") {
            Self::Verify
        } else if has(SHOW) {
            Self::Look(Place::of("1", posted.text(SHOW)))
        } else if has(TO) {
            Self::Look(Place::of(posted.text(TO), posted.text("shown")))
        } else {
            Self::Cancel
        }
    }
}

/// Which rows the page showed.
pub(super) fn place(posted: &Posted) -> Place {
    Place::of(posted.text("page"), posted.text("shown"))
}

/// Writes what was entered over the rows; `false`, and nothing is written, when the page was filled from older ones.
pub(super) fn enter(upload: &mut Upload, posted: &Posted) -> bool {
    let version = posted.text(VERSION);
    if !version.is_empty() && version.parse::<Version>().ok() != Some(upload.version) {
        return false;
    }
    upload.apply(edits(posted));
    true
}

/// The rows of fields, each field repeated in the order of the rows; without places they are the first ones.
fn edits(posted: &Posted) -> Vec<Edit> {
    let all =
        |name: &str| posted.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect::<Vec<&str>>();
    let (entries, made, records) = (all(ENTRY), all(MADE), all(RECORD));
    let fields = ["personal", "family", "username", "email", "airport_iata", "event", "role"].map(all);
    let edit = |n: usize| {
        let [personal, family, username, email, airport_iata, event, role] =
            fields.each_ref().map(|values| values.get(n).copied().unwrap_or_default().to_owned());
        let entry = if entries.is_empty() { n } else { entries.get(n)?.parse().ok()? };
        Some(Edit {
            entry,
            row: Row { personal, family, username, email, airport_iata, event, role, matched: None },
            made: made.get(n).copied().unwrap_or_default().to_owned(),
            of_a_record: records.get(n).is_some_and(|record| !record.is_empty()),
        })
    };
    (0..fields[0].len()).filter_map(edit).collect()
}

/// The rows of the file, or of the text that was pasted instead; else the field that is wrong, and why.
pub(super) fn read(sent: &web::Upload) -> Result<Vec<Row>, (&'static str, String)> {
    let is_pasted = !sent.text("pasted").trim().is_empty();
    let said = |field: &'static str| move |error: Unreadable| (field, error.to_string());
    match (sent.file("file"), is_pasted) {
        (None, false) => Err(("file", "Choose a file, or paste the rows.".to_owned())),
        (Some(_), true) => Err(("file", "Choose a file or paste the rows, not both: which of the two is meant?".to_owned())),
        (Some(file), false) => {
            rows::decode(&file.bytes, file.charset.as_deref()).and_then(|text| rows::read(&text)).map_err(said("file"))
        }
        (None, true) => rows::read(without_blank_lines_before(sent.text("pasted"))).map_err(said("pasted")),
    }
}

/// The text from its first line that is not blank on. Other blanks around it count: a tab at its end is a last cell without text.
fn without_blank_lines_before(text: &str) -> &str {
    let blank = &text[..text.len() - text.trim_start().len()];
    &text[blank.rfind('\n').map_or(0, |end| end + 1)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_04_only_blank_lines_before_a_pasted_text_are_left_out() {
        for (text, read) in [("a\tb\t", "a\tb\t"), ("\ta\n", "\ta\n"), (" \r\n\t\n\ta\t\n", "\ta\t\n"), (" ", " ")] {
            assert_eq!(without_blank_lines_before(text), read, "{text:?}");
        }
    }

    fn posted(pairs: &[(&str, &str)]) -> Posted {
        Posted(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn per_06_what_is_no_button_cancels() {
        for (pairs, button) in [
            (&[][..], Button::Cancel),
            (&[("personal", "Harry")], Button::Cancel),
            (&[("verify", "1")], Button::Verify),
            (&[("confirm", "")], Button::Confirm),
            (&[("confirm", "1"), ("cancel", "1")], Button::Cancel),
            (&[("to", "3"), ("shown", "errors")], Button::Look(Place::of("3", "errors"))),
            (&[("show", "errors"), ("shown", "all"), ("page", "7")], Button::Look(Place::of("1", "errors"))),
        ] {
            assert_eq!(Button::pressed(&posted(pairs)), button, "{pairs:?}");
        }
    }

    #[test]
    fn per_06_repeated_fields_are_rows_in_order() {
        let read = edits(&posted(&[("personal", "A"), ("personal", "B"), ("family", "X"), ("family", "Y"), ("role", "learner")]));
        let told: Vec<_> = read.iter().map(|edit| (edit.entry, edit.row.personal.as_str(), edit.row.role.as_str())).collect();
        assert_eq!(told, [(0, "A", "learner"), (1, "B", "")]);
        let read = edits(&posted(&[("entry", "7"), ("entry", "x"), ("personal", "A"), ("personal", "B"), ("record", "12")]));
        assert_eq!(read.len(), 1, "what is no place is passed over");
        assert!(read[0].entry == 7 && read[0].of_a_record);
    }

    #[test]
    fn per_06_a_page_from_before_writes_over_nothing() {
        let mut upload = Upload { version: Version::from_u128(1), rows: vec![Row::default()] };
        let old = Version::from_u128(2).to_string();
        for version in [old.as_str(), "nonsense"] {
            assert!(!enter(&mut upload, &posted(&[("version", version), ("personal", "A")])));
            assert_eq!(upload.rows[0].personal, "");
        }
        assert!(enter(&mut upload, &posted(&[("personal", "A")])));
        assert_eq!(upload.rows[0].personal, "A");
    }
}
