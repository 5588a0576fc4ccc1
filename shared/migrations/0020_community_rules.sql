-- Rules of people that no code path can forget, and what is told of them in one place.

-- An unset consent to each term for a new person (DM-CONS-07, DM-PERSON-22). To an archived term, an archived one.
CREATE FUNCTION ask_new_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO consent (created_at, archived_at, person_id, term_id)
    SELECT NEW.created_at, t.archived_at, NEW.id, t.id FROM term t ORDER BY t.id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER ask_new_person AFTER INSERT ON person FOR EACH ROW EXECUTE FUNCTION ask_new_person();

-- An unset consent to a new term for each person (DM-CONS-07). The lock makes sure that nobody who is being added meanwhile is missed.
CREATE FUNCTION ask_about_new_term() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE person IN SHARE MODE;
    INSERT INTO consent (created_at, archived_at, person_id, term_id)
    SELECT NEW.created_at, NEW.archived_at, p.id, NEW.id FROM person p ORDER BY p.id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER ask_about_new_term AFTER INSERT ON term FOR EACH ROW EXECUTE FUNCTION ask_about_new_term();

-- Another name on GitHub is another account there: whoever has the old one must not get in (DM-PERSON-14).
CREATE FUNCTION forget_social_logins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM social_login WHERE person_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_social_logins AFTER UPDATE OF github ON person FOR EACH ROW
    WHEN (OLD.github IS DISTINCT FROM NEW.github) EXECUTE FUNCTION forget_social_logins();

-- Addresses are written in one way, by whatever path they come (D-13).
ALTER TABLE person ADD CONSTRAINT person_email_form CHECK (email = lower(btrim(email)));

-- DM-PERSON-11
CREATE FUNCTION person_country(p person) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(p.country, ''), p.airport_country)
$$;
CREATE FUNCTION person_timezone(p person) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(p.timezone, ''), (SELECT a.timezone FROM airport a WHERE a.iata = p.airport_iata), '')
$$;

-- How often each person had which role (DM-PERSON-17): whoever instructs at an instructor training is a trainer there.
CREATE VIEW person_role_count AS
SELECT t.person_id,
    count(*) FILTER (WHERE r.name = 'instructor' AND o.domain IS DISTINCT FROM 'carpentries.org') AS instructor,
    count(*) FILTER (WHERE r.name = 'instructor' AND o.domain = 'carpentries.org') AS trainer,
    count(*) FILTER (WHERE r.name = 'supporting-instructor') AS supporting,
    count(*) FILTER (WHERE r.name = 'helper') AS helper,
    count(*) FILTER (WHERE r.name = 'learner') AS learner,
    count(*) FILTER (WHERE r.name = 'organizer') AS organizer
FROM task t JOIN role r ON r.id = t.role_id JOIN event e ON e.id = t.event_id
LEFT JOIN organization o ON o.id = e.administrator_id
GROUP BY t.person_id;

-- What a person answers to a term at present: 'agree', 'decline', or NULL while unset (DM-CONS-11).
CREATE FUNCTION consent_answer(p person, term_slug text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT o.option_type FROM consent c JOIN term t ON t.id = c.term_id JOIN term_option o ON o.id = c.term_option_id
    WHERE c.person_id = p.id AND c.archived_at IS NULL AND t.slug = term_slug
$$;
CREATE OR REPLACE FUNCTION may_contact(p person) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT consent_answer(p, 'may-contact') IS NOT DISTINCT FROM 'agree'
$$;

-- Whether a person has yet to answer a term before they may go on (DM-CONS-09): it is required, and there is no answer. Having
-- no consent to it at all is no answer either (D-03).
CREATE FUNCTION must_answer(asked_id integer, t term) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT t.archived_at IS NULL AND t.required_type = 'profile' AND NOT EXISTS (SELECT FROM consent c
        WHERE c.person_id = asked_id AND c.term_id = t.id AND c.archived_at IS NULL AND c.term_option_id IS NOT NULL)
$$;

-- What an answer says: its own words, or yes or no.
CREATE FUNCTION term_option_text(o term_option) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(o.content, ''), CASE o.option_type WHEN 'agree' THEN 'Yes' ELSE 'No' END)
$$;

-- DM-GEN-08 with everything that a caller may put otherwise; `shared::dates` says the same in Rust.
DROP FUNCTION human_dates(date, date);
CREATE FUNCTION human_dates(
    first date, last date,
    no_first text DEFAULT '???', no_last text DEFAULT '???', separator text DEFAULT ' - ',
    same_month text[] DEFAULT '{"Mon DD","DD, YYYY"}',
    same_year text[] DEFAULT '{"Mon DD","Mon DD, YYYY"}',
    full_dates text[] DEFAULT '{"Mon DD, YYYY","Mon DD, YYYY"}'
) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(to_char(first, pattern[1]), no_first) || separator || coalesce(to_char(last, pattern[2]), no_last)
    FROM (SELECT CASE
        WHEN date_trunc('month', first) = date_trunc('month', last) THEN same_month
        WHEN date_trunc('year', first) = date_trunc('year', last) THEN same_year
        ELSE full_dates
    END AS pattern) chosen
$$;

-- The way between two places along the earth's surface, in kilometres (haversine); NULL when a coordinate is.
CREATE FUNCTION great_circle_km(latitude_a float8, longitude_a float8, latitude_b float8, longitude_b float8) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT 2 * 6371 * asin(least(1, sqrt(
        power(sind((latitude_b - latitude_a) / 2), 2)
        + cosd(latitude_a) * cosd(latitude_b) * power(sind((longitude_b - longitude_a) / 2), 2))))
$$;

-- Two roles of one person and kind get in each other's way (DM-CROLE-06): their times touch, and, where the kind asks for
-- an address, it is the same. Pass NULL for `new_url` where the kind does not.
CREATE FUNCTION community_role_concurs(c community_role, new_start date, new_end date, new_url text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (c."end" IS NULL OR c."end" > new_start) AND (new_end IS NULL OR c.start IS NULL OR c.start < new_end)
        AND (new_url IS NULL OR c.url = new_url)
$$;

-- Whether a person can have earned the badge `instructor` at an event: they passed a requirement there that is met at
-- events (DM-AWARD-05).
CREATE FUNCTION earned_instructor_at(trainee integer, event integer) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (SELECT FROM training_progress p JOIN training_requirement r ON r.id = p.requirement_id
        WHERE p.trainee_id = trainee AND p.event_id = event AND p.state = 'p' AND r.event_required)
$$;

-- For the report of possible duplicates (DM-PERSON-26).
CREATE INDEX person_duplicates ON person (personal, family);
