//! What is in AMY is in ours afterwards, under the same ids.

use local::import::Options;
use shared::password::{self, Verdict};

use super::Databases;

#[tokio::test]
async fn every_row_lands() {
    let databases = Databases::new().await;
    let report = databases.import().await;
    assert_eq!(report.refused, []);
    for table in &report.tables {
        assert!(table.read > 0, "{} has no rows in the small AMY", table.table);
        assert_eq!((table.written, table.unchanged), (table.read, 0), "{}", table.table);
    }
    assert!(report.verified.iter().all(|table| table.is_equal() && table.source.rows > 0));
}

#[tokio::test]
async fn people_keep_ids_times_and_passwords() {
    let databases = Databases::new().await;
    databases.import().await;
    let stored = databases.text("SELECT password FROM person WHERE id = 1 AND username = 'admin' AND is_superuser").await;
    assert_eq!(password::verify("correct horse", &stored), Verdict::RightButOld);
    assert_eq!(databases.text("SELECT last_login FROM person WHERE id = 1").await, "2024-05-06 07:08:09.000001+00");
    assert_eq!(databases.text("SELECT created_at FROM person WHERE id = 2").await, "2024-02-03 04:05:06.789012+00");
    // Trimmed, in lower case, and NULL where AMY has an empty text.
    let mary = "SELECT concat_ws('|', personal, family, email, secondary_email, github, mastodon) FROM person WHERE id = 2";
    assert_eq!(databases.text(mary).await, "Mary Ann|O'Neil|mary@example.org|mary@home.example|mary@fosstodon.org");
    assert_eq!(databases.text("SELECT user_notes FROM person WHERE id = 2").await, "Tab\there, a backslash \\ and\nanother line");
}

#[tokio::test]
async fn groups_keep_their_permissions_and_empty_ones_get_their_defaults() {
    let databases = Databases::new().await;
    databases.import().await;
    let codenames = |group: &str| {
        format!(
            "SELECT string_agg(p.codename, ' ' ORDER BY p.codename) FROM user_group_permission u JOIN permission p ON p.id = u.permission_id
             JOIN user_group g ON g.id = u.user_group_id WHERE g.name = '{group}'"
        )
    };
    assert_eq!(databases.text(&codenames("administrators")).await, "change_event view_event");
    assert_eq!(databases.text(&codenames("volunteers")).await, "view_event");
    let steering = databases.text(&codenames("steering committee")).await;
    assert!(steering.contains("view_person") && !steering.contains("change_"), "{steering}");
    let own = "SELECT p.codename FROM person_permission u JOIN permission p ON p.id = u.permission_id WHERE u.person_id = 2";
    assert_eq!(databases.texts(own).await, ["can_access_restricted_API"]);
}

#[tokio::test]
async fn look_up_tables_have_their_ids_and_what_they_lacked_is_added() {
    let databases = Databases::new().await;
    databases.import().await;
    assert_eq!(databases.text("SELECT name FROM tag WHERE id = 14").await, "TTT");
    assert_eq!(databases.text("SELECT name FROM tag WHERE id = 31").await, "local-tag");
    assert_eq!(databases.text("SELECT count(*) FROM tag WHERE name = 'cancelled' AND id > 31").await, "1");
    assert_eq!(databases.text("SELECT slug FROM curriculum WHERE id = 16").await, "mix-match");
    assert_eq!(databases.text("SELECT count(*) FROM curriculum WHERE mix_match").await, "1");
    assert_eq!(
        databases.text("SELECT string_agg(country, ' ' ORDER BY country) FROM continent_country WHERE continent_id = 3").await,
        "DE FR TR"
    );
    let roles = "SELECT concat_ws('|', target_type, target_id, custom_keys) FROM community_role WHERE id = 1";
    assert_eq!(databases.text(roles).await, r#"workshops.lesson|1|[["Repository", "git"], ["A, with comma", null]]"#);
    assert_eq!(
        databases.text("SELECT custom_key_labels FROM community_role_config WHERE id = 1").await,
        r#"{Repository,"A, with comma"}"#
    );
}

#[tokio::test]
async fn events_are_as_the_rules_want_them() {
    let databases = Databases::new().await;
    databases.import().await;
    let online = "SELECT concat_ws('|', venue, address, latitude, longitude, url) FROM event WHERE id = 2";
    assert_eq!(databases.text(online).await, "Internet|Internet");
    assert_eq!(databases.text("SELECT country FROM event WHERE id = 40").await, "-");
    assert_eq!(
        databases.texts("SELECT concat(organization_id, '-', affiliated_id) FROM organization_affiliation").await,
        ["2-3"]
    );
    assert_eq!(databases.text("SELECT rolled_to_membership_id FROM membership WHERE id = 1").await, "2");
    assert_eq!(
        databases.text("SELECT concat_ws('|', object_type, object_id) FROM comment WHERE id = 2").await,
        "workshops.organization|999"
    );
    assert_eq!(databases.text("SELECT ip_address FROM comment WHERE id = 3").await, "2001:db8::7/128");
}

#[tokio::test]
async fn ids_go_on_where_amy_stopped() {
    let databases = Databases::new().await;
    databases.import().await;
    let event = "INSERT INTO event (slug, host_id) VALUES ('2026-01-01-new', 2) RETURNING id";
    assert_eq!(sqlx::query_scalar::<_, i32>(event).fetch_one(&databases.pool).await.unwrap(), 78);
    let person = "INSERT INTO person (username, personal) VALUES ('new', 'New') RETURNING id";
    assert_eq!(sqlx::query_scalar::<_, i32>(person).fetch_one(&databases.pool).await.unwrap(), 4);
}

#[tokio::test]
async fn what_accounts_are_of_is_one_reference_for_each_kind() {
    let databases = Databases::new().await;
    databases.import().await;
    // DM-ACC-01, D-23
    let accounts = "SELECT concat_ws(' ', account_type, person_id, organization_id, consortium_id) FROM account WHERE id::text LIKE 'bce53a8d%' ORDER BY id";
    assert_eq!(databases.texts(accounts).await, ["individual 2", "organisation 2", "consortium 4"]);
    assert_eq!(databases.texts("SELECT public_status FROM partnership ORDER BY id").await, ["public", "private"]);
    assert_eq!(databases.text("SELECT registration_code FROM partnership WHERE id = 1").await, "-");
    assert_eq!(databases.text("SELECT credits_extensions FROM partnership WHERE id = 1").await, "{10}");
    let linked = "SELECT concat_ws(' ', e.allocated_benefit_id, t.allocated_benefit_id, r.partnership_id)
                  FROM event e, task t, community_role r WHERE e.id = 2 AND t.id = 4 AND r.id = 1";
    assert_eq!(databases.text(linked).await, "9645ae9e-d4af-4a31-b748-da1e87546be7 9645ae9e-d4af-4a31-b748-da1e87546be8 1");
}

/// DM-CODE-01
#[tokio::test]
async fn every_registration_code_is_claimed() {
    let databases = Databases::new().await;
    databases.import().await;
    let codes =
        "SELECT concat_ws(' ', code, membership_id, partnership_id, account_benefit_id) FROM registration_code ORDER BY code";
    assert_eq!(databases.texts(codes).await, ["example-2024 2", "partner-2025 2", "seat-1 9645ae9e-d4af-4a31-b748-da1e87546be8"]);
}

#[tokio::test]
async fn requests_come_with_what_was_ticked_and_without_empty_countries() {
    let databases = Databases::new().await;
    databases.import().await;
    let request = "SELECT concat_ws('|', state, country, email, score_auto, score_manual) FROM training_request ORDER BY id";
    assert_eq!(databases.texts(request).await, ["a|FR|X@example.org|3|-1", "p|n@example.org|0"]);
    assert_eq!(databases.text("SELECT string_agg(role_id::text, ' ') FROM training_request_involvement").await, "2 3");
    let ticked =
        "SELECT string_agg(data_variant_id::text, ' ' ORDER BY data_variant_id) FROM workshop_inquiry_request_routine_data";
    assert_eq!(databases.text(ticked).await, "1 2");
    assert_eq!(databases.text("SELECT institution_other_url FROM workshop_request").await, "https://example.org/");
    assert_eq!(databases.text("SELECT url FROM training_progress WHERE id = 1").await, "-");
    assert_eq!(
        databases.text("SELECT string_agg(country, ' ' ORDER BY country) FROM criterium_country WHERE criterium_id = 1").await,
        "FR MC"
    );
}

#[tokio::test]
async fn emails_keep_their_addressees_and_what_they_are_about() {
    let databases = Databases::new().await;
    databases.import().await;
    let email = "SELECT concat_ws('|', state, to_header, target_type, target_id, context_json ->> 'person') FROM scheduled_email";
    assert_eq!(databases.text(email).await, "succeeded|{mary@example.org}|workshops.award|1|api:person#2");
    assert_eq!(
        databases.text("SELECT cc_header FROM email_template WHERE signal = 'instructor_badge_awarded'").await,
        "{a@example.org,b@example.org}"
    );
}

/// EML-MIG-01: it may have been sent, so it is not tried again by itself.
#[tokio::test]
async fn eml_mig_01_what_amys_worker_held_waits_for_somebody_to_look() {
    let databases = Databases::new().await;
    databases
        .amy(
            "INSERT INTO emails_scheduledemail (id, state, scheduled_at, to_header, from_header, subject, body, context_json,
                 to_header_context_json)
             SELECT ('11111111-2222-4333-8444-99999999999' || n)::uuid, state, '2024-06-01Z', '{mary@example.org}', 'team@example.org',
                 'Held', 'Dear Mary', '{}', '[]'
             FROM (VALUES (1, 'locked'), (2, 'running'), (3, 'failed')) AS x (n, state);
             INSERT INTO emails_scheduledemaillog (id, details, state_before, state_after, scheduled_email_id)
             VALUES ('11111111-2222-4333-8444-555555555562', 'Locked', 'scheduled', 'locked', '11111111-2222-4333-8444-999999999991');",
        )
        .await;
    databases.import().await;
    let held = "SELECT concat_ws('|', state, last_error_class) FROM scheduled_email WHERE subject = 'Held' ORDER BY id";
    assert_eq!(databases.texts(held).await, ["dead_letter|outcome_unknown", "dead_letter|outcome_unknown", "failed"]);
    let log = "SELECT concat_ws('|', l.state_before, l.state_after, left(l.details, 24)) FROM scheduled_email_log l
               JOIN scheduled_email e ON e.id = l.scheduled_email_id WHERE e.subject = 'Held' ORDER BY e.id, l.created_at";
    let note = |was: &str| format!("{was}|dead_letter|The worker of the old AM");
    assert_eq!(databases.texts(log).await, ["scheduled|locked|Locked".to_owned(), note("locked"), note("running")]);
    assert_eq!(databases.import().await.written(), 0, "the same again is nothing new");
}

#[tokio::test]
async fn links_to_github_come_without_tokens() {
    let databases = Databases::new().await;
    databases.import().await;
    assert_eq!(
        databases.text("SELECT concat_ws('|', person_id, provider, uid, extra_data) FROM social_login").await,
        r#"1|github|4711|{"id": 4711, "login": "ada"}"#
    );
}

#[tokio::test]
async fn what_stays_behind_is_named_with_the_reason() {
    let databases = Databases::new().await;
    let report = databases.import().await;
    let left_out: Vec<String> = report.left_out.iter().map(|line| format!("{} {}", line.rows, line.what)).collect();
    for expected in [
        "1 knox_authtoken: API tokens: people ask for a new one",
        "1 django_session: sessions: everyone signs in again",
        "2 workshops_airport: airports: the data set of IATA codes takes their place; it lacks QQX",
        "3 django_comments.site_id: comments belong to the one site that there is",
        "1 auth_group_permissions: permissions that nothing here asks for",
        "1 reversion_version: versions of workshops.airport: the data set takes their place",
        "1 reversion_version: notes in snapshots of workshops.event, which AMY itself has no longer",
        "1 reversion_version: snapshots in which nothing changed that has a history here (such as signing in)",
        "1 reversion_revision: authors of revisions who are no record here",
    ] {
        assert!(left_out.iter().any(|line| line == expected), "{expected}\nis not in {left_out:#?}");
    }
    let shown = report.to_string();
    assert!(report.left_out.iter().all(|line| shown.contains(&line.what)), "{shown}");
}

#[tokio::test]
async fn a_dry_run_keeps_nothing() {
    let databases = Databases::new().await;
    let tags = "SELECT string_agg(id || name, ' ' ORDER BY id) FROM tag";
    let before = databases.text(tags).await;
    let report = databases.try_import(Options { dry_run: true, ..Options::default() }).await.unwrap();
    assert!(report.written() > 0 && report.to_string().contains("nothing was kept"));
    assert_eq!(databases.text("SELECT count(*) FROM person").await, "0");
    assert_eq!(databases.text(tags).await, before);
}
