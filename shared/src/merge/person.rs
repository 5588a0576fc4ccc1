//! What merging two persons merges (DM-MERGE-10 … DM-MERGE-13, PER-03).

use super::declaration::Dropped::{Deleted, Unlinked};
use super::declaration::{Mergeable, Related, Scalar, Twins};
use crate::record::Kind;

/// Two persons. Password, groups, permissions, the superuser flag and `user_notes` stay the survivor's (DM-MERGE-13).
pub static PERSON: Mergeable = Mergeable {
    kind: Kind::Person,
    scalars: &[
        Scalar::of("username", &["username"]),
        Scalar::of("personal", &["personal"]),
        Scalar::of("middle", &["middle"]),
        Scalar::of("family", &["family"]),
        Scalar::of("email", &["email"]),
        Scalar::of("secondary_email", &["secondary_email"]),
        Scalar::of("gender", &["gender"]),
        Scalar::of("gender_other", &["gender_other"]),
        // What is known of the airport goes with it (DM-PERSON-10).
        Scalar::of("airport_iata", &["airport_iata", "airport_country", "airport_lat", "airport_lon", "airport_timezone"]),
        Scalar::of("country", &["country"]),
        Scalar::of("timezone", &["timezone"]),
        Scalar::of("github", &["github"]),
        Scalar::of("twitter", &["twitter"]),
        Scalar::of("bluesky", &["bluesky"]),
        // D-06: AMY offers it and forgets it.
        Scalar::of("mastodon", &["mastodon"]),
        Scalar::of("url", &["url"]),
        Scalar::of("affiliation", &["affiliation"]),
        Scalar::of("occupation", &["occupation"]),
        Scalar::of("orcid", &["orcid"]),
        Scalar::of("is_active", &["is_active"]),
    ],
    sets: &[
        Related::chosen("award_set", "award", "person_id", Deleted, Twins::Unique(&["badge_id"])),
        Related::chosen("qualification_set", "qualification", "person_id", Deleted, Twins::Unique(&["lesson_id"])),
        Related::chosen("domains", "person_domain", "person_id", Deleted, Twins::Unique(&["knowledge_domain_id"])),
        Related::chosen("languages", "person_language", "person_id", Deleted, Twins::Unique(&["language_id"])),
        Related::chosen("task_set", "task", "person_id", Deleted, Twins::Unique(&["event_id", "role_id"])),
        Related::chosen("trainingprogress_set", "training_progress", "trainee_id", Deleted, Twins::Unique(&["event_id"])),
        Related::chosen("comment_comments", "comment", "person_id", Unlinked, Twins::None),
    ],
    // D-16
    moved: &[
        Related::moved(
            "community_role",
            "person_id",
            Twins::Exact(&[
                "config_id",
                "award_id",
                "start",
                "end",
                "inactivation_id",
                "membership_id",
                "partnership_id",
                "url",
                "target_type",
                "target_id",
                "custom_keys",
            ]),
        ),
        Related::moved("instructor_recruitment_signup", "person_id", Twins::Unique(&["recruitment_id"])),
        Related::moved("membership_task", "person_id", Twins::Unique(&["membership_id", "role_id"])),
        Related::moved("account_owner", "person_id", Twins::Exact(&["account_id", "permission_type"])),
        Related::moved("award", "awarded_by_id", Twins::None),
        Related::moved("training_request", "person_id", Twins::None),
        Related::moved("event", "assigned_to_id", Twins::None),
        Related::moved("workshop_request", "assigned_to_id", Twins::None),
        Related::moved("workshop_inquiry_request", "assigned_to_id", Twins::None),
        Related::moved("self_organised_submission", "assigned_to_id", Twins::None),
        Related::moved("instructor_recruitment", "assigned_to_id", Twins::None),
        Related::moved("scheduled_email_log", "author_id", Twins::None),
        Related::moved("revision", "person_id", Twins::None),
    ],
    settle: |_| {},
};
