-- Rules of memberships and the service offering that the database holds, and what is counted in more than one place.

-- DM-PART-02: the account of a partnership is its partner's. A row has one of the two partners, so one of the two keys binds.
ALTER TABLE account
    ADD CONSTRAINT account_of_organization UNIQUE (id, organization_id),
    ADD CONSTRAINT account_of_consortium UNIQUE (id, consortium_id);
ALTER TABLE partnership
    ADD CONSTRAINT partnership_account_organisation FOREIGN KEY (account_id, partner_organisation_id) REFERENCES account (id, organization_id),
    ADD CONSTRAINT partnership_account_consortium FOREIGN KEY (account_id, partner_consortium_id) REFERENCES account (id, consortium_id);

-- DM-BEN-01: the partnership of an account's benefit is one of that account.
ALTER TABLE partnership ADD CONSTRAINT partnership_of_account UNIQUE (id, account_id);
ALTER TABLE account_benefit
    ADD CONSTRAINT account_benefit_partnership_account FOREIGN KEY (partnership_id, account_id) REFERENCES partnership (id, account_id);

-- DM-MEMB-06, DM-MEMB-07: the training seats of memberships. Remaining may be negative.
CREATE VIEW membership_seats AS
SELECT s.*, s.public_total + s.inhouse_total AS total, s.public_utilized + s.inhouse_utilized AS utilized,
    s.public_remaining + s.inhouse_remaining AS remaining
FROM (
    SELECT m.id AS membership_id, pool.public_total, pool.inhouse_total, used.public_utilized, used.inhouse_utilized,
        pool.public_total - used.public_utilized - coalesce(m.public_instructor_training_seats_rolled_over, 0) AS public_remaining,
        pool.inhouse_total - used.inhouse_utilized - coalesce(m.inhouse_instructor_training_seats_rolled_over, 0) AS inhouse_remaining
    FROM membership m
    CROSS JOIN LATERAL (
        SELECT m.public_instructor_training_seats::bigint + m.additional_public_instructor_training_seats
                + coalesce(m.public_instructor_training_seats_rolled_from_previous, 0) AS public_total,
            m.inhouse_instructor_training_seats::bigint + m.additional_inhouse_instructor_training_seats
                + coalesce(m.inhouse_instructor_training_seats_rolled_from_previous, 0) AS inhouse_total
    ) pool
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE t.seat_public) AS public_utilized, count(*) FILTER (WHERE NOT t.seat_public) AS inhouse_utilized
        FROM task t JOIN role r ON r.id = t.role_id
        WHERE t.seat_membership_id = m.id AND r.name = 'learner'
    ) used
) s;

-- DM-BEN-06: how much of a benefit's allocation is used, in its own unit.
CREATE FUNCTION account_benefit_used(b account_benefit) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN (SELECT x.unit_type FROM benefit x WHERE x.id = b.benefit_id) = 'event'
        THEN (SELECT count(*) FROM event e WHERE e.allocated_benefit_id = b.id)
        ELSE (SELECT count(*) FROM task t WHERE t.allocated_benefit_id = b.id) END
$$;

-- DM-PART-09: the credits that a partnership's benefits take, used or not.
CREATE FUNCTION partnership_credits_used(p partnership) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(sum(b.credits::bigint * ab.allocation), 0)::bigint
    FROM account_benefit ab JOIN benefit b ON b.id = ab.benefit_id WHERE ab.partnership_id = p.id
$$;

-- DM-CODE-01: which other record has a registration code already, in words; NULL where it is free. `own` is the table and
-- `own_id` the id of the record that wants it, if that exists.
CREATE FUNCTION registration_code_holder(wanted text, own text, own_id text, today date) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT 'The ' || replace(holder.kind, '_', ' ') || ' “' || holder.label || '”' FROM (
        SELECT 'membership' AS kind, m.id::text AS id, membership_label(m) AS label
        FROM registration_code c JOIN membership m ON m.id = c.membership_id WHERE c.code = wanted
        UNION ALL
        SELECT 'partnership', p.id::text, partnership_label(p)
        FROM registration_code c JOIN partnership p ON p.id = c.partnership_id WHERE c.code = wanted
        UNION ALL
        SELECT 'account_benefit', b.id::text, account_benefit_label(b, today)
        FROM registration_code c JOIN account_benefit b ON b.id = c.account_benefit_id WHERE c.code = wanted
    ) holder
    WHERE holder.kind <> own OR holder.id IS DISTINCT FROM own_id
$$;

-- DM-TASK-08 looks up the codes of a person's requests.
CREATE INDEX IF NOT EXISTS training_request_person_code ON training_request (person_id, member_code);
CREATE INDEX organization_country ON organization (country);
