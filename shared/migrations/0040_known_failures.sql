-- What the worker knows of a call of the provider, where the note beside the database does not say it (EML-NEW-04): these attempts
-- certainly sent nothing, so none of them stands in the way of the next one.
ALTER TABLE scheduled_email ADD COLUMN cleared_attempts text[] NOT NULL DEFAULT '{}';
