-- /dashboard/admin/search/?term=ada+lovelace12&no_redirect=on

(SELECT 'organizations' AS "area!", 'organization' AS "table!", o.domain::text AS "key!", o.domain::text AS "label!", NULL::int AS "comment?"
FROM organization o
WHERE search_text(o) ILIKE $1
ORDER BY o.fullname, o.id
LIMIT $4)
UNION ALL (SELECT 'memberships', 'membership', m.id::text, membership_label(m), NULL
FROM membership m
WHERE search_text(m) ILIKE $1
ORDER BY m.agreement_start DESC, m.id
LIMIT $4)
UNION ALL (SELECT 'partnerships', 'partnership', p.id::text, partnership_label(p), NULL
FROM partnership p
WHERE $5 AND search_text(p) ILIKE $1
ORDER BY p.name, p.id
LIMIT $4)
UNION ALL (SELECT 'consortiums', 'consortium', c.id::text, c.name::text, NULL
FROM consortium c
WHERE $5 AND search_text(c) ILIKE $1
ORDER BY c.name, c.id
LIMIT $4)
UNION ALL (SELECT 'events', 'event', e.slug::text, e.slug::text, NULL
FROM event e
WHERE e.id IN (SELECT x.id
FROM event x
WHERE search_text(x) ILIKE $1
UNION SELECT x.id
FROM organization h
JOIN event x ON x.host_id = h.id
WHERE search_text(h) ILIKE $1)
ORDER BY e.slug DESC
LIMIT $4)
UNION ALL (SELECT 'persons', 'person', p.id::text, person_label(p), NULL
FROM person p
WHERE search_text(p) ILIKE $1 OR (p.personal ILIKE $2 AND p.family ILIKE $3) OR (p.personal ILIKE $3 AND p.family ILIKE $2)
ORDER BY p.family, p.personal, p.id
LIMIT $4)
UNION ALL (SELECT 'training_requests', 'training_request', q.id::text, training_request_label(q), NULL
FROM training_request q
WHERE search_text(q) ILIKE $1 OR (q.personal ILIKE $2 AND q.family ILIKE $3) OR (q.personal ILIKE $3 AND q.family ILIKE $2)
ORDER BY q.family, q.personal, q.id
LIMIT $4)
UNION ALL (SELECT 'comments', c.table_name, record_key(c.table_name, r), record_label(c.table_name, r, $8), c.id
FROM (SELECT c.id, c.object_id, c.submit_date, k.table_name
FROM comment c
JOIN unnest($6::text[], $7::text[]) AS k (object_type, table_name) ON k.object_type = c.object_type
WHERE c.is_public AND NOT c.is_removed AND c.id IN (SELECT x.id
FROM comment x
WHERE search_text(x) ILIKE $1
UNION SELECT x.id
FROM person a
JOIN comment x ON x.person_id = a.id
WHERE search_text(a) ILIKE $1 AND (a.personal ILIKE $1 OR a.family ILIKE $1 OR a.email ILIKE $1 OR a.github ILIKE $1))
ORDER BY c.submit_date, c.id) c
CROSS JOIN LATERAL record_row(c.table_name, c.object_id) AS r
WHERE r IS NOT NULL
ORDER BY c.submit_date, c.id
LIMIT $4);
