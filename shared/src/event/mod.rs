//! Events: workshops, trainings and other sessions (data-model.md §2.5).

mod board;
mod check;
mod choices;
mod details;
mod input;
mod issues;
mod like;
mod list;
mod predicate;
mod reports;
mod save;
mod slug;
mod timeline;
mod website;

pub use board::{Board, CurrentEvent, UnpublishedEvent, board};
pub use choices::{Choices, CurriculumChoice, TagChoice, choices};
pub use details::{CurriculumLabel, Details, EventTask, TagLabel, by_slug, id_of, tasks};
pub use input::{EventInput, Stored, stored};
pub use issues::{Issue, issues};
pub use like::like;
pub use list::{FilterChoices, LISTING, ListRow, filter_choices};
pub use predicate::{Predicate, such_events};
pub use reports::ReportsLink;
pub use save::{assign, create, resave, resave_all, update};
pub use timeline::{Entry, Happening, Overview, What, overview, timeline, timeline_url};
pub use website::{repository_url, website_url};

/// The organizations that may administer an event, by domain (DM-ORG-02).
pub const ADMINISTRATORS: [&str; 6] = [
    SELF_ORGANIZED,
    "software-carpentry.org",
    "datacarpentry.org",
    "librarycarpentry.org",
    INSTRUCTOR_TRAINING,
    "carpentries.org/community-lessons/",
];

/// Domain of the administrator of self-organised workshops.
pub const SELF_ORGANIZED: &str = "self-organized";

/// Domain of the administrator of instructor trainings.
pub const INSTRUCTOR_TRAINING: &str = "carpentries.org";

/// The country of events that take place online (DM-GEN-05).
pub const ONLINE: &str = "W3";

/// Tags shown in dense lists (DM-EVENT-15).
pub const MAIN_TAGS: [&str; 6] = ["SWC", "DC", "LC", "TTT", "ITT", "WiSE"];

/// Tags of workshops of the carpentries (DM-EVENT-15).
pub const CARPENTRIES_TAGS: [&str; 3] = ["SWC", "DC", "LC"];

/// Tags of events that are no workshops of a carpentry (DM-EVENT-15).
pub const NON_CARPENTRIES_TAGS: [&str; 3] = ["TTT", "Circuits", "CLDT"];
