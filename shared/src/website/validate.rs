//! The rules that the metadata of a website should keep (IMP-02).

use std::sync::LazyLock;

use regex::Regex;

use super::Raw;

/// What the template for websites puts where something is to be filled in.
const PLACEHOLDER: &str = "FIXME";

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It must be mended.
    Error,
    /// It may be meant.
    Warning,
}

/// One thing that does not keep a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about: in words where the name alone does not say it, then the name.
    pub about: String,
    /// What is wrong.
    pub problem: String,
}

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Any,
    Slug,
    Day,
    Code,
    Digits,
    Decimal,
    Place,
}

#[expect(clippy::expect_used, reason = "constant expressions, compiled by the tests")]
fn compiled(expression: &str) -> Regex {
    Regex::new(expression).expect("a valid expression")
}

static SLUG: LazyLock<Regex> = LazyLock::new(|| compiled("^[0-9]{4}-[0-9]{2}-[0-9]{2}-.+$"));
static DAY: LazyLock<Regex> = LazyLock::new(|| compiled("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
static CODE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^\w\w$"));
static DIGITS: LazyLock<Regex> = LazyLock::new(|| compiled("^[0-9]+$"));
static DECIMAL: LazyLock<Regex> = LazyLock::new(|| compiled(r"^[+-]?[0-9]+(?:\.[0-9]*)?$"));
static PLACE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^[+-]?[0-9]+(?:\.[0-9]*)?,\s?[+-]?[0-9]+(?:\.[0-9]*)?$"));

impl Format {
    fn fits(self, value: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Slug => SLUG.is_match(value),
            Self::Day => DAY.is_match(value),
            Self::Code => CODE.is_match(value),
            Self::Digits => DIGITS.is_match(value),
            Self::Decimal => DECIMAL.is_match(value),
            Self::Place => PLACE.is_match(value),
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Any => "any text",
            Self::Slug => "a day and a place, as 2026-03-21-krakow",
            Self::Day => "a day, as 2026-03-21",
            Self::Code => "two letters",
            Self::Digits => "digits alone",
            Self::Decimal => "a number, as -50.06",
            Self::Place => "two numbers with a comma between, as 50.06, 19.94",
        }
    }
}

/// A rule: the name, its meaning in words where the name is not enough, whether it must be there, and its format.
type Rule = (&'static str, &'static str, bool, Format);

const BEFORE: [Rule; 11] = [
    ("slug", "workshop name", true, Format::Slug),
    ("startdate", "start date", true, Format::Day),
    ("enddate", "end date", false, Format::Day),
    ("country", "", true, Format::Code),
    ("language", "", false, Format::Code),
    ("venue", "", true, Format::Any),
    ("address", "", true, Format::Any),
    ("instructor", "", true, Format::Any),
    ("helper", "", true, Format::Any),
    ("contact", "", true, Format::Any),
    ("eventbrite", "Eventbrite event ID", false, Format::Digits),
];
const APART: [Rule; 2] = [("lat", "latitude", true, Format::Decimal), ("lng", "longitude", true, Format::Decimal)];
const TOGETHER: [Rule; 1] = [("latlng", "latitude / longitude", true, Format::Place)];

/// What does not keep the rules: errors first, each kind in the order of the rules.
#[must_use]
pub fn validate(raw: &Raw) -> Vec<Finding> {
    let is_apart = raw.get("lat").is_some() || raw.get("lng").is_some();
    let place = if is_apart { APART.as_slice() } else { TOGETHER.as_slice() };
    let mut findings: Vec<Finding> = BEFORE.iter().chain(place).filter_map(|rule| broken(*rule, raw.get(rule.0))).collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}

fn broken((key, words, is_required, format): Rule, value: Option<&str>) -> Option<Finding> {
    let (severity, problem) = match value {
        None if is_required => (Severity::Error, "is missing.".to_owned()),
        None => (Severity::Warning, "is missing. It may be left out.".to_owned()),
        Some(PLACEHOLDER) => (Severity::Error, format!("still holds the placeholder {PLACEHOLDER}.")),
        Some("") if !is_required => return None,
        Some(value) if format.fits(value) => return None,
        Some(value) => (Severity::Error, format!("is “{value}”, which is not {}.", format.in_words())),
    };
    let about = if words.is_empty() { key.to_owned() } else { format!("{words} {key}") };
    Some(Finding { severity, about, problem })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A website where all is well.
    const GOOD: [(&str, &str); 12] = [
        ("slug", "2026-08-20-lund"),
        ("startdate", "2026-08-20"),
        ("enddate", "2026-08-21"),
        ("country", "se"),
        ("language", "en"),
        ("venue", "Hall"),
        ("address", "Road 1"),
        ("instructor", "Ada"),
        ("helper", ""),
        ("contact", "a@example.org"),
        ("eventbrite", "1234"),
        ("latlng", "55.7, -13.2"),
    ];

    /// What is said where `key` has another value, or is not there.
    fn said(key: &'static str, value: Option<&'static str>) -> Vec<(Severity, String)> {
        let others = GOOD.into_iter().filter(|(known, _)| *known != key);
        let raw: Raw = others.chain(value.map(|value| (key, value))).collect();
        validate(&raw).into_iter().map(|found| (found.severity, format!("{} {}", found.about, found.problem))).collect()
    }

    #[test]
    fn imp_02_a_good_website_has_no_findings() {
        assert_eq!(validate(&GOOD.into_iter().collect()), []);
    }

    #[test]
    fn imp_02_what_is_missing_is_an_error_or_a_warning() {
        for (key, about, severity) in [
            ("slug", "workshop name slug", Severity::Error),
            ("startdate", "start date startdate", Severity::Error),
            ("enddate", "end date enddate", Severity::Warning),
            ("country", "country", Severity::Error),
            ("language", "language", Severity::Warning),
            ("venue", "venue", Severity::Error),
            ("address", "address", Severity::Error),
            ("instructor", "instructor", Severity::Error),
            ("helper", "helper", Severity::Error),
            ("contact", "contact", Severity::Error),
            ("eventbrite", "Eventbrite event ID eventbrite", Severity::Warning),
            ("latlng", "latitude / longitude latlng", Severity::Error),
        ] {
            let found = said(key, None);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].0, severity, "{key}");
            assert!(found[0].1.starts_with(&format!("{about} is missing.")), "{found:?}");
        }
    }

    #[test]
    fn imp_02_a_placeholder_is_an_error_everywhere() {
        for (key, _) in GOOD {
            let found = said(key, Some("FIXME"));
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].0 == Severity::Error && found[0].1.ends_with("still holds the placeholder FIXME."), "{found:?}");
        }
        assert_eq!(said("venue", Some("FIXME later")), []);
    }

    #[test]
    fn imp_02_formats_are_kept() {
        for (key, wrong) in [
            ("slug", "lund"),
            ("slug", "2026-08-20-"),
            ("slug", "2026-xx-xx-lund"),
            ("slug", ""),
            ("startdate", "20.8.2026"),
            ("startdate", ""),
            ("enddate", "2026-08-21x"),
            ("country", "swe"),
            ("country", ""),
            ("language", "english"),
            ("eventbrite", "12a"),
            ("latlng", "55.7"),
            ("latlng", "55.7;13.2"),
            ("latlng", "55.7,  13.2"),
        ] {
            let found = said(key, Some(wrong));
            assert_eq!(found.len(), 1, "{key} {wrong}: {found:?}");
            assert!(found[0].0 == Severity::Error && found[0].1.contains(&format!("is “{wrong}”, which is not ")), "{found:?}");
        }
        for (key, right) in [
            ("enddate", ""),
            ("language", ""),
            ("eventbrite", ""),
            ("venue", ""),
            ("country", "W3"),
            ("latlng", "+55,13"),
            ("latlng", "-55.7,13."),
        ] {
            assert_eq!(said(key, Some(right)), [], "{key} {right}");
        }
    }

    #[test]
    fn imp_02_coordinates_apart_are_both_needed() {
        let about = |pairs: &[(&'static str, &'static str)]| {
            let others = GOOD.into_iter().filter(|(key, _)| *key != "latlng");
            let raw: Raw = others.chain(pairs.iter().copied()).collect();
            validate(&raw).into_iter().map(|found| format!("{} {}", found.about, found.problem)).collect::<Vec<_>>()
        };
        assert_eq!(about(&[("lat", "55.7"), ("lng", "-13")]), [""; 0]);
        assert_eq!(about(&[("lat", "55.7")]), ["longitude lng is missing."]);
        assert_eq!(about(&[("lng", "x"), ("lat", "1")]), ["longitude lng is “x”, which is not a number, as -50.06."]);
    }

    #[test]
    fn imp_02_errors_come_first() {
        let severities: Vec<Severity> = validate(&Raw::default()).into_iter().map(|found| found.severity).collect();
        assert_eq!(severities.len(), 12);
        assert!(severities.is_sorted());
    }
}
