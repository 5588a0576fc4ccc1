-- /dashboard/admin/

SELECT p.id, person_label(p) AS "label!"
FROM person p
WHERE p.id IN (SELECT s.id
FROM person s
WHERE s.is_superuser
UNION SELECT pg.person_id
FROM person_user_group pg
JOIN user_group g ON g.id = pg.user_group_id
WHERE g.name = 'administrators')
ORDER BY p.family, p.personal, p.id;

SELECT e.slug, e.start, e."end", ARRAY(SELECT t.name
FROM event_tag et
JOIN tag t ON t.id = et.tag_id
WHERE et.event_id = e.id AND t.name = ANY($3)
ORDER BY t.priority, t.name) AS "tags!"
FROM event e
JOIN event_status s ON s.event_id = e.id
WHERE (e.assigned_to_id = $1 OR ($1::int IS NULL AND e.assigned_to_id IS NULL)) AND (e.start > $2 OR (e.start <= $2 AND e."end" >= $2)) AND s.active AND s.not_cancelled AND NOT s.incomplete
ORDER BY e.start, e.id;

SELECT e.slug, e.start, h.domain AS host_domain, h.fullname AS host, e.url IS NOT NULL AS "has_url!", (e.address <> '' AND e.venue <> '' AND e.country IS NOT NULL AND e.latitude IS NOT NULL AND e.longitude IS NOT NULL) AS "has_location!", (SELECT count(*)
FROM task t
JOIN role r ON r.id = t.role_id
WHERE t.event_id = e.id AND r.name = 'instructor') AS "instructors!"
FROM event e
JOIN event_status s ON s.event_id = e.id
JOIN organization h ON h.id = e.host_id
WHERE (e.assigned_to_id = $1 OR ($1::int IS NULL AND e.assigned_to_id IS NULL)) AND s.active AND s.incomplete
ORDER BY e.start DESC NULLS FIRST, e.id;
