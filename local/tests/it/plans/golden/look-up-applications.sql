-- /select_lookups/training_requests/?term=lovelace12

SELECT (q.id)::text, (training_request_label(q))::text, NULL::jsonb
FROM training_request q
WHERE true AND (q.personal ILIKE $1 OR q.family ILIKE $2 OR q.email ILIKE $3 OR q.secondary_email ILIKE $4)
ORDER BY q.created_at, q.id
LIMIT $5 OFFSET $6;
