//! A record of every table that can be edited, as its form is filled in.

/// What is sent to make a record, and what stands in the way of deleting it.
pub(super) struct Sample {
    /// The table's name in addresses.
    pub(super) table: &'static str,
    /// Its name in SQL.
    pub(super) name: &'static str,
    /// The fields that are filled in, by name: all of those that must be, and more.
    pub(super) fill: &'static [(&'static str, &'static str)],
    /// One field that must not stay empty, and its longest length; 0 where it is not a text.
    pub(super) must: (&'static str, usize),
    /// A field that no two records have the same.
    pub(super) unique: &'static str,
    /// A field to change, and its new value.
    pub(super) change: (&'static str, &'static str),
    /// A statement that makes something refer to the record `$1`, and how the page of what stands in the way calls it.
    pub(super) refer: Option<(&'static str, &'static str)>,
}

/// The names of a table whose records are names.
const fn names(table: &'static str, name: &'static str, longest: usize, refer: Option<(&'static str, &'static str)>) -> Sample {
    Sample {
        table,
        name,
        fill: &[("name", "Brand new")],
        must: ("name", longest),
        unique: "name",
        change: ("name", "Brand old"),
        refer,
    }
}

/// One for every table.
pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        table: "tags",
        name: "tag",
        fill: &[("name", "brand-new"), ("details", "Something new"), ("priority", "7")],
        must: ("details", 100),
        unique: "name",
        change: ("details", "Something old"),
        refer: None,
    },
    Sample {
        table: "roles",
        name: "role",
        fill: &[("name", "juggler"), ("verbose_name", "Juggler")],
        must: ("name", 40),
        unique: "name",
        change: ("verbose_name", "Master Juggler"),
        refer: Some((
            "INSERT INTO task (event_id, person_id, role_id) SELECT (SELECT min(id) FROM event), (SELECT min(id) FROM person), $1::int",
            "tasks",
        )),
    },
    Sample {
        table: "curricula",
        name: "curriculum",
        fill: &[("slug", "swc-juggling"), ("name", "Juggling"), ("carpentry", "SWC"), ("website", "juggling.example.org")],
        must: ("slug", 40),
        unique: "slug",
        change: ("name", "Advanced juggling"),
        refer: None,
    },
    names(
        "lessons",
        "lesson",
        40,
        Some(("INSERT INTO qualification (person_id, lesson_id) SELECT min(id), $1::int FROM person", "qualifications")),
    ),
    Sample {
        table: "languages",
        name: "language",
        fill: &[("name", "Quenya"), ("subtag", "qya")],
        must: ("subtag", 10),
        unique: "subtag",
        change: ("name", "High Elvish"),
        refer: None,
    },
    Sample {
        table: "badges",
        name: "badge",
        fill: &[("name", "juggler"), ("title", "Juggler"), ("criteria", "Juggles five balls")],
        must: ("criteria", 100),
        unique: "name",
        change: ("title", "Master Juggler"),
        refer: Some((
            "INSERT INTO award (person_id, badge_id, awarded) SELECT min(id), $1::int, '2026-01-01' FROM person",
            "awards",
        )),
    },
    names("knowledge-domains", "knowledge_domain", 100, None),
    Sample {
        table: "community-role-configs",
        name: "community_role_config",
        fill: &[
            ("name", "juggler"),
            ("display_name", "Juggler"),
            ("link_to_award", "on"),
            ("target_type", "workshops.lesson"),
        ],
        must: ("display_name", 150),
        unique: "name",
        change: ("display_name", "Master Juggler"),
        refer: Some((
            "INSERT INTO community_role (config_id, person_id) SELECT $1::int, min(id) FROM person",
            "community roles",
        )),
    },
    names(
        "community-role-inactivations",
        "community_role_inactivation",
        150,
        Some((
            "INSERT INTO community_role (config_id, person_id, inactivation_id)
             SELECT (SELECT min(id) FROM community_role_config), min(id), $1::int FROM person",
            "community roles",
        )),
    ),
    Sample {
        table: "training-requirements",
        name: "training_requirement",
        fill: &[("name", "Juggling"), ("url_required", "on")],
        must: ("name", 40),
        unique: "name",
        change: ("name", "More juggling"),
        refer: Some((
            "INSERT INTO training_progress (trainee_id, requirement_id) SELECT min(id), $1::int FROM person",
            "training progresses",
        )),
    },
    Sample {
        table: "involvements",
        name: "involvement",
        fill: &[("name", "Juggling"), ("display_name", "Juggled for us"), ("notes_required", "on")],
        must: ("display_name", 100),
        unique: "name",
        change: ("display_name", "Juggles for us"),
        refer: None,
    },
    names("academic-levels", "academic_level", 40, None),
    names("computing-experience-levels", "computing_experience_level", 255, None),
    names("info-sources", "info_source", 300, None),
    names("data-variants", "data_variant", 300, None),
    Sample {
        table: "criteria",
        name: "criterium",
        fill: &[("name", "Nordic"), ("email", "nordic@example.org"), ("countries", "SE"), ("countries", "NO")],
        must: ("email", 0),
        unique: "name",
        change: ("email", "north@example.org"),
        refer: None,
    },
    Sample {
        table: "continents",
        name: "continent",
        fill: &[("name", "Gondwana"), ("countries", "AU"), ("countries", "AQ"), ("countries", "IN")],
        must: ("name", 100),
        unique: "name",
        change: ("name", "Pangaea"),
        refer: None,
    },
    Sample {
        table: "member-roles",
        name: "member_role",
        fill: &[("name", "jester"), ("verbose_name", "Jester")],
        must: ("name", 40),
        unique: "name",
        change: ("verbose_name", "Court Jester"),
        refer: Some((
            "WITH m AS (INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
                        VALUES ('M', 'gold', '2026-01-01', '2026-12-31', 'financial') RETURNING id)
             INSERT INTO member (membership_id, organization_id, role_id) SELECT m.id, (SELECT min(id) FROM organization), $1::int FROM m",
            "members of memberships",
        )),
    },
    Sample {
        table: "membership-person-roles",
        name: "membership_person_role",
        fill: &[("name", "jester"), ("verbose_name", "Jester")],
        must: ("name", 40),
        unique: "name",
        change: ("verbose_name", "Court Jester"),
        refer: Some((
            "WITH m AS (INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
                        VALUES ('M', 'gold', '2026-01-01', '2026-12-31', 'financial') RETURNING id)
             INSERT INTO membership_task (membership_id, person_id, role_id) SELECT m.id, (SELECT min(id) FROM person), $1::int FROM m",
            "persons in memberships",
        )),
    },
    Sample {
        table: "partnership-tiers",
        name: "partnership_tier",
        fill: &[("name", "diamond"), ("credits", "99")],
        must: ("credits", 0),
        unique: "name",
        change: ("credits", "100"),
        refer: None,
    },
    names("account-benefit-discounts", "account_benefit_discount", 100, None),
    Sample {
        table: "terms",
        name: "term",
        fill: &[
            ("slug", "juggling"),
            ("short_description", "Juggling"),
            ("content", "May we\nthrow balls at you?"),
            ("help_text", "Soft ones."),
            ("options-0-option_type", "agree"),
            ("options-0-content", "Go on"),
        ],
        must: ("short_description", 100),
        unique: "slug",
        change: ("help_text", "Hard ones."),
        refer: None,
    },
    Sample {
        table: "term-options",
        name: "term_option",
        fill: &[("term_id", "1"), ("option_type", "agree"), ("content", "By all means")],
        must: ("option_type", 0),
        unique: "",
        change: ("content", "Certainly"),
        refer: None,
    },
    Sample {
        table: "groups",
        name: "user_group",
        fill: &[("name", "jugglers"), ("permissions", "1"), ("permissions", "2")],
        must: ("name", 150),
        unique: "name",
        change: ("name", "master jugglers"),
        refer: None,
    },
    Sample {
        table: "feature-flag-conditions",
        name: "feature_flag_condition",
        fill: &[("flag", "EMAIL_MODULE"), ("condition", "parameter"), ("value", "enable_juggling"), ("required", "on")],
        must: ("flag", 0),
        unique: "flag",
        change: ("value", "enable_balls=True"),
        refer: None,
    },
];
