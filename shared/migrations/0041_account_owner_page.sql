-- Owners of an account are shown on its page, as members are on their membership's: a deletion that they block leads there.
CREATE OR REPLACE FUNCTION record_key(kind text, r jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE kind WHEN 'event' THEN r ->> 'slug' WHEN 'organization' THEN r ->> 'domain' WHEN 'badge' THEN r ->> 'name'
        WHEN 'award' THEN r ->> 'person_id' WHEN 'qualification' THEN r ->> 'person_id' WHEN 'member' THEN r ->> 'membership_id'
        WHEN 'membership_task' THEN r ->> 'membership_id' WHEN 'account_owner' THEN r ->> 'account_id' ELSE r ->> 'id' END
$$;
