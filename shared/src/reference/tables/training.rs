//! What trainees must do (MNT-06, MNT-07).

use super::Table;
use crate::involvement;
use crate::record::Kind;
use crate::reference::shown::shown;
use crate::reference::{By, Field, Narrow, Removal, Show};

/// MNT-07: what a trainee must pass.
pub(super) const REQUIREMENT: Table = Table {
    name: "training_requirement",
    kind: Some(Kind::TrainingRequirement),
    path: "/admin/training-requirements/",
    title: "Training requirements",
    noun: ("training requirement", "training requirements"),
    about: "What a trainee must pass to become an instructor.",
    fields: &[
        Field::name(40),
        Field::flag("url_required", "Needs a web address"),
        Field::flag("event_required", "Needs an event"),
        Field::flag("involvement_required", "Needs an involvement"),
    ],
    shown: shown! {
        from "training_requirement t";
        label "t.name";
        off "false";
        search "t.name";
        order "t.name, t.id";
        filters [];
        name "Name" Show::Text => "t.name";
        url_required "URL" Show::Flag => "t.url_required";
        event_required "Event" Show::Flag => "t.event_required";
        involvement_required "Involvement" Show::Flag => "t.involvement_required";
    },
    // DM-PERSON-18 counts by these names.
    fixed: ("name", &["Training", "Get Involved", "Welcome Session", "Demo"]),
    ..Table::PLAIN
};

/// MNT-06: how trainees get involved. Archived instead of deleted: progress keeps its kind.
pub(super) const INVOLVEMENT: Table = Table {
    name: "involvement",
    kind: Some(Kind::Involvement),
    path: "/admin/involvements/",
    title: "Involvements",
    noun: ("involvement", "involvements"),
    about: "Activities that count as getting involved.",
    has_times: true,
    fields: &[
        Field::name(40),
        Field::text("display_name", "Display name", 100).required(),
        Field::flag("url_required", "Needs a web address"),
        Field::flag("date_required", "Needs a day").preset("on"),
        Field::flag("notes_required", "Needs notes"),
    ],
    shown: shown! {
        from "involvement t";
        label "t.display_name";
        off "t.archived_at IS NOT NULL";
        search "t.name", "t.display_name";
        order "t.name, t.id";
        filters [
            Narrow { name: "archived", label: "Archived", by: By::Flag } => crate::listing::Meaning::Bool("(t.archived_at IS NOT NULL) = {}"),
        ];
        name "Name" Show::Text => "t.name";
        display_name "Display name" Show::Text => "t.display_name";
        url_required "URL" Show::Flag => "t.url_required";
        date_required "Date" Show::Flag => "t.date_required";
        notes_required "Notes" Show::Flag => "t.notes_required";
        archived_at "Archived at" Show::Moment => "t.archived_at";
    },
    removal: Removal::Archive("It is offered no more; progress that has it keeps it."),
    // DM-TPROG-07, and the order of the form.
    fixed: ("name", &[involvement::GITHUB_CONTRIBUTION, involvement::OTHER]),
    ..Table::PLAIN
};
