//! Applications to instructor training, and what trainees have done.

use super::Mapping;

pub(super) const MAPPINGS: &[Mapping] = &[
    Mapping::of(
        "training_request",
        "workshops_trainingrequest",
        "SELECT id, created_at, last_updated_at, person_id, state, review_process, member_code, member_code_override, eventbrite_url,
             personal, middle, family, email, secondary_email, nullif(github, '') AS github, occupation, occupation_other,
             affiliation, location, nullif(country, '') AS country, airport_iata, underresourced, domains_other, underrepresented,
             underrepresented_details, nonprofit_teaching_experience, previous_training, previous_training_other,
             previous_training_explanation, previous_experience, previous_experience_other, previous_experience_explanation,
             programming_language_usage_frequency, checkout_intent, teaching_intent, teaching_frequency_expectation,
             teaching_frequency_expectation_other, max_travelling_frequency, max_travelling_frequency_other, reason, user_notes,
             data_privacy_agreement, code_of_conduct_agreement, score_auto, score_manual, score_notes
         FROM workshops_trainingrequest ORDER BY id",
    )
    .known_by(&["created_at"]),
    Mapping::of(
        "training_request_domain",
        "workshops_trainingrequest_domains",
        "SELECT trainingrequest_id AS training_request_id, knowledgedomain_id AS knowledge_domain_id
         FROM workshops_trainingrequest_domains ORDER BY id",
    ),
    Mapping::of(
        "training_request_involvement",
        "workshops_trainingrequest_previous_involvement",
        "SELECT trainingrequest_id AS training_request_id, role_id FROM workshops_trainingrequest_previous_involvement ORDER BY id",
    ),
    Mapping::of(
        "training_request_consent",
        "consents_trainingrequestconsent",
        "SELECT id, created_at, last_updated_at, archived_at, training_request_id, term_id, term_option_id
         FROM consents_trainingrequestconsent ORDER BY id",
    )
    .known_by(&["training_request_id", "term_id"]),
    Mapping::of(
        "training_progress",
        "workshops_trainingprogress",
        "SELECT id, created_at, last_updated_at, trainee_id, requirement_id, state, involvement_type_id, event_id, date,
             nullif(url, '') AS url, trainee_notes, notes
         FROM workshops_trainingprogress ORDER BY id",
    )
    .known_by(&["created_at"]),
];
