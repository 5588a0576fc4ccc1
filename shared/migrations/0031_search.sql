-- What the search over everything looks into (UTL-04): the searched fields of a record in one text, each between two U+001F. No
-- term holds that sign, so a term is in the text exactly when it is in one of the fields, and a sign before or after it means that
-- a field begins or ends there. Each index has the same expression as its function: PostgreSQL puts the function's body in its
-- place, so `search_text(p) ILIKE '%term%'` asks the index. The function takes the whole row for the queries' sake alone; an index
-- over whole rows would be written with every change of any column.
CREATE FUNCTION search_text(o organization) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT E'\x1F' || o.domain || E'\x1F' || o.fullname || E'\x1F'
$$;
CREATE INDEX organization_search ON organization USING gin ((E'\x1F' || domain || E'\x1F' || fullname || E'\x1F') gin_trgm_ops)
    WITH (fastupdate = off);

CREATE FUNCTION search_text(m membership) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT E'\x1F' || m.name || E'\x1F' || coalesce(m.registration_code, '') || E'\x1F'
$$;
CREATE INDEX membership_search ON membership
    USING gin ((E'\x1F' || name || E'\x1F' || coalesce(registration_code, '') || E'\x1F') gin_trgm_ops) WITH (fastupdate = off);

CREATE FUNCTION search_text(p partnership) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT E'\x1F' || p.name || E'\x1F' || p.agreement_link || E'\x1F' || coalesce(p.registration_code, '') || E'\x1F'
$$;
CREATE INDEX partnership_search ON partnership
    USING gin ((E'\x1F' || name || E'\x1F' || agreement_link || E'\x1F' || coalesce(registration_code, '') || E'\x1F') gin_trgm_ops)
    WITH (fastupdate = off);

CREATE FUNCTION search_text(c consortium) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT E'\x1F' || c.name || E'\x1F' || c.description || E'\x1F'
$$;
CREATE INDEX consortium_search ON consortium USING gin ((E'\x1F' || name || E'\x1F' || description || E'\x1F') gin_trgm_ops)
    WITH (fastupdate = off);

-- Without the host's fields: they are the organization's.
CREATE FUNCTION search_text(e event) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT E'\x1F' || e.slug || E'\x1F' || coalesce(e.url, '') || E'\x1F' || e.contact || E'\x1F' || e.venue || E'\x1F' || e.address || E'\x1F'
$$;
CREATE INDEX event_search ON event USING gin (
    (E'\x1F' || slug || E'\x1F' || coalesce(url, '') || E'\x1F' || contact || E'\x1F' || venue || E'\x1F' || address || E'\x1F') gin_trgm_ops
) WITH (fastupdate = off);

CREATE FUNCTION search_text(p person) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT E'\x1F' || p.personal || E'\x1F' || p.middle || E'\x1F' || p.family || E'\x1F' || coalesce(p.email, '') || E'\x1F'
        || p.secondary_email || E'\x1F' || coalesce(p.github, '') || E'\x1F'
$$;
CREATE INDEX person_search ON person USING gin (
    (E'\x1F' || personal || E'\x1F' || middle || E'\x1F' || family || E'\x1F' || coalesce(email, '') || E'\x1F'
        || secondary_email || E'\x1F' || coalesce(github, '') || E'\x1F') gin_trgm_ops
) WITH (fastupdate = off);

CREATE FUNCTION search_text(q training_request) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT E'\x1F' || q.personal || E'\x1F' || q.middle || E'\x1F' || q.family || E'\x1F' || q.member_code || E'\x1F' || q.email || E'\x1F'
        || q.secondary_email || E'\x1F' || coalesce(q.github, '') || E'\x1F' || q.affiliation || E'\x1F' || q.location || E'\x1F'
        || q.user_notes || E'\x1F'
$$;
CREATE INDEX training_request_search ON training_request USING gin (
    (E'\x1F' || personal || E'\x1F' || middle || E'\x1F' || family || E'\x1F' || member_code || E'\x1F' || email || E'\x1F'
        || secondary_email || E'\x1F' || coalesce(github, '') || E'\x1F' || affiliation || E'\x1F' || location || E'\x1F'
        || user_notes || E'\x1F') gin_trgm_ops
) WITH (fastupdate = off);

-- Without the author's fields: they are the person's.
CREATE FUNCTION search_text(c comment) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT E'\x1F' || c.comment || E'\x1F' || c.user_name || E'\x1F' || c.user_email || E'\x1F'
$$;
CREATE INDEX comment_search ON comment USING gin ((E'\x1F' || comment || E'\x1F' || user_name || E'\x1F' || user_email || E'\x1F') gin_trgm_ops)
    WITH (fastupdate = off);

-- The comments of an author: searched for, and looked for when a person is deleted.
CREATE INDEX comment_person ON comment (person_id);

-- The look-up of awards begins with the oldest (LKP-20).
CREATE INDEX award_awarded ON award (awarded, id);

-- Who may be assigned work without being in the group (LKP-14).
CREATE INDEX person_superuser ON person (id) WHERE is_superuser;
