//! The page of a version (UTL-08).

use chrono::Duration;

use super::{URL, edit, lund, lund_id, version};
use crate::support::{Answer, Person, TestApp};

async fn look(app: &TestApp, person: &Person, path: &str) -> Answer {
    let page = app.get(path).as_user(person).await.expect_page();
    assert!(app.statements() <= 6, "{path}: {} statements", app.statements());
    page
}

/// The mark-up of what became of a field.
fn field(page: &Answer, name: &str) -> String {
    let found = page.text.split(&format!("<dt>{name}</dt><dd>")).nth(1);
    found.unwrap_or_else(|| panic!("no field {name}: {}", page.visible())).split("</dd>").next().unwrap().to_owned()
}

/// DM-VER-08
#[tokio::test]
async fn a_version_is_compared_with_the_one_before() {
    let (app, admin) = lund().await;
    app.organization("uu.se", "Uppsala University").await;
    let (swc, online) = (app.id_of("tag", "SWC").await, app.id_of("tag", "online").await);
    app.clock.advance(Duration::minutes(61));
    let uppsala = app.id_of("organization", "uu.se").await;
    let form = edit(&app, &admin).await.fill("venue", "The old hall").fill("host", &uppsala).choose("tags", &[&swc, &online]);
    form.send(&app).as_user(&admin).await.expect_status(302);
    app.clock.advance(Duration::minutes(1));
    let form = edit(&app, &admin).await.fill("venue", "The <new> hall").choose("tags", &[&online]);
    form.send(&app).as_user(&admin).await.expect_status(302);

    let id = lund_id(&app).await;
    let newest = version(&app, "event", id).await;
    let page = look(&app, &admin, &format!("/workshops/version/{newest}/")).await;
    assert!(page.says("Event 2026-07-01-lund"), "{}", page.visible());
    assert!(page.says("Changed on Jun 15 2026, 1:02 p.m. by Ada Admin (edit event)."), "{}", page.visible());
    assert!(page.says("Compared with that of Jun 15 2026, 1:01 p.m."), "{}", page.visible());
    let venue = field(&page, "Venue");
    assert!(venue.contains("The <del>old</del><ins>&lt;new&gt;</ins> hall"), "{venue}");
    let tags = field(&page, "Tags");
    assert!(tags.contains("<del>−<a") && tags.contains(">SWC</a></del>") && tags.contains(">online<"), "{tags}");
    let host = field(&page, "Host");
    assert!(host.contains("Uppsala University &lt;uu.se&gt;") && !host.contains("<del>"), "{host}");
    assert!(page.links().contains(&URL.to_owned()), "{:?}", page.links());

    // Any two, in whatever order: older against newer.
    let oldest: i64 = app.value("SELECT min(id) FROM version WHERE object_type = 'event'").await;
    for pair in [(oldest, newest), (newest, oldest)] {
        let path = format!("/workshops/version/{newest}/?version_id1={}&version_id2={}", pair.0, pair.1);
        let page = look(&app, &admin, &path).await;
        assert!(field(&page, "Venue").contains("<ins>The &lt;new&gt; hall</ins>"), "{}", field(&page, "Venue"));
        let host = field(&page, "Host");
        assert!(host.contains("<del>−") && host.contains("<ins>+") && host.contains("Lund University"), "{host}");
        let tags = field(&page, "Tags");
        assert!(tags.contains(">SWC</a></del>") && tags.contains(">online</a></ins>"), "{tags}");
    }
    let radios: Vec<_> =
        page.tags().into_iter().filter(|tag| tag.attribute("name").is_some_and(|name| name.starts_with("version_id"))).collect();
    let checked = radios.iter().filter(|radio| radio.attribute("checked").is_some()).count();
    assert_eq!((radios.len(), checked), (6, 2));
}

/// DM-VER-08
#[tokio::test]
async fn a_first_version_is_a_new_record() {
    let (app, admin) = lund().await;
    let id = lund_id(&app).await;
    let first = version(&app, "event", id).await;
    let page = look(&app, &admin, &format!("/workshops/version/{first}/")).await;
    assert!(page.says("This is a new record: there is no earlier version of it."), "{}", page.visible());
    assert!(field(&page, "Slug").contains("<ins>2026-07-01-lund</ins>"), "{}", field(&page, "Slug"));
    assert!(!page.text.contains("version_id1") && !page.says("Restore this version"), "{}", page.visible());
}

/// DM-VER-08
#[tokio::test]
async fn wrong_numbers_are_told_and_unknown_ones_not_found() {
    let (app, admin) = lund().await;
    edit(&app, &admin).await.fill("venue", "Hall").send(&app).as_user(&admin).await.expect_status(302);
    let id = lund_id(&app).await;
    let newest = version(&app, "event", id).await;
    let others = version(&app, "person", admin.id).await;
    for query in [
        "version_id1=x&version_id2=1".to_owned(),
        "version_id1=0&version_id2=-1".to_owned(),
        format!("version_id1={newest}"),
        format!("version_id1={newest}&version_id2={others}"),
        "version_id2=99999999999999999999".to_owned(),
    ] {
        let page = look(&app, &admin, &format!("/workshops/version/{newest}/?{query}")).await;
        assert!(page.says("These two are not both versions of this record"), "{query}: {}", page.visible());
        assert!(field(&page, "Venue").contains("<ins>Hall</ins>"), "{query}");
    }
    for path in ["0", "-1", "x", "999999999", "99999999999999999999"] {
        app.get(&format!("/workshops/version/{path}/")).as_user(&admin).await.expect_status(404);
    }
}

/// DM-VER-08: raw ids where what was referred to is gone; a deleted record still has its page.
#[tokio::test]
async fn deleted_records_and_references_are_shown() {
    let (app, admin) = lund().await;
    let curriculum: i32 =
        app.value("INSERT INTO curriculum (slug, name, description) VALUES ('gone', 'Gone', '') RETURNING id").await;
    edit(&app, &admin).await.choose("curricula", &[&curriculum.to_string()]).send(&app).as_user(&admin).await.expect_status(302);
    app.run("DELETE FROM curriculum WHERE slug = 'gone'").await;
    app.post(&format!("{URL}delete/"), &[]).as_user(&admin).await.expect_status(302);
    let id: String = app.value("SELECT max(object_id) FROM version WHERE object_type = 'event'").await;
    let newest = version(&app, "event", &id).await;
    let page = look(&app, &admin, &format!("/workshops/version/{newest}/")).await;
    assert!(page.says("Event 2026-07-01-lund") && page.says("This record was deleted."), "{}", page.visible());
    assert!(page.says("Deleted on Jun 15 2026, noon by Ada Admin"), "{}", page.visible());
    assert!(field(&page, "Slug").contains("<del>2026-07-01-lund</del>"), "{}", field(&page, "Slug"));
    assert!(!page.says("Restore this version"), "{}", page.visible());
    assert!(!page.links().contains(&URL.to_owned()), "a page that is gone is not linked");

    let with_it: i64 = app.value("SELECT max(id) FROM version WHERE table_name = 'event_curriculum' AND operation = 'I'").await;
    let page = look(&app, &admin, &format!("/workshops/version/{with_it}/")).await;
    assert!(field(&page, "Curricula").contains(&format!("<ins>+{curriculum}</ins>")), "{}", field(&page, "Curricula"));
    assert!(page.says("Restore this version"), "{}", page.visible());
}

/// UTL-08: the original showed password hashes.
#[tokio::test]
async fn no_secret_is_shown() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ada = app.person("Ada Lovelace").with_password("correct horse").create().await;
    app.run("UPDATE person SET password = 'argon2$hash', last_login = now(), gender = 'F' WHERE personal = 'Ada'").await;
    let newest = version(&app, "person", ada.id).await;
    let page = look(&app, &admin, &format!("/workshops/version/{newest}/")).await;
    assert!(field(&page, "Gender").contains("<ins>F</ins>"), "{}", field(&page, "Gender"));
    for secret in ["argon2", "assword", "Last login"] {
        assert!(!page.text.contains(&format!("<dt>{secret}")) && !page.text.contains("argon2"), "{secret}");
    }
}

/// Every kind of record that has a history has this page, whatever its columns, also after it is gone.
#[tokio::test]
async fn every_kind_has_a_page() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let event = app.event("2026-07-01-lund").tagged("SWC").create().await;
    app.task(&admin, "instructor", &event).await;
    let newest: Vec<i64> =
        app.value("SELECT array_agg(id) FROM (SELECT max(id) AS id FROM version GROUP BY object_type) v").await;
    assert!(newest.len() > 20, "{}", newest.len());
    for version in newest {
        look(&app, &admin, &format!("/workshops/version/{version}/")).await;
    }
}

/// GLB-09
#[tokio::test]
async fn the_page_of_a_record_leads_to_its_versions() {
    let (app, admin) = lund().await;
    let id = lund_id(&app).await;
    let created = version(&app, "event", id).await;
    edit(&app, &admin).await.fill("venue", "Hall").send(&app).as_user(&admin).await.expect_status(302);
    let modified = version(&app, "event", id).await;
    let links = app.get(URL).as_user(&admin).await.expect_page().links();
    let first: i64 = app.value("SELECT min(id) FROM version WHERE object_type = 'event'").await;
    assert!(links.contains(&format!("/workshops/version/{first}/")), "{links:?}");
    assert!(links.contains(&format!("/workshops/version/{modified}/")), "{links:?}");
    assert!(first <= created && created < modified);
}
