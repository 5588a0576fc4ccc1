-- /workshops/log/

SELECT f.id, f.name, f.query, f.is_shared, CASE WHEN f.person_id <> $2 THEN person_full_name(p) END AS owner
FROM saved_filter f
JOIN person p ON p.id = f.person_id
WHERE f.list = $1 AND (f.person_id = $2 OR f.is_shared)
ORDER BY f.person_id <> $2, lower(f.name), f.name, f.id
LIMIT $3;

SELECT count(*)
FROM revision r
WHERE true;

SELECT r.id, r.created_at AS at, p.id AS person_id, nullif(person_full_name(p), '') AS person, r.comment
FROM revision r
LEFT JOIN person p ON p.id = r.person_id
WHERE true
ORDER BY r.created_at DESC, r.id DESC
LIMIT $1 OFFSET $2;

SELECT r.id AS "revision!", e.object_type AS "table!", e.version AS "version!", e.operations AS "operations!", version_label(e.object_type, e.object_id, e.version, $5) AS "label!", e.entries > $2 + $3 OR e.looked_at = $4 AS "has_more!"
FROM unnest($1::bigint[]) WITH ORDINALITY r (id, position)
CROSS JOIN LATERAL ( SELECT v.object_type, v.object_id, max(v.id) AS version, min(v.id) AS first, coalesce(array_agg(v.operation::text
ORDER BY v.id) FILTER (WHERE v.table_name = v.object_type), '{}') AS operations, count(*) OVER () AS entries, sum(count(*)) OVER () AS looked_at
FROM (SELECT *
FROM version v
WHERE v.revision_id = r.id
ORDER BY v.id
LIMIT $4) v
GROUP BY 1, 2
ORDER BY min(v.id)
LIMIT $3 OFFSET $2 ) e
ORDER BY r.position, e.first;
