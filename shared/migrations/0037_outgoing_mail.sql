-- Mail that is no template's (emails.md 7) goes the way of scheduled emails: the same states, leases, log and worker. It is written
-- as it will be sent, in the transaction of what causes it.
ALTER TABLE scheduled_email
    ADD COLUMN is_direct boolean NOT NULL DEFAULT false,
    -- Beside the body, which is then its plain text.
    ADD COLUMN html text,
    -- Counts how often somebody said that it is to be sent whatever became of it before: what is known of earlier rounds does not
    -- matter any more (EML-NEW-04).
    ADD COLUMN send_round integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT scheduled_email_direct CHECK (CASE WHEN is_direct THEN template_id IS NULL AND target_type IS NULL ELSE html IS NULL END);

-- The worker's order: since when an email is due. With a hundred thousand of them due, the first 25 are found as fast as of 25.
CREATE INDEX scheduled_email_since ON scheduled_email (greatest(scheduled_at, next_attempt_at), id) WHERE state IN ('scheduled', 'failed');
-- Those with the provider, for the worker to find out about.
CREATE INDEX scheduled_email_running ON scheduled_email (lease_expires_at) WHERE state = 'running';
