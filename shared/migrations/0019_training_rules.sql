-- Rules of instructor training that several statements need: each in one place.

-- DM-PERSON-20: who learns at a training, which is an event tagged TTT.
CREATE VIEW training_task AS
SELECT k.id, k.event_id, k.person_id, k.seat_membership_id, k.allocated_benefit_id
FROM task k JOIN role r ON r.id = k.role_id
WHERE r.name = 'learner'
    AND EXISTS (SELECT FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = k.event_id AND t.name = 'TTT');

-- DM-PERSON-18: how often a person passed each requirement; eligible where the product is not 0.
CREATE VIEW instructor_eligibility AS
SELECT p.id AS person_id, passed.training AS passed_training, passed.get_involved AS passed_get_involved,
    passed.welcome AS passed_welcome, passed.demo AS passed_demo,
    passed.training * passed.get_involved * passed.welcome * passed.demo AS instructor_eligible
FROM person p CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.name = 'Training') AS training,
        count(*) FILTER (WHERE r.name = 'Get Involved') AS get_involved,
        count(*) FILTER (WHERE r.name = 'Welcome Session') AS welcome,
        count(*) FILTER (WHERE r.name = 'Demo') AS demo
    FROM training_progress tp JOIN training_requirement r ON r.id = tp.requirement_id
    WHERE tp.trainee_id = p.id AND tp.state = 'p'
) passed;

-- Whether a person holds any of these badges.
CREATE FUNCTION holds_badge(holder integer, badges text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (SELECT FROM award a JOIN badge b ON b.id = a.badge_id WHERE a.person_id = holder AND b.name = ANY(badges))
$$;

-- DM-TREQ-02: the automatic score of an application, from its columns and sets.
CREATE FUNCTION training_request_score(r training_request) RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (r.country IS NOT NULL AND r.country NOT IN (
            'US', 'CA', 'NZ', 'GB', 'AU', 'AT', 'BE', 'CY', 'CZ', 'DK', 'EE', 'FI', 'FR', 'DE', 'GR', 'HU', 'IE', 'IT', 'LV', 'LT',
            'LU', 'MT', 'NL', 'PL', 'PT', 'RO', 'SK', 'SI', 'ES', 'SE', 'CH', 'IS', 'NO'))::int
        + r.underresourced::int
        + EXISTS (SELECT FROM training_request_domain x JOIN knowledge_domain d ON d.id = x.knowledge_domain_id
            WHERE x.training_request_id = r.id AND d.name IN
                ('Humanities', 'Library and information science', 'Economics/business', 'Social sciences', 'Chemistry'))::int
        + (r.underrepresented = 'yes')::int
        + least((SELECT count(*) FROM training_request_involvement x WHERE x.training_request_id = r.id), 3)::int
        + (r.previous_training IN ('course', 'full'))::int
        + (r.previous_experience IN ('ta', 'courses'))::int
        + (r.programming_language_usage_frequency IN ('daily', 'weekly'))::int
$$;
