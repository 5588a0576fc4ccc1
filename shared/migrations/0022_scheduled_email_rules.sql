-- What sending an email needs beside what it says (emails.md 1.7), and the states it may go through.
ALTER TABLE scheduled_email
    DROP CONSTRAINT scheduled_email_state_check,
    ADD CONSTRAINT scheduled_email_state_check CHECK (state IN
        ('scheduled', 'locked', 'running', 'succeeded', 'failed', 'cancelled', 'dead_letter')),
    ADD COLUMN attempt_count integer NOT NULL DEFAULT 0 CHECK (attempt_count >= 0),
    ADD COLUMN next_attempt_at timestamptz,
    ADD COLUMN lease_owner varchar(100),
    ADD COLUMN lease_expires_at timestamptz,
    ADD COLUMN last_error_class varchar(40),
    ADD COLUMN ses_message_id varchar(100),
    ADD COLUMN sent_at timestamptz,
    -- Counts every write: a statement that names an older one finds nothing.
    ADD COLUMN version integer NOT NULL DEFAULT 0,
    -- The addresses were written by hand: they are sent to, whatever the links say.
    ADD COLUMN recipients_override boolean NOT NULL DEFAULT false,
    ADD COLUMN manually_edited_at timestamptz,
    ADD COLUMN manually_rescheduled_at timestamptz,
    -- What the email is about, where only one may wait at a time; imported emails have none.
    ADD COLUMN live_key varchar(400);
CREATE UNIQUE INDEX scheduled_email_live ON scheduled_email (live_key) WHERE state IN ('scheduled', 'locked', 'running', 'failed');
CREATE INDEX scheduled_email_waiting ON scheduled_email (scheduled_at, id) WHERE state IN ('scheduled', 'failed');
CREATE INDEX scheduled_email_leased ON scheduled_email (lease_expires_at) WHERE state = 'locked';

-- The worker tells more than fits into 255 characters.
ALTER TABLE scheduled_email_log
    ALTER COLUMN details TYPE text,
    -- Tells rows of one moment apart.
    ADD COLUMN position bigint GENERATED ALWAYS AS IDENTITY;

-- Which states follow each other (emails.md 1.4, EML-CTL-14); staying is always allowed.
CREATE FUNCTION scheduled_email_may_become(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT was = becomes OR (was, becomes) IN (VALUES
        ('scheduled', 'locked'), ('scheduled', 'cancelled'),
        ('failed', 'scheduled'), ('failed', 'locked'), ('failed', 'cancelled'), ('failed', 'dead_letter'),
        ('locked', 'scheduled'), ('locked', 'running'), ('locked', 'succeeded'), ('locked', 'failed'), ('locked', 'cancelled'),
        ('locked', 'dead_letter'),
        ('running', 'scheduled'), ('running', 'succeeded'), ('running', 'failed'), ('running', 'dead_letter'),
        ('cancelled', 'scheduled'),
        ('dead_letter', 'scheduled'), ('dead_letter', 'succeeded'), ('dead_letter', 'cancelled'))
$$;

CREATE FUNCTION hold_scheduled_email_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT scheduled_email_may_become(OLD.state, NEW.state) THEN
        RAISE EXCEPTION 'an email that is % cannot become %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'scheduled_email_state_change', TABLE = 'scheduled_email';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hold_scheduled_email_state BEFORE UPDATE OF state ON scheduled_email
    FOR EACH ROW EXECUTE FUNCTION hold_scheduled_email_state();

-- An email's log is only added to (emails.md 1.5); it goes with the email, and loses an author who is deleted.
CREATE FUNCTION keep_scheduled_email_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(OLD) - 'author_id') IS DISTINCT FROM (to_jsonb(NEW) - 'author_id') THEN
        RAISE EXCEPTION 'the log of an email is never rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'scheduled_email_log_kept', TABLE = 'scheduled_email_log';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_scheduled_email_log BEFORE UPDATE ON scheduled_email_log
    FOR EACH ROW EXECUTE FUNCTION keep_scheduled_email_log();
