//! What request forms offer, and who is told of requests (UTL-09, MNT-08, MNT-09).

use super::{COUNTRIES, Table, names};
use crate::db::Set;
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{Field, Show, Takes};

/// Career stages.
pub(super) const ACADEMIC_LEVEL: Table = names!(
    "academic_level",
    "academic_level t",
    AcademicLevel,
    "/admin/academic-levels/",
    "Academic levels",
    ("academic level", "academic levels"),
    40,
    "Career stages of a workshop’s audience."
);

/// Experience with computing.
pub(super) const COMPUTING_LEVEL: Table = names!(
    "computing_experience_level",
    "computing_experience_level t",
    ComputingExperienceLevel,
    "/admin/computing-experience-levels/",
    "Computing experience levels",
    ("computing experience level", "computing experience levels"),
    255,
    "What a workshop’s audience knows of computing."
);

/// Where people heard of us.
pub(super) const INFO_SOURCE: Table = names!(
    "info_source",
    "info_source t",
    InfoSource,
    "/admin/info-sources/",
    "Info sources",
    ("info source", "info sources"),
    300,
    "Where people heard of The Carpentries. Links may be written in HTML."
);

/// Kinds of data. One at most stands for "not known yet".
pub(super) const DATA_VARIANT: Table = Table {
    name: "data_variant",
    kind: Some(Kind::DataVariant),
    path: "/admin/data-variants/",
    title: "Data variants",
    noun: ("data variant", "data variants"),
    about: "Kinds of data that an audience works with.",
    fields: &[
        Field::name(300),
        Field::flag("unknown", "Not known yet")
            .help("Stands for “I do not know yet”. Only one data variant can: it is taken from the one that did so before."),
    ],
    shown: shown! {
        from "data_variant t";
        label "t.name";
        off "false";
        search "t.name";
        order "t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        unknown "Not known yet" Show::Flag => "t.unknown";
    },
    single: &["unknown"],
    ..Table::PLAIN
};

/// MNT-08: mailboxes by country (DM-GEN-11).
pub(super) const CRITERIUM: Table = Table {
    name: "criterium",
    kind: Some(Kind::Criterium),
    path: "/admin/criteria/",
    title: "Criteria",
    noun: ("criterium", "criteria"),
    about: "Which mailbox is told of requests from which countries.",
    fields: &[
        Field::name(100),
        Field::new("countries", "Countries", Takes::Members(Set::CriteriumCountries, COUNTRIES)).required(),
        Field::new("email", "E-mail", Takes::Email).required(),
    ],
    shown: shown! {
        from "criterium t";
        label "t.name || ' (' || t.email || ')'";
        off "false";
        search "t.name", "t.email";
        order "t.name, t.email, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        email "E-mail" Show::Text => "t.email";
        countries "Countries" Show::Long => "first_countries(ARRAY(SELECT s.country FROM criterium_country s WHERE s.criterium_id = t.id))";
    },
    ..Table::PLAIN
};

/// MNT-09: continents (DM-ORG-07).
pub(super) const CONTINENT: Table = Table {
    name: "continent",
    kind: Some(Kind::Continent),
    path: "/admin/continents/",
    title: "Continents",
    noun: ("continent", "continents"),
    about: "Which countries a filter by continent lets through. A country may be on two.",
    fields: &[
        Field::name(100),
        Field::new("countries", "Countries", Takes::Members(Set::ContinentCountries, COUNTRIES)).required(),
    ],
    shown: shown! {
        from "continent t";
        label "t.name";
        off "false";
        search "t.name";
        order "t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        countries "Countries" Show::Long => "first_countries(ARRAY(SELECT s.country FROM continent_country s WHERE s.continent_id = t.id))";
    },
    ..Table::PLAIN
};
