-- Per audited table: rows whose newest version is not the row, and newest versions of rows that are not there.
CREATE OR REPLACE FUNCTION unlike_history() RETURNS TABLE (table_name text, rows bigint) LANGUAGE plpgsql AS $$
DECLARE
    audited record;
BEGIN
    FOR audited IN
        SELECT c.relname::text AS name, array_agg(a.attname::text) AS keys
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
        WHERE t.tgname = 'record_version' GROUP BY c.relname
    LOOP
        table_name := audited.name;
        EXECUTE format($query$
            WITH said AS (
                SELECT DISTINCT ON (key) key, after
                FROM (SELECT id, after, (SELECT jsonb_object_agg(k, coalesce(v.after, v.before) -> k) FROM unnest($1) k) AS key
                      FROM version v WHERE v.table_name = $2) v
                ORDER BY key, id DESC
            ), stands AS (
                SELECT (SELECT jsonb_object_agg(k, to_jsonb(t) -> k) FROM unnest($1) k) AS key,
                    to_jsonb(t) - ARRAY['password', 'last_login', 'last_updated_at'] AS row
                FROM %I t
            )
            SELECT count(*) FROM said FULL JOIN stands USING (key) WHERE said.after IS DISTINCT FROM stands.row
        $query$, audited.name) INTO rows USING audited.keys, audited.name;
        RETURN NEXT;
    END LOOP;
END $$;
