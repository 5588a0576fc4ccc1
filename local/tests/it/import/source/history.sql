-- AMY's own history of the small AMY, as its framework writes it: a record as it was after a change, in JSON. Names of references
-- without `_id`, lists of numbers as text, sets as lists of ids, times cut to milliseconds.
CREATE FUNCTION snapshot(model text, record jsonb, changes jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
    SELECT jsonb_build_array(jsonb_build_object('model', model, 'pk', record -> 'id', 'fields',
        (SELECT coalesce(jsonb_object_agg(regexp_replace(key, '_id$', ''), CASE
             WHEN jsonb_typeof(value) = 'array' THEN to_jsonb(value::text)
             WHEN value #>> '{}' ~ '^\d{4}-\d\d-\d\dT' THEN to_jsonb(left(value #>> '{}', 23) || 'Z')
             ELSE value END), '{}')
         FROM jsonb_each(record - 'id')) || changes))::text
$$;
INSERT INTO reversion_revision (id, date_created, user_id, comment) VALUES
    (10, '2023-01-05 10:00:00.000001Z', 1, 'Initial version.'), (11, '2023-02-05Z', 2, ''), (12, '2023-03-01Z', 1, repeat('Why? ', 100)), (13, '2023-04-01Z', 2, ''),
    (14, '2023-05-01Z', NULL, ''), (15, '2023-06-01Z', 999, 'By somebody who is gone');
INSERT INTO reversion_version (id, revision_id, content_type_id, object_id, db, format, object_repr, serialized_data)
SELECT v.id, revision_id, (SELECT t.id FROM django_content_type t WHERE t.app_label || '.' || t.model = v.model), object_id, 'default', 'json', label, snapshot(v.model, v.record, changes)
FROM (VALUES
    -- An event gets another venue and other tags, and its country was not known. AMY has no field "notes" any longer.
    (1, 10, 'workshops.event', '1', '2024-xx-xx-paris', (SELECT to_jsonb(e) FROM workshops_event e WHERE id = 1),
     '{"slug": "2024-xx-xx-paris", "venue": "Old hall", "country": "", "notes": "Once", "tags": [14], "curricula": [1], "lessons": []}'::jsonb),
    (5, 11, 'workshops.event', '1', '2024-03-04-paris', (SELECT to_jsonb(e) FROM workshops_event e WHERE id = 1),
     '{"venue": "Old hall", "tags": [14, 30], "curricula": [1], "lessons": []}'),
    (8, 12, 'workshops.event', '1', '2024-03-04-paris', (SELECT to_jsonb(e) FROM workshops_event e WHERE id = 1),
     '{"tags": [30], "curricula": [1], "lessons": [1]}'),
    -- Deleted since.
    (2, 10, 'workshops.event', '39', '2020-01-01-gone', '{"id": 39}', '{"slug": "2020-01-01-gone", "host": 2, "tags": [30]}'),
    -- Passwords, groups and permissions; then a sign-in, which changes nothing that has a history.
    (3, 10, 'workshops.person', '2', 'Mary Ann Ñ O''Neil <mary@example.org>', (SELECT to_jsonb(p) FROM workshops_person p WHERE id = 2),
     '{"password": "argon2$secret", "last_login": "2023-01-01T00:00:00Z", "affiliation": "Earlier", "groups": [3], "user_permissions": [23, 24], "domains": [1], "languages": [43]}'),
    (6, 11, 'workshops.person', '2', 'Mary Ann Ñ O''Neil <mary@example.org>', (SELECT to_jsonb(p) FROM workshops_person p WHERE id = 2),
     '{"groups": [8], "user_permissions": [23, 24], "domains": [1], "languages": [43, 44]}'),
    (9, 13, 'workshops.person', '2', 'Mary Ann Ñ O''Neil <mary@example.org>', (SELECT to_jsonb(p) FROM workshops_person p WHERE id = 2),
     '{"password": "argon2$newsecret", "last_login": "2023-04-01T00:00:00Z", "groups": [8], "user_permissions": [23, 24], "domains": [1], "languages": [43, 44]}'),
    -- Stored once for both sides, told of by the other.
    (4, 10, 'workshops.organization', '3', 'Example; "Ltd" <example.com>', (SELECT to_jsonb(o) FROM workshops_organization o WHERE id = 3), '{"affiliated_organizations": []}'),
    (7, 11, 'workshops.organization', '3', 'Example; "Ltd" <example.com>', (SELECT to_jsonb(o) FROM workshops_organization o WHERE id = 3), '{"affiliated_organizations": [2]}'),
    -- Changed since without a revision.
    (10, 14, 'workshops.membership', '1', 'Example Silver membership', (SELECT to_jsonb(m) FROM workshops_membership m WHERE id = 1), '{"extensions": "[30]"}'),
    (11, 14, 'offering.account', 'bce53a8d-7485-4969-b4cd-c3d2fd341ab3', 'Account consortium', (SELECT to_jsonb(a) FROM offering_account a WHERE account_type = 'consortium'), '{}'),
    (12, 14, 'emails.emailtemplate', '05e2b9da-e6b3-43f0-8c88-1458414b8945', 'Instructor Badge awarded', (SELECT to_jsonb(t) FROM emails_emailtemplate t), '{"subject": "Congratulations"}'),
    (13, 15, 'workshops.task', '1', 'A task', (SELECT to_jsonb(t) FROM workshops_task t WHERE id = 1), '{}'),
    (14, 15, 'workshops.airport', '1', 'CDG: Paris', (SELECT to_jsonb(a) FROM workshops_airport a WHERE id = 1), '{}')
) AS v (id, revision_id, model, object_id, label, record, changes);
