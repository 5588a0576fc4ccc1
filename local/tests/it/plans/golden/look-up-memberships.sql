-- /select_lookups/memberships/?term=number+77

SELECT (m.id)::text, (membership_label(m))::text, NULL::jsonb
FROM membership m
WHERE true AND (m.name ILIKE $1 OR m.variant ILIKE $2 OR m.id IN (SELECT mm.membership_id
FROM organization o
JOIN member mm ON mm.organization_id = o.id
WHERE o.domain ILIKE $3 OR o.fullname ILIKE $4))
ORDER BY m.agreement_start DESC, m.id
LIMIT $5 OFFSET $6;
