//! Metadata as a website has it: texts by name.

use std::collections::BTreeMap;

/// The names that mean something.
const KEYS: [&str; 14] = [
    "slug",
    "startdate",
    "enddate",
    "country",
    "venue",
    "address",
    "latlng",
    "lat",
    "lng",
    "language",
    "eventbrite",
    "instructor",
    "helper",
    "contact",
];
/// Letters of a value that are kept: more than any field takes, and little enough for a page.
const LONGEST: usize = 2000;

/// Texts by name, trimmed and without invisible characters; a name may be there with an empty text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raw(BTreeMap<&'static str, String>);

impl Raw {
    /// Keeps a value where its name means something; the last one of a name stays.
    pub(super) fn put(&mut self, key: &str, value: &str) {
        if let Some(known) = KEYS.into_iter().find(|known| *known == key) {
            let visible = value.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter });
            self.0.insert(known, visible.take(LONGEST).collect());
        }
    }

    /// The text of a name that is there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// The text of a name; empty where there is none.
    pub(super) fn text(&self, key: &str) -> &str {
        self.get(key).unwrap_or_default()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Raw {
    fn from_iter<T: IntoIterator<Item = (&'a str, &'a str)>>(pairs: T) -> Self {
        let mut raw = Self::default();
        for (key, value) in pairs {
            raw.put(key, value);
        }
        raw
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imp_01_of_a_name_the_last_value_stays_and_unknown_names_do_not() {
        let raw: Raw = [("venue", "A"), ("layout", "workshop"), ("venue", " B\u{0}\tC "), ("Slug", "x")].into_iter().collect();
        assert_eq!(raw.get("venue"), Some("B  C"));
        assert_eq!((raw.get("layout"), raw.get("Slug"), raw.text("slug")), (None, None, ""));
        let long: Raw = [("venue", "ö".repeat(5000).as_str())].into_iter().collect();
        assert_eq!(long.text("venue").chars().count(), LONGEST);
    }
}
