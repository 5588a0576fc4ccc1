-- The Carpentries' size of everything that a list could read from end to end. What triggers would write is written here too, in fewer steps.
SET session_replication_role = replica;

INSERT INTO organization (domain, fullname)
SELECT 'org' || n || '.example.edu', 'University number ' || n FROM generate_series(1, 4000) n;

INSERT INTO person (username, personal, family, email, github, is_active)
SELECT 'person_' || n, (ARRAY['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Anna'])[n % 7 + 1],
    (ARRAY['Lovelace', 'Hopper', 'Turing', 'Dijkstra', 'Liskov', 'Knuth'])[n % 6 + 1] || n, 'person' || n || '@example.org', 'github' || n, true
FROM generate_series(1, 20000) n;

INSERT INTO event (slug, host_id, administrator_id, assigned_to_id, start, "end", country, venue, address, latitude, longitude, url, completed)
SELECT to_char(date '2012-01-01' + n % 5300, 'YYYY-MM-DD') || '-place' || n, o.first + n % 4000, o.first + n % 4000, p.first + n % 40,
    date '2012-01-01' + n % 5300, date '2012-01-02' + n % 5300, (ARRAY['SE', 'US', 'GB', 'DE'])[n % 4 + 1], 'Hall ' || n, 'Street ' || n, 1, 2,
    CASE WHEN n % 10 > 0 THEN 'https://pages.example/place' || n END, n % 20 > 0
FROM generate_series(1, 8000) n,
    (SELECT min(id) AS first FROM organization WHERE domain LIKE 'org%.example.edu') o,
    (SELECT min(id) AS first FROM person WHERE username LIKE 'person\_%') p;

INSERT INTO event_tag (event_id, tag_id)
SELECT e.id, t.id FROM event e JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM tag) t ON (e.id + t.place) % 5 = 0;

INSERT INTO task (event_id, person_id, role_id)
SELECT e.id, p.first + (e.id * 13 + n * 37) % 20000, r.ids[n % cardinality(r.ids) + 1]
FROM event e, generate_series(1, 8) n, (SELECT min(id) AS first FROM person WHERE username LIKE 'person\_%') p,
    (SELECT array_agg(id ORDER BY id) AS ids FROM role) r
ON CONFLICT DO NOTHING;

INSERT INTO award (person_id, badge_id, awarded, event_id)
SELECT p.id, b.id, date '2015-01-01' + p.id % 4000, NULL
FROM person p JOIN badge b ON b.name = 'instructor' OR (b.name = 'trainer' AND p.id % 10 = 0) WHERE p.id % 2 = 0;

INSERT INTO community_role (person_id, config_id, start)
SELECT p.id, c.id, '2020-01-01' FROM person p JOIN community_role_config c ON c.name = 'instructor' WHERE p.id % 2 = 0;

INSERT INTO consent (person_id, term_id, term_option_id)
SELECT p.id, t.id, (SELECT min(o.id) FROM term_option o WHERE o.term_id = t.id) FROM person p CROSS JOIN term t
WHERE NOT EXISTS (SELECT FROM consent c WHERE c.person_id = p.id AND c.term_id = t.id);

INSERT INTO training_request (personal, family, email, person_id, affiliation, location, user_notes, created_at)
SELECT p.personal, p.family, p.email, p.id, 'Some institute', 'Somewhere', repeat('How one came to this. ', 4), '2020-01-01Z'::timestamptz + p.id * interval '1 hour'
FROM person p WHERE p.email IS NOT NULL ORDER BY p.id LIMIT 7000;

INSERT INTO comment (object_type, object_id, person_id, user_name, comment, submit_date)
SELECT 'workshops.event', e.id::text, e.assigned_to_id, 'Somebody', 'Remember to write to the host about the workshop ' || e.id,
    '2020-01-01Z'::timestamptz + e.id * interval '1 hour'
FROM event e;

INSERT INTO revision (created_at, person_id, comment)
SELECT '2015-01-01Z'::timestamptz + n * interval '1 hour', p.first + n % 40, 'edit event'
FROM generate_series(1, 30000) n, (SELECT min(id) AS first FROM person WHERE username LIKE 'person\_%') p;

INSERT INTO version (revision_id, object_type, object_id, table_name, operation, before, after)
SELECT r.id, 'event', e.id::text, 'event', 'U', jsonb_build_object('id', e.id, 'slug', e.slug, 'venue', 'x'),
    jsonb_build_object('id', e.id, 'slug', e.slug, 'venue', 'y')
FROM revision r JOIN event e ON e.id = (SELECT min(id) FROM event) + r.id % 8000;

RESET session_replication_role;
