-- What a row would leave behind when it is deleted although nothing stands in the way: how many rows of which other tables have
-- it in a set of theirs, or name it and would name nothing. For the question that is asked first.
CREATE FUNCTION record_links(referred text, referred_id text) RETURNS TABLE (kind text, total bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
    reference record;
BEGIN
    FOR reference IN
        SELECT c.conrelid::regclass::text AS table_name, a.attname AS column_name, format_type(a.atttypid, NULL) AS id_type,
            -- A row of a set is told of by who owns it: the other record that it refers to.
            CASE c.confdeltype WHEN 'n' THEN c.conrelid::regclass::text ELSE (
                SELECT o.confrelid::regclass::text FROM pg_constraint o
                WHERE o.conrelid = c.conrelid AND o.contype = 'f' AND o.confrelid <> c.confrelid LIMIT 1) END AS owner
        FROM pg_constraint c
        CROSS JOIN unnest(c.conkey, c.confkey) AS k (own, other)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
        JOIN pg_attribute o ON o.attrelid = c.confrelid AND o.attnum = k.other AND o.attname = 'id'
        WHERE c.contype = 'f' AND c.confrelid = to_regclass(referred) AND (c.confdeltype = 'n' OR (c.confdeltype = 'c'
            AND NOT EXISTS (SELECT FROM pg_attribute x WHERE x.attrelid = c.conrelid AND x.attname = 'id')))
        ORDER BY 4, 1
    LOOP
        RETURN QUERY EXECUTE format('SELECT %L::text, count(*) FROM %I WHERE %I = $1::%s HAVING count(*) > 0',
            reference.owner, reference.table_name, reference.column_name, reference.id_type) USING referred_id;
    END LOOP;
END $$;

-- The first ten of some countries by name, and how many more there are (MNT-08, MNT-09).
CREATE FUNCTION first_countries(codes text[]) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(string_agg(name, ', ' ORDER BY name) FILTER (WHERE place <= 10), '')
        || CASE WHEN count(*) > 10 THEN ' and ' || count(*) - 10 || ' more' ELSE '' END
    FROM (SELECT name, row_number() OVER (ORDER BY name) AS place FROM country WHERE code = ANY (codes)) c
$$;
