//! What events are about.

use crate::demo::random::turn;

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) struct Subject {
    pub(in crate::demo) tag: &'static str,
    /// The administrator's domain.
    pub(in crate::demo) administrator: &'static str,
    pub(super) curricula: &'static [&'static str],
    pub(super) category: &'static str,
}

impl Subject {
    const fn of(
        tag: &'static str,
        administrator: &'static str,
        curricula: &'static [&'static str],
        category: &'static str,
    ) -> Self {
        Self { tag, administrator, curricula, category }
    }

    /// The subject of the event of that number: every eighth is a training, and every eighth something else.
    pub(super) fn number(number: usize) -> Self {
        match number % 8 {
            3 => TRAINING,
            7 => *turn(OTHERS, number / 8),
            _ => *turn(WORKSHOPS, number),
        }
    }

    /// A training of instructors.
    pub(in crate::demo) fn is_training(self) -> bool {
        self.tag == "TTT"
    }

    /// Whether trainers teach there (DM-TASK-05).
    pub(in crate::demo) fn by_trainers(self) -> bool {
        self.administrator == "carpentries.org"
    }

    /// Whether its hosts do it on their own.
    pub(in crate::demo) fn is_self_organized(self) -> bool {
        self.administrator == "self-organized"
    }

    /// Whether instructors are found by The Carpentries, for a workshop of one of the three.
    pub(in crate::demo) fn is_central_workshop(self) -> bool {
        !self.is_self_organized() && matches!(self.tag, "SWC" | "DC" | "LC")
    }

    /// The benefit that pays for a seat there (DM-TASK-09).
    pub(in crate::demo) fn seat_benefit(self) -> Option<&'static str> {
        match self.tag {
            "TTT" => Some("Instructor Training"),
            "ITT" => Some("Instructor Trainer Training"),
            "CLDT" => Some("Collaborative Lesson Development Training"),
            "SKILL" => Some("Skillup"),
            _ => None,
        }
    }
}

const TRAINING: Subject = Subject::of("TTT", "carpentries.org", &[], "training");
const WORKSHOPS: &[Subject] = &[
    Subject::of(
        "SWC",
        "software-carpentry.org",
        &["swc-python", "swc-r", "swc-plotting", "swc-reproducible-science"],
        "workshop",
    ),
    Subject::of(
        "DC",
        "datacarpentry.org",
        &["dc-ecology-r", "dc-genomics", "dc-geospatial", "dc-socsci-python", "dc-ecology-python"],
        "workshop",
    ),
    Subject::of("LC", "librarycarpentry.org", &["lc"], "workshop"),
    Subject::of("Circuits", "self-organized", &["mix-match"], "workshop"),
    Subject::of("SWC", "self-organized", &["swc-python"], "workshop"),
];
const OTHERS: &[Subject] = &[
    Subject::of("ITT", "carpentries.org", &[], "training"),
    Subject::of("SKILL", "carpentries.org", &[], "skillup"),
    Subject::of("CLDT", "carpentries.org/community-lessons/", &[], "training"),
    Subject::of("LSO", "carpentries.org", &[], "community_session"),
    Subject::of("hackathon", "carpentries.org", &[], "community_session"),
];
