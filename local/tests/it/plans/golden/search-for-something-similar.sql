-- /dashboard/admin/search/quick/?term=lovelayce

SELECT area, table_name, key, label, detail, comment, tier
FROM ((SELECT 'organizations', 'organization', (t.domain)::text, (t.fullname)::text, (t.domain)::text, NULL::int, q.tier, row_number() OVER (ORDER BY q.tier, q.place , q.id)
FROM ((SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE $1 OR search_text(t) ILIKE $5 OR search_text(t) ILIKE $6 THEN 0 ELSE 1 END AS tier, t.fullname AS place
FROM organization t
WHERE true AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8)
LIMIT 1000) x
ORDER BY x.tier, x.place , x.id
LIMIT 5)
UNION ALL (SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE ANY ($3) THEN 2 WHEN search_text(t) ILIKE $4 THEN 3 ELSE 4 END AS tier, t.fullname AS place
FROM organization t
WHERE true AND ((search_text(t) ILIKE $4 OR search_text(t) ILIKE $9 OR search_text(t) ILIKE $10) AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8) IS NOT TRUE)
LIMIT 1000) x
ORDER BY x.tier, x.place , x.id
LIMIT 5)
LIMIT 5) q
JOIN organization t ON t.id = q.id)
UNION ALL (SELECT 'memberships', 'membership', (t.id)::text, (membership_label(t))::text, (coalesce(t.registration_code, ''))::text, NULL::int, q.tier, row_number() OVER (ORDER BY q.tier, q.place DESC, q.id)
FROM ((SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE $1 OR search_text(t) ILIKE $5 OR search_text(t) ILIKE $6 THEN 0 ELSE 1 END AS tier, t.agreement_start AS place
FROM membership t
WHERE true AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8)
LIMIT 1000) x
ORDER BY x.tier, x.place DESC, x.id
LIMIT 5)
UNION ALL (SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE ANY ($3) THEN 2 WHEN search_text(t) ILIKE $4 THEN 3 ELSE 4 END AS tier, t.agreement_start AS place
FROM membership t
WHERE true AND ((search_text(t) ILIKE $4 OR search_text(t) ILIKE $9 OR search_text(t) ILIKE $10) AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8) IS NOT TRUE)
LIMIT 1000) x
ORDER BY x.tier, x.place DESC, x.id
LIMIT 5)
LIMIT 5) q
JOIN membership t ON t.id = q.id)
UNION ALL (SELECT 'partnerships', 'partnership', (t.id)::text, (partnership_label(t))::text, (coalesce(t.registration_code, ''))::text, NULL::int, q.tier, row_number() OVER (ORDER BY q.tier, q.place , q.id)
FROM ((SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE $1 OR search_text(t) ILIKE $5 OR search_text(t) ILIKE $6 THEN 0 ELSE 1 END AS tier, t.name AS place
FROM partnership t
WHERE $11 AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8)
LIMIT 1000) x
ORDER BY x.tier, x.place , x.id
LIMIT 5)
UNION ALL (SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE ANY ($3) THEN 2 WHEN search_text(t) ILIKE $4 THEN 3 ELSE 4 END AS tier, t.name AS place
FROM partnership t
WHERE $11 AND ((search_text(t) ILIKE $4 OR search_text(t) ILIKE $9 OR search_text(t) ILIKE $10) AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8) IS NOT TRUE)
LIMIT 1000) x
ORDER BY x.tier, x.place , x.id
LIMIT 5)
LIMIT 5) q
JOIN partnership t ON t.id = q.id)
UNION ALL (SELECT 'consortiums', 'consortium', (t.id)::text, (t.name)::text, (t.description)::text, NULL::int, q.tier, row_number() OVER (ORDER BY q.tier, q.place , q.id)
FROM ((SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE $1 OR search_text(t) ILIKE $5 OR search_text(t) ILIKE $6 THEN 0 ELSE 1 END AS tier, t.name AS place
FROM consortium t
WHERE $11 AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8)
LIMIT 1000) x
ORDER BY x.tier, x.place , x.id
LIMIT 5)
UNION ALL (SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE ANY ($3) THEN 2 WHEN search_text(t) ILIKE $4 THEN 3 ELSE 4 END AS tier, t.name AS place
FROM consortium t
WHERE $11 AND ((search_text(t) ILIKE $4 OR search_text(t) ILIKE $9 OR search_text(t) ILIKE $10) AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8) IS NOT TRUE)
LIMIT 1000) x
ORDER BY x.tier, x.place , x.id
LIMIT 5)
LIMIT 5) q
JOIN consortium t ON t.id = q.id)
UNION ALL (SELECT 'events', 'event', (t.slug)::text, (t.slug)::text, ((SELECT h.fullname
FROM organization h
WHERE h.id = t.host_id))::text, NULL::int, q.tier, row_number() OVER (ORDER BY q.tier, q.place DESC, q.id)
FROM ((SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE $1 OR search_text(t) ILIKE $5 OR search_text(t) ILIKE $6 THEN 0 ELSE 1 END AS tier, t.slug AS place
FROM event t
WHERE true AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8)
LIMIT 1000) x
ORDER BY x.tier, x.place DESC, x.id
LIMIT 5)
UNION ALL (SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE ANY ($3) THEN 2 WHEN search_text(t) ILIKE $4 THEN 3 ELSE 4 END AS tier, t.slug AS place
FROM event t
WHERE true AND ((search_text(t) ILIKE $4 OR search_text(t) ILIKE $9 OR search_text(t) ILIKE $10) AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8) IS NOT TRUE)
LIMIT 1000) x
ORDER BY x.tier, x.place DESC, x.id
LIMIT 5)
LIMIT 5) q
JOIN event t ON t.id = q.id)
UNION ALL (SELECT 'persons', 'person', (t.id)::text, (person_full_name(t))::text, (coalesce(t.email, ''))::text, NULL::int, q.tier, row_number() OVER (ORDER BY q.tier, q.place , q.id)
FROM ((SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE $1 OR search_text(t) ILIKE $5 OR search_text(t) ILIKE $6 THEN 0 ELSE 1 END AS tier, t.family || ' ' || t.personal AS place
FROM person t
WHERE true AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8)
LIMIT 1000) x
ORDER BY x.tier, x.place , x.id
LIMIT 5)
UNION ALL (SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE ANY ($3) THEN 2 WHEN search_text(t) ILIKE $4 THEN 3 ELSE 4 END AS tier, t.family || ' ' || t.personal AS place
FROM person t
WHERE true AND ((search_text(t) ILIKE $4 OR search_text(t) ILIKE $9 OR search_text(t) ILIKE $10) AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8) IS NOT TRUE)
LIMIT 1000) x
ORDER BY x.tier, x.place , x.id
LIMIT 5)
LIMIT 5) q
JOIN person t ON t.id = q.id)
UNION ALL (SELECT 'training_requests', 'training_request', (t.id)::text, (training_request_label(t))::text, (t.affiliation)::text, NULL::int, q.tier, row_number() OVER (ORDER BY q.tier, q.place DESC, q.id)
FROM ((SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE $1 OR search_text(t) ILIKE $5 OR search_text(t) ILIKE $6 THEN 0 ELSE 1 END AS tier, t.created_at AS place
FROM training_request t
WHERE true AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8)
LIMIT 1000) x
ORDER BY x.tier, x.place DESC, x.id
LIMIT 5)
UNION ALL (SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE ANY ($3) THEN 2 WHEN search_text(t) ILIKE $4 THEN 3 ELSE 4 END AS tier, t.created_at AS place
FROM training_request t
WHERE true AND ((search_text(t) ILIKE $4 OR search_text(t) ILIKE $9 OR search_text(t) ILIKE $10) AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8) IS NOT TRUE)
LIMIT 1000) x
ORDER BY x.tier, x.place DESC, x.id
LIMIT 5)
LIMIT 5) q
JOIN training_request t ON t.id = q.id)
UNION ALL (SELECT 'comments', k.table_name, record_key(k.table_name, r), record_label(k.table_name, r, $14), left(t.comment, 120), t.id, q.tier, row_number() OVER (ORDER BY q.tier, q.place DESC, q.id)
FROM ((SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE $1 OR search_text(t) ILIKE $5 OR search_text(t) ILIKE $6 THEN 0 ELSE 1 END AS tier, t.submit_date AS place
FROM comment t
WHERE $15 AND t.is_public AND NOT t.is_removed AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8)
LIMIT 1000) x
ORDER BY x.tier, x.place DESC, x.id
LIMIT 5)
UNION ALL (SELECT x.id, x.tier, x.place
FROM ( SELECT t.id, CASE WHEN search_text(t) ILIKE ANY ($3) THEN 2 WHEN search_text(t) ILIKE $4 THEN 3 ELSE 4 END AS tier, t.submit_date AS place
FROM comment t
WHERE $15 AND t.is_public AND NOT t.is_removed AND ((search_text(t) ILIKE $4 OR search_text(t) ILIKE $9 OR search_text(t) ILIKE $10) AND (search_text(t) ILIKE $2 OR search_text(t) ILIKE $7 OR search_text(t) ILIKE $8) IS NOT TRUE)
LIMIT 1000) x
ORDER BY x.tier, x.place DESC, x.id
LIMIT 5)
LIMIT 5) q
JOIN comment t ON t.id = q.id
JOIN unnest($12::text[], $13::text[]) AS k (object_type, table_name) ON k.object_type = t.object_type
CROSS JOIN LATERAL record_row(k.table_name, t.object_id) AS r
WHERE r IS NOT NULL)) AS found (area, table_name, key, label, detail, comment, tier, number)
ORDER BY number, area;

SELECT area, table_name, key, label, detail, comment, tier
FROM ((SELECT 'organizations', 'organization', (t.domain)::text, (t.fullname)::text, (t.domain)::text, NULL::int, 100 - (q.likeness * 100)::int, row_number() OVER (ORDER BY q.likeness DESC, q.id)
FROM (SELECT t.id, word_similarity($1, search_text(t)) AS likeness
FROM organization t
WHERE true AND search_text(t) %> $1
ORDER BY likeness DESC, t.id
LIMIT 5) q
JOIN organization t ON t.id = q.id)
UNION ALL (SELECT 'memberships', 'membership', (t.id)::text, (membership_label(t))::text, (coalesce(t.registration_code, ''))::text, NULL::int, 100 - (q.likeness * 100)::int, row_number() OVER (ORDER BY q.likeness DESC, q.id)
FROM (SELECT t.id, word_similarity($1, search_text(t)) AS likeness
FROM membership t
WHERE true AND search_text(t) %> $1
ORDER BY likeness DESC, t.id
LIMIT 5) q
JOIN membership t ON t.id = q.id)
UNION ALL (SELECT 'partnerships', 'partnership', (t.id)::text, (partnership_label(t))::text, (coalesce(t.registration_code, ''))::text, NULL::int, 100 - (q.likeness * 100)::int, row_number() OVER (ORDER BY q.likeness DESC, q.id)
FROM (SELECT t.id, word_similarity($1, search_text(t)) AS likeness
FROM partnership t
WHERE $2 AND search_text(t) %> $1
ORDER BY likeness DESC, t.id
LIMIT 5) q
JOIN partnership t ON t.id = q.id)
UNION ALL (SELECT 'consortiums', 'consortium', (t.id)::text, (t.name)::text, (t.description)::text, NULL::int, 100 - (q.likeness * 100)::int, row_number() OVER (ORDER BY q.likeness DESC, q.id)
FROM (SELECT t.id, word_similarity($1, search_text(t)) AS likeness
FROM consortium t
WHERE $2 AND search_text(t) %> $1
ORDER BY likeness DESC, t.id
LIMIT 5) q
JOIN consortium t ON t.id = q.id)
UNION ALL (SELECT 'events', 'event', (t.slug)::text, (t.slug)::text, ((SELECT h.fullname
FROM organization h
WHERE h.id = t.host_id))::text, NULL::int, 100 - (q.likeness * 100)::int, row_number() OVER (ORDER BY q.likeness DESC, q.id)
FROM (SELECT t.id, word_similarity($1, search_text(t)) AS likeness
FROM event t
WHERE true AND search_text(t) %> $1
ORDER BY likeness DESC, t.id
LIMIT 5) q
JOIN event t ON t.id = q.id)
UNION ALL (SELECT 'persons', 'person', (t.id)::text, (person_full_name(t))::text, (coalesce(t.email, ''))::text, NULL::int, 100 - (q.likeness * 100)::int, row_number() OVER (ORDER BY q.likeness DESC, q.id)
FROM (SELECT t.id, word_similarity($1, search_text(t)) AS likeness
FROM person t
WHERE true AND search_text(t) %> $1
ORDER BY likeness DESC, t.id
LIMIT 5) q
JOIN person t ON t.id = q.id)
UNION ALL (SELECT 'training_requests', 'training_request', (t.id)::text, (training_request_label(t))::text, (t.affiliation)::text, NULL::int, 100 - (q.likeness * 100)::int, row_number() OVER (ORDER BY q.likeness DESC, q.id)
FROM (SELECT t.id, word_similarity($1, search_text(t)) AS likeness
FROM training_request t
WHERE true AND search_text(t) %> $1
ORDER BY likeness DESC, t.id
LIMIT 5) q
JOIN training_request t ON t.id = q.id)) AS found (area, table_name, key, label, detail, comment, tier, number)
ORDER BY number, area;
