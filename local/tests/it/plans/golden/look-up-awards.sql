-- /select_lookups/awards/?term=lovelace12

SELECT (a.id)::text, (person_label(p) || '/' || b.title || '/' || a.awarded || '/' || coalesce(e.slug, 'None'))::text, NULL::jsonb
FROM award a
JOIN person p ON p.id = a.person_id
JOIN badge b ON b.id = a.badge_id
LEFT JOIN event e ON e.id = a.event_id
WHERE true AND (a.id IN (SELECT x.id
FROM person o
JOIN award x ON x.person_id = o.id
WHERE search_text(o) ILIKE $1 AND (o.personal ILIKE $2 OR o.middle ILIKE $3 OR o.family ILIKE $4 OR o.email ILIKE $5)
UNION SELECT x.id
FROM badge o
JOIN award x ON x.badge_id = o.id
WHERE o.name ILIKE $6))
ORDER BY a.awarded, a.id
LIMIT $7 OFFSET $8;
