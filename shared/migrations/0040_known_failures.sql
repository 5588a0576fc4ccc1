-- What the worker knows of a call of the provider, where the note beside the database does not say it (EML-NEW-04): these attempts
-- certainly sent nothing, so none of them stands in the way of the next one.
ALTER TABLE scheduled_email ADD COLUMN cleared_attempts text[] NOT NULL DEFAULT '{}';

-- As before (0022), and what waits for its next attempt becomes sent when the provider says that it took the last one, whatever it
-- had answered.
CREATE OR REPLACE FUNCTION scheduled_email_may_become(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT was = becomes OR (was, becomes) IN (VALUES
        ('scheduled', 'locked'), ('scheduled', 'cancelled'), ('scheduled', 'succeeded'),
        ('failed', 'scheduled'), ('failed', 'locked'), ('failed', 'cancelled'), ('failed', 'dead_letter'), ('failed', 'succeeded'),
        ('locked', 'scheduled'), ('locked', 'running'), ('locked', 'succeeded'), ('locked', 'failed'), ('locked', 'cancelled'),
        ('locked', 'dead_letter'),
        ('running', 'scheduled'), ('running', 'succeeded'), ('running', 'failed'), ('running', 'dead_letter'),
        ('cancelled', 'scheduled'),
        ('dead_letter', 'scheduled'), ('dead_letter', 'succeeded'), ('dead_letter', 'cancelled'))
$$;
