-- A large AMY beside the small one's look-up tables: 20,000 persons, 8,000 events, 100,000 tasks, and 200,000 versions of them.
-- Ids begin at 1001.
INSERT INTO workshops_organization (id, domain, fullname, country)
SELECT 1000 + n, 'org-' || n || '.example', 'Organization ' || n, CASE n % 3 WHEN 0 THEN 'DE' WHEN 1 THEN 'FR' END FROM generate_series(1, 4000) n;
INSERT INTO workshops_person (id, username, personal, family, email, gender, is_active, country, affiliation, user_notes)
SELECT 1000 + n, 'family_personal_' || n, 'Personal ' || n, 'Family ' || n % 5000, CASE WHEN n % 10 > 0 THEN 'person-' || n || '@example.org' END,
    substr('UFVMO', 1 + n % 5, 1), n % 4 > 0, CASE n % 3 WHEN 0 THEN 'DE' ELSE '' END, 'University ' || n % 700, repeat('A note. ', n % 20)
FROM generate_series(1, 20000) n;
INSERT INTO workshops_event (id, slug, start, "end", host_id, sponsor_id, administrator_id, language_id, url, country, venue, address, latitude, longitude, public_status)
SELECT 1000 + n, to_char(date '2012-01-01' + n % 5000, 'YYYY-MM-DD') || '-place-' || n, date '2012-01-01' + n % 5000, date '2012-01-02' + n % 5000,
    1001 + n % 4000, 1001 + n % 3999, 1, 43, 'https://example.org/' || n, CASE n % 4 WHEN 0 THEN 'W3' ELSE 'FR' END, 'Hall ' || n, 'Street ' || n, n % 90, n % 180, 'public'
FROM generate_series(1, 8000) n;
INSERT INTO workshops_event_tags (event_id, tag_id) SELECT 1000 + n, CASE n % 3 WHEN 0 THEN 14 WHEN 1 THEN 30 ELSE 1 END FROM generate_series(1, 8000) n;
INSERT INTO workshops_event_curricula (event_id, curriculum_id) SELECT 1000 + n, 1 FROM generate_series(1, 8000, 2) n;
INSERT INTO workshops_task (id, event_id, person_id, role_id, seat_public)
SELECT 1000 + n, 1001 + n % 8000, 1001 + (n * 7) % 20000, CASE n / 40000 WHEN 0 THEN 2 WHEN 1 THEN 3 ELSE 5 END, true FROM generate_series(1, 100000) n;
INSERT INTO workshops_award (id, person_id, badge_id, awarded, event_id) SELECT 1000 + n, 1000 + n, 11, '2020-01-01', 1001 + n % 8000 FROM generate_series(1, 10000) n;
INSERT INTO consents_consent (id, person_id, term_id) SELECT 1000 + n, 1001 + n % 20000, 1 + n / 20000 FROM generate_series(0, 39999) n;
INSERT INTO django_comments (id, content_type_id, object_pk, user_id, site_id, comment) SELECT 1000 + n, 5, (1001 + n % 8000)::text, 1, 2, 'Comment ' || n FROM generate_series(1, 10000) n;
INSERT INTO workshops_trainingrequest (id, state, personal, family, email, country, underrepresented, previous_training, previous_experience,
    programming_language_usage_frequency, checkout_intent, teaching_intent, teaching_frequency_expectation, max_travelling_frequency)
SELECT 1000 + n, 'p', 'Personal ' || n, 'Family', 'request-' || n || '@example.org', 'DE', 'no', 'none', 'none', 'daily', 'yes', 'no', 'yearly', 'yearly' FROM generate_series(1, 7000) n;
INSERT INTO workshops_trainingrequest_domains (trainingrequest_id, knowledgedomain_id) SELECT 1000 + n, 1 + n % 2 FROM generate_series(1, 7000) n;

-- Three versions of each person, four of each event and request with changing tags and domains, one of each task: 200,000 in all.
INSERT INTO reversion_revision (id, date_created, user_id, comment)
SELECT 1000 + n, timestamptz '2015-01-01Z' + n * interval '1 hour', 1001 + n % 20000, '' FROM generate_series(1, 60000) n;
INSERT INTO reversion_version (id, revision_id, content_type_id, object_id, db, format, object_repr, serialized_data)
SELECT 1000 + row_number() OVER (ORDER BY revision, model, id), revision, (SELECT t.id FROM django_content_type t WHERE 'workshops.' || t.model = v.model), id::text,
    'default', 'json', model || ' ' || id, snapshot(v.model, record, changes)
FROM (
    SELECT 'workshops.person' AS model, id, to_jsonb(p) AS record, 1001 + (id + k * 20000) % 60000 AS revision,
        jsonb_build_object('affiliation', 'University ' || k, 'groups', '[]'::jsonb, 'languages', CASE k WHEN 0 THEN '[43]' ELSE '[]' END::jsonb) AS changes
    FROM workshops_person p, generate_series(0, 1) k WHERE id > 1000
    UNION ALL
    SELECT 'workshops.event', id, to_jsonb(e), 1001 + (id + k * 15000) % 60000,
        jsonb_build_object('contact', k::text, 'tags', CASE k % 2 WHEN 0 THEN '[14, 30]' ELSE '[1, 30]' END::jsonb, 'curricula', '[1]'::jsonb, 'lessons', '[]'::jsonb)
    FROM workshops_event e, generate_series(0, 3) k WHERE id > 1000
    UNION ALL
    SELECT 'workshops.trainingrequest', id, to_jsonb(r), 1001 + (id + k * 15000) % 60000,
        jsonb_build_object('score_notes', k::text, 'domains', CASE k % 2 WHEN 0 THEN '[1, 2]' ELSE '[1]' END::jsonb, 'previous_involvement', '[2]'::jsonb)
    FROM workshops_trainingrequest r, generate_series(0, 3) k WHERE id > 1000
    UNION ALL
    SELECT 'workshops.task', id, to_jsonb(t), 1001 + id % 60000, '{}' FROM workshops_task t WHERE id > 1000
) v;
ANALYZE;
