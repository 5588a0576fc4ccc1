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
