-- /workshops/event/{event}/edit/

SELECT e.*, ARRAY(SELECT tag_id
FROM event_tag x
WHERE x.event_id = e.id
ORDER BY 1) AS "tags!", ARRAY(SELECT curriculum_id
FROM event_curriculum x
WHERE x.event_id = e.id
ORDER BY 1) AS "curricula!", ARRAY(SELECT lesson_id
FROM event_lesson x
WHERE x.event_id = e.id
ORDER BY 1) AS "lessons!", (SELECT coalesce(max(v.id), 0)
FROM version v
WHERE v.object_type = 'event' AND v.object_id = e.id::text) AS "version!"
FROM event e
WHERE e.slug = $1;

SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'details', details)
ORDER BY priority, name)
FROM tag), '[]') AS "tags!: Json<Vec<TagChoice>>", coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name)
ORDER BY c.slug)
FROM curriculum c
WHERE (c.active AND NOT c.unknown) OR EXISTS (SELECT
FROM event_curriculum ec
WHERE ec.event_id = $1 AND ec.curriculum_id = c.id)), '[]') AS "curricula!: Json<Vec<CurriculumChoice>>", coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, name)
ORDER BY name, id)
FROM lesson), '[]') AS "lessons!: Pairs", coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, name)
ORDER BY name, id)
FROM event_category), '[]') AS "categories!: Pairs", coalesce((SELECT jsonb_agg(jsonb_build_array(code, name)
ORDER BY name)
FROM country), '[]') AS "countries!: Pairs", coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, coalesce(nullif(verbose_name, ''), name))
ORDER BY name)
FROM role), '[]') AS "roles!: Pairs";

SELECT $1::text, (o.id)::text, (o.fullname || ' <' || o.domain || '>')::text
FROM organization o
WHERE (o.id) = ANY($2)
UNION ALL SELECT $3::text, (o.id)::text, (o.fullname || ' <' || o.domain || '>')::text
FROM organization o
WHERE (o.id) = ANY($4)
UNION ALL SELECT $5::text, (p.id)::text, (person_label(p))::text
FROM person p
WHERE (p.id) = ANY($6);

SELECT t.id, t.person_id, person_full_name(p) AS "person!", t.seat_membership_id, t.seat_public, t.seat_open_training, CASE WHEN may_contact(p) THEN p.email END AS email, ARRAY(SELECT b.name
FROM award a
JOIN badge b ON b.id = a.badge_id
WHERE a.person_id = p.id AND b.name IN ('instructor', 'trainer')
ORDER BY b.name) AS "badges!", ARRAY(SELECT community_role_is_active(c, $2)
FROM community_role c
JOIN community_role_config cc ON cc.id = c.config_id
WHERE c.person_id = p.id AND cc.name = 'instructor'
ORDER BY c.id) AS "instructor_roles!", r.name AS role, (SELECT membership_label(m)
FROM membership m
WHERE m.id = t.seat_membership_id) AS seat_membership
FROM task t
JOIN person p ON p.id = t.person_id
JOIN role r ON r.id = t.role_id
WHERE t.event_id = $1
ORDER BY r.name, p.family, p.personal, t.id;

SELECT c.id, coalesce(nullif(person_full_name(p), ''), c.user_name) AS "author!", c.submit_date AS at, c.comment AS body
FROM comment c
LEFT JOIN person p ON p.id = c.person_id
WHERE c.object_type = $1 AND c.object_id = $2 AND c.is_public AND NOT c.is_removed
ORDER BY c.submit_date, c.id;
