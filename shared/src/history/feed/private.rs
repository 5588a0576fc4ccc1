//! What is not told: values that belong to people, or that somebody wrote in confidence. Whoever may know them asks the API.

use crate::history::catalog::Column;

/// Kinds of records that are about people: of their fields only references, days, yes or no, and states are told.
const ABOUT_PEOPLE: [&str; 12] = [
    "person",
    "award",
    "account_owner",
    "community_role",
    "task",
    "training_request",
    "training_progress",
    "workshop_request",
    "workshop_inquiry_request",
    "self_organised_submission",
    "instructor_recruitment",
    "instructor_recruitment_signup",
];
/// Texts of other kinds that may hold names, addresses or remarks, or that open a door.
const IN_CONFIDENCE: [&str; 18] = [
    "agreement_link",
    "bcc_header",
    "cc_header",
    "contact",
    "email",
    "emergency_contact",
    "from_header",
    "instructors_post",
    "instructors_pre",
    "learners_longterm",
    "learners_post",
    "learners_pre",
    "metadata_all_changes",
    "notes",
    "reg_key",
    "registration_code",
    "reply_to_header",
    "repository_metadata",
];
/// One of a few words, which tell nothing of a person by themselves.
const STATES: [&str; 2] = ["state", "status"];

/// Whether the values of a column are kept back.
pub(super) fn is_private(column: &Column) -> bool {
    if column.refers_to.is_some() || STATES.contains(&column.name.as_str()) {
        return false;
    }
    let is_about_people = ABOUT_PEOPLE.contains(&column.owner.as_str());
    (is_about_people && !matches!(column.category.as_str(), "B" | "D")) || IN_CONFIDENCE.contains(&column.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(owner: &str, name: &str, category: &str) -> bool {
        let (owner, name, category) = (owner.to_owned(), name.to_owned(), category.to_owned());
        !is_private(&Column { table: owner.clone(), owner, name, category, is_owner: false, refers_to: None })
    }

    #[test]
    fn what_is_known_of_people_stays_here() {
        for (owner, name, category) in [
            ("person", "email", "S"),
            ("person", "personal", "S"),
            ("person", "user_notes", "S"),
            ("person", "airport_lat", "N"),
            ("person", "country", "S"),
            ("training_request", "reason", "S"),
            ("training_request", "score_manual", "N"),
            ("event", "contact", "S"),
            ("event", "instructors_pre", "S"),
            ("membership", "registration_code", "S"),
        ] {
            assert!(!told(owner, name, category), "{owner}.{name}");
        }
    }

    #[test]
    fn what_is_no_secret_is_told() {
        for (owner, name, category) in [
            ("person", "is_active", "B"),
            ("person", "archived_at", "D"),
            ("training_request", "state", "S"),
            ("event", "venue", "S"),
            ("event", "latitude", "N"),
            ("organization", "domain", "S"),
        ] {
            assert!(told(owner, name, category), "{owner}.{name}");
        }
    }
}
