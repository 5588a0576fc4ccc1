-- /workshops/badge/instructor/

SELECT id, name, title, criteria, (SELECT count(*)
FROM award a
WHERE a.badge_id = b.id) AS "awards!"
FROM badge b
WHERE name = $1;

SELECT f.id, f.name, f.query, f.is_shared, CASE WHEN f.person_id <> $2 THEN person_full_name(p) END AS owner
FROM saved_filter f
JOIN person p ON p.id = f.person_id
WHERE f.list = $1 AND (f.person_id = $2 OR f.is_shared)
ORDER BY f.person_id <> $2, lower(f.name), f.name, f.id
LIMIT $3;

SELECT count(*)
FROM award a
WHERE true AND (a.badge_id = ANY($1));

SELECT a.id, a.person_id, person_full_name(p) AS person, CASE WHEN may_contact(p) THEN p.email END AS email, a.awarded, e.slug AS event, a.awarded_by_id, person_full_name(w) AS awarded_by
FROM award a
JOIN person p ON p.id = a.person_id
LEFT JOIN event e ON e.id = a.event_id
LEFT JOIN person w ON w.id = a.awarded_by_id
WHERE true AND (a.badge_id = ANY($1))
ORDER BY a.awarded, a.id
LIMIT $2 OFFSET $3;
