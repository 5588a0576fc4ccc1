//! How often a person had which role at events.

use serde::Deserialize;

/// How often a person had which role, as the view `person_role_count` counts it (DM-PERSON-17).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct RoleCounts {
    /// Instructor at workshops.
    pub instructor: i64,
    /// Instructor at instructor trainings.
    pub trainer: i64,
    /// Supporting instructor.
    pub supporting: i64,
    /// Helper.
    pub helper: i64,
    /// Learner.
    pub learner: i64,
    /// Organizer.
    pub organizer: i64,
}

impl RoleCounts {
    /// Whether the person had none of these roles.
    #[must_use]
    pub fn are_none(&self) -> bool {
        *self == Self::default()
    }
}
