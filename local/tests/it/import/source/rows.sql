-- A small AMY: a few rows for every table that is imported, with whatever the original lets in and ours must cope with.
INSERT INTO django_migrations (app, name) VALUES ('workshops', '0286_latest');
INSERT INTO django_content_type (id, app_label, model) VALUES
    (5, 'workshops', 'event'), (7, 'workshops', 'person'), (9, 'workshops', 'lesson'), (11, 'sessions', 'session'), (13, 'workshops', 'organization'),
    (15, 'fiscal', 'consortium'), (17, 'workshops', 'task'), (19, 'workshops', 'airport'), (21, 'workshops', 'membership'),
    (23, 'workshops', 'trainingrequest'), (25, 'offering', 'account'), (27, 'emails', 'emailtemplate'), (29, 'workshops', 'award');
INSERT INTO auth_permission (id, content_type_id, codename) VALUES
    (21, 5, 'view_event'), (22, 5, 'change_event'), (23, 7, 'can_access_restricted_API'), (24, 11, 'add_session');
INSERT INTO auth_group (id, name) VALUES (3, 'administrators'), (4, 'steering committee'), (8, 'volunteers');
-- Sessions are no permission of ours. The steering committee was never given anything.
INSERT INTO auth_group_permissions (id, group_id, permission_id) VALUES (1, 3, 21), (2, 3, 22), (3, 3, 24), (4, 8, 21);

INSERT INTO dashboard_continent (id, name, countries) VALUES (2, 'Asia', 'JP,TR'), (3, 'Europe', 'DE,FR,TR');
INSERT INTO workshops_language (id, name, subtag) VALUES (43, 'English', 'en'), (44, 'German', 'de');
-- Other ids than our seed rows have, and a tag of their own.
INSERT INTO workshops_tag (id, name, details, priority) VALUES
    (1, 'online', 'Takes place online', 7), (14, 'TTT', 'Training', 70), (30, 'SWC', 'Software Carpentry', 40), (31, 'local-tag', 'Only theirs', 500);
INSERT INTO workshops_role (id, name, verbose_name) VALUES (2, 'helper', 'Helper'), (3, 'instructor', 'Instructor'), (5, 'learner', 'Learner');
INSERT INTO workshops_lesson (id, name) VALUES (1, 'swc/git'), (2, 'swc/python');
INSERT INTO workshops_knowledgedomain (id, name) VALUES (1, 'Chemistry'), (2, 'Don''t know yet');
INSERT INTO workshops_curriculum (id, active, carpentry, slug, name, unknown, mix_match) VALUES
    (1, true, 'SWC', 'swc-python', 'Software Carpentry (shell, git, Python)', false, false),
    (14, true, '', 'unknown', 'Don''t know yet', true, false),
    (16, true, '', '', 'Mix & Match', false, true);
INSERT INTO workshops_eventcategory (id, active, name, description) VALUES ('0c23939f-de98-44c9-969e-29405841676c', true, 'workshop', 'Workshop');
INSERT INTO workshops_badge (id, name, title, criteria) VALUES (4, 'trainer', 'Trainer', 'Trains'), (11, 'instructor', 'Instructor', 'Teaches');
INSERT INTO workshops_memberrole (id, name, verbose_name) VALUES (1, 'main', 'Main Organisation');
INSERT INTO communityroles_communityroleconfig
    (id, name, display_name, link_to_award, award_badge_limit_id, generic_relation_content_type_id, custom_key_labels) VALUES
    (1, 'maintainer', 'Maintainer', false, NULL, 9, '{"Repository","A, with comma"}'), (2, 'trainer', 'Trainer', true, 4, NULL, '{}');
INSERT INTO communityroles_communityroleinactivation (id, name) VALUES (1, 'Stepped down');
INSERT INTO consents_term (id, slug, content, required_type, short_description, archived_at) VALUES
    (1, 'privacy-policy', 'I agree', 'profile', 'Privacy policy', NULL), (2, 'may-contact', 'May contact', 'profile', 'May contact', NULL),
    (9, 'old-term', 'Formerly', 'optional', 'Old', '2023-01-01Z');
INSERT INTO consents_termoption (id, term_id, option_type, content) VALUES (1, 1, 'agree', ''), (2, 2, 'agree', ''), (3, 2, 'decline', ''), (20, 9, 'agree', 'Yes');

-- "No country" is an empty text here and NULL there.
INSERT INTO workshops_organization (id, domain, fullname, country, latitude, longitude) VALUES
    (1, 'self-organized', 'self-organized', 'W3', NULL, NULL), (2, 'example.org/a b', 'Université «Exemple»', 'FR', 48.8566, 2.3522),
    (3, 'example.com', 'Example; "Ltd"', '', NULL, NULL), (15, 'carpentries.org', 'Instructor Training', NULL, NULL, NULL);
INSERT INTO workshops_organization_affiliated_organizations (from_organization_id, to_organization_id) VALUES (2, 3), (3, 2);

INSERT INTO workshops_person
    (id, username, password, personal, middle, family, email, secondary_email, is_active, is_superuser, gender, gender_other,
     airport_iata, airport_country, airport_lat, airport_lon, airport_timezone, country, timezone, github, mastodon, twitter, user_notes, last_login) VALUES
    (1, 'admin', 'pbkdf2_sha256$1000$salt$boRToEKoQr22LeDTyHDsEkHpDsDOTyWJq16HknEiweU=', 'Ada', '', 'Admin', 'Ada@Example.ORG', '', true, true, 'F', '',
     'CDG', 'FR', 49.0128, 2.55, 'Europe/Paris', '', '', 'ada', '', NULL, '', '2024-05-06 07:08:09.000001Z'),
    (2, 'o-neil_mary-ann', 'argon2$argon2id$v=19$m=1024,t=2,p=8$dH0qvjlMBPDeT0BuCdm9gA$/Adq2VBp5olgHAEy3NH8Gb/pLsqj33dq3ZP/3IO8ieY', '  Mary Ann ', 'Ñ', 'O''Neil', ' mary@example.org ', 'MARY@Home.example', true, false, 'O', 'agender',
     '', '', 0, 0, '', 'DE', 'Europe/Berlin', '', 'mary@fosstodon.org', '', E'Tab\there, a backslash \\ and\nanother line', NULL),
    (3, '_x', '!unusable', 'X', '', '', NULL, '', false, false, 'U', '', '', '', 0, 0, '', '', '', NULL, NULL, NULL, 'Ünïcödé 🎓', NULL);
INSERT INTO workshops_person_groups (person_id, group_id) VALUES (1, 3), (2, 8);
INSERT INTO workshops_person_user_permissions (person_id, permission_id) VALUES (2, 23), (2, 24);
INSERT INTO workshops_person_domains (person_id, knowledgedomain_id) VALUES (2, 1);
INSERT INTO workshops_person_languages (person_id, language_id) VALUES (2, 43), (2, 44);
INSERT INTO workshops_qualification (id, person_id, lesson_id) VALUES (1, 2, 1), (2, 2, 2);

-- The second is what the first was rolled over to, and comes after it.
INSERT INTO workshops_membership
    (id, name, variant, agreement_start, agreement_end, contribution_type, extensions, public_status, registration_code, rolled_to_membership_id) VALUES
    (1, 'Example', 'silver', '2023-01-01', '2024-01-31', 'financial', '{30,1}', 'public', '', 2),
    (2, 'Example', 'gold', '2024-02-01', '2025-01-31', 'person-days', '{}', 'private', 'example-2024', NULL);
INSERT INTO workshops_member (id, membership_id, organization_id, role_id) VALUES (1, 1, 2, 1), (2, 2, 2, 1);

INSERT INTO workshops_event
    (id, slug, start, "end", host_id, sponsor_id, administrator_id, membership_id, language_id, assigned_to_id, event_category_id, url, country, venue,
     address, latitude, longitude, public_status, "open_TTT_applications", allocated_benefit_id, contact) VALUES
    (1, '2024-03-04-paris', '2024-03-04', '2024-03-05', 2, 2, 1, 2, 43, 1, '0c23939f-de98-44c9-969e-29405841676c', 'https://example.org/paris', 'FR',
     'Hall', 'Rue d''Exemple', 48.8566, 2.3522, 'public', false, NULL, 'a@example.org;b@example.org'),
    -- Online, but saved before that put it on the Internet.
    (2, '2024-xx-xx-ttt-online', NULL, NULL, 15, 15, 15, NULL, NULL, NULL, NULL, '', 'W3', 'Zoom', '', 1.5, 2.5, 'private', true,
     '9645ae9e-d4af-4a31-b748-da1e87546be7', ''),
    (40, '2022-99-99-bare', '2022-01-01', NULL, 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '', '', NULL, NULL, 'public', false, NULL, '');
INSERT INTO workshops_event_tags (event_id, tag_id) VALUES (1, 30), (2, 14), (2, 1), (40, 31);
INSERT INTO workshops_event_curricula (event_id, curriculum_id) VALUES (1, 1), (40, 16);
INSERT INTO workshops_event_lessons (event_id, lesson_id) VALUES (1, 1);
INSERT INTO workshops_task (id, event_id, person_id, role_id, seat_membership_id, seat_public, allocated_benefit_id) VALUES
    (1, 1, 2, 3, NULL, true, NULL), (2, 2, 3, 5, 2, true, NULL), (3, 2, 2, 5, 2, false, NULL),
    (4, 1, 3, 5, NULL, true, '9645ae9e-d4af-4a31-b748-da1e87546be8');

INSERT INTO workshops_award (id, person_id, badge_id, awarded, event_id, awarded_by_id) VALUES (1, 2, 11, '2023-05-05', 1, 1), (2, 1, 4, '2020-01-01', NULL, NULL);
INSERT INTO communityroles_communityrole
    (id, config_id, person_id, award_id, start, "end", inactivation_id, membership_id, partnership_id, generic_relation_content_type_id, generic_relation_pk, custom_keys, url) VALUES
    (1, 1, 2, NULL, '2023-01-01', '2023-01-01', 1, 2, 1, 9, 1, '[["Repository", "git"], ["A, with comma", null]]', 'https://example.org/'),
    (2, 2, 1, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '');
INSERT INTO consents_consent (id, person_id, term_id, term_option_id, archived_at) VALUES
    (1, 1, 1, 1, NULL), (2, 2, 2, NULL, '2024-01-01Z'), (3, 2, 2, 3, NULL), (4, 3, 1, NULL, NULL), (5, 3, 9, 20, '2023-01-01Z');
INSERT INTO django_comments (id, content_type_id, object_pk, user_id, user_name, comment, ip_address, site_id, is_public) VALUES
    (1, 5, '1', 1, '', '**Well** attended', '192.0.2.7', 2, true), (2, 13, '999', NULL, 'Automatic comment', 'The organization is gone', NULL, 2, true),
    (3, 7, '2', 2, '', 'In an IPv6 world', '2001:db8::7', 2, false);
INSERT INTO workshops_airport (id, iata, fullname, country, latitude, longitude) VALUES (1, 'CDG', 'Paris', 'FR', 49, 2.5), (2, 'QQX', 'Closed', 'FR', 48, 2.5);

-- Ids that were given to records deleted since are not to be given again.
SELECT setval(pg_get_serial_sequence('workshops_event', 'id'), 77);
SELECT setval(pg_get_serial_sequence('workshops_person', 'id'), 3);
SELECT setval(pg_get_serial_sequence('workshops_tag', 'id'), 31);
