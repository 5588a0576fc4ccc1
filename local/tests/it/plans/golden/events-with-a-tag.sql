-- /workshops/events/?tags={tag}

SELECT kind AS "kind!", id AS "id!", label AS "label!"
FROM ( SELECT 'assigned_to' AS kind, p.id::text, person_label(p) AS label, p.family AS sort
FROM ids_in_use('event', 'assigned_to_id') i
JOIN person p ON p.id = i
UNION ALL SELECT 'administrator', o.id::text, organization_label(o), o.domain
FROM ids_in_use('event', 'administrator_id') i
JOIN organization o ON o.id = i
UNION ALL SELECT 'country', c.code, c.name, c.name
FROM country c
WHERE c.code IN (SELECT country
FROM event)
UNION ALL SELECT 'continent', id::text, name, name
FROM continent
UNION ALL SELECT 'category', id::text, name, name
FROM event_category ) choice
ORDER BY sort, label;

SELECT $1::text, (t.id)::text, (t.name)::text
FROM tag t
WHERE (t.id) = ANY($2);

SELECT f.id, f.name, f.query, f.is_shared, CASE WHEN f.person_id <> $2 THEN person_full_name(p) END AS owner
FROM saved_filter f
JOIN person p ON p.id = f.person_id
WHERE f.list = $1 AND (f.person_id = $2 OR f.is_shared)
ORDER BY f.person_id <> $2, lower(f.name), f.name, f.id
LIMIT $3;

SELECT count(*)
FROM event e
WHERE true AND (EXISTS (SELECT
FROM event_tag et
WHERE et.event_id = e.id AND et.tag_id = ANY($1)));

SELECT e.id, e.slug, e.start, e."end", e.completed, e.url, e.assigned_to_id, a.personal AS assigned_to, h.domain AS host_domain, h.fullname AS host, coalesce((SELECT jsonb_agg(jsonb_build_object('name', t.name, 'details', t.details)
ORDER BY t.priority, t.name)
FROM event_tag et
JOIN tag t ON t.id = et.tag_id
WHERE et.event_id = e.id), '[]') AS tags, (SELECT count(*)
FROM task k
JOIN role r ON r.id = k.role_id
WHERE k.event_id = e.id AND r.name = 'instructor') AS instructors
FROM event e
JOIN organization h ON h.id = e.host_id
LEFT JOIN person a ON a.id = e.assigned_to_id
WHERE true AND (EXISTS (SELECT
FROM event_tag et
WHERE et.event_id = e.id AND et.tag_id = ANY($1)))
ORDER BY e.start DESC NULLS FIRST, e.id
LIMIT $2 OFFSET $3;
