-- Revisions that come from an AMY database, by the id that they had there: importing again begins after the last of them. They
-- were written by no transaction of ours, so their transaction_id stays NULL. AMY's comments have no limit.
ALTER TABLE revision
    ADD COLUMN amy_id integer UNIQUE,
    ALTER COLUMN comment TYPE text;
