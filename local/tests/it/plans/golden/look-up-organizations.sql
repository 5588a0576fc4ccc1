-- /select_lookups/organizations/?term=number+77

SELECT (o.id)::text, (o.fullname || ' <' || o.domain || '>')::text, jsonb_build_object('fullname', o.fullname)
FROM organization o
WHERE true AND (o.domain ILIKE $1 OR o.fullname ILIKE $2)
ORDER BY o.fullname, o.id
LIMIT $3 OFFSET $4;
