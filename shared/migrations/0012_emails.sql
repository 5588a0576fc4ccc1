-- Templates, scheduled emails and their log (data-model.md §2.13).
CREATE TABLE email_template (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_updated_at timestamptz,
    name varchar(255) NOT NULL UNIQUE CHECK (name <> ''),
    -- The action that uses it; one template for each.
    signal varchar(255) NOT NULL UNIQUE CHECK (signal ~ '^[A-Za-z0-9_-]+$'),
    from_header varchar(254) NOT NULL,
    reply_to_header varchar(254) NOT NULL DEFAULT '',
    cc_header varchar(254)[] NOT NULL DEFAULT '{}',
    bcc_header varchar(254)[] NOT NULL DEFAULT '{}',
    subject varchar(255) NOT NULL,
    body text NOT NULL
);

CREATE TABLE scheduled_email (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_updated_at timestamptz,
    state varchar(30) NOT NULL DEFAULT 'scheduled' CHECK (state IN
        ('scheduled', 'locked', 'running', 'succeeded', 'failed', 'cancelled')),
    scheduled_at timestamptz NOT NULL,
    to_header varchar(254)[] NOT NULL,
    to_header_context_json jsonb NOT NULL DEFAULT '[]',
    from_header varchar(254) NOT NULL,
    reply_to_header varchar(254) NOT NULL DEFAULT '',
    cc_header varchar(254)[] NOT NULL DEFAULT '{}',
    bcc_header varchar(254)[] NOT NULL DEFAULT '{}',
    subject varchar(255) NOT NULL,
    body text NOT NULL,
    context_json jsonb NOT NULL DEFAULT '{}',
    -- A template in use cannot be deleted (DM-MAIL-04).
    template_id uuid REFERENCES email_template,
    -- The record that the mail is about, as `app.model` and key; NULL for none.
    target_type varchar(100),
    target_id integer CHECK (target_id >= 0)
);
CREATE INDEX scheduled_email_due ON scheduled_email (state, scheduled_at);
CREATE INDEX scheduled_email_scheduled ON scheduled_email (scheduled_at DESC, id);
CREATE INDEX scheduled_email_target ON scheduled_email (target_type, target_id);
CREATE INDEX scheduled_email_template ON scheduled_email (template_id);

CREATE TABLE scheduled_email_log (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    details varchar(255) NOT NULL,
    state_before varchar(30),
    state_after varchar(30) NOT NULL,
    scheduled_email_id uuid NOT NULL REFERENCES scheduled_email ON DELETE CASCADE,
    author_id integer REFERENCES person ON DELETE SET NULL
);
CREATE INDEX scheduled_email_log_email ON scheduled_email_log (scheduled_email_id, created_at DESC);
CREATE INDEX scheduled_email_log_author ON scheduled_email_log (author_id);

CREATE TABLE attachment (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_updated_at timestamptz,
    email_id uuid NOT NULL REFERENCES scheduled_email,
    filename varchar(200) NOT NULL DEFAULT '',
    s3_path varchar(200) NOT NULL,
    s3_bucket varchar(200) NOT NULL DEFAULT '',
    presigned_url varchar(5000) NOT NULL DEFAULT '',
    presigned_url_expiration timestamptz
);
CREATE INDEX attachment_email ON attachment (email_id);
