-- /select_lookups/instructors/?term=lovelace12

SELECT (p.id)::text, (person_label(p))::text, NULL::jsonb
FROM person p
WHERE true AND (p.personal ILIKE $1 OR p.family ILIKE $2 OR p.email ILIKE $3 OR p.secondary_email ILIKE $4 OR p.username ILIKE $5) AND EXISTS (SELECT
FROM community_role c
JOIN community_role_config cc ON cc.id = c.config_id
WHERE c.person_id = p.id AND cc.name = 'instructor')
ORDER BY p.family, p.personal, p.id
LIMIT $6 OFFSET $7;
