//! References to what an email tells: stored instead of the values, so that the email shows them as of its sending
//! (DM-MAIL-03, emails.md 2.4).

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// What an email tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Reference {
    /// A record.
    Record(Record),
    /// A value.
    Value(Scalar),
}

/// A record as the API shows it: `api:{entity}#{pk}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Record {
    /// The entity's name in lower case, such as `person`.
    pub entity: String,
    /// Its id.
    pub pk: i32,
}

/// A value that is known when an email is scheduled: `value:{type}#{text}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scalar {
    /// A text.
    Str(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// A moment, a day being its first; printed as a day where it is one.
    Date(NaiveDateTime),
    /// Nothing.
    None,
}

/// A text that is no reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no reference")]
pub struct BadReference(String);

impl Record {
    /// The record `pk` of `entity`, a name in lower case.
    #[must_use]
    pub fn new(entity: &str, pk: i32) -> Self {
        Self { entity: entity.to_owned(), pk }
    }
}

/// The name and the text of `scheme:name#text`.
fn parts<'a>(scheme: &str, text: &'a str) -> Option<(&'a str, &'a str)> {
    let (name, fragment) = text.strip_prefix(scheme)?.strip_prefix(':')?.split_once('#')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    is_name.then_some((name, fragment))
}

impl FromStr for Record {
    type Err = BadReference;

    fn from_str(text: &str) -> Result<Self, BadReference> {
        let record = parts("api", text).and_then(|(entity, pk)| {
            let pk = pk.parse().ok().filter(|pk| *pk > 0)?;
            Some(Self { entity: entity.to_owned(), pk })
        });
        record.ok_or_else(|| BadReference(text.to_owned()))
    }
}

impl FromStr for Scalar {
    type Err = BadReference;

    fn from_str(text: &str) -> Result<Self, BadReference> {
        let value = parts("value", text).and_then(|(kind, text)| {
            Some(match kind {
                "str" => Self::Str(text.to_owned()),
                "int" => Self::Int(text.parse().ok()?),
                "float" => Self::Float(text.parse().ok().filter(|number: &f64| number.is_finite())?),
                "bool" => Self::Bool(["true", "t", "1"].iter().any(|yes| text.eq_ignore_ascii_case(yes))),
                "date" => Self::Date(moment(text)?),
                "none" => Self::None,
                _ => return None,
            })
        });
        value.ok_or_else(|| BadReference(text.to_owned()))
    }
}

impl FromStr for Reference {
    type Err = BadReference;

    fn from_str(text: &str) -> Result<Self, BadReference> {
        text.parse().map(Self::Record).or_else(|_| text.parse().map(Self::Value))
    }
}

/// Reads a day, or a moment with or without its offset from UTC.
fn moment(text: &str) -> Option<NaiveDateTime> {
    if let Ok(day) = NaiveDate::from_str(text) {
        return Some(day.and_time(NaiveTime::MIN));
    }
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.with_timezone(&Utc).naive_utc());
    }
    NaiveDateTime::from_str(text).ok().or_else(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok())
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "api:{}#{}", self.entity, self.pk)
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Str(text) => write!(f, "value:str#{text}"),
            Self::Int(number) => write!(f, "value:int#{number}"),
            Self::Float(number) => write!(f, "value:float#{number:?}"),
            Self::Bool(yes) => write!(f, "value:bool#{}", if *yes { "True" } else { "False" }),
            Self::Date(moment) if moment.time() == NaiveTime::MIN => write!(f, "value:date#{}", moment.date()),
            Self::Date(moment) => write!(f, "value:date#{}", moment.format("%Y-%m-%dT%H:%M:%S%.f")),
            Self::None => f.write_str("value:none#"),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(record) => record.fmt(f),
            Self::Value(value) => value.fmt(f),
        }
    }
}

macro_rules! through_text {
    ($($kind:ty),+) => { $(
        impl TryFrom<String> for $kind {
            type Error = BadReference;

            fn try_from(text: String) -> Result<Self, BadReference> {
                text.parse()
            }
        }

        impl From<$kind> for String {
            fn from(reference: $kind) -> Self {
                reference.to_string()
            }
        }
    )+ };
}

through_text!(Reference, Record, Scalar);

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Scalar {
        Scalar::Date(text.parse().unwrap())
    }

    #[test]
    fn dm_mail_03_references_go_into_text_and_back() {
        for (text, reference) in [
            ("api:person#1", Reference::Record(Record::new("person", 1))),
            (
                "api:instructorrecruitmentsignup#2147483647",
                Reference::Record(Record::new("instructorrecruitmentsignup", i32::MAX)),
            ),
            ("value:str#", Reference::Value(Scalar::Str(String::new()))),
            ("value:str#a#b:c é", Reference::Value(Scalar::Str("a#b:c é".into()))),
            ("value:int#-5", Reference::Value(Scalar::Int(-5))),
            ("value:float#2.5", Reference::Value(Scalar::Float(2.5))),
            ("value:float#3.0", Reference::Value(Scalar::Float(3.0))),
            ("value:bool#True", Reference::Value(Scalar::Bool(true))),
            ("value:bool#False", Reference::Value(Scalar::Bool(false))),
            ("value:date#2023-10-29", Reference::Value(date("2023-10-29T00:00:00"))),
            ("value:date#2023-10-29T08:05:09.250", Reference::Value(date("2023-10-29T08:05:09.250"))),
            ("value:none#", Reference::Value(Scalar::None)),
        ] {
            assert_eq!(text.parse::<Reference>().as_ref(), Ok(&reference));
            assert_eq!(reference.to_string(), text);
            let json = serde_json::to_value(&reference).unwrap();
            assert_eq!(json, text);
            assert_eq!(serde_json::from_value::<Reference>(json).unwrap(), reference);
        }
    }

    #[test]
    fn dm_mail_03_what_amy_wrote_is_read_in_all_its_spellings() {
        for (text, value) in [
            ("value:bool#true", Scalar::Bool(true)),
            ("value:bool#T", Scalar::Bool(true)),
            ("value:bool#1", Scalar::Bool(true)),
            ("value:bool#no", Scalar::Bool(false)),
            ("value:date#2023-10-29T10:00:00+02:00", date("2023-10-29T08:00:00")),
            ("value:date#2023-10-29 10:00:00", date("2023-10-29T10:00:00")),
            ("value:none#whatever", Scalar::None),
        ] {
            assert_eq!(text.parse(), Ok(Reference::Value(value)), "{text}");
        }
    }

    #[test]
    fn dm_mail_03_anything_else_is_refused() {
        for text in [
            "",
            "person",
            "person#1",
            "api:person",
            "api:person#",
            "api:person#x",
            "api:person#0",
            "api:person#-1",
            "api:Person#1",
            "api:#1",
            "api://person#1",
            "api:person?x#1",
            "value:int#x",
            "value:float#NaN",
            "value:date#yesterday",
            "value:list#1",
            "http://example.org#1",
            "api:person#2147483648",
        ] {
            assert_eq!(text.parse::<Reference>(), Err(BadReference(text.to_owned())), "{text}");
        }
    }
}
