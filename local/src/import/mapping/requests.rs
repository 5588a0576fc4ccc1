//! Requests for workshops with what was ticked in them, and the recruitment of instructors.

use super::Mapping;

pub(super) const MAPPINGS: &[Mapping] = &[
    Mapping::of(
        "workshop_request",
        "workshops_workshoprequest",
        "SELECT id, created_at, last_updated_at, assigned_to_id, state, event_id, data_privacy_agreement, code_of_conduct_agreement,
             host_responsibilities, instructor_availability, personal, family, email, secondary_email, institution_id,
             institution_other_name, \"institution_other_URL\" AS institution_other_url, institution_department, member_code,
             online_inperson, workshop_listed, public_event, public_event_other, additional_contact, location,
             nullif(country, '') AS country, preferred_dates, other_preferred_dates, language_id, audience_description,
             administrative_fee, scholarship_circumstances, travel_expences_management, travel_expences_management_other,
             travel_expences_agreement, institution_restrictions, institution_restrictions_other, carpentries_info_source_other,
             user_notes, domains_other, conference_details
         FROM workshops_workshoprequest ORDER BY id",
    )
    .known_by(&["created_at"]),
    Mapping::of(
        "workshop_request_curriculum",
        "workshops_workshoprequest_requested_workshop_types",
        "SELECT workshoprequest_id AS workshop_request_id, curriculum_id
         FROM workshops_workshoprequest_requested_workshop_types ORDER BY id",
    ),
    Mapping::of(
        "workshop_request_domain",
        "workshops_workshoprequest_domains",
        "SELECT workshoprequest_id AS workshop_request_id, knowledgedomain_id AS knowledge_domain_id
         FROM workshops_workshoprequest_domains ORDER BY id",
    ),
    Mapping::of(
        "workshop_request_academic_level",
        "workshops_workshoprequest_academic_levels",
        "SELECT workshoprequest_id AS workshop_request_id, academiclevel_id AS academic_level_id
         FROM workshops_workshoprequest_academic_levels ORDER BY id",
    ),
    Mapping::of(
        "workshop_request_computing_level",
        "workshops_workshoprequest_computing_levels",
        "SELECT workshoprequest_id AS workshop_request_id, computingexperiencelevel_id AS computing_experience_level_id
         FROM workshops_workshoprequest_computing_levels ORDER BY id",
    ),
    Mapping::of(
        "workshop_request_info_source",
        "workshops_workshoprequest_carpentries_info_source",
        "SELECT workshoprequest_id AS workshop_request_id, infosource_id AS info_source_id
         FROM workshops_workshoprequest_carpentries_info_source ORDER BY id",
    ),
    Mapping::of(
        "workshop_inquiry_request",
        "extrequests_workshopinquiryrequest",
        "SELECT id, created_at, last_updated_at, assigned_to_id, state, event_id, data_privacy_agreement, code_of_conduct_agreement,
             host_responsibilities, instructor_availability, personal, family, email, secondary_email, institution_id,
             institution_other_name, \"institution_other_URL\" AS institution_other_url, institution_department, member_code,
             online_inperson, workshop_listed, public_event, public_event_other, additional_contact, location,
             nullif(country, '') AS country, preferred_dates, other_preferred_dates, language_id, routine_data_other, domains_other,
             audience_description, administrative_fee, travel_expences_management, travel_expences_management_other,
             travel_expences_agreement, institution_restrictions, institution_restrictions_other, carpentries_info_source_other,
             user_notes
         FROM extrequests_workshopinquiryrequest ORDER BY id",
    )
    .known_by(&["created_at"]),
    Mapping::of(
        "workshop_inquiry_request_curriculum",
        "extrequests_workshopinquiryrequest_requested_workshop_types",
        "SELECT workshopinquiryrequest_id AS workshop_inquiry_request_id, curriculum_id
         FROM extrequests_workshopinquiryrequest_requested_workshop_types ORDER BY id",
    ),
    Mapping::of(
        "workshop_inquiry_request_domain",
        "extrequests_workshopinquiryrequest_domains",
        "SELECT workshopinquiryrequest_id AS workshop_inquiry_request_id, knowledgedomain_id AS knowledge_domain_id
         FROM extrequests_workshopinquiryrequest_domains ORDER BY id",
    ),
    Mapping::of(
        "workshop_inquiry_request_academic_level",
        "extrequests_workshopinquiryrequest_academic_levels",
        "SELECT workshopinquiryrequest_id AS workshop_inquiry_request_id, academiclevel_id AS academic_level_id
         FROM extrequests_workshopinquiryrequest_academic_levels ORDER BY id",
    ),
    Mapping::of(
        "workshop_inquiry_request_computing_level",
        "extrequests_workshopinquiryrequest_computing_levels",
        "SELECT workshopinquiryrequest_id AS workshop_inquiry_request_id, computingexperiencelevel_id AS computing_experience_level_id
         FROM extrequests_workshopinquiryrequest_computing_levels ORDER BY id",
    ),
    Mapping::of(
        "workshop_inquiry_request_info_source",
        "extrequests_workshopinquiryrequest_carpentries_info_source",
        "SELECT workshopinquiryrequest_id AS workshop_inquiry_request_id, infosource_id AS info_source_id
         FROM extrequests_workshopinquiryrequest_carpentries_info_source ORDER BY id",
    ),
    Mapping::of(
        "workshop_inquiry_request_routine_data",
        "extrequests_workshopinquiryrequest_routine_data",
        "SELECT workshopinquiryrequest_id AS workshop_inquiry_request_id, datavariant_id AS data_variant_id
         FROM extrequests_workshopinquiryrequest_routine_data ORDER BY id",
    ),
    Mapping::of(
        "self_organised_submission",
        "extrequests_selforganisedsubmission",
        "SELECT id, created_at, last_updated_at, assigned_to_id, state, event_id, data_privacy_agreement, code_of_conduct_agreement,
             host_responsibilities, personal, family, email, secondary_email, institution_id, institution_other_name,
             \"institution_other_URL\" AS institution_other_url, institution_department, member_code, online_inperson,
             workshop_listed, public_event, public_event_other, additional_contact, nullif(country, '') AS country, language_id,
             start, \"end\", workshop_url, workshop_format, workshop_format_other, workshop_types_other, workshop_types_other_explain
         FROM extrequests_selforganisedsubmission ORDER BY id",
    )
    .known_by(&["created_at"]),
    Mapping::of(
        "self_organised_submission_curriculum",
        "extrequests_selforganisedsubmission_workshop_types",
        "SELECT selforganisedsubmission_id AS self_organised_submission_id, curriculum_id
         FROM extrequests_selforganisedsubmission_workshop_types ORDER BY id",
    ),
    Mapping::of(
        "instructor_recruitment",
        "recruitment_instructorrecruitment",
        "SELECT id, created_at, last_updated_at, assigned_to_id, status, notes, event_id, priority
         FROM recruitment_instructorrecruitment ORDER BY id",
    )
    .known_by(&["created_at"]),
    Mapping::of(
        "instructor_recruitment_signup",
        "recruitment_instructorrecruitmentsignup",
        "SELECT id, created_at, last_updated_at, state, recruitment_id, person_id, interest, user_notes, notes
         FROM recruitment_instructorrecruitmentsignup ORDER BY id",
    )
    .known_by(&["created_at"]),
];
