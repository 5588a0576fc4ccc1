-- /workshops/persons/

SELECT f.id, f.name, f.query, f.is_shared, CASE WHEN f.person_id <> $2 THEN person_full_name(p) END AS owner
FROM saved_filter f
JOIN person p ON p.id = f.person_id
WHERE f.list = $1 AND (f.person_id = $2 OR f.is_shared)
ORDER BY f.person_id <> $2, lower(f.name), f.name, f.id
LIMIT $3;

SELECT count(*)
FROM person p
WHERE true;

SELECT p.id, person_full_name(p) AS name, p.email, ARRAY(SELECT b.name::text
FROM award a
JOIN badge b ON b.id = a.badge_id
WHERE a.person_id = p.id AND b.name IN ('instructor', 'trainer')
ORDER BY b.name) AS badges, ARRAY(SELECT community_role_is_active(c, $1)
FROM community_role c
JOIN community_role_config cc ON cc.id = c.config_id
WHERE c.person_id = p.id AND cc.name = 'instructor'
ORDER BY c.id) AS instructor_roles
FROM person p
WHERE true
ORDER BY p.family, p.personal, p.id
LIMIT $2 OFFSET $3;
