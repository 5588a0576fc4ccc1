//! What the log of changes holds, and what pages tell of it (DM-VER-01 … DM-VER-06).

use chrono::Duration;
use serde_json::{Value, json};
use sqlx::Row;
use sqlx::types::Json;

use super::{URL, edit, lund};
use crate::support::TestApp;

/// The versions of the newest revision by a person: table, operation, and what was before and after.
async fn newest(app: &TestApp) -> Vec<(String, String, Value, Value)> {
    let rows = sqlx::query(
        "SELECT table_name, operation::text, coalesce(before, 'null') AS before, coalesce(after, 'null') AS after FROM version
         WHERE object_type = 'event' AND revision_id = (SELECT max(id) FROM revision WHERE person_id IS NOT NULL) ORDER BY id",
    );
    let rows = rows.fetch_all(app.pool()).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1), row.get::<Json<Value>, _>(2).0, row.get::<Json<Value>, _>(3).0)).collect()
}

async fn revisions(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM revision WHERE person_id IS NOT NULL").await
}

/// DM-VER-02
#[tokio::test]
async fn a_new_event_is_one_revision_by_who_made_it_with_its_tags() {
    let (app, admin) = lund().await;
    assert_eq!(revisions(&app).await, 1);
    let who: String = app.value("SELECT person_id || '|' || comment || '|' || (created_at = '2026-06-15T12:00Z') FROM revision WHERE person_id IS NOT NULL").await;
    assert_eq!(who, format!("{}|add event|true", admin.id));
    let versions = newest(&app).await;
    let kinds: Vec<(&str, &str)> = versions.iter().map(|(table, operation, ..)| (table.as_str(), operation.as_str())).collect();
    assert_eq!(kinds, [("event", "I"), ("event", "U"), ("event_tag", "I")]);
    let (_, _, _, tag) = &versions[2];
    assert_eq!(tag["tag_id"].to_string(), app.id_of("tag", "SWC").await);
}

/// DM-VER-03
#[tokio::test]
async fn a_change_holds_what_was_and_what_is() {
    let (app, admin) = lund().await;
    edit(&app, &admin).await.fill("venue", "Hall").send(&app).as_user(&admin).await.expect_status(302);
    let versions = newest(&app).await;
    let [(table, operation, before, after)] = versions.as_slice() else { panic!("{versions:?}") };
    assert_eq!((table.as_str(), operation.as_str()), ("event", "U"));
    assert_eq!((&before["venue"], &after["venue"]), (&json!(""), &json!("Hall")));
    assert_eq!(before["slug"], after["slug"]);
}

#[tokio::test]
async fn only_what_changed_in_a_set_is_a_version() {
    let (app, admin) = lund().await;
    let (swc, online) = (app.id_of("tag", "SWC").await, app.id_of("tag", "online").await);
    edit(&app, &admin).await.choose("tags", &[&swc, &online]).send(&app).as_user(&admin).await.expect_status(302);
    let versions = newest(&app).await;
    assert_eq!(versions.len(), 1, "{versions:?}");
    assert_eq!(
        (versions[0].0.as_str(), versions[0].1.as_str(), versions[0].3["tag_id"].to_string()),
        ("event_tag", "I", online.clone())
    );
    edit(&app, &admin).await.choose("tags", &[&online]).send(&app).as_user(&admin).await.expect_status(302);
    let versions = newest(&app).await;
    assert_eq!((versions.len(), versions[0].1.as_str(), versions[0].2["tag_id"].to_string()), (1, "D", swc));
}

#[tokio::test]
async fn a_deletion_keeps_what_was_there() {
    let (app, admin) = lund().await;
    app.post(&format!("{URL}delete/"), &[]).as_user(&admin).await.expect_status(302);
    let versions = newest(&app).await;
    let gone = versions.iter().find(|(table, ..)| table == "event").unwrap();
    assert_eq!((gone.1.as_str(), &gone.2["slug"], &gone.3), ("D", &json!("2026-07-01-lund"), &Value::Null));
}

#[tokio::test]
async fn what_changes_nothing_leaves_no_revision() {
    let (app, admin) = lund().await;
    edit(&app, &admin).await.send(&app).as_user(&admin).await.expect_status(302);
    app.post(&format!("{URL}assign/"), &[("person", "999999")]).as_user(&admin).await.expect_status(302);
    app.post(&format!("{URL}assign/"), &[("person", "")]).as_user(&admin).await.expect_status(302);
    assert_eq!(revisions(&app).await, 1);
}

/// DM-VER-02
#[tokio::test]
async fn what_fails_leaves_no_revision() {
    let (app, admin) = lund().await;
    let member = app.member().await;
    edit(&app, &admin).await.fill("end", "x").send(&app).as_user(&admin).await.expect_status(422);
    edit(&app, &admin).await.fill("host__term", "x").press("_find", "host").send(&app).as_user(&admin).await.expect_page();
    app.post(&format!("{URL}edit/"), &[]).as_user(&member).await.expect_status(403);
    app.post("/workshops/event/2026-01-01-nowhere/delete/", &[]).as_user(&admin).await.expect_status(404);
    app.post("/workshops/tasks/add/", &[]).as_user(&admin).await.expect_status(422);
    app.run("INSERT INTO task (event_id, person_id, role_id) SELECT e.id, min(p.id), min(r.id) FROM event e, person p, role r GROUP BY e.id").await;
    app.post(&format!("{URL}delete/"), &[]).as_user(&admin).await.expect_page();
    assert_eq!(revisions(&app).await, 1);
}

#[tokio::test]
async fn a_task_is_its_own_record_and_its_event_is_saved_with_it() {
    let (app, admin) = lund().await;
    app.run("UPDATE event SET instructors_pre = ''").await;
    let form = app.get(&format!("{URL}edit/")).as_user(&admin).await.expect_page().form("task-form");
    let form = form.fill("task-person", &admin.id.to_string()).fill("task-role", &app.id_of("role", "helper").await);
    form.send(&app).as_user(&admin).await.expect_status(302);
    let objects: Vec<String> = app.value("SELECT array_agg(object_type::text ORDER BY id) FROM version WHERE revision_id = (SELECT max(id) FROM revision WHERE person_id IS NOT NULL)").await;
    assert_eq!(objects, ["task", "event"]);
}

/// Passwords are nobody's history, and signing in is no change.
#[tokio::test]
async fn signing_in_and_out_leaves_no_trace() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").with_password("correct horse").create().await;
    app.run("UPDATE person SET password = 'pbkdf2_sha1$1000$salt$um5PLH8ivEcrRJVasTZXh8+vxX0='").await;
    let before = app.value::<i64>("SELECT count(*) FROM version").await;
    app.post("/account/login/", &[("username", &ada.username), ("password", "correct horse")]).await.expect_status(302);
    app.post("/account/logout/", &[]).as_user(&ada).await.expect_status(302);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM version").await, before);
    assert_eq!(revisions(&app).await, 0);
    let secrets = "SELECT count(*) FROM version WHERE before ? 'password' OR after ? 'password' OR after ? 'last_login'";
    assert_eq!(app.value::<i64>(secrets).await, 0);
}

/// GLB-09, DM-VER-06
#[tokio::test]
async fn the_page_tells_who_made_it_and_who_changed_it_last() {
    let (app, admin) = lund().await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    let page = app.get(URL).as_user(&admin).await.expect_page();
    assert!(page.says("Created on June 15, 2026, noon UTC by Ada Admin."), "{}", page.visible());
    assert!(page.says("Last modified: not available."), "{}", page.visible());

    app.clock.advance(Duration::minutes(61));
    edit(&app, &grace).await.fill("venue", "Hall").send(&app).as_user(&grace).await.expect_status(302);
    let page = app.get(URL).as_user(&admin).await.expect_page();
    assert!(page.says("Created on June 15, 2026, noon UTC by Ada Admin."), "{}", page.visible());
    assert!(page.says("Last modified on June 15, 2026, 1:01 p.m. UTC by Grace Hopper."), "{}", page.visible());

    // A task of the event that is saved in between is not the event's own doing, and whoever is gone is unknown.
    app.run("UPDATE revision SET person_id = NULL").await;
    let page = app.get(URL).as_user(&admin).await.expect_page();
    assert!(page.says("by unknown user."), "{}", page.visible());
}

#[tokio::test]
async fn a_record_without_history_says_so() {
    let (app, admin) = lund().await;
    app.run("DELETE FROM revision").await;
    let page = app.get(URL).as_user(&admin).await.expect_page();
    assert!(page.says("Created: not available. Last modified: not available."), "{}", page.visible());
}

/// DM-VER-01: all of AMY's versioned kinds but airports, which nobody edits; and the log's filter offers what is recorded.
#[tokio::test]
async fn every_kind_that_people_edit_has_a_history() {
    let app = TestApp::start().await;
    let owners: Vec<String> = app.value("SELECT array_agg(DISTINCT owner) FROM audited_table").await;
    for table in [
        "organization",
        "membership",
        "person",
        "event",
        "task",
        "training_request",
        "training_requirement",
        "training_progress",
        "workshop_request",
        "partnership",
        "involvement",
        "instructor_recruitment",
        "instructor_recruitment_signup",
        "email_template",
        "account",
        "account_owner",
        "benefit",
        "account_benefit_discount",
        "account_benefit",
    ] {
        assert!(owners.contains(&table.to_owned()), "{table}");
    }
    let mut kinds: Vec<&str> = shared::history::kinds().map(shared::record::Kind::table).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, owners);
}

/// DM-VER-04
#[tokio::test]
async fn what_an_installation_begins_with_has_a_first_version() {
    let app = TestApp::start().await;
    let tables: Vec<String> = app.value("SELECT array_agg(table_name) FROM audited_table WHERE table_name = owner").await;
    for table in tables {
        let without = format!(
            "SELECT count(*) FROM {table} t WHERE NOT EXISTS (SELECT FROM version v WHERE v.object_type = '{table}'
                 AND v.object_id = t.id::text AND v.operation = 'I' AND v.after ->> 'id' = t.id::text)"
        );
        let without: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(without)).fetch_one(app.pool()).await.unwrap();
        assert_eq!(without, 0, "{table}");
    }
}

/// Secrets are in no version: the columns of all audited tables are here for somebody to look at, when one is added whose name
/// sounds like one. Social logins and API tokens are in no audited table at all.
#[tokio::test]
async fn secrets_are_in_no_version() {
    let app = TestApp::start().await;
    let suspicious: Vec<String> = app
        .value(
            "SELECT array_agg(table_name || '.' || name ORDER BY table_name, name) FROM audited_column
             WHERE name ~ '(password|token|secret|hash|salt|session|credential|key|login|uid)'",
        )
        .await;
    assert_eq!(
        suspicious,
        [
            "community_role.custom_keys",
            "community_role_config.custom_key_labels",
            "event.reg_key",
            "event.repository_last_commit_hash",
            "person.last_login",
            "person.password"
        ]
    );
    let tables: Vec<String> = app.value("SELECT array_agg(table_name) FROM audited_table").await;
    assert!(!tables.iter().any(|table| table.contains("social") || table.contains("token")), "{tables:?}");

    app.run("UPDATE person SET password = 'a secret', last_login = now(), username = username || '_x'").await;
    app.run("INSERT INTO person (username, personal, password) VALUES ('sue', 'Sue', 'a secret')").await;
    app.run("DELETE FROM person WHERE username = 'sue'").await;
    let told =
        "SELECT count(*) FROM version WHERE before ?| ARRAY['password', 'last_login'] OR after ?| ARRAY['password', 'last_login']
                OR before::text || after::text LIKE '%a secret%'";
    assert_eq!(app.value::<i64>(told).await, 0);
}

/// A row of a set that passes to another record leaves the one's history and comes into the other's.
#[tokio::test]
async fn a_row_that_changes_hands_is_told_in_both_histories() {
    let app = TestApp::start().await;
    let (one, other) = (app.event("2026-07-01-a").tagged("SWC").create().await, app.event("2026-07-01-b").create().await);
    let moved = sqlx::query("UPDATE event_tag SET event_id = $2 WHERE event_id = $1").bind(one.id).bind(other.id);
    moved.execute(app.pool()).await.unwrap();
    let told: Vec<String> = app
        .value(
            "SELECT array_agg(e.slug || operation || coalesce(before ->> 'event_id' = object_id, after ->> 'event_id' = object_id) ORDER BY v.id)
             FROM version v JOIN event e ON e.id::text = v.object_id WHERE v.object_type = 'event' AND v.table_name = 'event_tag'",
        )
        .await;
    assert_eq!(told, ["2026-07-01-aItrue", "2026-07-01-aDtrue", "2026-07-01-bItrue"]);
}
