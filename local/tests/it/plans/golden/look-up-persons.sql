-- /select_lookups/persons/?term=ada+lovelace12

SELECT (p.id)::text, (person_label(p))::text, NULL::jsonb
FROM person p
WHERE true AND (p.personal ILIKE $1 OR p.family ILIKE $2 OR p.email ILIKE $3 OR p.secondary_email ILIKE $4 OR p.username ILIKE $5 OR (p.personal ILIKE $6 AND p.family ILIKE $7) OR (p.personal ILIKE $8 AND p.family ILIKE $9))
ORDER BY p.family, p.personal, p.id
LIMIT $10 OFFSET $11;
