-- /workshops/person/{person}/edit/

SELECT p.username, p.personal, p.middle, p.family, p.email, p.secondary_email, p.gender, p.gender_other, p.airport_iata, p.country, p.timezone, p.affiliation, p.github, p.twitter, p.bluesky, p.mastodon, p.url, p.occupation, p.orcid, p.user_notes, person_label(p) AS "label!", ARRAY(SELECT lesson_id
FROM qualification x
WHERE x.person_id = p.id
ORDER BY 1) AS "lessons!", ARRAY(SELECT knowledge_domain_id
FROM person_domain x
WHERE x.person_id = p.id
ORDER BY 1) AS "domains!", ARRAY(SELECT language_id
FROM person_language x
WHERE x.person_id = p.id
ORDER BY 1) AS "languages!", (SELECT coalesce(max(v.id), 0)
FROM version v
WHERE v.object_type = 'person' AND v.object_id = p.id::text) AS "version!"
FROM person p
WHERE p.id = $1;

SELECT coalesce((SELECT jsonb_agg(jsonb_build_array(code, name)
ORDER BY name)
FROM country), '[]') AS "countries!: Pairs", coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, name)
ORDER BY name, id)
FROM lesson), '[]') AS "lessons!: Pairs", coalesce((SELECT jsonb_agg(jsonb_build_array(d.id::text, d.name)
ORDER BY d.id)
FROM knowledge_domain d
WHERE d.name NOT LIKE 'Don''t know yet%' OR EXISTS (SELECT
FROM person_domain pd
WHERE pd.person_id = $1 AND pd.knowledge_domain_id = d.id)), '[]') AS "domains!: Pairs", coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, coalesce(nullif(verbose_name, ''), name))
ORDER BY name)
FROM role), '[]') AS "task_roles!: Pairs", coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, title)
ORDER BY title, name)
FROM badge
WHERE name <> ALL($2)), '[]') AS "badges!: Pairs", coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, name)
ORDER BY name, id)
FROM community_role_inactivation), '[]') AS "inactivations!: Pairs", coalesce((SELECT jsonb_agg(jsonb_build_object('term', t.id, 'slug', t.slug, 'content', t.content, 'application_content', '', 'help_text', t.help_text, 'short_description', t.short_description, 'required', t.required_type <> 'optional', 'options', coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'text', term_option_text(o))
ORDER BY o.id)
FROM term_option o
WHERE o.term_id = t.id AND o.archived_at IS NULL), '[]'), 'answer', (SELECT c.term_option_id
FROM consent c
WHERE c.person_id = $1 AND c.term_id = t.id AND c.archived_at IS NULL))
ORDER BY t.id)
FROM term t
WHERE t.archived_at IS NULL), '[]') AS "questions!: Json<Vec<Question>>", coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'term', t.short_description, 'created_at', c.created_at, 'archived_at', c.archived_at, 'answer', CASE WHEN o.id IS NOT NULL THEN term_option_text(o) END)
ORDER BY c.archived_at DESC NULLS FIRST, t.id, c.id DESC)
FROM consent c
JOIN term t ON t.id = c.term_id
LEFT JOIN term_option o ON o.id = c.term_option_id
WHERE c.person_id = $1), '[]') AS "consents!: Json<Vec<ConsentRecord>>";

SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'badge', b.name, 'title', b.title, 'awarded', a.awarded, 'event', e.slug, 'by_id', w.id, 'by', person_full_name(w))
ORDER BY a.awarded, a.id)
FROM award a
JOIN badge b ON b.id = a.badge_id
LEFT JOIN event e ON e.id = a.event_id
LEFT JOIN person w ON w.id = a.awarded_by_id
WHERE a.person_id = $1), '[]') AS "awards!: Json<Vec<Award>>", coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'role', r.name, 'role_title', coalesce(nullif(r.verbose_name, ''), r.name), 'event', e.slug, 'start', e.start, 'end', e."end", 'administrator', o.domain, 'seat_membership_id', m.id, 'seat_membership', membership_label(m), 'seat_public', t.seat_public, 'seat_open_training', t.seat_open_training)
ORDER BY r.name, e.start DESC NULLS FIRST, t.id)
FROM task t
JOIN role r ON r.id = t.role_id
JOIN event e ON e.id = t.event_id
LEFT JOIN organization o ON o.id = e.administrator_id
LEFT JOIN membership m ON m.id = t.seat_membership_id
WHERE t.person_id = $1), '[]') AS "tasks!: Json<Vec<Task>>", coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', cc.name, 'title', cc.display_name, 'start', c.start, 'end', c."end", 'active', community_role_is_active(c, $2), 'inactivation', i.name, 'award', b.title, 'membership_id', m.id, 'membership', membership_label(m), 'url', c.url, 'target_type', c.target_type, 'target_id', c.target_id, 'target', (SELECT record_label(x.table_name, record_row(x.table_name, c.target_id::text), $2)
FROM unnest($3::text[], $4::text[]) x (object_type, table_name)
WHERE x.object_type = c.target_type), 'partnership_id', s.id, 'partnership', partnership_label(s))
ORDER BY c.start DESC NULLS LAST, c.id DESC)
FROM community_role c
JOIN community_role_config cc ON cc.id = c.config_id
LEFT JOIN community_role_inactivation i ON i.id = c.inactivation_id
LEFT JOIN award a ON a.id = c.award_id
LEFT JOIN badge b ON b.id = a.badge_id
LEFT JOIN membership m ON m.id = c.membership_id
LEFT JOIN partnership s ON s.id = c.partnership_id
WHERE c.person_id = $1), '[]') AS "roles!: Json<Vec<CommunityRole>>", (SELECT to_jsonb(n) - 'person_id'
FROM person_role_count n
WHERE n.person_id = $1) AS "counts: Json<RoleCounts>", EXISTS (SELECT
FROM training_progress tp
WHERE tp.trainee_id = $1 AND tp.state = 'f') AS "has_failed!";

SELECT c.id, coalesce(nullif(person_full_name(p), ''), c.user_name) AS "author!", c.submit_date AS at, c.comment AS body
FROM comment c
LEFT JOIN person p ON p.id = c.person_id
WHERE c.object_type = $1 AND c.object_id = $2 AND c.is_public AND NOT c.is_removed
ORDER BY c.submit_date, c.id;
