INSERT INTO person (id, username, personal, family, email, is_active, is_superuser) VALUES
    (1001, 'lovelace_ada', 'Ada', 'Lovelace', 'ada@example.org', true, true),
    (1002, 'hopper_grace', 'Grace', 'Hopper', 'grace.hopper@example.org', true, false);
INSERT INTO term_option (term_id, option_type, content) SELECT id, 'agree', 'By letter only' FROM term WHERE slug = 'may-contact';
UPDATE consent c SET term_option_id = (SELECT min(o.id) FROM term_option o WHERE o.term_id = c.term_id);

INSERT INTO organization (id, domain, fullname) VALUES (1001, 'lu.se', 'Lund University'), (1002, 'uio.no', 'University of Oslo');
INSERT INTO consortium (id, name) VALUES (1001, 'Nordic');
INSERT INTO membership (id, name, variant, agreement_start, agreement_end, contribution_type, consortium, registration_code,
    public_instructor_training_seats, extensions) VALUES
    (1001, 'Lund', 'gold', '2025-01-01', '2025-12-31', 'financial', true, NULL, 5, '{}'),
    (1002, 'Lund', 'gold', '2026-01-01', '2026-12-31', 'financial', true, 'lund-26', 5, '{10}'),
    (1003, 'Lund', 'gold', '2027-01-01', '2027-12-31', 'financial', true, NULL, 5, '{}');
UPDATE membership SET rolled_to_membership_id = id + 1 WHERE id IN (1001, 1002);
INSERT INTO member (membership_id, organization_id, role_id)
    SELECT m.id, o.id, (SELECT min(id) FROM member_role) FROM membership m, organization o WHERE m.id > 1000 AND o.id > 1000;
INSERT INTO membership_task (membership_id, person_id, role_id)
    SELECT m.id, p.id, (SELECT min(id) FROM membership_person_role) FROM membership m, person p WHERE m.id > 1000 AND p.id > 1000;

INSERT INTO partnership_tier (id, name, credits) VALUES
    ('00000000-0000-0000-0000-000000001001', 'gold', 100), ('00000000-0000-0000-0000-000000001002', 'silver', 50);
INSERT INTO account (id, organization_id, person_id) VALUES
    ('00000000-0000-0000-0000-000000001001', 1001, NULL), ('00000000-0000-0000-0000-000000001002', NULL, 1001);
INSERT INTO account_owner (account_id, person_id, permission_type) VALUES
    ('00000000-0000-0000-0000-000000001001', 1001, 'owner'),
    ('00000000-0000-0000-0000-000000001001', 1002, 'billing_contact'),
    ('00000000-0000-0000-0000-000000001002', 1001, 'owner');
INSERT INTO partnership (id, name, tier_id, credits, account_id, agreement_start, agreement_end, registration_code, partner_organisation_id)
    VALUES (1001, 'Lund', '00000000-0000-0000-0000-000000001001', 100, '00000000-0000-0000-0000-000000001001', '2026-01-01', '2026-12-31',
        'partner-26', 1001);
INSERT INTO benefit (id, name, unit_type, credits) VALUES ('00000000-0000-0000-0000-000000001001', 'Seat', 'seat', 1);
INSERT INTO account_benefit (id, account_id, partnership_id, benefit_id, start_date, end_date, allocation) VALUES
    ('00000000-0000-0000-0000-000000001001', '00000000-0000-0000-0000-000000001001', 1001, '00000000-0000-0000-0000-000000001001',
        '2026-01-01', '2026-12-31', 5),
    ('00000000-0000-0000-0000-000000001002', '00000000-0000-0000-0000-000000001001', NULL, '00000000-0000-0000-0000-000000001001',
        '2026-01-01', '2026-12-31', 5);

INSERT INTO event (id, slug, host_id, sponsor_id, administrator_id, start, "end") VALUES
    (1001, '2026-07-01-lund', 1001, 1001, 1001, '2026-07-01', '2026-07-02'),
    (1002, '2026-08-01-oslo', 1002, 1002, 1002, '2026-08-01', '2026-08-02'),
    (1003, '2026-09-01-oslo', 1002, 1002, 1002, '2026-09-01', '2026-09-02');
INSERT INTO event_tag SELECT e, id FROM tag, unnest(ARRAY[1001, 1003]) e WHERE name = 'TTT';
INSERT INTO event_curriculum (event_id, curriculum_id) SELECT e, min(id) FROM curriculum, unnest(ARRAY[1001, 1003]) e GROUP BY e;
INSERT INTO event_lesson (event_id, lesson_id) SELECT e, min(id) FROM lesson, unnest(ARRAY[1001, 1003]) e GROUP BY e;
INSERT INTO comment (object_type, object_id, comment, submit_date) VALUES ('workshops.event', '1003', 'Near the sea.', '2026-01-01Z');
INSERT INTO task (id, event_id, person_id, role_id) SELECT 1001, 1001, 1001, id FROM role WHERE name = 'learner';
INSERT INTO instructor_recruitment (id, event_id, assigned_to_id) VALUES (1001, 1002, 1001);
INSERT INTO instructor_recruitment_signup (id, recruitment_id, person_id) VALUES (1001, 1001, 1002);

-- An applicant who is nobody yet, Grace with a code, and Ada, who is learning.
INSERT INTO training_request (id, person_id, personal, family, email, github, member_code, country) VALUES
    (1001, NULL, 'Katherine', 'Johnson', 'kj@example.org', 'kjohnson', '', 'US'),
    (1002, 1002, 'Grace', 'Hopper', 'grace.hopper@example.org', NULL, 'lund-26', 'US'),
    (1003, 1001, 'Ada', 'Lovelace', 'ada@example.org', NULL, '', 'GB');
INSERT INTO training_request_domain SELECT 1001, min(id) FROM knowledge_domain;
INSERT INTO training_request_consent (training_request_id, term_id, term_option_id)
    SELECT 1001, term_id, max(id) FROM term_option WHERE archived_at IS NULL GROUP BY term_id;

UPDATE community_role_config SET award_badge_limit_id = (SELECT id FROM badge WHERE name = 'mentor'), autoassign_when_award_created = true
    WHERE name IN ('committee_member', 'task_force_member');
