//! From the bytes of a file, or a pasted text, to rows (PER-04).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::Row;

/// The columns in the order of the template (PER-05).
pub const COLUMNS: [&str; 6] = ["personal", "family", "email", "airport_iata", "event", "role"];
/// Those that must be there, if only empty.
pub const REQUIRED: [&str; 3] = ["personal", "family", "email"];
/// So many people can be uploaded at once.
pub const MOST_ROWS: usize = 10_000;
/// No value has more characters than this: what is longer than any field takes is mended before it can be looked at.
pub const LONGEST_VALUE: usize = 300;
/// What may stand between the values of a line: commas, or what spreadsheets put there when cells are copied or saved.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// Why a file cannot be read; each a sentence for the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("There is nothing in it. The first line must name the columns: {}.", COLUMNS.join(", "))]
    Empty,
    /// No rows under the names of the columns.
    #[error("There are no rows in it, only the names of the columns.")]
    NoRows,
    /// Not encoded as it is said to be.
    #[error("This could not be read as text in {0}, the encoding that was expected. Save it as “CSV UTF-8” and try again.")]
    Encoding(String),
    /// An encoding that nobody knows.
    #[error("The encoding “{0}” is not known. Save the file as “CSV UTF-8” and try again.")]
    UnknownEncoding(String),
    /// It is no CSV.
    #[error("This is not proper CSV: {0}.")]
    Csv(String),
    /// Columns are not there, or a row ends before them.
    #[error("{}", missing(*.line, .columns))]
    Missing {
        /// The line that is too short; `None` where the head lacks them.
        line: Option<u64>,
        /// Their names.
        columns: Vec<&'static str>,
    },
    /// Columns are there more than once.
    #[error("These columns are there more than once: {}. Which one counts?", .0.join(", "))]
    Repeated(Vec<&'static str>),
    /// More rows than can be handled at once.
    #[error("There are more than {MOST_ROWS} rows in it. Upload them in parts.")]
    TooMany,
    /// A value that no field takes.
    #[error("Line {line} has a value of more than {LONGEST_VALUE} characters in the column {column}. Shorten it.")]
    TooLong {
        /// Where the row begins.
        line: u64,
        /// Name of the column.
        column: &'static str,
    },
}

fn missing(line: Option<u64>, columns: &[&str]) -> String {
    let columns = columns.join(", ");
    match line {
        Some(line) => format!("Line {line} is too short. These columns are missing in it: {columns}."),
        None => format!("These columns are missing: {columns}."),
    }
}

/// The text in a file: in the encoding that was declared for it, or in UTF-8.
///
/// # Errors
/// When it is not in that encoding, or nobody knows that one.
pub fn decode(bytes: &[u8], charset: Option<&str>) -> Result<String, Unreadable> {
    let encoding = match charset.map(str::trim).filter(|label| !label.is_empty()) {
        Some(label) => {
            Encoding::for_label(label.as_bytes()).ok_or_else(|| Unreadable::UnknownEncoding(label.chars().take(40).collect()))?
        }
        None => UTF_8,
    };
    let bytes = match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => &bytes[length..],
        _ => bytes,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(Cow::into_owned).ok_or_else(|| Unreadable::Encoding(encoding.name().to_owned()))
}

/// Reads a text: a head line that names the columns, then a row for each person. Other columns and rows without any text are left
/// out.
///
/// # Errors
/// When it cannot be read.
pub fn read(text: &str) -> Result<Vec<Row>, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let delimiter = delimiter(text);
    proper(text, delimiter.into())?;
    let broken = |error: csv::Error| Unreadable::Csv(error.to_string());
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let places = places(reader.headers().map_err(broken)?)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let row = row(&record, &places, line)?;
        if row.is_blank() {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(Unreadable::TooMany);
        }
        rows.push(row);
    }
    if rows.is_empty() { Err(Unreadable::NoRows) } else { Ok(rows) }
}

/// What stands between the names of the columns; a comma where that cannot be told.
fn delimiter(text: &str) -> u8 {
    let head = text.trim_start().lines().next().unwrap_or_default();
    let named = |delimiter: u8| {
        let names: Vec<&str> = head.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"')).collect();
        REQUIRED.iter().filter(|column| names.contains(column)).count()
    };
    // Of several that fit equally well the first.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| named(*delimiter)).unwrap_or(b',')
}

/// Whether quotation marks come in pairs, and stand where they may: the reader itself would take in half of a file as one value.
fn proper(text: &str, delimiter: char) -> Result<(), Unreadable> {
    let (mut line, mut is_start) = (1, true);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\0' => return Err(Unreadable::Csv(format!("line {line} has a character that no text has"))),
            '"' if is_start => {
                let begun = line;
                loop {
                    match letters.next() {
                        None => return Err(Unreadable::Csv(format!("the quotation mark in line {begun} is never closed"))),
                        Some('"') if letters.peek() == Some(&'"') => {
                            letters.next();
                        }
                        Some('"') => break,
                        Some('\n') => line += 1,
                        Some(_) => {}
                    }
                }
                if letters.peek().is_some_and(|next| *next != delimiter && !matches!(next, '\r' | '\n')) {
                    return Err(Unreadable::Csv(format!("in line {line} something follows a closing quotation mark")));
                }
                is_start = false;
            }
            '\n' => {
                line += 1;
                is_start = true;
            }
            other => is_start = other == delimiter || other == '\r',
        }
    }
    Ok(())
}

/// Where each of [`COLUMNS`] stands.
type Places = [Option<usize>; COLUMNS.len()];

fn places(head: &csv::StringRecord) -> Result<Places, Unreadable> {
    let named =
        |name: &'static str| head.iter().enumerate().filter(move |(_, column)| column.trim() == name).map(|(place, _)| place);
    let repeated: Vec<&str> = COLUMNS.into_iter().filter(|name| named(name).count() > 1).collect();
    if !repeated.is_empty() {
        return Err(Unreadable::Repeated(repeated));
    }
    let lacking: Vec<&str> = REQUIRED.into_iter().filter(|name| named(name).next().is_none()).collect();
    if !lacking.is_empty() {
        return Err(Unreadable::Missing { line: None, columns: lacking });
    }
    Ok(COLUMNS.map(|name| named(name).next()))
}

fn row(record: &csv::StringRecord, places: &Places, line: u64) -> Result<Row, Unreadable> {
    let cell = |column: usize| places[column].and_then(|place| record.get(place));
    let named = || COLUMNS.into_iter().enumerate();
    let lacking: Vec<&str> =
        named().filter(|(n, name)| REQUIRED.contains(name) && cell(*n).is_none()).map(|(_, name)| name).collect();
    if !lacking.is_empty() {
        return Err(Unreadable::Missing { line: Some(line), columns: lacking });
    }
    if let Some((_, column)) = named().find(|(n, _)| cell(*n).is_some_and(|text| text.chars().count() > LONGEST_VALUE)) {
        return Err(Unreadable::TooLong { line, column });
    }
    let [personal, family, email, airport_iata, event, role] =
        [0, 1, 2, 3, 4, 5].map(|column| cell(column).unwrap_or_default().to_owned());
    let username = String::new();
    Ok(Row { personal, family, username, email, airport_iata, event, role, matched: None }.clean())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        read(text).expect_err("unreadable").to_string()
    }

    fn harry() -> Row {
        Row { personal: "Harry".into(), family: "Potter".into(), email: "harry@hogwarts.edu".into(), ..Row::default() }
    }

    #[test]
    fn per_04_columns_are_found_by_name_in_any_order_and_others_left_out() {
        let text = "\u{feff}role,email,shoe size,family,personal\r\nlearner, harry@hogwarts.edu ,42, Potter,Harry\r\n";
        assert_eq!(read(text), Ok(vec![Row { role: "learner".into(), ..harry() }]));
    }

    #[test]
    fn per_04_rows_without_any_text_are_no_rows() {
        let text = "personal,family,email\n,,\n\nHarry,Potter,harry@hogwarts.edu\n , ,\n";
        assert_eq!(read(text), Ok(vec![harry()]));
    }

    #[test]
    fn per_04_cells_copied_from_a_spreadsheet_will_do() {
        for delimiter in ["\t", ";"] {
            let text = "personal,family,email\nHarry,Potter,harry@hogwarts.edu\n".replace(',', delimiter);
            assert_eq!(read(&text), Ok(vec![harry()]), "{delimiter}");
        }
    }

    #[test]
    fn per_04_quotation_marks_hold_commas_lines_and_themselves() {
        let text = "personal,family,email\n\"A, \"\"B\"\"\nC\",5\" x,\n";
        let expected = Row { personal: "A, \"B\"\nC".into(), family: "5\" x".into(), ..Row::default() };
        assert_eq!(read(text), Ok(vec![expected]));
    }

    #[test]
    fn per_04_what_is_no_csv_says_where() {
        assert!(said("personal,family,email\nHarry,\"Potter,h@x.org\nRon,Weasley,\n").contains("line 2 is never closed"));
        assert!(said("personal,family,email\n\"a\nb\"c,d,\n").contains("in line 3 something follows"));
        assert!(said("personal,family,email\nHar\0ry,,\n").contains("line 2 has a character"));
    }

    #[test]
    fn per_04_missing_and_repeated_columns_are_listed() {
        assert_eq!(said("personal,event\nHarry,x\n"), "These columns are missing: family, email.");
        assert_eq!(said("Personal,family,email\nHarry,x,y\n"), "These columns are missing: personal.");
        assert_eq!(
            said("personal,family,email,email,role,role\na,b,c,d,e,f\n"),
            "These columns are there more than once: email, role. Which one counts?"
        );
        assert_eq!(
            said("personal,event,family,email\na,b,c,d\nHarry,x\n"),
            "Line 3 is too short. These columns are missing in it: family, email."
        );
        assert_eq!(read("personal,family,email,event,role\nHarry,Potter,harry@hogwarts.edu\n"), Ok(vec![harry()]));
    }

    #[test]
    fn per_04_nothing_and_too_much_are_told() {
        assert_eq!(read(""), Err(Unreadable::Empty));
        assert_eq!(read("\u{feff} \n"), Err(Unreadable::Empty));
        assert_eq!(read("personal,family,email\n"), Err(Unreadable::NoRows));
        assert_eq!(read("personal,family,email\n,,\n"), Err(Unreadable::NoRows));
        let rows = |count: usize| format!("personal,family,email\n{}", "A,B,\n".repeat(count));
        assert_eq!(read(&rows(MOST_ROWS)).map(|rows| rows.len()), Ok(MOST_ROWS));
        assert_eq!(read(&rows(MOST_ROWS + 1)), Err(Unreadable::TooMany));
        let long = format!("personal,family,email\nA,{},\n", "ä".repeat(LONGEST_VALUE + 1));
        assert_eq!(read(&long), Err(Unreadable::TooLong { line: 2, column: "family" }));
    }

    #[test]
    fn per_04_a_file_is_read_in_its_encoding() {
        assert_eq!(decode("Zoë".as_bytes(), None).as_deref(), Ok("Zoë"));
        assert_eq!(decode("\u{feff}Zoë".as_bytes(), Some("UTF-8")).as_deref(), Ok("Zoë"));
        assert_eq!(decode(b"Zo\xeb", Some("iso-8859-1")).as_deref(), Ok("Zoë"));
        assert_eq!(decode(b"\xff\xfeZ\0", Some("utf-16le")).as_deref(), Ok("Z"));
        assert_eq!(decode(b"Zo\xeb", None), Err(Unreadable::Encoding("UTF-8".into())));
        assert_eq!(decode(b"\xff\xfeZ\0", None), Err(Unreadable::Encoding("UTF-8".into())));
        assert_eq!(decode(b"Zoe", Some("klingon")), Err(Unreadable::UnknownEncoding("klingon".into())));
    }
}
