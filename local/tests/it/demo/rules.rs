//! The demo data keeps the rules that people are held to.

use local::demo;

use super::today;
use crate::support::Database;

/// A rule, and a query for what breaks it. `r.role` is a task's role, `$today` the day.
const RULES: &[(&str, &str)] = &[
    ("DM-ORG-03", "organization o WHERE NOT EXISTS (SELECT FROM account WHERE organization_id = o.id)"),
    ("DM-ACC-02", "account a WHERE person_id IS NOT NULL AND NOT EXISTS (SELECT FROM account_owner w WHERE (w.account_id, w.person_id, w.permission_type) = (a.id, a.person_id, 'owner'))"),
    ("DM-CODE-01", "(SELECT registration_code FROM membership UNION ALL SELECT registration_code FROM partnership UNION ALL SELECT registration_code FROM account_benefit) c
        WHERE registration_code IS NOT NULL AND NOT EXISTS (SELECT FROM registration_code r WHERE r.code = c.registration_code)"),
    ("DM-MEMB-15", "membership m WHERE NOT consortium AND (SELECT count(*) FROM member WHERE membership_id = m.id) <> 1"),
    ("DM-MEMB-19", "membership m JOIN membership f ON f.id = m.rolled_to_membership_id WHERE f.agreement_start <> m.agreement_end + 1
        OR m.workshops_without_admin_fee_rolled_over IS DISTINCT FROM f.workshops_without_admin_fee_rolled_from_previous
        OR m.public_instructor_training_seats_rolled_over IS DISTINCT FROM f.public_instructor_training_seats_rolled_from_previous
        OR m.inhouse_instructor_training_seats_rolled_over IS DISTINCT FROM f.inhouse_instructor_training_seats_rolled_from_previous"),
    ("DM-PART-02", "partnership p JOIN account a ON a.id = p.account_id
        WHERE (a.organization_id, a.consortium_id) IS DISTINCT FROM (p.partner_organisation_id, p.partner_consortium_id)"),
    ("DM-PART-05", "partnership p JOIN partnership_tier t ON t.id = p.tier_id
        WHERE p.credits <> t.credits + coalesce((SELECT sum(e) FROM unnest(p.credits_extensions) e), 0)"),
    ("DM-PART-08", "account_benefit b JOIN partnership p ON p.id = b.partnership_id WHERE b.frozen <> (p.rolled_to_partnership_id IS NOT NULL)"),
    ("DM-BEN-01", "account_benefit b JOIN partnership p ON p.id = b.partnership_id
        WHERE (b.account_id, b.start_date, b.end_date) <> (p.account_id, p.agreement_start, p.agreement_end)"),
    ("DM-EVENT-02", "event WHERE \"end\" < start"),
    ("DM-EVENT-05", "event WHERE NOT completed AND instructors_pre NOT LIKE '%slug=' || slug"),
    ("DM-EVENT-06", "event e WHERE open_ttt_applications AND NOT EXISTS (SELECT FROM event_tag x JOIN tag t ON t.id = x.tag_id WHERE x.event_id = e.id AND t.name = 'TTT')"),
    ("DM-EVENT-07", "event_curriculum x JOIN curriculum c ON c.id = x.curriculum_id
        WHERE (c.carpentry <> '' OR c.mix_match) AND NOT EXISTS (SELECT FROM event_tag y JOIN tag t ON t.id = y.tag_id
            WHERE y.event_id = x.event_id AND t.name = CASE WHEN c.mix_match THEN 'Circuits' ELSE c.carpentry END)"),
    ("DM-EVENT-08", "event WHERE membership_id IS NOT NULL AND allocated_benefit_id IS NOT NULL"),
    ("DM-TASK-02", "task t WHERE (seat_membership_id IS NOT NULL OR seat_open_training) AND NOT EXISTS (SELECT FROM event_tag y JOIN tag g ON g.id = y.tag_id
        WHERE y.event_id = t.event_id AND g.name = 'TTT')"),
    ("DM-TASK-03", "task t JOIN event e ON e.id = t.event_id WHERE seat_open_training AND NOT e.open_ttt_applications"),
    ("DM-TASK-04", "task t JOIN role r ON r.id = t.role_id
        WHERE (seat_membership_id IS NOT NULL OR seat_open_training OR allocated_benefit_id IS NOT NULL) AND r.name <> 'learner'"),
    ("DM-TASK-06", "task WHERE seat_membership_id IS NOT NULL AND allocated_benefit_id IS NOT NULL"),
    ("DM-TASK-09", "task t JOIN account_benefit a ON a.id = t.allocated_benefit_id JOIN benefit b ON b.id = a.benefit_id
        WHERE NOT EXISTS (SELECT FROM event_tag y JOIN tag g ON g.id = y.tag_id WHERE y.event_id = t.event_id AND (g.name, b.name) IN (VALUES
            ('TTT', 'Instructor Training'), ('ITT', 'Instructor Trainer Training'),
            ('CLDT', 'Collaborative Lesson Development Training'), ('SKILL', 'Skillup')))"),
    ("DM-CROLE-04", "community_role r JOIN community_role_config c ON c.id = r.config_id LEFT JOIN award a ON a.id = r.award_id
        WHERE (c.link_to_award AND (a.id IS NULL OR a.person_id <> r.person_id OR a.badge_id <> c.award_badge_limit_id))
        OR (c.link_to_membership AND r.membership_id IS NULL) OR (c.link_to_partnership AND r.partnership_id IS NULL)
        OR (c.additional_url AND r.url = '') OR (r.inactivation_id IS NOT NULL AND r.\"end\" IS NULL)"),
    ("DM-CROLE-06", "community_role r JOIN community_role o ON o.id > r.id AND (o.person_id, o.config_id) = (r.person_id, r.config_id)
        WHERE (r.\"end\" IS NULL OR r.\"end\" > o.start) AND (o.\"end\" IS NULL OR o.\"end\" > r.start)"),
    ("DM-CROLE-07", "community_role r JOIN community_role_config c ON c.id = r.config_id WHERE r.target_type IS DISTINCT FROM c.target_type"),
    ("DM-AWARD-05", "award a JOIN badge b ON b.id = a.badge_id WHERE b.name = 'instructor' AND event_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM training_progress p WHERE (p.trainee_id, p.event_id, p.state) = (a.person_id, a.event_id, 'p'))"),
    ("DM-PERSON-18", "award a JOIN badge b ON b.id = a.badge_id JOIN instructor_eligibility e ON e.person_id = a.person_id
        WHERE b.name = 'instructor' AND a.event_id IS NOT NULL AND e.instructor_eligible = 0"),
    ("DM-TREQ-02", "training_request r WHERE score_auto <> training_request_score(r)"),
    ("DM-TREQ-03", "training_request r JOIN training_task t USING (person_id) WHERE r.state = 'p'"),
    ("DM-TREQ-04", "training_request WHERE (member_code = '') <> (review_process = 'open') AND review_process <> ''"),
    ("DM-TPROG-01", "training_progress p JOIN training_requirement r ON r.id = p.requirement_id LEFT JOIN involvement i ON i.id = p.involvement_type_id
        WHERE (coalesce(i.url_required, r.url_required) AND url IS NULL) OR (url IS NOT NULL AND NOT r.url_required AND NOT r.involvement_required)"),
    ("DM-TPROG-02", "training_progress p JOIN training_requirement r ON r.id = p.requirement_id WHERE r.event_required <> (event_id IS NOT NULL)"),
    ("DM-TPROG-03", "training_progress p JOIN training_requirement r ON r.id = p.requirement_id
        WHERE r.involvement_required <> (involvement_type_id IS NOT NULL)"),
    ("DM-TPROG-04", "training_progress p LEFT JOIN involvement i ON i.id = p.involvement_type_id
        WHERE coalesce(i.date_required, false) <> (date IS NOT NULL) OR date > date '$today'"),
    ("DM-TPROG-05", "training_progress p LEFT JOIN involvement i ON i.id = p.involvement_type_id
        WHERE (state = 'f' AND notes = '') OR (i.notes_required AND notes = '' AND trainee_notes = '')"),
    ("DM-TPROG-06", "training_progress p WHERE event_id IS NOT NULL AND NOT EXISTS (SELECT FROM training_task t WHERE (t.person_id, t.event_id) = (p.trainee_id, p.event_id))"),
    ("DM-RECR-03", "instructor_recruitment r JOIN event e ON e.id = r.event_id
        WHERE NOT (venue <> '' AND latitude IS NOT NULL OR EXISTS (SELECT FROM event_tag y JOIN tag g ON g.id = y.tag_id WHERE y.event_id = e.id AND g.name = 'online'))"),
    ("DM-RECR-10", "instructor_recruitment_signup s WHERE state = 'p' AND NOT EXISTS (SELECT FROM community_role c JOIN community_role_config k ON k.id = c.config_id
        WHERE c.person_id = s.person_id AND k.name = 'instructor' AND community_role_is_active(c, date '$today'))"),
    ("DM-ST-20", "instructor_recruitment_signup s JOIN instructor_recruitment r ON r.id = s.recruitment_id WHERE r.status = 'c' AND s.state = 'p'"),
    ("DM-ST-26", "instructor_recruitment_signup s JOIN instructor_recruitment r ON r.id = s.recruitment_id WHERE s.state = 'a'
        AND NOT EXISTS (SELECT FROM task t JOIN role x ON x.id = t.role_id WHERE (t.person_id, t.event_id, x.name) = (s.person_id, r.event_id, 'instructor'))"),
    ("DM-WREQ-01", "workshop_request WHERE institution_id IS NULL AND institution_other_name = ''"),
    ("DM-WREQ-02", "workshop_request WHERE preferred_dates IS NULL AND other_preferred_dates = ''"),
    ("DM-WREQ-03", "workshop_request WHERE (administrative_fee = 'waiver') <> (scholarship_circumstances <> '')"),
    ("DM-WREQ-04", "workshop_request WHERE (travel_expences_management = 'other') <> (travel_expences_management_other <> '')
        OR (institution_restrictions = 'other') <> (institution_restrictions_other <> '') OR (public_event = 'other') <> (public_event_other <> '')"),
    ("DM-WREQ-05", "workshop_inquiry_request r JOIN workshop_inquiry_request_routine_data d ON d.workshop_inquiry_request_id = r.id
        JOIN data_variant v ON v.id = d.data_variant_id WHERE v.unknown AND (r.routine_data_other <> ''
        OR 1 < (SELECT count(*) FROM workshop_inquiry_request_routine_data o WHERE o.workshop_inquiry_request_id = r.id))"),
    ("DM-WREQ-06", "self_organised_submission WHERE workshop_format = 'standard' AND workshop_url = ''"),
    ("DM-WREQ-07", "workshop_request_curriculum x JOIN curriculum c ON c.id = x.curriculum_id WHERE c.unknown OR c.other OR c.mix_match OR NOT c.active"),
    ("DM-WREQ-09", "workshop_request WHERE NOT instructor_availability AND (preferred_dates IS NULL OR preferred_dates <= created_at::date + 60)"),
    ("DM-CONS-02", "consent c JOIN term_option o ON o.id = c.term_option_id WHERE o.term_id <> c.term_id"),
    ("DM-CONS-04", "consent c JOIN term t ON t.id = c.term_id WHERE t.archived_at IS NOT NULL AND c.archived_at IS NULL"),
    ("DM-CONS-07", "person p CROSS JOIN term t WHERE t.archived_at IS NULL AND NOT EXISTS (SELECT FROM consent c WHERE (c.person_id, c.term_id) = (p.id, t.id) AND c.archived_at IS NULL)"),
    ("DM-CONS-09", "person p JOIN consent c ON c.person_id = p.id JOIN term t ON t.id = c.term_id
        WHERE p.last_login IS NOT NULL AND t.required_type = 'profile' AND c.archived_at IS NULL AND c.term_option_id IS NULL"),
    ("DM-ARCH-01", "person WHERE archived_at IS NOT NULL AND (is_active OR email IS NOT NULL OR github IS NOT NULL OR twitter IS NOT NULL
        OR airport_iata <> '' OR gender <> 'U' OR orcid <> '' OR affiliation <> '' OR url <> '')"),
    ("DM-ARCH-02", "consent c JOIN person p ON p.id = c.person_id WHERE p.archived_at IS NOT NULL AND c.archived_at IS NULL AND c.term_option_id IS NOT NULL"),
    ("DM-ST-35", "scheduled_email e WHERE state IS DISTINCT FROM
        (SELECT state_after FROM scheduled_email_log l WHERE l.scheduled_email_id = e.id ORDER BY created_at DESC LIMIT 1)"),
    ("EML-ENT-21", "(SELECT template_id, target_type, target_id FROM scheduled_email WHERE state IN ('scheduled', 'locked', 'running', 'failed')
        GROUP BY 1, 2, 3 HAVING count(*) > 1) twice"),
    ("EML-CTL-14", "scheduled_email_log WHERE state_before IS NOT NULL AND NOT scheduled_email_may_become(state_before, state_after)"),
    ("DM-MAIL-02", "scheduled_email WHERE to_header = '{}' OR to_header_context_json = '[]'"),
    ("DM-VER-04", "person p WHERE NOT EXISTS (SELECT FROM version v WHERE (v.object_type, v.object_id) = ('person', p.id::text))"),
    ("DM-VER-04", "training_request r WHERE NOT EXISTS (SELECT FROM version v WHERE (v.object_type, v.object_id) = ('training_request', r.id::text))"),
];

#[tokio::test]
async fn nothing_in_it_breaks_a_rule() {
    let database = Database::new().await;
    demo::run(&database.pool, 2, today()).await.unwrap();
    let mut broken = Vec::new();
    for (rule, query) in RULES {
        let count = database.count(&query.replace("$today", &today().to_string())).await;
        broken.extend((count > 0).then(|| format!("{rule}: {count} of {query}")));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
