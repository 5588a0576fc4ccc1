-- Every record as text: what it is called, what its page is addressed by, and what refers to it. Rows come as jsonb, so that a
-- version of the history, a row about to be deleted and a row of the import are called the same.

CREATE FUNCTION request_state_label(state text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE state WHEN 'p' THEN 'Pending' WHEN 'd' THEN 'Discarded' WHEN 'a' THEN 'Accepted' WHEN 'w' THEN 'Withdrawn' ELSE state END
$$;

-- The labels of roles: their wording where there is one, else their name.
CREATE FUNCTION role_label(name text, verbose_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(verbose_name, ''), name)
$$;

CREATE FUNCTION organization_label(o organization) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT o.fullname || ' <' || o.domain || '>'
$$;

CREATE FUNCTION partnership_label(p partnership) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT p.name || ' ' || coalesce((SELECT initcap(t.name) FROM partnership_tier t WHERE t.id = p.tier_id), '(No Tier)')
        || ' partnership ' || human_dates(p.agreement_start, p.agreement_end)
        || CASE WHEN p.partner_consortium_id IS NULL THEN '' ELSE ' (consortium)' END
$$;

CREATE FUNCTION account_target_label(a account) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        (SELECT person_label(p) FROM person p WHERE p.id = a.person_id),
        (SELECT organization_label(o) FROM organization o WHERE o.id = a.organization_id),
        (SELECT c.name FROM consortium c WHERE c.id = a.consortium_id))
$$;

CREATE FUNCTION account_label(a account) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT 'Account ' || a.account_type || ' for "' || coalesce(account_target_label(a), '?') || '"'
$$;

CREATE FUNCTION benefit_label(b benefit) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 'Benefit "' || b.name || '" (' || b.unit_type || ', ' || b.credits || ' credits)'
$$;

CREATE FUNCTION account_benefit_label(b account_benefit, today date) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN b.frozen THEN '(FROZEN) ' WHEN today < b.start_date THEN '(FUTURE) ' WHEN today > b.end_date THEN '(EXPIRED) ' ELSE '' END
        || 'Account ' || coalesce((SELECT benefit_label(x) FROM benefit x WHERE x.id = b.benefit_id), '?') || ' for "'
        || coalesce((SELECT partnership_label(p) FROM partnership p WHERE p.id = b.partnership_id),
                    (SELECT account_target_label(a) FROM account a WHERE a.id = b.account_id), '?')
        || '" (allocation: ' || b.allocation || ', valid: ' || human_dates(b.start_date, b.end_date) || ')'
$$;

CREATE FUNCTION task_label(t task) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce((SELECT e.slug FROM event e WHERE e.id = t.event_id), '?') || '/'
        || coalesce((SELECT person_label(p) FROM person p WHERE p.id = t.person_id), '?') || '='
        || coalesce((SELECT role_label(r.name, r.verbose_name) FROM role r WHERE r.id = t.role_id), '?')
$$;

CREATE FUNCTION award_label(a award) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce((SELECT person_label(p) FROM person p WHERE p.id = a.person_id), '?') || '/'
        || coalesce((SELECT b.title FROM badge b WHERE b.id = a.badge_id), '?') || '/' || a.awarded || '/'
        || coalesce((SELECT e.slug FROM event e WHERE e.id = a.event_id), 'None')
$$;

CREATE FUNCTION training_request_label(t training_request) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT trim(t.personal || ' ' || t.family) || ' <' || t.email || '> - ' || request_state_label(t.state)
$$;

-- The common part of the three kinds of workshop requests, from a row of any of them.
CREATE FUNCTION workshop_request_label(what text, r jsonb) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT what || ' ('
        || coalesce((SELECT organization_label(o) FROM organization o WHERE o.id = (r ->> 'institution_id')::int), r ->> 'institution_other_name', '')
        || ', ' || trim((r ->> 'personal') || ' ' || (r ->> 'family')) || ') - ' || request_state_label(r ->> 'state')
$$;

-- The display string of a row of `kind`, a table (pages-core.md 0.3, pages-business.md 0.8). What it refers to may be gone.
CREATE FUNCTION record_label(kind text, r jsonb, today date) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE kind
        WHEN 'person' THEN person_label(jsonb_populate_record(NULL::person, r))
        WHEN 'event' THEN r ->> 'slug'
        WHEN 'task' THEN task_label(jsonb_populate_record(NULL::task, r))
        WHEN 'award' THEN award_label(jsonb_populate_record(NULL::award, r))
        WHEN 'organization' THEN organization_label(jsonb_populate_record(NULL::organization, r))
        WHEN 'membership' THEN membership_label(jsonb_populate_record(NULL::membership, r))
        WHEN 'partnership' THEN partnership_label(jsonb_populate_record(NULL::partnership, r))
        WHEN 'partnership_tier' THEN (r ->> 'name') || ' (' || (r ->> 'credits') || ' credits)'
        WHEN 'account' THEN account_label(jsonb_populate_record(NULL::account, r))
        WHEN 'benefit' THEN benefit_label(jsonb_populate_record(NULL::benefit, r))
        WHEN 'account_benefit' THEN account_benefit_label(jsonb_populate_record(NULL::account_benefit, r), today)
        WHEN 'account_owner' THEN 'Owner ' || coalesce((SELECT person_label(p) FROM person p WHERE p.id = (r ->> 'person_id')::int), '?')
            || ' for ' || coalesce((SELECT account_label(a) FROM account a WHERE a.id = (r ->> 'account_id')::uuid), '?')
            || ' (' || (r ->> 'permission_type') || ')'
        WHEN 'member' THEN coalesce((SELECT organization_label(o) FROM organization o WHERE o.id = (r ->> 'organization_id')::int), '?')
            || ' (' || coalesce((SELECT membership_label(m) FROM membership m WHERE m.id = (r ->> 'membership_id')::int), '?') || ')'
        WHEN 'membership_task' THEN coalesce((SELECT role_label(x.name, x.verbose_name) FROM membership_person_role x WHERE x.id = (r ->> 'role_id')::int), '?')
            || ' ' || coalesce((SELECT person_label(p) FROM person p WHERE p.id = (r ->> 'person_id')::int), '?')
            || ' (' || coalesce((SELECT membership_label(m) FROM membership m WHERE m.id = (r ->> 'membership_id')::int), '?') || ')'
        WHEN 'qualification' THEN coalesce((SELECT person_label(p) FROM person p WHERE p.id = (r ->> 'person_id')::int), '?')
            || '/' || coalesce((SELECT l.name FROM lesson l WHERE l.id = (r ->> 'lesson_id')::int), '?')
        WHEN 'community_role' THEN 'Community Role "'
            || coalesce((SELECT c.display_name FROM community_role_config c WHERE c.id = (r ->> 'config_id')::int), '?')
            || '" for ' || coalesce((SELECT person_label(p) FROM person p WHERE p.id = (r ->> 'person_id')::int), '?')
        WHEN 'consent' THEN coalesce((SELECT t.slug FROM term t WHERE t.id = (r ->> 'term_id')::int), '?')
            || ' of ' || coalesce((SELECT person_label(p) FROM person p WHERE p.id = (r ->> 'person_id')::int), '?')
        WHEN 'term' THEN r ->> 'slug'
        WHEN 'term_option' THEN trim((r ->> 'content') || ' (' || (r ->> 'option_type') || ')')
        WHEN 'training_request' THEN training_request_label(jsonb_populate_record(NULL::training_request, r))
        WHEN 'training_progress' THEN coalesce((SELECT q.name FROM training_requirement q WHERE q.id = (r ->> 'requirement_id')::int), '?')
            || ' of ' || coalesce((SELECT person_label(p) FROM person p WHERE p.id = (r ->> 'trainee_id')::int), '?')
        WHEN 'workshop_request' THEN workshop_request_label('Workshop request', r)
        WHEN 'workshop_inquiry_request' THEN workshop_request_label('Workshop inquiry', r)
        WHEN 'self_organised_submission' THEN workshop_request_label('Self-Organised Submission', r)
        WHEN 'instructor_recruitment' THEN 'Instructor Recruitment Process ('
            || CASE r ->> 'status' WHEN 'o' THEN 'Open' ELSE 'Closed' END || ') for event '
            || coalesce((SELECT e.slug FROM event e WHERE e.id = (r ->> 'event_id')::int), '?')
        WHEN 'instructor_recruitment_signup' THEN 'Instructor Signup applicant '
            || coalesce((SELECT person_full_name(p) FROM person p WHERE p.id = (r ->> 'person_id')::int), '?') || ' for '
            || coalesce((SELECT e.slug FROM event e JOIN instructor_recruitment i ON i.event_id = e.id
                         WHERE i.id = (r ->> 'recruitment_id')::int), '?')
        WHEN 'scheduled_email' THEN (SELECT string_agg(x, ', ') FROM jsonb_array_elements_text(r -> 'to_header') x) || ': ' || (r ->> 'subject')
        WHEN 'badge' THEN r ->> 'title'
        WHEN 'community_role_config' THEN r ->> 'display_name'
        WHEN 'involvement' THEN r ->> 'display_name'
        WHEN 'role' THEN role_label(r ->> 'name', r ->> 'verbose_name')
        WHEN 'member_role' THEN role_label(r ->> 'name', r ->> 'verbose_name')
        WHEN 'membership_person_role' THEN role_label(r ->> 'name', r ->> 'verbose_name')
        WHEN 'continent' THEN 'Continent ' || (r ->> 'name')
        WHEN 'criterium' THEN 'Criterium ' || (r ->> 'name') || ' (' || (r ->> 'email') || ')'
        WHEN 'feature_flag_condition' THEN (r ->> 'flag') || ': ' || (r ->> 'condition') || ' ' || (r ->> 'value')
        ELSE coalesce(r ->> 'name', kind || ' ' || (r ->> 'id'))
    END;
END $$;

-- What the address of a record's page ends in: a slug or a domain where it has one, of an award its person's id, else its id.
CREATE FUNCTION record_key(kind text, r jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE kind WHEN 'event' THEN r ->> 'slug' WHEN 'organization' THEN r ->> 'domain' WHEN 'badge' THEN r ->> 'name'
        WHEN 'award' THEN r ->> 'person_id' WHEN 'qualification' THEN r ->> 'person_id' WHEN 'member' THEN r ->> 'membership_id'
        WHEN 'membership_task' THEN r ->> 'membership_id' ELSE r ->> 'id' END
$$;

-- The row of the table `kind` with this id, NULL where there is none or `id` cannot be one.
CREATE FUNCTION record_row(kind text, id text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    id_type text := (SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = to_regclass(kind) AND attname = 'id');
    found jsonb;
BEGIN
    IF id_type IS NULL OR id !~ (CASE id_type WHEN 'uuid' THEN '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' ELSE '^[0-9]{1,9}$' END) THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT to_jsonb(t) FROM %I t WHERE t.id = $1::%s', kind, id_type) INTO found USING id;
    RETURN found;
END $$;

-- What stands in the way of deleting a row (DM-GEN-02): the rows that refer to it, and those that refer to what would go with
-- it. At most `most` of each reference, with their number.
CREATE FUNCTION record_blockers(referred text, referred_id text, today date, most bigint)
RETURNS TABLE (kind text, id text, key text, label text, total bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
    reference record;
    goes_along text;
BEGIN
    FOR reference IN
        SELECT c.conrelid::regclass::text AS table_name, a.attname AS column_name, format_type(a.atttypid, NULL) AS id_type,
            c.confdeltype = 'c' AS cascades,
            EXISTS (SELECT FROM pg_attribute x WHERE x.attrelid = c.conrelid AND x.attname = 'id') AS has_id
        FROM pg_constraint c
        CROSS JOIN unnest(c.conkey, c.confkey) AS k (own, other)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
        JOIN pg_attribute o ON o.attrelid = c.confrelid AND o.attnum = k.other AND o.attname = 'id'
        WHERE c.contype = 'f' AND c.confrelid = to_regclass(referred) AND c.confdeltype IN ('a', 'r', 'c')
        ORDER BY 1, 2
    LOOP
        IF NOT reference.cascades THEN
            RETURN QUERY EXECUTE format(
                'SELECT %1$L::text, t.id::text, record_key(%1$L, to_jsonb(t)), record_label(%1$L, to_jsonb(t), $2), count(*) OVER ()
                 FROM %1$I t WHERE t.%2$I = $1::%3$s ORDER BY t.id LIMIT $3',
                reference.table_name, reference.column_name, reference.id_type) USING referred_id, today, most;
        ELSIF reference.has_id THEN
            FOR goes_along IN EXECUTE format('SELECT t.id::text FROM %I t WHERE t.%I = $1::%s',
                reference.table_name, reference.column_name, reference.id_type) USING referred_id
            LOOP
                RETURN QUERY SELECT * FROM record_blockers(reference.table_name, goes_along, today, most);
            END LOOP;
        END IF;
    END LOOP;
END $$;

-- Deletes the row of the table `kind` with this id, and says whether there was one.
CREATE FUNCTION delete_record(kind text, id text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    id_type text := (SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = to_regclass(kind) AND attname = 'id');
    deleted integer;
BEGIN
    EXECUTE format('DELETE FROM %I t WHERE t.id = $1::%s', kind, id_type) USING id;
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted > 0;
END $$;
