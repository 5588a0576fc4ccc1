-- Rows that break our rules, to be added to the small AMY: each is refused with its reason, and with it what depends on it.
INSERT INTO workshops_person (id, username, personal, family, email, gender) VALUES
    -- AMY compares addresses by case (D-13): this is Ada's. Her task goes with her.
    (10, 'ada2', 'Ada', 'Again', 'ADA@example.org', 'F'),
    (11, 'with space', 'User', 'Name', NULL, 'U'),
    (12, 'no-name', ' ', 'Nobody', NULL, 'U');
INSERT INTO workshops_task (id, event_id, person_id, role_id) VALUES (20, 1, 10, 5), (21, 50, 2, 3);
INSERT INTO workshops_award (id, person_id, badge_id, awarded, awarded_by_id) VALUES (20, 10, 11, '2024-01-01', NULL), (21, 3, 11, '2024-01-01', 10);
INSERT INTO communityroles_communityrole (id, config_id, person_id, award_id) VALUES (20, 2, 3, 21);
-- AMY lets a lesson be given twice.
INSERT INTO workshops_qualification (id, person_id, lesson_id) VALUES (20, 2, 1);
INSERT INTO workshops_event (id, slug, host_id, country, latitude, longitude, manual_attendance) VALUES
    (50, '2024-01-01-nowhere', 2, 'XK', NULL, NULL, 0), (51, '2024-01-01-moon', 2, 'FR', 91, 0, 0), (52, '2024-01-01-gone', 999, 'FR', 0, 0, 0),
    (53, '2024-01-01-less', 2, 'FR', 0, 0, -1);
INSERT INTO workshops_event_tags (event_id, tag_id) VALUES (51, 30);
-- Rolled over into a membership that ends before it begins: a chain of refusals.
INSERT INTO workshops_membership (id, name, variant, agreement_start, agreement_end, contribution_type, public_status, rolled_to_membership_id) VALUES
    (10, 'Chain', 'gold', '2022-01-01', '2022-12-31', 'financial', 'private', 11), (11, 'Chain', 'gold', '2023-01-01', '2023-12-31', 'financial', 'private', 12),
    (12, 'Chain', 'gold', '2024-12-31', '2024-01-01', 'financial', 'private', NULL);
INSERT INTO consents_consent (id, person_id, term_id, term_option_id) VALUES (20, 3, 2, 1), (21, 1, 1, NULL);
-- A code that another kind has (DM-CODE-01), and an account whose target is gone: with it goes what belongs to it.
UPDATE fiscal_partnership SET registration_code = 'example-2024' WHERE id = 1;
INSERT INTO offering_account (id, active, account_type, generic_relation_content_type_id, generic_relation_pk) VALUES
    ('bce53a8d-7485-4969-b4cd-c3d2fd341ac1', true, 'individual', 7, 404), ('bce53a8d-7485-4969-b4cd-c3d2fd341ac2', true, 'organisation', 7, 1);
INSERT INTO offering_accountowner (id, active, account_id, person_id, permission_type) VALUES
    ('3a650221-9b94-488f-b510-d0537d85b6c2', true, 'bce53a8d-7485-4969-b4cd-c3d2fd341ac1', 2, 'owner');
INSERT INTO workshops_trainingprogress (id, trainee_id, requirement_id, state, event_id) VALUES (20, 3, 1, 'f', 2);
INSERT INTO social_auth_usersocialauth (id, provider, uid, user_id, extra_data) VALUES (20, 'github', '4711', 2, '{"access_token": "gho_secret"}');
-- Snapshots that cannot be read.
INSERT INTO reversion_revision (id, date_created, user_id, comment) VALUES (50, '2023-07-01Z', 10, 'By one who is refused');
INSERT INTO reversion_version (id, revision_id, content_type_id, object_id, db, format, object_repr, serialized_data) VALUES
    (50, 50, 5, '1', 'default', 'json', 'No JSON', '[{"password": "secret", "fields": '),
    (51, 50, 7, '2', 'default', 'json', 'No number', '[{"fields": {"groups": [["administrators"]]}}]'),
    (52, 50, 17, '1', 'default', 'json', 'No date', '[{"fields": {"event": "yesterday"}}]'),
    (53, 50, 17, '4', 'default', 'json', 'A task', snapshot('workshops.task', (SELECT to_jsonb(t) FROM workshops_task t WHERE id = 4)));
