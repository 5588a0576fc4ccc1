-- /workshops/event/{event}/

SELECT e.id, e.slug, e.completed, e.start, e."end", e.public_status, e.open_ttt_applications, e.url, e.reg_key, e.instructors_pre, e.manual_attendance, e.contact, e.country, e.venue, e.address, e.latitude, e.longitude, e.membership_id, e.allocated_benefit_id, e.assigned_to_id, (SELECT account_benefit_label(b, $2)
FROM account_benefit b
WHERE b.id = e.allocated_benefit_id) AS allocated_benefit, h.domain AS host_domain, h.fullname || ' <' || h.domain || '>' AS "host!", s.domain AS "sponsor_domain?", s.fullname || ' <' || s.domain || '>' AS sponsor, a.domain AS "administrator_domain?", a.fullname || ' <' || a.domain || '>' AS administrator, (SELECT membership_label(m)
FROM membership m
WHERE m.id = e.membership_id) AS membership, (SELECT person_label(p)
FROM person p
WHERE p.id = e.assigned_to_id) AS assigned_to, (SELECT name
FROM event_category c
WHERE c.id = e.event_category_id) AS category, (SELECT name
FROM language l
WHERE l.id = e.language_id) AS language, (SELECT name
FROM country c
WHERE c.code = e.country) AS country_name, coalesce((SELECT jsonb_agg(jsonb_build_object('name', t.name, 'details', t.details)
ORDER BY t.priority, t.name)
FROM event_tag et
JOIN tag t ON t.id = et.tag_id
WHERE et.event_id = e.id), '[]') AS "tags!: Json<Vec<TagLabel>>", coalesce((SELECT jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name)
ORDER BY c.slug)
FROM event_curriculum ec
JOIN curriculum c ON c.id = ec.curriculum_id
WHERE ec.event_id = e.id), '[]') AS "curricula!: Json<Vec<CurriculumLabel>>", ARRAY(SELECT l.name
FROM event_lesson el
JOIN lesson l ON l.id = el.lesson_id
WHERE el.event_id = e.id
ORDER BY 1) AS "lessons!", (SELECT count(*)
FROM task t
JOIN role r ON r.id = t.role_id
WHERE t.event_id = e.id AND r.name = 'learner') AS "learners!"
FROM event e
JOIN organization h ON h.id = e.host_id
LEFT JOIN organization s ON s.id = e.sponsor_id
LEFT JOIN organization a ON a.id = e.administrator_id
WHERE e.slug = $1;

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

SELECT v.id AS "id!", v.revision_id AS "revision_id!", r.created_at, nullif(trim(concat_ws(' ', p.personal, nullif(p.middle, ''), p.family)), '') AS "by?"
FROM ( (SELECT id, revision_id
FROM version
WHERE object_type = $1 AND object_id = $2
ORDER BY id
LIMIT 1)
UNION (SELECT id, revision_id
FROM version
WHERE object_type = $1 AND object_id = $2
ORDER BY id DESC
LIMIT 1) ) v
JOIN revision r ON r.id = v.revision_id
LEFT JOIN person p ON p.id = r.person_id
ORDER BY v.id;

SELECT c.id, coalesce(nullif(person_full_name(p), ''), c.user_name) AS "author!", c.submit_date AS at, c.comment AS body
FROM comment c
LEFT JOIN person p ON p.id = c.person_id
WHERE c.object_type = $1 AND c.object_id = $2 AND c.is_public AND NOT c.is_removed
ORDER BY c.submit_date, c.id;

SELECT s.id, coalesce(t.name, s.subject) AS "template!", s.state, s.scheduled_at
FROM (SELECT $1::text AS target_type, $2::int AS target_id
UNION ALL SELECT 'workshops.task', k.id
FROM task k
WHERE $1 = 'workshops.event' AND k.event_id = $2
UNION ALL SELECT 'workshops.task', k.id
FROM task k
WHERE $1 = 'workshops.person' AND k.person_id = $2
UNION ALL SELECT 'workshops.award', a.id
FROM award a
WHERE $1 = 'workshops.person' AND a.person_id = $2
UNION ALL SELECT 'recruitment.instructorrecruitmentsignup', u.id
FROM instructor_recruitment r
JOIN instructor_recruitment_signup u ON u.recruitment_id = r.id
WHERE $1 = 'workshops.event' AND r.event_id = $2
UNION ALL SELECT 'recruitment.instructorrecruitmentsignup', u.id
FROM instructor_recruitment_signup u
WHERE $1 = 'workshops.person' AND u.person_id = $2
UNION ALL SELECT 'recruitment.instructorrecruitmentsignup', u.id
FROM instructor_recruitment_signup u
WHERE $1 = 'recruitment.instructorrecruitment' AND u.recruitment_id = $2) x
JOIN scheduled_email s ON s.target_type = x.target_type AND s.target_id = x.target_id
LEFT JOIN email_template t ON t.id = s.template_id
ORDER BY s.created_at DESC, s.id;
