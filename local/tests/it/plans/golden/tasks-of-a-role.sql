-- /workshops/tasks/?role={role}

SELECT id, coalesce(nullif(verbose_name, ''), name) AS "label!"
FROM role
ORDER BY name;

SELECT f.id, f.name, f.query, f.is_shared, CASE WHEN f.person_id <> $2 THEN person_full_name(p) END AS owner
FROM saved_filter f
JOIN person p ON p.id = f.person_id
WHERE f.list = $1 AND (f.person_id = $2 OR f.is_shared)
ORDER BY f.person_id <> $2, lower(f.name), f.name, f.id
LIMIT $3;

SELECT count(*)
FROM task t
WHERE true AND (t.role_id = ANY($1));

SELECT t.id, e.slug AS event, t.person_id, person_full_name(p) AS person, r.verbose_name AS role, CASE WHEN may_contact(p) THEN p.email END AS email
FROM task t
JOIN event e ON e.id = t.event_id
JOIN person p ON p.id = t.person_id
JOIN role r ON r.id = t.role_id
WHERE true AND (t.role_id = ANY($1))
ORDER BY r.name, e.start DESC NULLS FIRST, e.id, t.id
LIMIT $2 OFFSET $3;
