-- How far the change feed has come (docs/history.md). Transactions are published in windows: all from `published_before` on and
-- before `publishing_before`, the oldest that ran when the window was opened, in the order of their versions. Whatever is in a
-- window has ended, so nothing can come into it later.
CREATE TABLE change_feed (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    published_before xid8 NOT NULL,
    publishing_before xid8 NOT NULL CHECK (publishing_before >= published_before),
    -- The last version of the open window that was published.
    version_id bigint NOT NULL DEFAULT 0,
    -- Who publishes, and until when nobody else may.
    lease uuid,
    leased_until timestamptz
);
INSERT INTO change_feed (published_before, publishing_before)
VALUES (pg_snapshot_xmin(pg_current_snapshot()), pg_snapshot_xmin(pg_current_snapshot()));
