-- /select_lookups/awards/?person={person}

SELECT (a.id)::text, (person_label(p) || '/' || b.title || '/' || a.awarded || '/' || coalesce(e.slug, 'None'))::text, NULL::jsonb
FROM award a
JOIN person p ON p.id = a.person_id
JOIN badge b ON b.id = a.badge_id
LEFT JOIN event e ON e.id = a.event_id
WHERE true AND a.person_id = $1
ORDER BY a.awarded, a.id
LIMIT $2 OFFSET $3;
