-- The different values of an indexed column of ids, found by leaping from one to the next in the index: what a filter offers
-- costs as much as it offers, not as much as the table holds.
CREATE FUNCTION ids_in_use(table_name text, column_name text) RETURNS SETOF integer LANGUAGE plpgsql STABLE ROWS 20 AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'WITH RECURSIVE leap (id) AS (
             (SELECT %2$I FROM %1$I WHERE %2$I IS NOT NULL ORDER BY %2$I LIMIT 1)
             UNION ALL
             SELECT (SELECT %2$I FROM %1$I WHERE %2$I > leap.id ORDER BY %2$I LIMIT 1) FROM leap WHERE leap.id IS NOT NULL)
         SELECT id FROM leap WHERE id IS NOT NULL', table_name, column_name);
END $$;
