-- The history of a record: what it was at any version, what it is called, and putting it back (DM-VER-03, DM-VER-08).

-- The rows of one revision are read in their order, by the log and by the change feed.
CREATE INDEX version_revision_order ON version (revision_id, id);
DROP INDEX version_revision;
CREATE INDEX revision_person ON revision (person_id, created_at DESC, id DESC);

-- As before; and a row that passes to another owner is gone from the one's history and new in the other's.
CREATE OR REPLACE FUNCTION record_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    hidden CONSTANT text[] := ARRAY['password', 'last_login', 'last_updated_at'];
    was jsonb;
    becomes jsonb;
    current_revision bigint;
BEGIN
    IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD) - hidden; END IF;
    IF TG_OP <> 'DELETE' THEN becomes := to_jsonb(NEW) - hidden; END IF;
    IF was IS NOT DISTINCT FROM becomes THEN RETURN NULL; END IF;
    SELECT id INTO current_revision FROM revision WHERE transaction_id = pg_current_xact_id();
    IF current_revision IS NULL THEN
        INSERT INTO revision (created_at, transaction_id) VALUES (now(), pg_current_xact_id()) RETURNING id INTO current_revision;
    END IF;
    IF TG_OP = 'UPDATE' AND was ->> TG_ARGV[1] IS DISTINCT FROM becomes ->> TG_ARGV[1] THEN
        INSERT INTO version (revision_id, object_type, object_id, table_name, operation, before, after)
        VALUES (current_revision, TG_ARGV[0], was ->> TG_ARGV[1], TG_TABLE_NAME, 'D', was, NULL),
            (current_revision, TG_ARGV[0], becomes ->> TG_ARGV[1], TG_TABLE_NAME, 'I', NULL, becomes);
    ELSE
        INSERT INTO version (revision_id, object_type, object_id, table_name, operation, before, after)
        VALUES (current_revision, TG_ARGV[0], coalesce(becomes, was) ->> TG_ARGV[1], TG_TABLE_NAME, left(TG_OP, 1), was, becomes);
    END IF;
    RETURN NULL;
END $$;

-- The audited tables: whose history their rows belong to, and by which column. Read from the triggers, so that none is forgotten.
CREATE VIEW audited_table AS
SELECT c.oid AS relation, c.relname::text AS table_name,
    split_part(encode(t.tgargs, 'escape'), '\000', 1) AS owner,
    split_part(encode(t.tgargs, 'escape'), '\000', 2) AS owner_column
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgname = 'record_version' AND NOT t.tgisinternal;

-- Their columns: the type's category as PostgreSQL has it (B yes or no, D time, N number, S text …), and what they refer to.
CREATE VIEW audited_column AS
SELECT t.table_name, t.owner, a.attname::text AS name, a.attnum::int AS position, y.typcategory::text AS category,
    a.attname = t.owner_column AS is_owner,
    a.attgenerated <> '' AS is_generated,
    EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.relation AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS is_key,
    r.table_name AS referred_table, r.column_name AS referred_column
FROM audited_table t
JOIN pg_attribute a ON a.attrelid = t.relation AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type y ON y.oid = a.atttypid
LEFT JOIN LATERAL (
    SELECT o.attrelid::regclass::text AS table_name, o.attname::text AS column_name
    FROM pg_constraint c JOIN pg_attribute o ON o.attrelid = c.confrelid AND o.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND c.conrelid = t.relation AND c.conkey = ARRAY[a.attnum]
    ORDER BY c.oid LIMIT 1
) r ON true;

-- The rows of the record `kind` `id`, its own and those of its sets, as they were right after the version `upto`. A version takes
-- away the row that was before and brings the one after; of each row, known by its primary key, the last word counts.
CREATE FUNCTION record_state(kind text, record_id text, upto bigint) RETURNS TABLE (table_name text, state jsonb) LANGUAGE sql STABLE AS $$
    WITH keys AS (
        SELECT c.table_name, array_agg(c.name) AS columns FROM audited_column c WHERE c.owner = kind AND c.is_key GROUP BY 1
    ), words AS (
        SELECT DISTINCT ON (v.table_name, i.identity) v.table_name, x.state, x.is_there
        FROM version v
        JOIN keys k ON k.table_name = v.table_name
        CROSS JOIN LATERAL (VALUES (v.before, false), (v.after, true)) AS x (state, is_there)
        CROSS JOIN LATERAL (SELECT jsonb_object_agg(c, x.state -> c) AS identity FROM unnest(k.columns) c) i
        WHERE v.object_type = kind AND v.object_id = record_id AND v.id <= upto AND x.state IS NOT NULL
        ORDER BY v.table_name, i.identity, v.id DESC, x.is_there DESC
    )
    SELECT w.table_name::text, w.state FROM words w WHERE w.is_there ORDER BY w.table_name = kind DESC, 1, w.state::text
$$;

-- What a record is called: as it was written down with the version, else by its own row at that version, or the nearest later one.
CREATE FUNCTION version_label(kind text, record_id text, upto bigint, today date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT coalesce(v.label, record_label(kind, coalesce(v.after, v.before), today)) FROM version v
         WHERE v.object_type = kind AND v.object_id = record_id AND v.table_name = kind AND v.id <= upto ORDER BY v.id DESC LIMIT 1),
        (SELECT coalesce(v.label, record_label(kind, coalesce(v.before, v.after), today)) FROM version v
         WHERE v.object_type = kind AND v.object_id = record_id AND v.table_name = kind AND v.id > upto ORDER BY v.id LIMIT 1),
        (SELECT record_label(kind, r, today) FROM record_row(kind, record_id) r WHERE r IS NOT NULL),
        replace(kind, '_', ' ') || ' ' || record_id)
$$;

-- The row that a reference leads to, NULL where it is gone.
CREATE FUNCTION referred_row(referred text, referred_column text, value text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    value_type text;
    found jsonb;
BEGIN
    IF referred_column = 'id' THEN RETURN record_row(referred, value); END IF;
    SELECT format_type(atttypid, atttypmod) INTO value_type FROM pg_attribute
    WHERE attrelid = to_regclass(referred) AND attname = referred_column;
    EXECUTE format('SELECT to_jsonb(t) FROM %I t WHERE t.%I = $1::%s', referred, referred_column, value_type) INTO found USING value;
    RETURN found;
END $$;

-- Puts the record `kind` `id` back to what it was right after the version `upto`: its row, made anew under its old id where it is
-- gone, and its sets. Untouched stay what no version holds and when it was made; it was last changed at `moment`. What gives rights
-- is left as it is unless `with_rights`. Where a constraint is against it nothing has happened, and a row tells the SQLSTATE and
-- the table and columns of the constraint.
CREATE FUNCTION restore_record(kind text, record_id text, upto bigint, moment timestamptz, with_rights boolean)
RETURNS TABLE (code text, broken_table text, broken_columns text[]) LANGUAGE plpgsql AS $$
DECLARE
    giving_rights CONSTANT text[] := ARRAY['person.is_superuser', 'person.is_active'];
    sets_of_rights CONSTANT text[] := ARRAY['person_user_group', 'person_permission', 'user_group_permission'];
    wanted jsonb := (SELECT s.state FROM record_state(kind, record_id, upto) s WHERE s.table_name = kind);
    id_type text := (SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = to_regclass(kind) AND attname = 'id');
    is_gone CONSTANT boolean := record_row(kind, record_id) IS NULL;
    columns text;
    assigned text;
    belonging record;
    members jsonb;
    broken text;
BEGIN
    wanted := wanted || jsonb_build_object('last_updated_at', moment);
    SELECT string_agg(quote_ident(c.name), ', ' ORDER BY c.position) INTO columns FROM audited_column c
    WHERE c.table_name = kind AND wanted ? c.name AND NOT c.is_generated
        AND (is_gone OR c.name NOT IN ('id', 'created_at'))
        AND (with_rights OR c.table_name || '.' || c.name <> ALL (giving_rights));
    IF is_gone THEN
        EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1)', kind, columns) USING wanted;
    ELSE
        EXECUTE format('UPDATE %1$I t SET (%2$s) = (SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1)) WHERE t.id = $2::%3$s',
            kind, columns, id_type) USING wanted, record_id;
    END IF;

    FOR belonging IN
        SELECT t.table_name, t.owner_column, string_agg(quote_ident(c.name), ', ' ORDER BY c.position) AS key
        FROM audited_table t JOIN audited_column c ON c.table_name = t.table_name AND c.is_key
        WHERE t.owner = kind AND t.table_name <> kind AND (with_rights OR t.table_name <> ALL (sets_of_rights))
        GROUP BY 1, 2 ORDER BY 1
    LOOP
        members := coalesce((SELECT jsonb_agg(s.state) FROM record_state(kind, record_id, upto) s WHERE s.table_name = belonging.table_name), '[]');
        EXECUTE format('DELETE FROM %1$I t WHERE t.%2$I = $1::%3$s
                        AND (%4$s) NOT IN (SELECT %4$s FROM jsonb_populate_recordset(NULL::%1$I, $2))',
            belonging.table_name, belonging.owner_column, id_type, belonging.key) USING record_id, members;
        SELECT string_agg(quote_ident(c.name), ', ' ORDER BY c.position),
            string_agg(format('%1$I = EXCLUDED.%1$I', c.name), ', ' ORDER BY c.position) FILTER (WHERE NOT c.is_key)
        INTO columns, assigned FROM audited_column c
        WHERE c.table_name = belonging.table_name AND members -> 0 ? c.name AND NOT c.is_generated;
        IF columns IS NOT NULL THEN
            EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM jsonb_populate_recordset(NULL::%1$I, $1) ON CONFLICT (%3$s) %4$s',
                belonging.table_name, columns, belonging.key, coalesce('DO UPDATE SET ' || assigned, 'DO NOTHING')) USING members;
        END IF;
    END LOOP;
EXCEPTION WHEN integrity_constraint_violation THEN
    GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, broken_table = TABLE_NAME, broken = CONSTRAINT_NAME;
    SELECT array_agg(a.attname::text ORDER BY a.attnum) INTO broken_columns FROM pg_attribute a
    WHERE a.attrelid = to_regclass(broken_table) AND a.attnum > 0 AND (
        EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = a.attrelid AND c.conname = broken AND a.attnum = ANY (c.conkey))
        OR EXISTS (SELECT FROM pg_depend d WHERE d.objid = to_regclass(quote_ident(broken)) AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum));
    RETURN NEXT;
END $$;
