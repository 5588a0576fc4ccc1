//! Events and tasks.

use super::Mapping;

pub(super) const MAPPINGS: &[Mapping] = &[
    // AMY enforces the form of an online event only when it is saved; here it holds for every row (DM-EVENT-04).
    Mapping::of(
        "event",
        "workshops_event",
        "SELECT id, slug, start, \"end\", host_id, sponsor_id, administrator_id, membership_id, language_id, assigned_to_id,
             event_category_id, allocated_benefit_id, nullif(url, '') AS url, reg_key, manual_attendance, contact, nullif(country, '') AS country,
             CASE country WHEN 'W3' THEN 'Internet' ELSE venue END AS venue,
             CASE country WHEN 'W3' THEN 'Internet' ELSE address END AS address,
             CASE country WHEN 'W3' THEN NULL ELSE latitude END AS latitude,
             CASE country WHEN 'W3' THEN NULL ELSE longitude END AS longitude,
             completed, \"open_TTT_applications\" AS open_ttt_applications, public_status, learners_pre, learners_post,
             instructors_pre, instructors_post, learners_longterm, repository_last_commit_hash, repository_metadata,
             metadata_all_changes, metadata_changed
         FROM workshops_event ORDER BY id",
    ),
    Mapping::of("event_tag", "workshops_event_tags", "SELECT event_id, tag_id FROM workshops_event_tags ORDER BY id"),
    Mapping::of(
        "event_curriculum",
        "workshops_event_curricula",
        "SELECT event_id, curriculum_id FROM workshops_event_curricula ORDER BY id",
    ),
    Mapping::of("event_lesson", "workshops_event_lessons", "SELECT event_id, lesson_id FROM workshops_event_lessons ORDER BY id"),
    Mapping::of(
        "task",
        "workshops_task",
        "SELECT id, event_id, person_id, role_id, seat_membership_id, seat_public, seat_open_training, allocated_benefit_id
         FROM workshops_task ORDER BY id",
    ),
];
