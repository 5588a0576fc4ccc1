//! The groups of the data model, and which table belongs to which.

/// A group: its heading, and its tables. Sets go with the record that has them.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) tables: &'static [&'static str],
}

pub(super) const GROUPS: &[Group] = &[
    Group {
        title: "People and login",
        tables: &[
            "person",
            "person_domain",
            "person_language",
            "person_user_group",
            "person_permission",
            "user_group",
            "user_group_permission",
            "permission",
            "social_login",
            "bulk_upload",
            "passkey",
        ],
    },
    Group { title: "Skills", tables: &["badge", "award", "lesson", "qualification", "knowledge_domain", "language"] },
    Group { title: "Community roles", tables: &["community_role", "community_role_config", "community_role_inactivation"] },
    Group {
        title: "Organizations and geography",
        tables: &[
            "organization",
            "organization_affiliation",
            "country",
            "airport",
            "continent",
            "continent_country",
            "criterium",
            "criterium_country",
        ],
    },
    Group {
        title: "Events",
        tables: &[
            "event",
            "event_tag",
            "event_curriculum",
            "event_lesson",
            "tag",
            "curriculum",
            "event_category",
            "calendar_feed",
        ],
    },
    Group { title: "Tasks", tables: &["task", "role"] },
    Group { title: "Memberships", tables: &["membership", "member", "member_role", "membership_task", "membership_person_role"] },
    Group {
        title: "Service offering",
        tables: &[
            "consortium",
            "consortium_organization",
            "partnership",
            "partnership_tier",
            "account",
            "account_owner",
            "benefit",
            "account_benefit",
            "account_benefit_discount",
            "registration_code",
        ],
    },
    Group {
        title: "Instructor training",
        tables: &[
            "training_request",
            "training_request_domain",
            "training_request_involvement",
            "training_requirement",
            "involvement",
            "training_progress",
        ],
    },
    Group {
        title: "Workshop requests",
        tables: &[
            "workshop_request",
            "workshop_request_curriculum",
            "workshop_request_domain",
            "workshop_request_academic_level",
            "workshop_request_computing_level",
            "workshop_request_info_source",
            "workshop_inquiry_request",
            "workshop_inquiry_request_curriculum",
            "workshop_inquiry_request_domain",
            "workshop_inquiry_request_academic_level",
            "workshop_inquiry_request_computing_level",
            "workshop_inquiry_request_info_source",
            "workshop_inquiry_request_routine_data",
            "self_organised_submission",
            "self_organised_submission_curriculum",
            "academic_level",
            "computing_experience_level",
            "info_source",
            "data_variant",
        ],
    },
    Group { title: "Recruitment", tables: &["instructor_recruitment", "instructor_recruitment_signup"] },
    Group { title: "Consents", tables: &["term", "term_option", "consent", "training_request_consent"] },
    Group {
        title: "Email, comments, history, settings",
        tables: &[
            "email_template",
            "scheduled_email",
            "scheduled_email_log",
            "attachment",
            "comment",
            "revision",
            "version",
            "change_feed",
            "feature_flag_condition",
            "saved_filter",
        ],
    },
];

/// The group of a table.
pub(super) fn of(table: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|group| group.tables.contains(&table))
}
