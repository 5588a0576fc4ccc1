//! Look-up tables. Countries and airports are not among them: ours are the standard's and the data set's.

use super::Mapping;

pub(super) const MAPPINGS: &[Mapping] = &[
    Mapping::of("continent", "dashboard_continent", "SELECT id, name FROM dashboard_continent ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    // AMY keeps a list of codes in one text.
    Mapping::of(
        "continent_country",
        "dashboard_continent",
        "SELECT DISTINCT c.id AS continent_id, trim(code) AS country
         FROM dashboard_continent c, unnest(string_to_array(c.countries, ',')) AS code WHERE trim(code) <> '' ORDER BY 1, 2",
    )
    .derived()
    .seeded(),
    Mapping::of("language", "workshops_language", "SELECT id, name, subtag FROM workshops_language ORDER BY id")
        .seeded()
        .known_by(&["subtag"]),
    Mapping::of("tag", "workshops_tag", "SELECT id, name, details, priority FROM workshops_tag ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    Mapping::of("role", "workshops_role", "SELECT id, name, verbose_name FROM workshops_role ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    Mapping::of("lesson", "workshops_lesson", "SELECT id, name FROM workshops_lesson ORDER BY id").seeded().known_by(&["name"]),
    Mapping::of("knowledge_domain", "workshops_knowledgedomain", "SELECT id, name FROM workshops_knowledgedomain ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    // Mix & Match has an empty slug in AMY (D-12).
    Mapping::of(
        "curriculum",
        "workshops_curriculum",
        "SELECT id, active, carpentry, coalesce(nullif(slug, ''), 'mix-match') AS slug, name, description, other, unknown,
             mix_match, website
         FROM workshops_curriculum ORDER BY id",
    )
    .seeded()
    .known_by(&["slug"]),
    Mapping::of(
        "event_category",
        "workshops_eventcategory",
        "SELECT id, active, created_at, last_updated_at, name, description FROM workshops_eventcategory ORDER BY id",
    )
    .seeded(),
    Mapping::of("badge", "workshops_badge", "SELECT id, name, title, criteria FROM workshops_badge ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    Mapping::of("member_role", "workshops_memberrole", "SELECT id, name, verbose_name FROM workshops_memberrole ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    Mapping::of(
        "community_role_config",
        "communityroles_communityroleconfig",
        "SELECT c.id, c.created_at, c.last_updated_at, c.name, c.display_name, c.link_to_award, c.award_badge_limit_id,
             c.autoassign_when_award_created, c.link_to_membership, c.link_to_partnership, c.additional_url,
             t.app_label || '.' || t.model AS target_type, c.custom_key_labels
         FROM communityroles_communityroleconfig c LEFT JOIN django_content_type t ON t.id = c.generic_relation_content_type_id
         ORDER BY c.id",
    )
    .seeded()
    .known_by(&["name"]),
    Mapping::of(
        "community_role_inactivation",
        "communityroles_communityroleinactivation",
        "SELECT id, created_at, last_updated_at, name FROM communityroles_communityroleinactivation ORDER BY id",
    )
    .seeded()
    .known_by(&["name"]),
    Mapping::of(
        "term",
        "consents_term",
        "SELECT id, created_at, last_updated_at, archived_at, slug, content, training_request_content, required_type,
             help_text, short_description
         FROM consents_term ORDER BY id",
    )
    .seeded()
    .known_by(&["slug"]),
    Mapping::of(
        "term_option",
        "consents_termoption",
        "SELECT id, created_at, last_updated_at, archived_at, term_id, option_type, content FROM consents_termoption ORDER BY id",
    )
    .seeded()
    .known_by(&["term_id", "option_type"]),
    Mapping::of(
        "membership_person_role",
        "fiscal_membershippersonrole",
        "SELECT id, name, verbose_name FROM fiscal_membershippersonrole ORDER BY id",
    )
    .seeded()
    .known_by(&["name"]),
    Mapping::of(
        "training_requirement",
        "workshops_trainingrequirement",
        "SELECT id, name, url_required, event_required, involvement_required FROM workshops_trainingrequirement ORDER BY id",
    )
    .seeded()
    .known_by(&["name"]),
    Mapping::of(
        "involvement",
        "trainings_involvement",
        "SELECT id, created_at, last_updated_at, archived_at, display_name, name, url_required, date_required, notes_required
         FROM trainings_involvement ORDER BY id",
    )
    .seeded()
    .known_by(&["name"]),
    Mapping::of("academic_level", "workshops_academiclevel", "SELECT id, name FROM workshops_academiclevel ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    Mapping::of(
        "computing_experience_level",
        "workshops_computingexperiencelevel",
        "SELECT id, name FROM workshops_computingexperiencelevel ORDER BY id",
    )
    .seeded()
    .known_by(&["name"]),
    Mapping::of("info_source", "workshops_infosource", "SELECT id, name FROM workshops_infosource ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    Mapping::of("data_variant", "extrequests_datavariant", "SELECT id, name, unknown FROM extrequests_datavariant ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    Mapping::of("criterium", "dashboard_criterium", "SELECT id, name, email FROM dashboard_criterium ORDER BY id")
        .seeded()
        .known_by(&["name"]),
    Mapping::of(
        "criterium_country",
        "dashboard_criterium",
        "SELECT DISTINCT c.id AS criterium_id, trim(code) AS country
         FROM dashboard_criterium c, unnest(string_to_array(c.countries, ',')) AS code WHERE trim(code) <> '' ORDER BY 1, 2",
    )
    .derived()
    .seeded(),
    Mapping::of(
        "feature_flag_condition",
        "flags_flagstate",
        "SELECT id, name AS flag, condition, value, required FROM flags_flagstate ORDER BY id",
    )
    .seeded()
    .known_by(&["flag", "condition"]),
];
