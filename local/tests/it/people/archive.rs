//! Archived persons (DM-ARCH, D-20).

use chrono::Duration;
use shared::person;

use super::{change, told, url};
use crate::support::{Person, TestApp, all_or_nothing};

/// A person with everything that archival is about.
async fn whole(app: &TestApp) -> Person {
    let harry = app
        .person("Harry Potter")
        .near("EDI")
        .superuser()
        .in_group("administrators")
        .with_permission("change_event")
        .with_password("correct horse")
        .create()
        .await;
    for sql in [
        "UPDATE person SET middle = 'James', secondary_email = 'owl@x.org', github = 'hp', twitter = 'hp', bluesky = 'h.x.org', mastodon = 'h@x.org',
            country = 'DE', timezone = 'UTC', airport_country = 'GB', airport_lat = 55, airport_lon = -3, airport_timezone = 'Europe/London',
            url = 'https://x.org', user_notes = 'secret', affiliation = 'Hogwarts', occupation = 'wizard', orcid = 'https://orcid.org/0000-0000-0000-0001',
            gender = 'O', gender_other = 'wizard', last_login = now(), duplication_reviewed_on = '2026-01-01T00:00Z' WHERE id = $1",
        "INSERT INTO social_login (person_id, provider, uid) VALUES ($1, 'github', '42')",
        "INSERT INTO passkey (person_id, name, credential_id, user_handle, algorithm, public_key) VALUES ($1, 'Wand', 'a', 'b', -7, 'c')",
        "INSERT INTO qualification (person_id, lesson_id) SELECT $1, min(id) FROM lesson",
        "INSERT INTO person_domain SELECT $1, min(id) FROM knowledge_domain",
        "INSERT INTO person_language SELECT $1, min(id) FROM language",
        "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, min(id), '2026-01-01' FROM badge",
        "INSERT INTO community_role (person_id, config_id) SELECT $1, min(id) FROM community_role_config",
        "UPDATE consent c SET term_option_id = (SELECT min(o.id) FROM term_option o WHERE o.term_id = c.term_id) WHERE person_id = $1",
    ] {
        sqlx::query(sql).bind(harry.id).execute(app.pool()).await.unwrap();
    }
    harry
}

async fn archive(app: &TestApp, id: i32) -> Option<String> {
    let mut tx = change(app).await;
    let archived = person::archive(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
    archived.map(|archived| archived.label)
}

/// DM-ARCH-01, D-20
#[tokio::test]
async fn dm_arch_01_what_is_personal_goes_and_what_they_did_stays() {
    let app = TestApp::start().await;
    let harry = whole(&app).await;
    assert_eq!(archive(&app, harry.id).await.as_deref(), Some("Harry James Potter <harry.potter@example.org>"));
    let wiped = "SELECT concat_ws('|', num_nulls(email, github, twitter, bluesky, mastodon, last_login), secondary_email || country || timezone || airport_iata
        || airport_country || airport_timezone || url || user_notes || affiliation || occupation || orcid || gender_other || password,
        gender, airport_lat, airport_lon, is_active, is_superuser, archived_at, last_updated_at) FROM person WHERE id = $1";
    let expected = "6||U|0|0|f|f|2026-06-15 12:00:00+00|2026-06-15 12:00:00+00";
    assert_eq!(told(&app, wiped, harry.id).await.as_deref(), Some(expected));
    let rights = "SELECT concat_ws('|', (SELECT count(*) FROM person_user_group WHERE person_id = $1), (SELECT count(*) FROM person_permission WHERE person_id = $1),
        (SELECT count(*) FROM social_login WHERE person_id = $1), (SELECT count(*) FROM passkey WHERE person_id = $1))";
    assert_eq!(told(&app, rights, harry.id).await.as_deref(), Some("0|0|0|0"));
    let kept = "SELECT concat_ws('|', username, personal, middle, family, duplication_reviewed_on, created_at IS NOT NULL,
        (SELECT count(*) FROM qualification WHERE person_id = $1), (SELECT count(*) FROM person_domain WHERE person_id = $1),
        (SELECT count(*) FROM person_language WHERE person_id = $1), (SELECT count(*) FROM award WHERE person_id = $1),
        (SELECT count(*) FROM community_role WHERE person_id = $1)) FROM person WHERE id = $1";
    assert_eq!(
        told(&app, kept, harry.id).await.as_deref(),
        Some("potter_harry|Harry|James|Potter|2026-01-01 00:00:00+00|t|1|1|1|1|1")
    );
    assert_eq!(archive(&app, 999).await, None);
}

/// DM-ARCH-01: they are out at once.
#[tokio::test]
async fn dm_arch_01_an_archived_person_is_signed_out_and_cannot_come_back() {
    let app = TestApp::start().await;
    let harry = whole(&app).await;
    app.get("/dashboard/admin/").as_user(&harry).await.expect_page();
    archive(&app, harry.id).await;
    assert!(app.get("/dashboard/admin/").as_user(&harry).await.expect_redirect().starts_with("/account/login/"));
    for login in ["potter_harry", "harry.potter@example.org"] {
        app.post("/account/login/", &[("username", login), ("password", "correct horse")]).await.expect_status(422);
    }
}

/// DM-ARCH-02
#[tokio::test]
async fn dm_arch_02_answers_are_archived_and_every_term_is_open_again() {
    let app = TestApp::start().await;
    let harry = whole(&app).await;
    app.run(
        "UPDATE consent SET archived_at = '2026-01-01T00:00Z' FROM term t WHERE t.id = term_id AND t.slug = 'may-publish-name'",
    )
    .await;
    app.run("UPDATE term SET archived_at = '2026-01-01T00:00Z' WHERE slug = 'may-publish-name'").await;
    archive(&app, harry.id).await;
    let consents = "SELECT string_agg(concat_ws('/', t.slug, c.term_option_id IS NOT NULL, coalesce(c.archived_at::date::text, 'active')), ' ' ORDER BY t.id, c.id)
        FROM consent c JOIN term t ON t.id = c.term_id WHERE c.person_id = $1";
    let expected = "privacy-policy/t/2026-06-15 privacy-policy/f/active may-contact/t/2026-06-15 may-contact/f/active \
        public-profile/t/2026-06-15 public-profile/f/active may-publish-name/t/2026-01-01";
    assert_eq!(told(&app, consents, harry.id).await.as_deref(), Some(expected));
}

/// DM-ARCH-03, DM-VER-05
#[tokio::test]
async fn dm_arch_03_the_archival_is_the_oldest_version_and_tells_nothing_of_before() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = whole(&app).await;
    let others: i64 = app.value("SELECT count(*) FROM version WHERE object_type <> 'person'").await;
    app.clock.advance(Duration::hours(1));
    archive(&app, harry.id).await;
    let versions = "SELECT string_agg(concat_ws('/', v.table_name, v.before IS NULL, v.after ->> 'archived_at' IS NOT NULL, r.created_at), ' ')
        FROM version v JOIN revision r ON r.id = v.revision_id WHERE v.object_type = 'person' AND v.object_id = $1::text";
    assert_eq!(told(&app, versions, harry.id).await.as_deref(), Some("person/t/t/2026-06-15 13:00:00+00"));
    for word in ["Hogwarts", "secret", "owl@x.org", "harry.potter@example.org"] {
        let told = "SELECT count(*) FROM version WHERE coalesce(before, '{}')::text LIKE '%' || $1 || '%' OR coalesce(after, '{}')::text LIKE '%' || $1 || '%'";
        let times: i64 = sqlx::query_scalar(told).bind(word).fetch_one(app.pool()).await.unwrap();
        assert_eq!(times, 0, "{word}");
    }
    // Nobody else's history is touched, and no revision is left without a version.
    assert_eq!(app.value::<i64>("SELECT count(*) FROM version WHERE object_type <> 'person'").await, others);
    assert!(app.value::<i64>("SELECT count(*) FROM version WHERE object_type = 'person'").await > 1);
    let empty = "SELECT count(*) FROM revision r WHERE NOT EXISTS (SELECT FROM version v WHERE v.revision_id = r.id)";
    assert_eq!(app.value::<i64>(empty).await, 0);
    // What comes later is a second version.
    let page = app.get(&url(harry.id, "")).as_user(&admin).await.expect_page();
    assert!(page.says("Last modified: not available.") && page.says("1 p.m. UTC"), "{}", page.visible());
    sqlx::query("UPDATE person SET affiliation = 'x' WHERE id = $1").bind(harry.id).execute(app.pool()).await.unwrap();
    assert!(app.get(&url(harry.id, "")).as_user(&admin).await.expect_page().says("Last modified on"));
}

/// DM-ARCH-04: no operation takes `archived_at` away, saving the person included.
#[tokio::test]
async fn dm_arch_04_nothing_brings_an_archived_person_back() {
    let app = TestApp::start().await;
    let harry = whole(&app).await;
    archive(&app, harry.id).await;
    let mut tx = change(&app).await;
    let stored = person::stored(&mut tx, harry.id, true).await.unwrap().unwrap();
    person::update(&mut tx, harry.id, &stored, stored.input.clone()).await.unwrap();
    tx.commit().await.unwrap();
    let row = "SELECT concat_ws('|', archived_at, is_active) FROM person WHERE id = $1";
    assert_eq!(told(&app, row, harry.id).await.as_deref(), Some("2026-06-15 12:00:00+00|f"));
}

#[tokio::test]
async fn an_archival_happens_as_a_whole_or_not_at_all() {
    all_or_nothing(whole, async |change, harry| {
        let archived = person::archive(change, harry.id).await?;
        assert!(archived.is_some());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn per_12_who_may_delete_people_archives_them() {
    let app = TestApp::start().await;
    let root = app.person("Root Rootson").superuser().create().await;
    let harry = whole(&app).await;
    let page = app.get(&url(harry.id, "")).as_user(&root).await.expect_page();
    assert!(page.says("Archive person"));
    app.get(&url(harry.id, "edit/")).as_user(&harry).await.expect_page();
    let to = app.post(&url(harry.id, "archive/"), &[]).as_user(&root).await.expect_redirect();
    assert_eq!(to, url(harry.id, ""));
    let page = app.get(&to).as_user(&root).await.expect_page();
    assert!(page.says("Harry James Potter <harry.potter@example.org> was archived."), "{}", page.visible());
    assert!(page.says("Archived timestamp June 15, 2026, noon UTC") && !page.says("Archive person"), "{}", page.visible());
    // Whoever was signed in as them is no more.
    assert!(app.post(&url(harry.id, "archive/"), &[]).await.expect_redirect().starts_with("/account/login/"));
    let gone = app.ask(axum::http::Method::GET, "/dashboard/").as_user(&harry);
    assert!(gone.await.expect_redirect().starts_with("/account/login/"));
    app.post(&url(999_999, "archive/"), &[]).as_user(&root).await.expect_status(404);
    app.get(&url(harry.id, "archive/")).as_user(&root).await.expect_status(405);
}

#[tokio::test]
async fn per_12_people_archive_themselves_and_end_at_the_login_page() {
    let app = TestApp::start().await;
    let (ned, other) = (app.member().await, app.person("Olga Other").create().await);
    app.post(&url(ned.id, "archive/"), &[]).as_user(&other).await.expect_status(403);
    // An admin without the permission is no better.
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    app.post(&url(ned.id, "archive/"), &[]).as_user(&reader).await.expect_status(403);
    assert!(app.post(&url(ned.id, "archive/"), &[]).await.expect_redirect().starts_with("/account/login/"));
    let to = app.post(&url(ned.id, "archive/"), &[]).as_user(&ned).await.expect_redirect();
    assert_eq!(to, "/account/login/");
    let jar = app.cookies(Some(ned.id));
    let page = app.get(&to).with_header("cookie", &jar).await.expect_page();
    assert!(page.says("Ned Nobody <ned.nobody@example.org> was archived."), "{}", page.visible());
    assert!(app.get("/dashboard/").with_header("cookie", &jar).await.expect_redirect().starts_with("/account/login/"));
    // Who holds the permission needs not be an admin.
    let holder = app.person("Holly Holder").with_permission("delete_person").create().await;
    let to = app.post(&url(other.id, "archive/"), &[]).as_user(&holder).await.expect_redirect();
    assert_eq!(to, "/dashboard/instructor/");
}
