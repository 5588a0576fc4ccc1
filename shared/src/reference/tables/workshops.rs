//! What workshops are described with (UTL-09).

use super::{Table, names};
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{By, Field, Narrow, Show, Takes};

/// Tags of events.
pub(super) const TAG: Table = Table {
    name: "tag",
    kind: Some(Kind::Tag),
    path: "/admin/tags/",
    title: "Tags",
    noun: ("tag", "tags"),
    about: "Mark events, such as by programme or by state.",
    fields: &[
        Field::name(40),
        Field::text("details", "Details", 100).required().help("Explains the tag to whoever points at it."),
        Field::new("priority", "Priority", Takes::Integer(0, 9999)).preset("0").help("Tags are listed by it, the lowest first."),
    ],
    shown: shown! {
        from "tag t";
        label "t.name";
        off "false";
        search "t.name", "t.details";
        order "t.priority, t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        priority "Priority" Show::Number => "t.priority";
        details "Details" Show::Text => "t.details";
    },
    // The main carpentries, those that rules ask for, and those that the warnings on events speak of.
    fixed: (
        "name",
        &[
            "SWC",
            "DC",
            "LC",
            "TTT",
            "ITT",
            "CLDT",
            "SKILL",
            "WiSE",
            "Circuits",
            "online",
            "stalled",
            "unresponsive",
            "cancelled",
            "automated-email",
        ],
    ),
    ..Table::PLAIN
};

/// Roles at events (DM-ROLE-01).
pub(super) const ROLE: Table = Table {
    name: "role",
    kind: Some(Kind::Role),
    path: "/admin/roles/",
    title: "Roles",
    noun: ("role", "roles"),
    about: "What people do at events.",
    fields: &[Field::name(40), Field::text("verbose_name", "Verbose name", 100).help("What people read; without it, the name.")],
    shown: shown! {
        from "role t";
        label "role_label(t.name, t.verbose_name)";
        off "false";
        search "t.name", "t.verbose_name";
        order "t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        verbose_name "Verbose name" Show::Text => "t.verbose_name";
    },
    fixed: ("name", &["instructor", "learner", "helper", "host", "organizer", "supporting-instructor"]),
    ..Table::PLAIN
};

const CARPENTRIES: &[(&str, &str)] = &[("SWC", "Software Carpentry"), ("DC", "Data Carpentry"), ("LC", "Library Carpentry")];

/// What workshops teach. One at most stands for "not known yet", one for "mix and match" (DM-CURR-01).
pub(super) const CURRICULUM: Table = Table {
    name: "curriculum",
    kind: Some(Kind::Curriculum),
    path: "/admin/curricula/",
    title: "Curricula",
    noun: ("curriculum", "curricula"),
    about: "What workshops teach, offered on events and request forms.",
    fields: &[
        Field::flag("active", "Active").preset("on").help("Only active curricula are offered."),
        Field::new("carpentry", "Carpentry", Takes::OneOf(CARPENTRIES)).help("Leave empty where none applies."),
        Field::new("slug", "Slug", Takes::Slug(40)).required().unique().help("A short name, such as swc-python."),
        Field::text("name", "Name", 200).required().unique(),
        Field::new("description", "Description", Takes::Markdown(400)),
        Field::flag("other", "Other").help("Stands for whatever this carpentry teaches besides."),
        Field::flag("unknown", "Not known yet")
            .help("Stands for “I do not know yet”. Only one curriculum can: it is taken from the one that did so before."),
        Field::flag("mix_match", "Mix & Match")
            .help("Stands for any mixture. Only one curriculum can: it is taken from the one that did so before."),
        Field::new("website", "Website", Takes::Url(200)),
    ],
    shown: shown! {
        from "curriculum t";
        label "t.name";
        off "NOT t.active";
        search "t.name", "t.slug";
        order "t.slug, t.id";
        filters [
            Narrow { name: "active", label: "Active", by: By::Flag } => crate::listing::Meaning::Bool("t.active = {}"),
            Narrow { name: "carpentry", label: "Carpentry", by: By::OneOf(CARPENTRIES) } => crate::listing::Meaning::Texts("t.carpentry = ANY({})"),
        ];
        slug "Slug" Show::Text => "t.slug";
        name "Name" Show::Text => "t.name";
        carpentry "Carpentry" Show::Text => "t.carpentry";
        active "Active" Show::Flag => "t.active";
        other "Other" Show::Flag => "t.other";
        unknown "Not known yet" Show::Flag => "t.unknown";
        mix_match "Mix & Match" Show::Flag => "t.mix_match";
        website "Website" Show::Url => "t.website";
    },
    single: &["unknown", "mix_match"],
    ..Table::PLAIN
};

/// What instructors can teach.
pub(super) const LESSON: Table = names!(
    "lesson",
    "lesson t",
    Lesson,
    "/admin/lessons/",
    "Lessons",
    ("lesson", "lessons"),
    40,
    "What instructors are qualified to teach, such as swc/git."
);

/// Languages of instruction, and those that people speak.
pub(super) const LANGUAGE: Table = Table {
    name: "language",
    kind: Some(Kind::Language),
    path: "/admin/languages/",
    title: "Languages",
    noun: ("language", "languages"),
    about: "Languages of instruction, and those that people speak.",
    fields: &[
        Field::text("name", "Name", 100).required().unique().help("In English."),
        Field::text("subtag", "Subtag", 10).required().unique().help("The primary subtag, such as sv for Swedish."),
    ],
    shown: shown! {
        from "language t";
        label "t.name";
        off "false";
        search "t.name", "t.subtag";
        order "t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        subtag "Subtag" Show::Text => "t.subtag";
    },
    ..Table::PLAIN
};
