//! Every state of every entity is there at the smallest scale already, on whatever day the data is made.

use chrono::NaiveDate;
use local::demo;
use sqlx::AssertSqlSafe;

use super::today;
use crate::support::Database;

/// Table `t`, and a condition that some row of it must meet. `$today` is the day.
const STATES: &[(&str, &str)] = &[
    // People
    ("person", "is_superuser"),
    ("person", "is_active AND NOT is_superuser"),
    ("person", "NOT is_active AND archived_at IS NULL"),
    ("person", "archived_at IS NOT NULL"),
    ("person", "email IS NULL AND archived_at IS NULL"),
    ("person", "secondary_email <> ''"),
    ("person", "middle <> ''"),
    ("person", "airport_iata = '' AND archived_at IS NULL"),
    ("person", "country <> '' AND timezone <> ''"),
    ("person", "github IS NOT NULL AND twitter IS NOT NULL"),
    ("person", "bluesky IS NOT NULL"),
    ("person", "mastodon IS NOT NULL"),
    ("person", "orcid <> ''"),
    ("person", "last_login IS NOT NULL"),
    ("person", "gender_other <> ''"),
    ("person", "duplication_reviewed_on > last_updated_at"),
    (
        "person",
        "EXISTS (SELECT FROM person o WHERE o.id <> t.id AND (o.personal, o.family) = (t.personal, t.family) AND o.duplication_reviewed_on IS NULL)",
    ),
    ("person", "EXISTS (SELECT FROM person o WHERE o.id <> t.id AND (o.personal, o.family) = (t.family, t.personal))"),
    ("person_permission", "true"),
    ("social_login", "provider = 'github'"),
    ("passkey", "last_used_at IS NULL"),
    ("passkey", "last_used_at IS NOT NULL"),
    ("qualification", "true"),
    ("person_language", "true"),
    ("person_domain", "true"),
    ("award", "event_id IS NOT NULL AND awarded_by_id IS NOT NULL"),
    ("award", "event_id IS NULL AND awarded_by_id IS NULL"),
    // Community roles
    ("community_role", "community_role_is_active(t, $today) AND start IS NULL"),
    ("community_role", "community_role_is_active(t, $today) AND \"end\" > $today"),
    ("community_role", "community_role_is_active(t, $today) AND \"end\" IS NULL"),
    ("community_role", "start > $today"),
    ("community_role", "\"end\" <= $today AND inactivation_id IS NULL"),
    ("community_role", "inactivation_id IS NOT NULL"),
    ("community_role", "award_id IS NOT NULL"),
    ("community_role", "membership_id IS NOT NULL AND custom_keys IS NOT NULL"),
    ("community_role", "partnership_id IS NOT NULL"),
    ("community_role", "url <> ''"),
    ("community_role", "target_type = 'workshops.lesson'"),
    ("community_role", "target_type = 'workshops.curriculum'"),
    // Organizations, memberships, the service offering
    ("organization", "country IS NULL"),
    ("organization", "latitude IS NULL AND country IS NOT NULL"),
    ("organization_affiliation", "true"),
    ("membership", "$today BETWEEN agreement_start AND agreement_end"),
    ("membership", "agreement_start > $today"),
    ("membership", "agreement_end < $today AND rolled_to_membership_id IS NULL"),
    ("membership", "extensions <> '{}'"),
    ("membership", "rolled_to_membership_id IS NOT NULL AND workshops_without_admin_fee_rolled_over > 0"),
    ("membership", "EXISTS (SELECT FROM membership f WHERE f.rolled_to_membership_id = t.id)"),
    ("membership", "consortium AND (SELECT count(*) FROM member WHERE membership_id = t.id) > 1"),
    ("membership", "registration_code IS NULL"),
    ("membership", "workshops_without_admin_fee_per_agreement IS NULL"),
    ("membership", "NOT EXISTS (SELECT FROM membership_task WHERE membership_id = t.id)"),
    ("membership", "EXISTS (SELECT FROM task WHERE seat_membership_id = t.id)"),
    (
        "membership",
        "(SELECT count(*) FROM task WHERE seat_membership_id = t.id AND seat_public) > public_instructor_training_seats
        + additional_public_instructor_training_seats + coalesce(public_instructor_training_seats_rolled_from_previous, 0)",
    ),
    ("consortium", "EXISTS (SELECT FROM consortium_organization WHERE consortium_id = t.id)"),
    ("consortium", "NOT EXISTS (SELECT FROM consortium_organization WHERE consortium_id = t.id)"),
    ("account", "NOT active AND account_type = 'organisation'"),
    ("account", "NOT active AND account_type = 'individual'"),
    (
        "account",
        "account_type = 'individual' AND EXISTS (SELECT FROM account_owner o WHERE (o.account_id, o.person_id) = (t.id, t.person_id))",
    ),
    ("account_owner", "NOT active"),
    ("partnership", "$today BETWEEN agreement_start AND agreement_end AND partner_organisation_id IS NOT NULL"),
    ("partnership", "partner_consortium_id IS NOT NULL"),
    ("partnership", "agreement_start > $today"),
    ("partnership", "agreement_end < $today AND rolled_to_partnership_id IS NULL"),
    ("partnership", "extensions <> '{}' AND credits_extensions <> '{}'"),
    ("partnership", "rolled_to_partnership_id IS NOT NULL"),
    ("partnership", "EXISTS (SELECT FROM partnership f WHERE f.rolled_to_partnership_id = t.id)"),
    ("partnership", "tier_id IS NULL"),
    (
        "partnership",
        "credits < (SELECT sum(b.credits * a.allocation) FROM account_benefit a JOIN benefit b ON b.id = a.benefit_id WHERE a.partnership_id = t.id)",
    ),
    ("partnership_tier", "true"),
    ("benefit", "NOT active"),
    ("account_benefit", "frozen"),
    ("account_benefit", "NOT frozen AND start_date > $today"),
    ("account_benefit", "NOT frozen AND end_date < $today"),
    ("account_benefit", "NOT frozen AND $today BETWEEN start_date AND end_date"),
    ("account_benefit", "partnership_id IS NULL"),
    ("account_benefit", "discount_id IS NULL"),
    ("account_benefit", "curriculum_id IS NOT NULL"),
    ("account_benefit", "registration_code IS NOT NULL"),
    ("account_benefit", "EXISTS (SELECT FROM event WHERE allocated_benefit_id = t.id)"),
    ("account_benefit", "EXISTS (SELECT FROM task WHERE allocated_benefit_id = t.id)"),
    // Events and tasks
    (
        "event_status",
        "not_cancelled AND NOT incomplete AND EXISTS (SELECT FROM event e WHERE e.id = t.event_id AND e.start > $today)",
    ),
    (
        "event_status",
        "not_cancelled AND NOT incomplete AND EXISTS (SELECT FROM event e WHERE e.id = t.event_id AND $today BETWEEN e.start AND e.\"end\")",
    ),
    ("event_status", "active AND incomplete"),
    ("event_status", "NOT not_cancelled"),
    ("event_status", "active AND EXISTS (SELECT FROM event e WHERE e.id = t.event_id AND e.\"end\" < $today)"),
    ("event", "completed"),
    ("event", "country = 'W3'"),
    ("event", "start IS NULL"),
    ("event", "url IS NULL"),
    ("event", "membership_id IS NOT NULL"),
    ("event", "allocated_benefit_id IS NOT NULL"),
    ("event", "assigned_to_id IS NULL"),
    ("event", "assigned_to_id IS NOT NULL"),
    ("event", "administrator_id IS NULL AND sponsor_id IS NULL AND event_category_id IS NULL"),
    ("event", "language_id IS NULL"),
    ("event", "open_ttt_applications"),
    ("event", "metadata_changed"),
    ("event", "reg_key <> ''"),
    ("event", "learners_pre <> ''"),
    ("event", "manual_attendance > 0"),
    ("event_curriculum", "true"),
    ("event_lesson", "true"),
    ("event_category", "NOT active"),
    ("curriculum", "NOT active"),
    ("task", "seat_membership_id IS NOT NULL AND seat_public"),
    ("task", "seat_membership_id IS NOT NULL AND NOT seat_public"),
    ("task", "seat_open_training"),
    ("task", "allocated_benefit_id IS NOT NULL"),
    // Instructor training
    ("training_request", "person_id IS NULL AND state = 'p'"),
    ("training_request", "person_id IS NOT NULL AND state = 'p'"),
    ("training_request", "person_id IS NULL AND state = 'a'"),
    ("training_request", "state = 'w'"),
    ("training_request", "state = 'd'"),
    (
        "training_request",
        "state = 'a' AND EXISTS (SELECT FROM task k WHERE k.person_id = t.person_id AND k.seat_membership_id IS NOT NULL)",
    ),
    (
        "training_request",
        "member_code <> '' AND EXISTS (SELECT FROM registration_code WHERE code = t.member_code AND membership_id IS NOT NULL)",
    ),
    (
        "training_request",
        "member_code <> '' AND EXISTS (SELECT FROM registration_code WHERE code = t.member_code AND partnership_id IS NOT NULL)",
    ),
    (
        "training_request",
        "member_code <> '' AND EXISTS (SELECT FROM registration_code WHERE code = t.member_code AND account_benefit_id IS NOT NULL)",
    ),
    ("training_request", "member_code_override"),
    ("training_request", "eventbrite_url <> ''"),
    ("training_request", "score_manual < 0"),
    ("training_request", "score_auto > 3"),
    ("training_request", "underresourced"),
    ("training_request", "secondary_email <> ''"),
    (
        "training_request",
        "EXISTS (SELECT FROM training_request o WHERE o.id <> t.id AND (o.personal, o.family, o.email) = (t.personal, t.family, t.email))",
    ),
    ("training_request_domain", "true"),
    ("training_request_involvement", "true"),
    ("training_request_consent", "archived_at IS NULL AND term_option_id IS NOT NULL"),
    ("training_request_consent", "archived_at IS NOT NULL"),
    ("training_progress", "event_id IS NOT NULL"),
    ("training_progress", "url IS NOT NULL"),
    ("training_progress", "notes <> ''"),
    ("involvement", "archived_at IS NOT NULL AND EXISTS (SELECT FROM training_progress WHERE involvement_type_id = t.id)"),
    // Recruitment
    ("instructor_recruitment", "assigned_to_id IS NULL"),
    ("instructor_recruitment", "notes <> ''"),
    ("instructor_recruitment", "priority IS NULL"),
    ("instructor_recruitment", "status = 'c' AND EXISTS (SELECT FROM event e WHERE e.id = t.event_id AND e.start > $today)"),
    ("instructor_recruitment_signup", "notes <> '' "),
    ("instructor_recruitment_signup", "user_notes <> ''"),
    // Consents
    ("term", "archived_at IS NOT NULL"),
    ("term_option", "archived_at IS NOT NULL AND EXISTS (SELECT FROM term WHERE id = t.term_id AND archived_at IS NULL)"),
    ("consent", "archived_at IS NULL AND term_option_id IS NULL"),
    (
        "consent",
        "archived_at IS NULL AND EXISTS (SELECT FROM term_option o WHERE o.id = t.term_option_id AND option_type = 'agree')",
    ),
    (
        "consent",
        "archived_at IS NULL AND EXISTS (SELECT FROM term_option o WHERE o.id = t.term_option_id AND option_type = 'decline')",
    ),
    ("consent", "archived_at IS NOT NULL AND term_option_id IS NULL"),
    ("consent", "archived_at IS NOT NULL AND term_option_id IS NOT NULL"),
    // Emails
    ("scheduled_email", "state = 'scheduled' AND target_type = 'workshops.event'"),
    ("scheduled_email", "target_type = 'recruitment.instructorrecruitmentsignup'"),
    ("scheduled_email", "target_type = 'workshops.membership'"),
    (
        "scheduled_email",
        "EXISTS (SELECT FROM scheduled_email_log WHERE scheduled_email_id = t.id AND state_before = 'cancelled' AND state_after = 'scheduled')",
    ),
    ("scheduled_email", "state = 'succeeded' AND attempt_count > 1 AND sent_at IS NOT NULL AND ses_message_id IS NOT NULL"),
    ("scheduled_email", "state = 'failed' AND next_attempt_at IS NOT NULL AND last_error_class IS NOT NULL"),
    ("scheduled_email", "state = 'locked' AND lease_expires_at IS NOT NULL"),
    ("scheduled_email", "manually_edited_at IS NOT NULL"),
    ("scheduled_email", "manually_rescheduled_at IS NOT NULL"),
    ("scheduled_email_log", "author_id IS NULL"),
    ("scheduled_email_log", "author_id IS NOT NULL AND state_before IS NULL"),
    ("attachment", "presigned_url <> '' AND presigned_url_expiration IS NOT NULL"),
    ("attachment", "presigned_url = ''"),
    // The rest
    ("comment", "is_removed"),
    ("comment", "person_id IS NULL"),
    ("feature_flag_condition", "required"),
    ("version", "operation = 'U'"),
];

/// Columns in which each of their values must be found: what the check of the column allows, or the rows that it may refer to.
const CHOICES: &[(&str, &str)] = &[
    ("person", "gender"),
    ("award", "badge_id"),
    ("community_role", "config_id"),
    ("community_role", "inactivation_id"),
    ("person_user_group", "user_group_id"),
    ("membership", "variant"),
    ("membership", "contribution_type"),
    ("membership", "public_status"),
    ("member", "role_id"),
    ("membership_task", "role_id"),
    ("account", "account_type"),
    ("account_owner", "permission_type"),
    ("partnership", "public_status"),
    ("account_benefit", "discount_id"),
    ("benefit", "unit_type"),
    ("event_tag", "tag_id"),
    ("event", "event_category_id"),
    ("task", "role_id"),
    ("training_request", "state"),
    ("training_request", "review_process"),
    ("training_request", "occupation"),
    ("training_request", "underrepresented"),
    ("training_request", "previous_training"),
    ("training_request", "previous_experience"),
    ("training_request", "programming_language_usage_frequency"),
    ("training_request", "checkout_intent"),
    ("training_request", "teaching_intent"),
    ("training_request", "teaching_frequency_expectation"),
    ("training_request", "max_travelling_frequency"),
    ("training_progress", "state"),
    ("training_progress", "requirement_id"),
    ("training_progress", "involvement_type_id"),
    ("instructor_recruitment", "status"),
    ("instructor_recruitment", "priority"),
    ("instructor_recruitment_signup", "state"),
    ("instructor_recruitment_signup", "interest"),
    ("scheduled_email", "state"),
    ("scheduled_email", "template_id"),
    ("term_option", "option_type"),
    ("consent", "term_id"),
    ("workshop_request", "administrative_fee"),
    ("workshop_request", "travel_expences_management"),
    ("workshop_request", "institution_restrictions"),
    ("workshop_inquiry_request", "administrative_fee"),
    ("workshop_inquiry_request", "travel_expences_management"),
    ("workshop_inquiry_request", "institution_restrictions"),
    ("workshop_inquiry_request_routine_data", "data_variant_id"),
    ("self_organised_submission", "workshop_format"),
];

/// Columns that are empty only in rows of old, which the form does not offer.
const NEVER_EMPTY: &[(&str, &str)] = &[
    ("workshop_request", "administrative_fee"),
    ("workshop_request", "travel_expences_management"),
    ("workshop_request", "institution_restrictions"),
    ("workshop_inquiry_request", "administrative_fee"),
    ("self_organised_submission", "workshop_format"),
];

/// What the three kinds of requests for workshops have in common.
const REQUESTS: [&str; 3] = ["workshop_request", "workshop_inquiry_request", "self_organised_submission"];
const REQUEST_STATES: &[&str] = &[
    "state = 'p' AND event_id IS NULL",
    "state = 'a' AND event_id IS NULL",
    "state = 'a' AND event_id IS NOT NULL",
    "state = 'd' AND event_id IS NULL",
    "institution_id IS NOT NULL",
    "institution_id IS NULL AND institution_other_name <> '' AND institution_other_url <> ''",
    "assigned_to_id IS NULL",
    "assigned_to_id IS NOT NULL",
    "online_inperson = 'online'",
    "online_inperson = 'inperson'",
    "online_inperson = 'unsure'",
    "NOT workshop_listed",
    "public_event = 'public'",
    "public_event = 'closed'",
    "public_event = 'other' AND public_event_other <> ''",
    "additional_contact LIKE '%;%'",
    "secondary_email <> ''",
];
const OWN_REQUEST_STATES: &[(&str, &str)] = &[
    ("workshop_request", "member_code <> '' AND administrative_fee = 'member'"),
    ("workshop_request", "scholarship_circumstances <> '' AND administrative_fee = 'waiver'"),
    ("workshop_request", "preferred_dates IS NULL AND other_preferred_dates <> ''"),
    ("workshop_request", "preferred_dates - created_at::date < 90"),
    ("workshop_request", "preferred_dates - created_at::date >= 90"),
    ("workshop_request", "conference_details <> ''"),
    ("workshop_inquiry_request", "institution_id IS NULL AND institution_other_name = ''"),
    ("workshop_inquiry_request", "language_id IS NULL"),
    ("workshop_inquiry_request", "public_event = ''"),
    ("workshop_inquiry_request", "routine_data_other <> ''"),
    ("self_organised_submission", "workshop_url = ''"),
    ("self_organised_submission", "workshop_format = 'other' AND workshop_format_other <> ''"),
    ("self_organised_submission", "workshop_types_other_explain <> ''"),
];

impl Database {
    /// What is not there.
    async fn missing(&self, today: NaiveDate) -> Vec<String> {
        let mut missing = Vec::new();
        let requests = REQUESTS.iter().flat_map(|table| REQUEST_STATES.iter().map(move |state| (*table, *state)));
        for (table, state) in STATES.iter().copied().chain(requests).chain(OWN_REQUEST_STATES.iter().copied()) {
            let condition = state.replace("$today", &format!("date '{today}'"));
            let sql = format!("SELECT EXISTS (SELECT FROM {table} t WHERE {condition})");
            let there: bool = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.pool).await.unwrap();
            missing.extend((!there).then(|| format!("{table}: {state}")));
        }
        for (table, column) in CHOICES {
            for value in self.choices(table, column).await {
                if value.is_empty() && NEVER_EMPTY.contains(&(table, column)) {
                    continue;
                }
                let count = self.count(&format!("{table} WHERE {column}::text = '{}'", value.replace('\'', "''"))).await;
                missing.extend((count == 0).then(|| format!("{table}.{column}: {value:?}")));
            }
        }
        missing
    }

    /// The values that a column may have: of its check or its generated cases, or the keys that it may refer to.
    async fn choices(&self, table: &str, column: &str) -> Vec<String> {
        let referred = format!(
            "SELECT confrelid::regclass FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype = 'f'
             AND cardinality(conkey) = 1
             AND conkey[1] = (SELECT attnum FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attname = '{column}')"
        );
        if let Some(referred) = self.texts(&referred).await.first() {
            return self.texts(&format!("SELECT id FROM {referred}")).await;
        }
        let allowed = format!(
            "SELECT m[1] FROM (
                 SELECT pg_get_constraintdef(oid) AS said FROM pg_constraint
                 WHERE conrelid = '{table}'::regclass AND contype = 'c' AND conkey = ARRAY[
                     (SELECT attnum FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attname = '{column}')]
                 UNION ALL
                 SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
                 WHERE adrelid = '{table}'::regclass AND attname = '{column}' AND attgenerated <> ''
             ) c, regexp_matches(said, '''([^'']*)''::(?:character varying|bpchar|text)|[ [(]([0-9])[],)]', 'g') AS m WHERE m[1] IS NOT NULL"
        );
        let mut values = self.texts(&allowed).await;
        if values.is_empty() {
            // Numbers.
            values = self.texts(&allowed.replace("m[1]", "m[2]")).await;
        }
        assert!(values.len() > 1, "{table}.{column} has no choices");
        values
    }
}

/// DM-CMD-01
#[tokio::test]
async fn every_state_of_every_entity_is_there_at_scale_1() {
    for day in [today(), NaiveDate::from_ymd_opt(2028, 2, 29).unwrap()] {
        let database = Database::new().await;
        let made = demo::run(&database.pool, 1, day).await.unwrap();
        assert_eq!((made.persons, made.organizations, made.memberships, made.events), (100, 30, 10, 40));
        assert!((250..=360).contains(&made.tasks), "{made}");
        let missing = database.missing(day).await;
        assert!(missing.is_empty(), "on {day} there is nothing of:\n{}", missing.join("\n"));
    }
}

/// No table of the domain is empty.
#[tokio::test]
async fn every_table_has_rows() {
    let database = Database::new().await;
    demo::run(&database.pool, 1, today()).await.unwrap();
    let tables = database.texts("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY 1").await;
    for table in tables {
        // What the change feed has got to is known once it has run, a calendar's address by whoever made it, and what was uploaded
        // is gone once it is confirmed.
        if table.starts_with("change_feed") || ["calendar_feed", "bulk_upload"].contains(&table.as_str()) {
            continue;
        }
        assert_ne!(database.count(&table).await, 0, "{table}");
    }
}
