-- The small AMY, continued: partnerships, instructor training, requests, recruitment, emails and settings.
INSERT INTO fiscal_membershippersonrole (id, name, verbose_name) VALUES (1, 'default', 'Default'), (2, 'billing_contact', 'Billing Contact');
INSERT INTO fiscal_membershiptask (id, membership_id, person_id, role_id) VALUES (1, 2, 2, 2);
INSERT INTO fiscal_consortium (id, name, description) VALUES (4, 'Universities', 'All of them');
INSERT INTO fiscal_consortium_organisations (consortium_id, organization_id) VALUES (4, 2), (4, 3);
INSERT INTO fiscal_partnershiptier (id, name, credits) VALUES ('cd1d3c2d-0193-45f8-b713-72e4c8fce852', 'platinum', 128);
-- A kind and a key here, a reference for each kind there. The keys are of three different tables.
INSERT INTO offering_account (id, active, account_type, generic_relation_content_type_id, generic_relation_pk) VALUES
    ('bce53a8d-7485-4969-b4cd-c3d2fd341ab1', true, 'individual', 7, 2), ('bce53a8d-7485-4969-b4cd-c3d2fd341ab2', true, 'organisation', 13, 2),
    ('bce53a8d-7485-4969-b4cd-c3d2fd341ab3', false, 'consortium', 15, 4);
INSERT INTO offering_accountowner (id, active, account_id, person_id, permission_type) VALUES
    ('3a650221-9b94-488f-b510-d0537d85b6c1', true, 'bce53a8d-7485-4969-b4cd-c3d2fd341ab1', 2, 'owner');
-- The second is what the first was rolled over to.
INSERT INTO fiscal_partnership (id, name, tier_id, credits, credits_extensions, account_id, agreement_start, agreement_end, extensions,
    rolled_to_partnership_id, registration_code, public_status, partner_consortium_id, partner_organisation_id) VALUES
    (1, 'Universities', 'cd1d3c2d-0193-45f8-b713-72e4c8fce852', 138, '{10}', 'bce53a8d-7485-4969-b4cd-c3d2fd341ab3', '2024-01-01', '2024-12-31', '{}', 2, '', 'Public', 4, NULL),
    (2, 'Université', NULL, 0, '{}', 'bce53a8d-7485-4969-b4cd-c3d2fd341ab2', '2025-01-01', '2025-12-31', '{7}', NULL, 'partner-2025', 'private', NULL, 2);
INSERT INTO offering_benefit (id, active, name, description, unit_type, credits) VALUES
    ('641e0a4c-0626-43f8-ae4f-ccf507b87791', true, 'Instructor Training', 'A seat', 'seat', 1), ('aeae0dff-738a-4ea8-8128-d995f4544282', true, 'Workshop', 'One', 'event', 8);
INSERT INTO offering_accountbenefitdiscount (id, name) VALUES ('b2c3d4e5-f6a7-8901-bcde-f12345678901', 'Full Discount');
INSERT INTO offering_accountbenefit (id, account_id, partnership_id, benefit_id, discount_id, curriculum_id, registration_code, start_date, end_date, allocation, frozen) VALUES
    ('9645ae9e-d4af-4a31-b748-da1e87546be7', 'bce53a8d-7485-4969-b4cd-c3d2fd341ab2', 2, 'aeae0dff-738a-4ea8-8128-d995f4544282', NULL, NULL, NULL, '2025-01-01', '2025-12-31', 2, false),
    ('9645ae9e-d4af-4a31-b748-da1e87546be8', 'bce53a8d-7485-4969-b4cd-c3d2fd341ab1', NULL, '641e0a4c-0626-43f8-ae4f-ccf507b87791', 'b2c3d4e5-f6a7-8901-bcde-f12345678901', 1, 'seat-1', '2024-01-01', '2024-12-31', 1, true);

INSERT INTO workshops_trainingrequirement (id, name, event_required, involvement_required) VALUES (1, 'Training', true, false), (3, 'Get Involved', false, true);
INSERT INTO trainings_involvement (id, display_name, name, url_required, date_required) VALUES (1, 'Contributed on GitHub', 'GitHub Contribution', true, true);
INSERT INTO workshops_trainingprogress (id, trainee_id, requirement_id, state, event_id, involvement_type_id, date, url, notes) VALUES
    (1, 3, 1, 'p', 2, NULL, NULL, '', ''), (2, 3, 3, 'n', NULL, 1, '2024-05-01', 'https://github.com/swcarpentry/example', 'A note');
INSERT INTO workshops_trainingrequest (id, person_id, state, review_process, member_code, personal, family, email, github, occupation, country, affiliation,
    location, underrepresented, previous_training, previous_experience, programming_language_usage_frequency, checkout_intent, teaching_intent,
    teaching_frequency_expectation, max_travelling_frequency, reason, score_auto, score_manual) VALUES
    (1, 3, 'a', 'preapproved', 'example-2024', 'X', 'Y', 'X@example.org', '', '', 'FR', 'Exemple', 'Paris', 'no', 'none', 'hours', 'daily', 'yes', 'yes-local',
     'yearly', 'not-at-all', 'To teach', 3, -1),
    (2, NULL, 'p', '', '', 'Nowhere', '', 'n@example.org', NULL, 'grad', '', '', '', 'undisclosed', 'other', 'none', 'not-much', 'unsure', 'unsure', 'other', 'often', '', 0, NULL);
INSERT INTO workshops_trainingrequest_domains (trainingrequest_id, knowledgedomain_id) VALUES (1, 1);
INSERT INTO workshops_trainingrequest_previous_involvement (trainingrequest_id, role_id) VALUES (1, 2), (1, 3);
INSERT INTO consents_trainingrequestconsent (id, training_request_id, term_id, term_option_id) VALUES (1, 1, 1, 1);

INSERT INTO workshops_academiclevel (id, name) VALUES (1, 'Undergraduate');
INSERT INTO workshops_computingexperiencelevel (id, name) VALUES (1, 'None');
INSERT INTO workshops_infosource (id, name) VALUES (1, 'I know someone in <a href="https://carpentries.org">The Carpentries</a>.');
INSERT INTO extrequests_datavariant (id, name, unknown) VALUES (1, 'text', false), (2, 'Don''t know yet.', true);
INSERT INTO workshops_workshoprequest (id, assigned_to_id, state, event_id, personal, family, email, institution_id, member_code, online_inperson, public_event,
    country, preferred_dates, language_id, administrative_fee, travel_expences_management, institution_restrictions, "institution_other_URL") VALUES
    (1, 1, 'a', 1, 'Host', 'Person', 'host@example.org', 2, 'example-2024', 'online', 'public', 'FR', '2024-03-04', 43, 'nonprofit', 'booked', 'no_restrictions', 'https://example.org/');
INSERT INTO workshops_workshoprequest_requested_workshop_types (workshoprequest_id, curriculum_id) VALUES (1, 1);
INSERT INTO workshops_workshoprequest_domains (workshoprequest_id, knowledgedomain_id) VALUES (1, 1);
INSERT INTO workshops_workshoprequest_academic_levels (workshoprequest_id, academiclevel_id) VALUES (1, 1);
INSERT INTO workshops_workshoprequest_computing_levels (workshoprequest_id, computingexperiencelevel_id) VALUES (1, 1);
INSERT INTO workshops_workshoprequest_carpentries_info_source (workshoprequest_id, infosource_id) VALUES (1, 1);
INSERT INTO extrequests_workshopinquiryrequest (id, state, personal, email, online_inperson, country, administrative_fee, routine_data_other) VALUES
    (1, 'p', 'Curious', 'c@example.org', 'unsure', 'DE', 'waiver', 'Bones');
INSERT INTO extrequests_workshopinquiryrequest_requested_workshop_types (workshopinquiryrequest_id, curriculum_id) VALUES (1, 14);
INSERT INTO extrequests_workshopinquiryrequest_domains (workshopinquiryrequest_id, knowledgedomain_id) VALUES (1, 2);
INSERT INTO extrequests_workshopinquiryrequest_academic_levels (workshopinquiryrequest_id, academiclevel_id) VALUES (1, 1);
INSERT INTO extrequests_workshopinquiryrequest_computing_levels (workshopinquiryrequest_id, computingexperiencelevel_id) VALUES (1, 1);
INSERT INTO extrequests_workshopinquiryrequest_carpentries_info_source (workshopinquiryrequest_id, infosource_id) VALUES (1, 1);
INSERT INTO extrequests_workshopinquiryrequest_routine_data (workshopinquiryrequest_id, datavariant_id) VALUES (1, 1), (1, 2);
INSERT INTO extrequests_selforganisedsubmission (id, state, personal, email, institution_other_name, online_inperson, public_event, country, language_id, start, workshop_url, workshop_format) VALUES
    (1, 'd', 'Self', 's@example.org', 'Nowhere', 'inperson', 'closed', NULL, 44, '2024-07-01', 'https://example.org/w', 'standard');
INSERT INTO extrequests_selforganisedsubmission_workshop_types (selforganisedsubmission_id, curriculum_id) VALUES (1, 16);

INSERT INTO recruitment_instructorrecruitment (id, assigned_to_id, status, event_id, priority) VALUES (1, 1, 'o', 1, 3);
INSERT INTO recruitment_instructorrecruitmentsignup (id, state, recruitment_id, person_id, interest, user_notes) VALUES (1, 'p', 1, 2, 'part', 'Mornings');

INSERT INTO emails_emailtemplate (id, active, name, signal, subject, from_header, cc_header, body) VALUES
    ('05e2b9da-e6b3-43f0-8c88-1458414b8945', true, 'Instructor Badge awarded', 'instructor_badge_awarded', 'Well done', 'team@example.org', '{a@example.org,b@example.org}', 'Dear {{ person.personal }}');
INSERT INTO emails_scheduledemail (id, state, scheduled_at, to_header, from_header, subject, body, template_id, generic_relation_content_type_id, generic_relation_pk,
    context_json, to_header_context_json) VALUES
    ('11111111-2222-4333-8444-555555555551', 'succeeded', '2024-06-01Z', '{mary@example.org}', 'team@example.org', 'Well done', 'Dear Mary', '05e2b9da-e6b3-43f0-8c88-1458414b8945', 29, 1,
     '{"person": "api:person#2"}', '[{"api_uri": "api:person#2", "property": "email"}]');
INSERT INTO emails_scheduledemaillog (id, details, state_before, state_after, scheduled_email_id, author_id) VALUES
    ('11111111-2222-4333-8444-555555555561', 'Scheduled', NULL, 'scheduled', '11111111-2222-4333-8444-555555555551', 1);
INSERT INTO emails_attachment (id, email_id, filename, s3_path, s3_bucket) VALUES
    ('11111111-2222-4333-8444-555555555571', '11111111-2222-4333-8444-555555555551', 'certificate.pdf', 'a/b-certificate.pdf', 'attachments');

INSERT INTO dashboard_criterium (id, name, countries, email) VALUES (1, 'France', 'FR,MC', 'fr@example.org');
INSERT INTO social_auth_usersocialauth (id, provider, uid, user_id, extra_data) VALUES
    (1, 'github', '4711', 1, '{"id": 4711, "login": "ada", "access_token": "gho_secret", "token_type": "bearer", "refresh_token": "ghr_secret"}');
INSERT INTO flags_flagstate (id, name, condition, value, required) VALUES (1, 'SERVICE_OFFERING', 'boolean', 'True', false);
-- What stays behind.
INSERT INTO knox_authtoken (digest, user_id, token_key) VALUES ('digest', 1, 'key');
INSERT INTO django_session (session_key, session_data) VALUES ('session', 'data');
