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
    let shown = report.to_string();
    assert!(shown.contains("workshops_event: events' links to an allocated benefit"), "{shown}");
    assert!(shown.contains("reversion_version: histories"), "{shown}");
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
async fn history_begins_with_the_import() {
    let databases = Databases::new().await;
    let report = databases.import().await;
    assert_eq!(databases.texts("SELECT comment FROM revision").await, ["Imported from AMY"]);
    assert_eq!(databases.text("SELECT count(*) FROM version").await, report.versions.to_string());
    let of_an_event = "SELECT string_agg(table_name || operation, ' ' ORDER BY id) FROM version WHERE object_type = 'event' AND object_id = '1'";
    assert_eq!(databases.text(of_an_event).await, "eventI event_tagI event_curriculumI event_lessonI");
    assert_eq!(databases.text("SELECT count(*) FROM version WHERE after ? 'password'").await, "0");
    // The triggers are at work again.
    databases.ours("UPDATE event SET venue = 'Elsewhere' WHERE id = 1").await;
    assert_eq!(
        databases.text("SELECT count(*) FROM version WHERE operation = 'U' AND after ->> 'venue' = 'Elsewhere'").await,
        "1"
    );
}

#[tokio::test]
async fn a_dry_run_keeps_nothing() {
    let databases = Databases::new().await;
    let tags = "SELECT string_agg(id || name, ' ' ORDER BY id) FROM tag";
    let before = databases.text(tags).await;
    let report = databases.try_import(Options { dry_run: true }).await.unwrap();
    assert!(report.written() > 0 && report.to_string().contains("nothing was kept"));
    assert_eq!(databases.text("SELECT count(*) FROM person").await, "0");
    assert_eq!(databases.text(tags).await, before);
}
