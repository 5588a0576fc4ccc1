-- What workshop requests of the three kinds share, in one shape: who asks, where, and what an event for it starts from.
CREATE VIEW common_request AS
SELECT 'workshop_request'::text AS kind, id, state, event_id, personal, family, email, institution_id, institution_other_name,
    member_code, online_inperson, workshop_listed, additional_contact,
    preferred_dates AS first_day, preferred_dates + 1 AS last_day, ''::text AS workshop_url
FROM workshop_request
UNION ALL
SELECT 'workshop_inquiry_request', id, state, event_id, personal, family, email, institution_id, institution_other_name,
    '', online_inperson, workshop_listed, additional_contact, preferred_dates, preferred_dates + 1, ''
FROM workshop_inquiry_request
UNION ALL
SELECT 'self_organised_submission', id, state, event_id, personal, family, email, institution_id, institution_other_name,
    '', online_inperson, workshop_listed, additional_contact, start, "end", trim(workshop_url)
FROM self_organised_submission;

CREATE VIEW common_request_curriculum AS
SELECT 'workshop_request'::text AS kind, workshop_request_id AS request_id, curriculum_id FROM workshop_request_curriculum
UNION ALL
SELECT 'workshop_inquiry_request', workshop_inquiry_request_id, curriculum_id FROM workshop_inquiry_request_curriculum
UNION ALL
SELECT 'self_organised_submission', self_organised_submission_id, curriculum_id FROM self_organised_submission_curriculum;

-- Whether an event carries a tag.
CREATE FUNCTION event_has_tag(event integer, tag text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (SELECT FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = event AND t.name = tag)
$$;

-- DM-EVENT-14: instructors may be looked for.
CREATE FUNCTION event_may_recruit(e event, today date) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(e.start >= today, false)
        AND ((e.venue <> '' AND e.latitude IS NOT NULL AND e.longitude IS NOT NULL) OR event_has_tag(e.id, 'online'))
$$;

-- DM-RECR-01: 1 low, 2 medium, 3 high. Without a first day it is low (D-11).
CREATE FUNCTION recruitment_priority(start date, online boolean, today date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN start IS NULL THEN 1
        WHEN start - today >= CASE WHEN online THEN 60 ELSE 90 END THEN 1
        WHEN start - today > CASE WHEN online THEN 30 ELSE 60 END THEN 2
        ELSE 3
    END
$$;

-- Whether a person has a community role of this name that is active (DM-CROLE-01, D-26).
CREATE FUNCTION has_community_role(person integer, role text, today date) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (SELECT FROM community_role c JOIN community_role_config cc ON cc.id = c.config_id
                   WHERE c.person_id = person AND cc.name = role AND community_role_is_active(c, today))
$$;

-- Events at which a person has a role and whose days meet a window; both ends count, and an event that lacks a day meets
-- nothing (DM-RECR-14).
CREATE FUNCTION events_of(person integer, role text, first date, last date) RETURNS SETOF event LANGUAGE sql STABLE AS $$
    SELECT e.* FROM event e
    WHERE e.start <= last AND e."end" >= first
        AND EXISTS (SELECT FROM task t JOIN role r ON r.id = t.role_id WHERE t.event_id = e.id AND t.person_id = person AND r.name = role)
$$;
