//! Awards, community roles, consents and comments.

use super::Mapping;

pub(super) const MAPPINGS: &[Mapping] = &[
    Mapping::of(
        "award",
        "workshops_award",
        "SELECT id, person_id, badge_id, awarded, event_id, awarded_by_id FROM workshops_award ORDER BY id",
    )
    .known_by(&["badge_id"]),
    // Kinds of records are text, `app.model`, where AMY refers to a table of kinds.
    Mapping::of(
        "community_role",
        "communityroles_communityrole",
        "SELECT r.id, r.created_at, r.last_updated_at, r.config_id, r.person_id, r.award_id, r.start, r.\"end\",
             r.inactivation_id, r.membership_id, r.partnership_id, r.url, t.app_label || '.' || t.model AS target_type,
             r.generic_relation_pk AS target_id, r.custom_keys
         FROM communityroles_communityrole r LEFT JOIN django_content_type t ON t.id = r.generic_relation_content_type_id
         ORDER BY r.id",
    )
    .known_by(&["config_id"]),
    Mapping::of(
        "consent",
        "consents_consent",
        "SELECT id, created_at, last_updated_at, archived_at, person_id, term_id, term_option_id
         FROM consents_consent ORDER BY id",
    )
    .known_by(&["person_id", "term_id"]),
    Mapping::of(
        "comment",
        "django_comments",
        "SELECT c.id, t.app_label || '.' || t.model AS object_type, c.object_pk AS object_id, c.user_id AS person_id,
             c.user_name, c.user_email, c.user_url, c.comment, c.submit_date, c.ip_address, c.is_public, c.is_removed
         FROM django_comments c LEFT JOIN django_content_type t ON t.id = c.content_type_id ORDER BY c.id",
    )
    .known_by(&["submit_date"]),
];
