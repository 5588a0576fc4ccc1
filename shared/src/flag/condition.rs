//! When a flag is on: a function of its conditions and of what is known of the request.

use std::collections::BTreeMap;

/// What a condition demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand {
    /// Always, or never.
    Boolean(bool),
    /// That nobody is signed in, or that somebody is.
    Anonymous(bool),
    /// That the query string has this name with this value; the name stays in the session (DM-FLAG-01).
    Parameter {
        /// The name.
        name: String,
        /// The value, usually `true`.
        value: String,
    },
    /// That the session remembers this name.
    Session(String),
    /// That this is no production site, or that it is one.
    NotInProduction(bool),
    /// Something that nobody can meet: a condition whose kind or value is not known.
    Unknown,
}

/// A condition of a flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it demands.
    pub demand: Demand,
    /// Whether the flag is off without it; else one such condition is enough.
    pub required: bool,
}

/// What the session remembers of parameters, by name.
pub type Remembered = BTreeMap<String, bool>;

/// What is known of a request.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Nobody is signed in.
    pub is_anonymous: bool,
    /// The query string, in order.
    pub query: &'a [(String, String)],
    /// What the session remembers.
    pub session: &'a Remembered,
    /// This is the production site.
    pub is_production: bool,
}

impl Demand {
    /// The demand that is stored as a kind and a value. AMY's spellings of yes and no are understood.
    #[must_use]
    pub fn read(kind: &str, value: &str) -> Self {
        let value = value.trim();
        let yes = || match value.to_ascii_lowercase().as_str() {
            "true" | "t" | "1" | "yes" | "y" | "on" => Some(true),
            "false" | "f" | "0" | "no" | "n" | "off" => Some(false),
            _ => None,
        };
        match kind {
            "boolean" => yes().map_or(Self::Unknown, Self::Boolean),
            "anonymous" => yes().map_or(Self::Unknown, Self::Anonymous),
            // Its value says nothing more where it is left empty.
            "not_in_production" if value.is_empty() => Self::NotInProduction(true),
            "not_in_production" => yes().map_or(Self::Unknown, Self::NotInProduction),
            "parameter" | "session" if value.is_empty() => Self::Unknown,
            "session" => Self::Session(value.to_owned()),
            "parameter" => {
                let (name, value) = value.split_once('=').unwrap_or((value, "true"));
                Self::Parameter { name: name.to_owned(), value: value.to_owned() }
            }
            _ => Self::Unknown,
        }
    }

    fn is_met(&self, seen: &Seen<'_>) -> bool {
        match self {
            Self::Boolean(yes) => *yes,
            Self::Anonymous(yes) => seen.is_anonymous == *yes,
            // The last one of several counts, as it does for the session.
            Self::Parameter { name, value } => {
                seen.query.iter().rfind(|(key, _)| key == name).is_some_and(|(_, sent)| sent.eq_ignore_ascii_case(value))
            }
            Self::Session(name) => seen.session.get(name).copied().unwrap_or(false),
            Self::NotInProduction(yes) => seen.is_production != *yes,
            Self::Unknown => false,
        }
    }
}

/// Whether a flag with these conditions is on: all required ones hold, and of the others at least one, where there are any.
/// Without a condition it is off.
#[must_use]
pub fn is_on(conditions: &[Condition], seen: &Seen<'_>) -> bool {
    let (required, optional): (Vec<_>, Vec<_>) = conditions.iter().partition(|condition| condition.required);
    let met = |condition: &&Condition| condition.demand.is_met(seen);
    !conditions.is_empty() && required.iter().all(met) && (optional.is_empty() || optional.iter().any(met))
}

/// What the session must remember from now on because of the request's query string: a parameter that a condition knows, met or
/// taken back by `name=false` (DM-FLAG-01).
#[must_use]
pub fn remembered<'a>(conditions: impl IntoIterator<Item = &'a Condition>, query: &[(String, String)]) -> Remembered {
    let mut remembered = Remembered::new();
    for condition in conditions {
        let Demand::Parameter { name, value } = &condition.demand else { continue };
        match query.iter().rfind(|(key, _)| key == name).map(|(_, sent)| sent) {
            Some(sent) if sent.eq_ignore_ascii_case(value) => remembered.insert(name.clone(), true),
            Some(sent) if sent.eq_ignore_ascii_case("false") => remembered.insert(name.clone(), false),
            _ => None,
        };
    }
    remembered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(kind: &str, value: &str, required: bool) -> Condition {
        Condition { demand: Demand::read(kind, value), required }
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    const NOTHING: &Remembered = &Remembered::new();
    const SEEN: Seen<'static> = Seen { is_anonymous: true, query: &[], session: NOTHING, is_production: true };

    #[test]
    fn all_required_conditions_and_one_of_the_others_make_a_flag_on() {
        let (yes, no) = ("true", "False");
        for (conditions, on) in [
            (vec![], false),
            (vec![(yes, false)], true),
            (vec![(no, false)], false),
            (vec![(no, false), (yes, false)], true),
            (vec![(yes, true)], true),
            (vec![(no, true)], false),
            (vec![(yes, true), (no, false)], false),
            (vec![(yes, true), (no, false), (yes, false)], true),
            (vec![(no, true), (yes, false)], false),
            (vec![(yes, true), (no, true)], false),
        ] {
            let of: Vec<_> = conditions.iter().map(|(value, required)| condition("boolean", value, *required)).collect();
            assert_eq!(is_on(&of, &SEEN), on, "{conditions:?}");
        }
    }

    #[test]
    fn each_kind_of_condition_asks_its_own_question() {
        let query = pairs(&[("x", "false"), ("enable", "True")]);
        let session = Remembered::from([("enable".to_owned(), true), ("other".to_owned(), false)]);
        let seen = Seen { is_anonymous: false, query: &query, session: &session, is_production: false };
        for (kind, value, for_seen, for_visitor) in [
            ("boolean", "yes", true, true),
            ("boolean", "maybe", false, false),
            ("anonymous", "true", false, true),
            ("anonymous", "false", true, false),
            ("parameter", "enable", true, false),
            ("parameter", "enable=true", true, false),
            ("parameter", "enable=on", false, false),
            ("parameter", "x=true", false, false),
            ("session", "enable", true, false),
            ("session", "other", false, false),
            ("not_in_production", "", true, false),
            ("not_in_production", "true", true, false),
            ("not_in_production", "false", false, true),
            ("before date", "2030-01-01", false, false),
            ("parameter", "", false, false),
        ] {
            let conditions = [condition(kind, value, false)];
            assert_eq!((is_on(&conditions, &seen), is_on(&conditions, &SEEN)), (for_seen, for_visitor), "{kind} {value}");
        }
    }

    #[test]
    fn dm_flag_01_the_session_remembers_parameters_that_conditions_know() {
        let conditions = [condition("parameter", "enable_x=true", false), condition("session", "enable_x", false)];
        let told = |query: &[(&str, &str)]| remembered(&conditions, &pairs(query));
        assert_eq!(told(&[("enable_x", "true")]), Remembered::from([("enable_x".to_owned(), true)]));
        assert_eq!(told(&[("enable_x", "false")]), Remembered::from([("enable_x".to_owned(), false)]));
        assert_eq!(told(&[("enable_x", "true"), ("enable_x", "false")]), Remembered::from([("enable_x".to_owned(), false)]));
        assert!(told(&[("enable_x", "perhaps"), ("other", "true")]).is_empty());
        // What is remembered switches it on without the parameter.
        let session = told(&[("enable_x", "true")]);
        assert!(is_on(&conditions, &Seen { session: &session, ..SEEN }));
        let session = told(&[("enable_x", "false")]);
        assert!(!is_on(&conditions, &Seen { session: &session, ..SEEN }));
    }
}
