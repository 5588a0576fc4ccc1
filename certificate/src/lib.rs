//! The certificate of a certified instructor as a PDF of one page (AWD-01, emails.md 3.8). A crate of its own: it carries its
//! fonts, and only who draws certificates should have to.
//!
//! DejaVu Sans has the letters of Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic; a name in letters that it has not is
//! refused by name, never drawn as boxes.

mod font;
mod sheet;

use chrono::NaiveDate;

/// What a certificate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate<'a> {
    /// Full name of who holds the badge.
    pub name: &'a str,
    /// When it was awarded.
    pub date: NaiveDate,
    /// Name and title of who certifies.
    pub signature: &'a str,
}

/// Why there is no certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The fonts have none of these letters.
    #[error("the certificate’s font has no {0}")]
    Letters(String),
    /// The document could not be written: a defect of ours.
    #[error("the certificate cannot be written: {0}")]
    Document(String),
}

/// The certificate as a PDF document.
///
/// # Errors
/// When the font lacks letters of what the certificate says.
pub fn pdf(certificate: &Certificate<'_>) -> Result<Vec<u8>, Error> {
    let clean = |text: &str| {
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let (name, signature) = (clean(certificate.name), clean(certificate.signature));
    let date = certificate.date.format("%d %B %Y").to_string();
    let missing = font::missing(&format!("{name}{signature}"));
    if !missing.is_empty() {
        return Err(Error::Letters(missing));
    }
    sheet::draw(&[("Certified instructor", &name), ("Date of award", &date), ("Certified by", &signature)], &name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(name: &str) -> Result<Vec<u8>, Error> {
        let date = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        pdf(&Certificate { name, date, signature: "Erin Becker, Executive Director" })
    }

    #[test]
    fn it_is_a_pdf_of_a_few_dozen_kilobytes() {
        for name in ["Ada Lovelace", "Łukasz Żółć-Nguyễn", "Αθηνά & <Παλλάς>", "Мария Кюри", "אלברט איינשטיין", "محمد علي"]
        {
            let document = drawn(name).unwrap();
            assert!(document.starts_with(b"%PDF-") && document.len() < 100_000, "{name}: {}", document.len());
        }
    }

    #[test]
    fn letters_that_cannot_be_drawn_are_named() {
        assert_eq!(drawn("王小明 (Ming)"), Err(Error::Letters("“王”, “小”, “明”".to_owned())));
        assert_eq!(drawn("Ada 🦀"), Err(Error::Letters("“🦀”".to_owned())));
    }

    #[test]
    fn odd_spaces_and_long_names_are_borne() {
        for name in ["  Ada \n\u{a0} Lovelace\u{0} ", "", &"Wolfeschlegelsteinhausen ".repeat(12)] {
            assert!(drawn(name).is_ok(), "{name:?}");
        }
    }
}
