//! The declarations.

mod access;
mod community;
mod consents;
mod fiscal;
mod flags;
mod people;
mod requests;
mod training;
mod workshops;

use super::{KeyType, Source, Table};

/// All tables under the headings of the index.
pub const SECTIONS: &[(&str, &[&Table])] = &[
    ("Workshops", &[&workshops::TAG, &workshops::ROLE, &workshops::CURRICULUM, &workshops::LESSON, &workshops::LANGUAGE]),
    ("People", &[&people::BADGE, &people::KNOWLEDGE_DOMAIN, &community::CONFIG, &community::INACTIVATION]),
    ("Instructor training", &[&training::REQUIREMENT, &training::INVOLVEMENT]),
    (
        "Requests",
        &[
            &requests::ACADEMIC_LEVEL,
            &requests::COMPUTING_LEVEL,
            &requests::INFO_SOURCE,
            &requests::DATA_VARIANT,
            &requests::CRITERIUM,
            &requests::CONTINENT,
        ],
    ),
    ("Memberships and offering", &[&fiscal::MEMBER_ROLE, &fiscal::PERSON_ROLE, &fiscal::TIER, &fiscal::DISCOUNT]),
    ("Consents", &[&consents::TERM, &consents::TERM_OPTION, &consents::CONSENT]),
    ("This site", &[&access::GROUP, &flags::CONDITION, &access::SOCIAL_LOGIN, &access::COMMENT]),
];

/// The countries by name.
const COUNTRIES: Source = Source { of: KeyType::Text, key: "c.code", label: "c.name", from: "country c", order: "c.name" };

/// A table of names: its only field is `$max` long.
macro_rules! names {
    ($table:literal, $from:literal, $kind:ident, $path:literal, $title:literal, $noun:expr, $max:literal, $about:literal) => {
        $crate::reference::Table {
            name: $table,
            kind: Some($crate::record::Kind::$kind),
            path: $path,
            title: $title,
            noun: $noun,
            about: $about,
            fields: &[$crate::reference::Field::name($max)],
            shown: $crate::reference::shown::shown! {
                from $from;
                label "t.name";
                off "false";
                search "t.name";
                order "t.name, t.id";
                filters [];
                name "Name" $crate::reference::Show::Text => "t.name";
            },
            ..$crate::reference::Table::PLAIN
        }
    };
}
use names;
