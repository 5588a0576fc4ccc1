-- /select_lookups/ttt_events/?term=place77

SELECT (e.id)::text, (e.slug)::text, NULL::jsonb
FROM event e
WHERE true AND (e.slug ILIKE $1) AND EXISTS (SELECT
FROM event_tag et
JOIN tag t ON t.id = et.tag_id
WHERE et.event_id = e.id AND t.name = 'TTT')
ORDER BY e.start DESC NULLS FIRST, e.id
LIMIT $2 OFFSET $3;
