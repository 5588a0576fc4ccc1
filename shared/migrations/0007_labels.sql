-- Display strings of records (pages-core.md 0.3), in one place for look-ups, lists and messages.
CREATE FUNCTION person_full_name(p person) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT trim(p.personal || CASE WHEN p.middle = '' THEN '' ELSE ' ' || p.middle END || ' ' || p.family)
$$;

CREATE FUNCTION person_label(p person) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT trim(p.personal || CASE WHEN p.middle = '' THEN '' ELSE ' ' || p.middle END || ' ' || p.family)
        || CASE WHEN p.email IS NULL THEN '' ELSE ' <' || p.email || '>' END
$$;

-- DM-GEN-08 for two known days.
CREATE FUNCTION human_dates(first date, last date) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN to_char(first, 'YYYYMM') = to_char(last, 'YYYYMM') THEN to_char(first, 'Mon DD') || ' - ' || to_char(last, 'DD, YYYY')
        WHEN to_char(first, 'YYYY') = to_char(last, 'YYYY') THEN to_char(first, 'Mon DD') || ' - ' || to_char(last, 'Mon DD, YYYY')
        ELSE to_char(first, 'Mon DD, YYYY') || ' - ' || to_char(last, 'Mon DD, YYYY')
    END
$$;

CREATE FUNCTION membership_label(m membership) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT m.name || ' ' || initcap(m.variant) || ' membership ' || human_dates(m.agreement_start, m.agreement_end)
        || CASE WHEN m.consortium THEN ' (consortium)' ELSE '' END
$$;

-- Whether a person agreed to be contacted: the latest answer to the term counts (DM-CONS-11).
CREATE FUNCTION may_contact(p person) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (SELECT FROM consent c JOIN term t ON t.id = c.term_id JOIN term_option o ON o.id = c.term_option_id
                   WHERE c.person_id = p.id AND c.archived_at IS NULL AND t.slug = 'may-contact' AND o.option_type = 'agree')
$$;

-- DM-CROLE-01, the one definition of an active role (D-01).
CREATE FUNCTION community_role_is_active(c community_role, today date) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT c.inactivation_id IS NULL AND (c.start IS NULL OR c.start <= today) AND (c."end" IS NULL OR c."end" > today)
$$;
