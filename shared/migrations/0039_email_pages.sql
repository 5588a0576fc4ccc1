-- What the pages of emails need (emails.md 5): the order and the filter of their list, how an email that was given fixed recipients
-- gets its linked ones back, and how large its files are.
CREATE INDEX scheduled_email_created ON scheduled_email (created_at DESC, id);
CREATE INDEX scheduled_email_subject ON scheduled_email (subject, id);
CREATE INDEX scheduled_email_subject_trgm ON scheduled_email USING gin (subject gin_trgm_ops);

-- The links that somebody replaced by addresses; NULL where nobody did.
ALTER TABLE scheduled_email ADD COLUMN linked_recipients jsonb;

-- In bytes; NULL for imported files, whose size nobody knows.
ALTER TABLE attachment ADD COLUMN size bigint CHECK (size >= 0);
