//! Metadata in the form of an event's fields.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::Raw;

#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static DAY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$").expect("a valid expression"));
#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static DECIMAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?").expect("a valid expression"));
#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
static INTEGER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\+?([0-9]+)").expect("a valid expression"));

/// What a website says of its workshop (IMP-01). Texts may be empty and lists too: the website says nothing of it then.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    /// The workshop's name in addresses.
    pub slug: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Country, in two capital letters.
    pub country: String,
    /// Venue.
    pub venue: String,
    /// Address.
    pub address: String,
    /// Latitude in degrees.
    pub latitude: Option<f64>,
    /// Longitude in degrees.
    pub longitude: Option<f64>,
    /// Subtag of the language, in two capital letters.
    pub language: String,
    /// Eventbrite's number.
    pub reg_key: Option<u64>,
    /// Names of instructors.
    pub instructors: Vec<String>,
    /// Names of helpers.
    pub helpers: Vec<String>,
    /// Addresses to write to.
    pub contact: Vec<String>,
}

impl From<&Raw> for Metadata {
    fn from(raw: &Raw) -> Self {
        let (latitude, longitude) = match (raw.get("lat"), raw.get("lng")) {
            (Some(latitude), Some(longitude)) => (latitude, longitude),
            _ => raw.text("latlng").split_once(',').unwrap_or((raw.text("latlng"), "")),
        };
        Self {
            slug: raw.text("slug").to_owned(),
            start: day(raw.text("startdate")),
            end: day(raw.text("enddate")),
            country: code(raw.text("country")),
            venue: raw.text("venue").to_owned(),
            address: raw.text("address").to_owned(),
            latitude: decimal(latitude),
            longitude: decimal(longitude),
            language: code(raw.text("language")),
            reg_key: INTEGER.captures(raw.text("eventbrite")).and_then(|found| found[1].parse().ok()),
            instructors: list(raw.text("instructor")),
            helpers: list(raw.text("helper")),
            contact: list(raw.text("contact")),
        }
    }
}

impl Metadata {
    /// Who teaches and helps, as a comment on the event says it; empty where the website names nobody.
    #[must_use]
    pub fn people(&self) -> String {
        let lines = [("INSTRUCTORS", &self.instructors), ("HELPERS", &self.helpers)];
        let named = lines.into_iter().filter(|(_, names)| !names.is_empty());
        named.map(|(role, names)| format!("{role}: {}", names.join(", "))).collect::<Vec<_>>().join("\n\n")
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|_| DAY.is_match(text))
}

fn code(text: &str) -> String {
    let code: String = text.to_uppercase().chars().take(2).collect();
    if code.chars().count() == 2 { code } else { String::new() }
}

fn decimal(text: &str) -> Option<f64> {
    DECIMAL.find(text.trim())?.as_str().parse().ok().filter(|number: &f64| number.is_finite())
}

fn list(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(key: &str, value: &str) -> Metadata {
        Metadata::from(&[(key, value)].into_iter().collect::<Raw>())
    }

    #[test]
    fn imp_01_a_website_without_metadata_says_nothing() {
        assert_eq!(Metadata::from(&Raw::default()), Metadata::default());
        assert_eq!(Metadata::default().people(), "");
    }

    #[test]
    fn imp_01_codes_are_two_capital_letters() {
        for (text, code) in [("se", "SE"), ("sweden", "SW"), ("S", ""), ("", ""), ("en-GB", "EN"), ("FIXME", "FI")] {
            assert_eq!((of("country", text).country.as_str(), of("language", text).language.as_str()), (code, code), "{text}");
        }
    }

    #[test]
    fn imp_01_days_have_one_shape() {
        let first = NaiveDate::from_ymd_opt(2026, 8, 20);
        assert_eq!((of("startdate", "2026-08-20").start, of("enddate", "2026-08-20").end), (first, first));
        for text in ["", "2026-8-20", "20.8.2026", "2026-08-20 ff", "2026-02-30", "FIXME", "+2026-08-20"] {
            assert_eq!(of("startdate", text).start, None, "{text}");
        }
    }

    #[test]
    fn imp_01_coordinates_come_in_one_or_in_two() {
        let place = |pairs: &[(&str, &str)]| {
            let metadata = Metadata::from(&pairs.iter().copied().collect::<Raw>());
            (metadata.latitude, metadata.longitude)
        };
        assert_eq!(place(&[("latlng", "55.7, -13.2")]), (Some(55.7), Some(-13.2)));
        assert_eq!(place(&[("latlng", "+55.7N,13°")]), (Some(55.7), Some(13.0)));
        assert_eq!(place(&[("latlng", "55.7")]), (Some(55.7), None));
        assert_eq!(place(&[("latlng", "FIXME")]), (None, None));
        assert_eq!(place(&[("lat", "1"), ("lng", ".5"), ("latlng", "55.7,13.2")]), (Some(1.0), Some(0.5)));
        assert_eq!(place(&[("lat", "1"), ("latlng", "55.7,13.2")]), (Some(55.7), Some(13.2)));
        assert_eq!(place(&[("lat", ""), ("lng", "1e999"), ("latlng", "55.7,13.2")]), (None, None));
    }

    #[test]
    fn imp_01_eventbrites_number_leads() {
        for (text, key) in [
            ("1234567890", Some(1_234_567_890)),
            ("12 tickets", Some(12)),
            ("x1", None),
            ("", None),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(of("eventbrite", text).reg_key, key, "{text}");
        }
    }

    #[test]
    fn imp_01_people_are_parted_by_bars() {
        let metadata = of("instructor", " Ada | |Grace|");
        assert_eq!(metadata.instructors, ["Ada", "Grace"]);
        assert_eq!(metadata.people(), "INSTRUCTORS: Ada, Grace");
        let raw: Raw =
            [("instructor", "Ada|Grace"), ("helper", "Alan"), ("contact", "a@example.org| b@example.org")].into_iter().collect();
        assert_eq!(Metadata::from(&raw).people(), "INSTRUCTORS: Ada, Grace\n\nHELPERS: Alan");
        assert_eq!(Metadata::from(&raw).contact, ["a@example.org", "b@example.org"]);
    }
}
