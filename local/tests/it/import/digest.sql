-- A digest of every row of every table.
CREATE OR REPLACE FUNCTION everything() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    name text;
    digest text;
    digests text := '';
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname LOOP
        EXECUTE format('SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '''')) FROM %I t', name) INTO digest;
        digests := digests || digest;
    END LOOP;
    RETURN md5(digests);
END $$;
