-- /select_lookups/admins/?term=ada

SELECT (p.id)::text, (person_label(p))::text, NULL::jsonb
FROM person p
WHERE true AND (p.personal ILIKE $1 OR p.family ILIKE $2 OR p.email ILIKE $3 OR p.secondary_email ILIKE $4 OR p.username ILIKE $5) AND p.id IN (SELECT s.id
FROM person s
WHERE s.is_superuser
UNION SELECT pg.person_id
FROM person_user_group pg
JOIN user_group g ON g.id = pg.user_group_id
WHERE g.name = 'administrators')
ORDER BY p.family, p.personal, p.id
LIMIT $6 OFFSET $7;
