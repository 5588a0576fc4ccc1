-- /workshops/person/{person}/

SELECT p.id, person_full_name(p) AS "full_name!", person_label(p) AS "label!", p.username, p.is_active, p.personal, p.middle, p.family, p.archived_at, p.email, p.secondary_email, p.gender, p.gender_other, p.airport_iata, p.affiliation, p.github, p.twitter, p.bluesky, p.mastodon, p.url, p.occupation, p.orcid, p.user_notes, (SELECT a.name
FROM airport a
WHERE a.iata = p.airport_iata) AS airport_name, person_country(p) AS "country!", (SELECT c.name
FROM country c
WHERE c.code = person_country(p)) AS country_name, p.country <> '' AS "country_is_own!", person_timezone(p) AS "timezone!", p.timezone <> '' AS "timezone_is_own!", coalesce((SELECT jsonb_agg(jsonb_build_object('term', t.short_description, 'answer', CASE WHEN o.id IS NOT NULL THEN term_option_text(o) END)
ORDER BY t.id)
FROM consent x
JOIN term t ON t.id = x.term_id
LEFT JOIN term_option o ON o.id = x.term_option_id
WHERE x.person_id = p.id AND x.archived_at IS NULL), '[]') AS "consents!: Json<Vec<Consent>>", ARRAY(SELECT DISTINCT s.provider::text
FROM social_login s
WHERE s.person_id = p.id
ORDER BY 1) AS "providers!", ARRAY(SELECT d.name
FROM person_domain x
JOIN knowledge_domain d ON d.id = x.knowledge_domain_id
WHERE x.person_id = p.id
ORDER BY d.id) AS "domains!", ARRAY(SELECT l.name
FROM qualification x
JOIN lesson l ON l.id = x.lesson_id
WHERE x.person_id = p.id
ORDER BY 1) AS "lessons!", ARRAY(SELECT l.name
FROM person_language x
JOIN language l ON l.id = x.language_id
WHERE x.person_id = p.id
ORDER BY 1) AS "languages!"
FROM person p
WHERE p.id = $1;

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

SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('id', q.id, 'label', training_request_label(q))
ORDER BY q.created_at, q.id)
FROM training_request q
WHERE q.person_id = $1), '[]') AS "training_requests!: Json<Vec<TrainingRequest>>", coalesce((SELECT jsonb_agg(jsonb_build_object('id', tp.id, 'requirement', r.name, 'state', tp.state, 'activity', CASE WHEN i.name = 'Other' THEN i.display_name || ': ' || tp.trainee_notes ELSE i.display_name END, 'date', tp.date, 'created_at', tp.created_at, 'notes', tp.notes)
ORDER BY tp.created_at, tp.id)
FROM training_progress tp
JOIN training_requirement r ON r.id = tp.requirement_id
LEFT JOIN involvement i ON i.id = tp.involvement_type_id
WHERE tp.trainee_id = $1), '[]') AS "progress!: Json<Vec<Progress>>", coalesce((SELECT jsonb_agg(jsonb_build_object('role', role_label(r.name, r.verbose_name), 'membership_id', m.id, 'membership', m.name, 'start', m.agreement_start, 'end', m.agreement_end, 'consortium', m.consortium)
ORDER BY m.agreement_start DESC, m.id, r.name)
FROM membership_task t
JOIN membership m ON m.id = t.membership_id
JOIN membership_person_role r ON r.id = t.role_id
WHERE t.person_id = $1), '[]') AS "membership_roles!: Json<Vec<MembershipRole>>", (SELECT jsonb_build_object('id', a.id, 'label', account_label(a))
FROM account a
WHERE a.person_id = $1) AS "account: Json<Account>", coalesce((SELECT jsonb_agg(jsonb_build_object('account', jsonb_build_object('id', a.id, 'label', account_label(a)), 'role', o.permission_type)
ORDER BY account_label(a), o.permission_type)
FROM account_owner o
JOIN account a ON a.id = o.account_id
WHERE o.person_id = $1), '[]') AS "owner_roles!: Json<Vec<OwnerRole>>", coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'template', coalesce(t.name, s.subject), 'state', s.state)
ORDER BY s.created_at DESC, s.id)
FROM (SELECT 'workshops.person' AS target_type, $1::int AS target_id
UNION ALL SELECT 'workshops.task', k.id
FROM task k
WHERE k.person_id = $1
UNION ALL SELECT 'workshops.award', a.id
FROM award a
WHERE a.person_id = $1
UNION ALL SELECT 'recruitment.instructorrecruitmentsignup', u.id
FROM instructor_recruitment_signup u
WHERE u.person_id = $1) x
JOIN scheduled_email s ON s.target_type = x.target_type AND s.target_id = x.target_id
LEFT JOIN email_template t ON t.id = s.template_id), '[]') AS "emails!: Json<Vec<Email>>";

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
