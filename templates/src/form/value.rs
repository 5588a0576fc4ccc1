//! Between the texts of a form and the values of its input: one field at a time, both ways.

use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use regex::Regex;
use serde_json::{Value, json};
use shared::email_address;

use super::{Choice, Kind, Of};

#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:https?|ftps?)://[^\s/?#.:@()]+(?:\.[^\s/?#.:@()]+)*(?::\d+)?(?:[/?#]\S*)?$").expect("a valid expression")
});

/// The forms of a day that are understood (GLB-10); months by name, whole or in short.
const DAYS: [&str; 7] = ["%Y-%m-%d", "%m/%d/%y", "%m/%d/%Y", "%B %d %Y", "%B %d, %Y", "%d %B %Y", "%d %B, %Y"];

/// Reads a day in any of the understood forms.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    DAYS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok()).filter(|day| (1000..=9999).contains(&day.year()))
}

type Read = Result<Value, String>;

impl Kind {
    /// The value that `texts` stand for; `Null` (or an empty text or list) for nothing. An error is a sentence for the person.
    pub(crate) fn read(&self, texts: &[String]) -> Read {
        let raw = texts.last().map_or("", String::as_str);
        if texts.iter().any(|text| text.contains('\0')) {
            return Err("Remove the invisible characters from this text.".to_owned());
        }
        let text = raw.trim();
        match self {
            Self::Text(max) | Self::LongText(max) | Self::Markdown(max) => limited(text, *max),
            Self::Password => limited(raw, 4096),
            Self::Email => email(text),
            Self::Url(max) => address(text, *max),
            Self::Slug(max) => slug(text, *max),
            Self::Tags(max) => limited(&tags(texts), *max),
            Self::Integer(least, most) => integer(text, *least, *most),
            Self::Decimal(least, most) => decimal(text, *least, *most),
            Self::Date if text.is_empty() => Ok(Value::Null),
            Self::Date => {
                day(text).map(|day| json!(day)).ok_or_else(|| "Enter a day as year-month-day, such as 2026-03-21.".to_owned())
            }
            Self::CheckBox => Ok(json!(!matches!(text, "" | "false" | "0"))),
            Self::Radio(choices, _) => chosen(Of::Text, choices, text),
            Self::Select(of, choices, _) => chosen(*of, choices, text),
            Self::MultiSelect(of, choices) | Self::CheckBoxes(of, choices) => several(*of, choices.iter(), texts),
            Self::Grid(_, rows) => several(Of::Int, rows.iter().flat_map(|row| row.choices.iter().flatten()), texts),
            Self::LookUp(lookup) => key(of(*lookup), text),
            Self::LookUps(lookup) => {
                let values: Result<Vec<Value>, String> = filled(texts).map(|text| key(of(*lookup), text)).collect();
                values.map(Value::Array)
            }
            Self::Hidden(of) => key(*of, text),
            Self::Rows(..) => Ok(Value::Null),
        }
    }

    /// The texts that show `value`: the inverse of [`Kind::read`].
    pub(crate) fn write(&self, value: &Value) -> Vec<String> {
        match value {
            Value::Null => Vec::new(),
            Value::Bool(yes) => yes.then(|| "on".to_owned()).into_iter().collect(),
            Value::String(text) if text.is_empty() => Vec::new(),
            Value::String(text) => vec![text.clone()],
            Value::Array(values) => values.iter().flat_map(|value| self.write(value)).collect(),
            other => vec![other.to_string()],
        }
    }

    /// Whether a value of this kind counts as left empty.
    pub(crate) fn is_empty(value: &Value) -> bool {
        match value {
            Value::Null | Value::Bool(false) => true,
            Value::String(text) => text.is_empty(),
            Value::Array(values) => values.is_empty(),
            _ => false,
        }
    }
}

/// The type of a look-up's keys.
pub(crate) fn of(lookup: shared::lookup::Lookup) -> Of {
    match lookup.keys() {
        shared::lookup::Keys::Ints => Of::Int,
        shared::lookup::Keys::Codes | shared::lookup::Keys::Uuids => Of::Text,
    }
}

fn filled(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn limited(text: &str, max: usize) -> Read {
    let length = text.chars().count();
    if length > max {
        return Err(format!("Shorten this to {max} characters; it has {length}."));
    }
    Ok(json!(text))
}

fn email(text: &str) -> Read {
    if text.is_empty() || email_address::is_one(text) {
        return limited(text, 254);
    }
    Err("Enter one e-mail address, such as name@example.org.".to_owned())
}

fn address(text: &str, max: usize) -> Read {
    let completed = if text.is_empty() || text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    if completed.is_empty() || URL.is_match(&completed) {
        return limited(&completed, max);
    }
    Err("Enter a web address, such as https://example.org/page.".to_owned())
}

fn slug(text: &str, max: usize) -> Read {
    if text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return limited(text, max);
    }
    Err("Use only letters without accents, digits, hyphens and underscores.".to_owned())
}

fn tags(texts: &[String]) -> String {
    let values: Vec<&str> =
        texts.iter().flat_map(|text| text.split([',', ';'])).map(str::trim).filter(|text| !text.is_empty()).collect();
    values.join(";")
}

fn integer(text: &str, least: i32, most: i32) -> Read {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let number: i64 = text.parse().map_err(|_| "Enter a whole number.".to_owned())?;
    if number < least.into() || number > most.into() {
        return Err(bounds(least, most));
    }
    Ok(json!(number))
}

const NO_NUMBER: &str = "Enter a number, such as 50.06.";

fn decimal(text: &str, least: f64, most: f64) -> Read {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let number: f64 = text.parse().map_err(|_| NO_NUMBER.to_owned())?;
    if !number.is_finite() {
        return Err(NO_NUMBER.to_owned());
    }
    if number < least || number > most {
        return Err(bounds(least, most));
    }
    Ok(json!(number))
}

fn bounds(least: impl std::fmt::Display, most: impl std::fmt::Display) -> String {
    format!("Enter a number from {least} to {most}.")
}

fn several<'a>(of: Of, choices: impl Iterator<Item = &'a Choice> + Clone, texts: &[String]) -> Read {
    let values: Result<Vec<Value>, String> = filled(texts).map(|text| chosen(of, choices.clone(), text)).collect();
    values.map(Value::Array)
}

fn chosen<'a>(of: Of, choices: impl IntoIterator<Item = &'a Choice>, text: &str) -> Read {
    if text.is_empty() || choices.into_iter().any(|choice| choice.key == text) {
        return key(of, text);
    }
    Err("Choose one of the offered values.".to_owned())
}

fn key(of: Of, text: &str) -> Read {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    match of {
        Of::Int => text.parse::<i32>().map(|id| json!(id)).map_err(|_| "Choose one of the offered values.".to_owned()),
        Of::Text => limited(text, 200),
    }
}

#[cfg(test)]
mod tests {
    use super::super::GridRow;
    use super::*;

    fn read(kind: &Kind, text: &str) -> Read {
        kind.read(&[text.to_owned()])
    }

    #[test]
    fn glb_10_days_are_understood_in_many_forms() {
        for text in [
            "2026-03-05",
            "03/05/2026",
            "03/05/26",
            "Mar 05 2026",
            "Mar 5, 2026",
            "05 Mar 2026",
            "5 Mar, 2026",
            "March 5 2026",
            "5 March, 2026",
        ] {
            assert_eq!(read(&Kind::Date, text), Ok(json!("2026-03-05")), "{text}");
        }
        for text in ["2026-02-30", "yesterday", "5", "0026-03-05", "2026-03-05T00:00"] {
            assert!(read(&Kind::Date, text).is_err(), "{text}");
        }
        assert_eq!(read(&Kind::Date, " "), Ok(Value::Null));
    }

    #[test]
    fn addresses_are_checked_and_completed() {
        assert_eq!(read(&Kind::Url(100), "example.org/x"), Ok(json!("https://example.org/x")));
        assert_eq!(read(&Kind::Url(100), "ftp://example.org"), Ok(json!("ftp://example.org")));
        for text in
            ["javascript://x y", "https://", "https://a b.org", "mailto://", "mailto:a@example.org", "javascript:alert(1)"]
        {
            assert!(read(&Kind::Url(100), text).is_err(), "{text}");
        }
        assert_eq!(read(&Kind::Email, " a.b+c@example.org "), Ok(json!("a.b+c@example.org")));
        for text in ["a", "a@b", "a@b.org; c@d.org", "<a@b.org>", "a b@c.org", "@b.org"] {
            assert!(read(&Kind::Email, text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_stay_within_bounds() {
        let latitude = Kind::Decimal(-90.0, 90.0);
        assert_eq!(read(&latitude, "-12.5"), Ok(json!(-12.5)));
        for text in ["91", "NaN", "inf", "1,5", "x"] {
            assert!(read(&latitude, text).is_err(), "{text}");
        }
        assert_eq!(read(&Kind::Integer(0, 10), "7"), Ok(json!(7)));
        assert!(read(&Kind::Integer(0, 10), "-1").is_err());
        assert!(read(&Kind::Integer(0, i32::MAX), "99999999999").is_err());
    }

    #[test]
    fn only_offered_choices_are_taken() {
        let kind = Kind::Select(Of::Int, vec![Choice::new("1", "One")], None);
        assert_eq!(read(&kind, "1"), Ok(json!(1)));
        assert_eq!(read(&kind, ""), Ok(Value::Null));
        assert!(read(&kind, "2").is_err());
        let several = Kind::CheckBoxes(Of::Int, vec![Choice::new("1", "One"), Choice::new("2", "Two")]);
        assert_eq!(several.read(&["1".into(), "2".into(), String::new()]), Ok(json!([1, 2])));
        assert!(several.read(&["1".into(), "x".into()]).is_err());
        let codes = Kind::MultiSelect(Of::Text, vec![Choice::new("SE", "Sweden")]);
        assert_eq!(codes.read(&["SE".into()]), Ok(json!(["SE"])));
        let row = GridRow { label: "Events".into(), choices: vec![Some(Choice::new("4", "View")), None] };
        let grid = Kind::Grid(&["View", "Add"], vec![row]);
        assert_eq!(grid.read(&["4".into()]), Ok(json!([4])));
        assert!(grid.read(&["5".into()]).is_err());
    }

    #[test]
    fn free_values_are_joined_by_semicolons() {
        assert_eq!(Kind::Tags(255).read(&["a@b.org, c@d.org;".into(), "e".into()]), Ok(json!("a@b.org;c@d.org;e")));
    }

    #[test]
    fn text_keeps_its_limit_in_characters() {
        assert_eq!(read(&Kind::Text(3), " äöü "), Ok(json!("äöü")));
        assert!(read(&Kind::Text(3), "abcd").is_err());
        assert!(read(&Kind::Text(9), "a\0b").is_err());
    }
}
