//! Putting a record back to one of its versions.

use chrono::Duration;

use super::{URL, edit, lund, lund_id, restore, version};
use crate::support::{Person, TestApp};

/// How many revisions there are by persons.
async fn revisions(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM revision WHERE person_id IS NOT NULL").await
}

/// What a person reads after they pressed the button in vain.
async fn refused(app: &TestApp, person: &Person, version: i64) -> String {
    let before = revisions(app).await;
    let to = restore(app, person, version).await.expect_redirect();
    assert_eq!(to, format!("/workshops/version/{version}/"));
    assert_eq!(revisions(app).await, before, "nothing may be written");
    app.get(&to).as_user(person).await.expect_page().visible()
}

#[tokio::test]
async fn row_and_sets_come_back_in_one_change_that_says_so() {
    let (app, admin) = lund().await;
    let id = lund_id(&app).await;
    let first = version(&app, "event", id).await;
    let online = app.id_of("tag", "online").await;
    app.clock.advance(Duration::minutes(5));
    let form = edit(&app, &admin).await.fill("venue", "Hall").fill("slug", "2026-07-02-lund").choose("tags", &[&online]);
    form.send(&app).as_user(&admin).await.expect_status(302);
    app.run("UPDATE event SET instructors_pre = 'kept as it was'").await;

    let before = revisions(&app).await;
    let to = restore(&app, &admin, first).await.expect_redirect();
    assert_eq!(to, URL);
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("2026-07-01-lund was restored."), "{}", page.visible());
    let now: String = app
        .value("SELECT slug || '|' || venue || '|' || (SELECT string_agg(t.name, ',') FROM event_tag JOIN tag t ON t.id = tag_id) FROM event")
        .await;
    assert_eq!(now, "2026-07-01-lund||SWC");
    assert_eq!(revisions(&app).await, before + 1);
    let comment: String = app.value("SELECT comment FROM revision WHERE person_id IS NOT NULL ORDER BY id DESC LIMIT 1").await;
    assert_eq!(comment, format!("restored event {id} to version {first} of 2026-06-15 12:00 UTC"));
    // The reports link is as it was: nothing that follows an edit follows a restoration.
    let link: String = app.value("SELECT instructors_pre FROM event").await;
    let then: String = app
        .value(
            "SELECT after ->> 'instructors_pre' FROM version WHERE table_name = 'event' AND operation = 'U' ORDER BY id LIMIT 1",
        )
        .await;
    assert_eq!(link, then);
    // What is there already cannot be restored once more.
    let newest = version(&app, "event", id).await;
    let page = app.get(&format!("/workshops/version/{newest}/")).as_user(&admin).await.expect_page();
    assert!(!page.says("Restore this version"), "{}", page.visible());
}

#[tokio::test]
async fn it_is_last_changed_now_and_was_made_when_it_was() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ada = app.person("Ada Lovelace").with_password("correct horse").create().await;
    let first = version(&app, "person", ada.id).await;
    app.run("UPDATE person SET family = 'King', password = password || 'x', created_at = '2020-01-01' WHERE personal = 'Ada' AND family = 'Lovelace'").await;
    restore(&app, &admin, first).await.expect_status(302);
    let now: String = app
        .value("SELECT family || '|' || (last_updated_at = '2026-06-15T12:00Z') || '|' || (created_at = '2020-01-01') || '|' || (password LIKE '%x') FROM person WHERE personal = 'Ada' AND username LIKE 'lovelace%'")
        .await;
    assert_eq!(now, "Lovelace|true|true|true", "the password is no part of the history");
}

#[tokio::test]
async fn a_deleted_record_comes_back_under_its_number() {
    let (app, admin) = lund().await;
    let id = lund_id(&app).await;
    let first = version(&app, "event", id).await;
    app.post(&format!("{URL}delete/"), &[]).as_user(&admin).await.expect_status(302);
    app.get(URL).as_user(&admin).await.expect_status(404);
    assert_eq!(restore(&app, &admin, first).await.expect_redirect(), URL);
    app.get(URL).as_user(&admin).await.expect_page();
    assert_eq!(lund_id(&app).await, id);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event_tag").await, 1);
}

#[tokio::test]
async fn what_it_refers_to_must_still_be_there() {
    let (app, admin) = lund().await;
    let first = version(&app, "event", lund_id(&app).await).await;
    let sponsor: i32 = app.value("SELECT sponsor_id FROM event").await;
    app.run("UPDATE event SET host_id = (SELECT min(id) FROM organization), sponsor_id = NULL").await;
    app.run("DELETE FROM organization WHERE domain = 'lu.se'").await;
    let said = refused(&app, &admin, first).await;
    assert!(said.contains(&format!("refers to is gone: Host (number {sponsor}), Sponsor (number {sponsor}).")), "{said}");

    app.run("DELETE FROM event_tag").await;
    app.run("DELETE FROM tag WHERE name = 'SWC'").await;
    assert!(refused(&app, &admin, first).await.contains("Tags (number "), "sets are held to the same");
}

#[tokio::test]
async fn what_another_record_has_meanwhile_is_named() {
    let (app, admin) = lund().await;
    let first = version(&app, "event", lund_id(&app).await).await;
    app.run("UPDATE event SET slug = 'other'").await;
    app.event("2026-07-01-lund").create().await;
    let said = refused(&app, &admin, first).await;
    assert!(said.contains("another record has the same value by now: Slug."), "{said}");

    // An index over an expression.
    let ada = app.person("Ada Lovelace").create().await;
    let first = version(&app, "person", ada.id).await;
    app.run("UPDATE person SET email = 'new@example.org' WHERE username LIKE 'lovelace%'").await;
    app.run("INSERT INTO person (username, personal, email) VALUES ('ada2', 'Ada', 'ada.lovelace@example.org')").await;
    let said = refused(&app, &admin, first).await;
    assert!(said.contains("another record has the same value by now: Email."), "{said}");
}

#[tokio::test]
async fn what_breaks_a_rule_of_today_is_named() {
    let (app, admin) = lund().await;
    let id = lund_id(&app).await;
    app.run("UPDATE event SET venue = 'Hall'").await;
    let version = version(&app, "event", id).await;
    app.run("UPDATE version SET after = after || '{\"manual_attendance\": -1}' WHERE id = (SELECT max(id) FROM version)").await;
    app.run("UPDATE event SET venue = 'Room'").await;
    let said = refused(&app, &admin, version).await;
    assert!(said.contains("does not keep today's rules: Manual attendance."), "{said}");
}

#[tokio::test]
async fn nobody_undoes_what_they_have_not_seen() {
    let (app, admin) = lund().await;
    let id = lund_id(&app).await;
    let first = version(&app, "event", id).await;
    app.run("UPDATE event SET venue = 'Hall'").await;
    let seen = version(&app, "event", id).await;
    app.run("UPDATE event SET venue = 'Room'").await;
    let path = format!("/workshops/version/{first}/restore/");
    let to = app.post(&path, &[("newest", &seen.to_string())]).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("the record has changed since you opened this page"), "{}", page.visible());
    app.post(&path, &[]).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<String>("SELECT venue FROM event").await, "Room");
}

#[tokio::test]
async fn a_deletion_is_no_version_to_go_back_to() {
    let (app, admin) = lund().await;
    let id = lund_id(&app).await;
    app.post(&format!("{URL}delete/"), &[]).as_user(&admin).await.expect_status(302);
    let gone = version(&app, "event", id).await;
    let path = format!("/workshops/version/{gone}/restore/");
    let to = app.post(&path, &[("newest", &gone.to_string())]).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("with this version the record was deleted"), "{}", page.visible());
}

#[tokio::test]
async fn it_takes_the_permission_to_change_the_record() {
    let (app, admin) = lund().await;
    let first = version(&app, "event", lund_id(&app).await).await;
    edit(&app, &admin).await.fill("venue", "Hall").send(&app).as_user(&admin).await.expect_status(302);
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let page = app.get(&format!("/workshops/version/{first}/")).as_user(&reader).await.expect_page();
    let button = page.text.split("<button").find(|button| button.contains("Restore this version")).unwrap();
    assert!(button.contains(" disabled"), "{button}");
    let refused = restore(&app, &reader, first).await.expect_status(403);
    assert!(refused.says("the permission “change_event”"), "{}", refused.visible());
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("change_event").create().await;
    restore(&app, &clerk, first).await.expect_status(302);
    app.post("/workshops/version/999999999/restore/", &[]).as_user(&clerk).await.expect_status(404);
    app.get(&format!("/workshops/version/{first}/restore/")).as_user(&clerk).await.expect_status(405);
}

/// Otherwise a former superuser who may change persons would give themself their rights back.
#[tokio::test]
async fn rights_come_back_by_superusers_only() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").superuser().in_group("administrators").with_permission("add_event").create().await;
    let first = version(&app, "person", ada.id).await;
    app.run("DELETE FROM person_user_group").await;
    app.run("DELETE FROM person_permission").await;
    app.run("UPDATE person SET is_superuser = false, is_active = false, gender = 'F'").await;
    let rights = "SELECT gender || is_superuser || is_active || (SELECT count(*) FROM person_user_group WHERE person_id = p.id)
                  || (SELECT count(*) FROM person_permission WHERE person_id = p.id) FROM person p WHERE p.personal = 'Ada'";
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("change_person").create().await;
    restore(&app, &clerk, first).await.expect_status(302);
    assert_eq!(app.value::<String>(rights).await, "Ufalsefalse00");
    let root = app.person("Root").superuser().create().await;
    restore(&app, &root, first).await.expect_status(302);
    assert_eq!(app.value::<String>(rights).await, "Utruetrue11");
}

/// With a version comes the address that new passwords are sent to.
#[tokio::test]
async fn a_superuser_is_put_back_by_superusers_only() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").superuser().create().await;
    let first = version(&app, "person", ada.id).await;
    app.run("UPDATE person SET email = 'ada@example.com'").await;
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("change_person").create().await;
    restore(&app, &clerk, first).await.expect_status(403);
    let address = "SELECT email FROM person WHERE family = 'Lovelace'";
    assert_eq!(app.value::<String>(address).await, "ada@example.com");
    restore(&app, &ada, first).await.expect_status(302);
    assert_eq!(app.value::<String>(address).await, "ada.lovelace@example.org");
}

#[tokio::test]
async fn a_person_is_put_back_by_who_lacks_nothing_of_theirs() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("change_person").create().await;
    let (first, members) = (version(&app, "person", admin.id).await, version(&app, "person", member.id).await);
    app.run("UPDATE person SET email = 'new' || id || '@example.com'").await;
    let page = restore(&app, &clerk, first).await.expect_status(403);
    assert!(page.says("all rights of this person"), "{}", page.visible());
    restore(&app, &clerk, members).await.expect_status(302);
    let addresses = "SELECT string_agg(split_part(email, '@', 2), ' ' ORDER BY family) FROM person WHERE family <> 'Clerk'";
    assert_eq!(app.value::<String>(addresses).await, "example.com example.org");
    restore(&app, &admin, first).await.expect_status(302);
    assert_eq!(app.value::<String>(addresses).await, "example.org example.org");
}

#[tokio::test]
async fn the_last_superuser_goes_back_to_no_version_in_which_they_were_none() {
    let app = TestApp::start().await;
    let root = app.person("Root Rootson").create().await;
    let first = version(&app, "person", root.id).await;
    app.run("UPDATE person SET is_superuser = true").await;
    let said = refused(&app, &root, first).await;
    assert!(said.contains("This is the last superuser who can log in. Make another one first."), "{said}");
    let second = app.person("Second Root").superuser().create().await;
    restore(&app, &second, first).await.expect_status(302);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person WHERE is_superuser").await, 1);
}

/// DM-PERM-05, UTL-09
#[tokio::test]
async fn what_superusers_maintain_is_put_back_by_superusers_only() {
    let app = TestApp::start().await;
    let (admin, root) = (app.admin().await, app.person("Root Rootson").superuser().create().await);
    app.run("UPDATE tag SET details = 'one' WHERE name = 'TTT'").await;
    let first = version(&app, "tag", app.id_of("tag", "TTT").await).await;
    app.run("UPDATE tag SET details = 'two' WHERE name = 'TTT'").await;
    let page = app.get(&format!("/workshops/version/{first}/")).as_user(&admin).await.expect_page();
    let button = page.text.split("<button").find(|button| button.contains("Restore this version")).unwrap();
    assert!(button.contains(" disabled"), "{button}");
    let refused = restore(&app, &admin, first).await.expect_status(403);
    assert!(refused.says("a superuser’s rights"), "{}", refused.visible());
    restore(&app, &root, first).await.expect_status(302);
    assert_eq!(app.value::<String>("SELECT details FROM tag WHERE name = 'TTT'").await, "one");
}

#[tokio::test]
async fn what_is_gone_takes_the_permission_to_add_it() {
    let (app, admin) = lund().await;
    let first = version(&app, "event", lund_id(&app).await).await;
    app.post(&format!("{URL}delete/"), &[]).as_user(&admin).await.expect_status(302);
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("change_event").create().await;
    let refused = restore(&app, &clerk, first).await.expect_status(403);
    assert!(refused.says("the permission “add_event”"), "{}", refused.visible());
    let adder = app.person("Ann Adder").in_group("trainers").with_permission("add_event").create().await;
    restore(&app, &adder, first).await.expect_status(302);
}

/// A set whose rows are more than pairs: they come back with their numbers and roles.
#[tokio::test]
async fn members_of_a_membership_come_back_with_their_roles() {
    let app = TestApp::start().await;
    let root = app.person("Root").superuser().create().await;
    app.organization("lu.se", "Lund University").await;
    app.run(
        "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type)
         VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial')",
    )
    .await;
    app.run("INSERT INTO member (membership_id, organization_id, role_id) SELECT m.id, o.id, r.id FROM membership m, organization o, member_role r WHERE o.domain = 'lu.se'").await;
    let all = "SELECT string_agg(id || ':' || role_id, ',' ORDER BY id) FROM member";
    let before: String = app.value(all).await;
    let id: i32 = app.value("SELECT id FROM membership").await;
    let then = version(&app, "membership", id).await;
    app.run("DELETE FROM member WHERE id = (SELECT min(id) FROM member)").await;
    app.run("UPDATE membership SET name = 'Malmö'").await;
    let page = app.get(&format!("/workshops/version/{then}/")).as_user(&root).await.expect_page();
    assert!(page.says("+Lund University <lu.se>, "), "{}", page.visible());
    restore(&app, &root, then).await.expect_status(302);
    assert_eq!(app.value::<String>(all).await, before);
    assert_eq!(app.value::<String>("SELECT name FROM membership").await, "Lund");
}

/// Every kind of record that has a history can be put back: the SQL is made from the catalog, and must suit every table.
#[tokio::test]
async fn every_kind_can_be_put_back() {
    let app = TestApp::start().await;
    let event = app.event("2026-07-01-lund").tagged("SWC").create().await;
    let ada = app.person("Ada Lovelace").create().await;
    app.task(&ada, "instructor", &event).await;
    for statement in EXAMPLES {
        sqlx::query(statement).execute(app.pool()).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    let mut change = app.amy.site.database().change(None, "put all back", &app.clock).await.unwrap();
    let mut anew = 0;
    for kind in shared::history::kinds().map(shared::record::Kind::table) {
        let found: Option<(i64, String)> = sqlx::query_as(
            "SELECT max(id), object_id FROM version WHERE object_type = $1 AND record_row($1, object_id) IS NOT NULL
             GROUP BY object_id ORDER BY max(id) DESC LIMIT 1",
        )
        .bind(kind)
        .fetch_optional(&mut *change)
        .await
        .unwrap();
        let (newest, id) = found.unwrap_or_else(|| panic!("no {kind} to try it with"));
        let row = async |change: &mut shared::db::Db| {
            let row = sqlx::query_scalar::<_, Option<serde_json::Value>>("SELECT record_row($1, $2) - 'last_updated_at'");
            row.bind(kind).bind(&id).fetch_one(change).await.unwrap()
        };
        let before = row(&mut change).await;
        // What goes along with one kind is there again for the next.
        sqlx::query("SAVEPOINT kind").execute(&mut *change).await.unwrap();
        // Where nothing stands in the way it is deleted first, and made anew.
        let deleted = async |change: &mut shared::db::Db| {
            sqlx::query("SAVEPOINT deletion").execute(&mut *change).await.unwrap();
            let done = sqlx::query("SELECT delete_record($1, $2)").bind(kind).bind(&id).execute(&mut *change).await.is_ok();
            let end = if done { "RELEASE SAVEPOINT deletion" } else { "ROLLBACK TO SAVEPOINT deletion" };
            sqlx::query(end).execute(change).await.unwrap();
            done
        };
        anew += usize::from(deleted(&mut change).await);
        let seen = shared::history::of_version(&mut change, newest).await.unwrap().unwrap().entries[0].version;
        let restored = shared::history::restore(&mut change, newest, seen, true).await.unwrap();
        restored.unwrap_or_else(|refusal| panic!("{kind}: {refusal:?}"));
        assert_eq!(row(&mut change).await, before, "{kind}");
        sqlx::query("ROLLBACK TO SAVEPOINT kind").execute(&mut *change).await.unwrap();
    }
    assert!(anew > 10, "only {anew} kinds were made anew");
}

/// A record of each kind that a new AMY and the builders have none of.
const EXAMPLES: [&str; 20] = [
    "INSERT INTO award (person_id, badge_id, awarded) SELECT p.id, min(b.id), '2026-01-01' FROM person p, badge b WHERE p.personal = 'Ada' GROUP BY p.id",
    "INSERT INTO community_role (config_id, person_id) SELECT min(c.id), p.id FROM community_role_config c, person p WHERE p.personal = 'Ada' GROUP BY p.id",
    "INSERT INTO consortium (name) VALUES ('Nordic')",
    "INSERT INTO account (person_id) SELECT id FROM person WHERE personal = 'Ada' ON CONFLICT DO NOTHING",
    "INSERT INTO account_owner (account_id, person_id, permission_type) SELECT a.id, p.id, 'owner' FROM account a JOIN person p ON p.id = a.person_id",
    "INSERT INTO account_benefit_discount (name) VALUES ('Early')",
    "INSERT INTO account_benefit (account_id, benefit_id, start_date, end_date, allocation)
     SELECT a.id, b.id, '2026-01-01', '2026-12-31', 3 FROM account a, benefit b WHERE a.person_id IS NOT NULL LIMIT 1",
    "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code)
     VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial', 'code')",
    "INSERT INTO partnership_tier (name, credits) VALUES ('Gold', 10)",
    "WITH a AS (INSERT INTO account (consortium_id) SELECT id FROM consortium RETURNING id, consortium_id)
     INSERT INTO partnership (name, credits, account_id, agreement_start, agreement_end, partner_consortium_id)
     SELECT 'Nordic', 5, id, '2026-01-01', '2026-12-31', consortium_id FROM a",
    "INSERT INTO training_request (personal, email) VALUES ('Ada', 'ada@example.org')",
    "INSERT INTO training_progress (trainee_id, requirement_id) SELECT p.id, min(r.id) FROM person p, training_requirement r WHERE p.personal = 'Ada' GROUP BY p.id",
    "INSERT INTO workshop_request (personal, email, online_inperson, public_event, language_id, administrative_fee, travel_expences_management, institution_restrictions)
     SELECT 'Ada', 'ada@example.org', 'online', 'public', min(id), 'member', 'booked', 'no_restrictions' FROM language",
    "INSERT INTO workshop_inquiry_request (personal, email, online_inperson, administrative_fee) VALUES ('Ada', 'ada@example.org', 'online', 'member')",
    "INSERT INTO self_organised_submission (personal, email, online_inperson, public_event, language_id, workshop_format)
     SELECT 'Ada', 'ada@example.org', 'online', 'public', min(id), 'standard' FROM language",
    "INSERT INTO instructor_recruitment (event_id) SELECT id FROM event",
    "INSERT INTO instructor_recruitment_signup (recruitment_id, person_id) SELECT r.id, p.id FROM instructor_recruitment r, person p WHERE p.personal = 'Ada'",
    "INSERT INTO criterium (name, email) VALUES ('North', 'north@example.org')",
    "INSERT INTO criterium_country SELECT id, 'SE' FROM criterium WHERE name = 'North'",
    "INSERT INTO feature_flag_condition (flag, condition, value) VALUES ('X', 'boolean', 'True')",
];
