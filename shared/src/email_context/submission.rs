//! Submissions of self-organised workshops.

use super::model::{Model, computed_text, day, flag, instant, number, text, texts};
use super::recruitment::decided;

pub(super) const SUBMISSION: Model = Model {
    name: "selforganisedsubmission",
    from: "self_organised_submission t LEFT JOIN event e ON e.id = t.event_id",
    finish: decided,
    fields: &[
        number("pk", "t.id"),
        number("assigned_to", "t.assigned_to_id"),
        text("state", "t.state"),
        computed_text("state_verbose"),
        instant("created_at", "t.created_at"),
        instant("last_updated_at", "t.last_updated_at"),
        flag("data_privacy_agreement", "t.data_privacy_agreement"),
        flag("code_of_conduct_agreement", "t.code_of_conduct_agreement"),
        flag("host_responsibilities", "t.host_responsibilities"),
        text("event", "e.slug"),
        text("personal", "t.personal"),
        text("family", "t.family"),
        text("email", "t.email"),
        number("institution", "t.institution_id"),
        text("institution_other_name", "t.institution_other_name"),
        text("institution_other_URL", "t.institution_other_url"),
        text("institution_department", "t.institution_department"),
        text("member_code", "t.member_code"),
        text("online_inperson", "t.online_inperson"),
        flag("workshop_listed", "t.workshop_listed"),
        text("public_event", "t.public_event"),
        text("public_event_other", "t.public_event_other"),
        text("additional_contact", "t.additional_contact"),
        day("start", "t.start"),
        day("end", r#"t."end""#),
        text("workshop_url", "t.workshop_url"),
        text("workshop_format", "t.workshop_format"),
        text("workshop_format_other", "t.workshop_format_other"),
        texts(
            "workshop_types",
            "ARRAY(SELECT c.name FROM self_organised_submission_curriculum x JOIN curriculum c ON c.id = x.curriculum_id
                WHERE x.self_organised_submission_id = t.id ORDER BY c.name)",
        ),
        text("workshop_types_other", "t.workshop_types_other"),
        text("workshop_types_other_explain", "t.workshop_types_other_explain"),
        text("country", "coalesce(t.country, '')"),
        number("language", "t.language_id"),
    ],
};
