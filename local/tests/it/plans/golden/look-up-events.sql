-- /select_lookups/events/?term=place77

SELECT (e.id)::text, (e.slug)::text, NULL::jsonb
FROM event e
WHERE true AND (e.slug ILIKE $1)
ORDER BY e.start DESC NULLS FIRST, e.id
LIMIT $2 OFFSET $3;
