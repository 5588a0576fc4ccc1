//! What people may do (PER-14).

use super::{told, url};
use crate::support::TestApp;

const RIGHTS: &str = "SELECT concat_ws('|', p.is_active, p.is_superuser,
    (SELECT string_agg(g.name, ',' ORDER BY g.name) FROM person_user_group x JOIN user_group g ON g.id = x.user_group_id WHERE x.person_id = p.id),
    (SELECT string_agg(g.codename, ',' ORDER BY g.codename) FROM person_permission x JOIN permission g ON g.id = x.permission_id WHERE x.person_id = p.id))
    FROM person p WHERE p.id = $1";

async fn key(app: &TestApp, sql: &'static str) -> String {
    app.value::<String>(sql).await
}

#[tokio::test]
async fn per_14_superusers_give_and_take_everything() {
    let app = TestApp::start().await;
    let root = app.person("Root").superuser().create().await;
    let harry = app.person("Harry Potter").in_group("trainers").with_permission("add_event").create().await;
    let path = url(harry.id, "permissions/");
    let page = app.get(&path).as_user(&root).await.expect_page();
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    let form = page.form("main-form");
    let (trainers, invoicing) = (
        key(&app, "SELECT id::text FROM user_group WHERE name = 'trainers'").await,
        key(&app, "SELECT id::text FROM user_group WHERE name = 'invoicing'").await,
    );
    let add = key(&app, "SELECT id::text FROM permission WHERE codename = 'add_event'").await;
    let change = key(&app, "SELECT id::text FROM permission WHERE codename = 'change_event'").await;
    assert_eq!(form.values("groups"), [trainers.as_str()]);
    assert_eq!(form.values("user_permissions"), [add.as_str()]);
    assert_eq!((form.value("is_active"), form.value("is_superuser")), ("on", ""));

    let sent = [("is_active", "on"), ("is_superuser", "on"), ("groups", invoicing.as_str()), ("user_permissions", &change)];
    assert_eq!(app.post(&path, &sent).as_user(&root).await.expect_redirect(), url(harry.id, ""));
    assert_eq!(told(&app, RIGHTS, harry.id).await.as_deref(), Some("t|t|invoicing|change_event"));
    let page = app.get(&url(harry.id, "")).as_user(&root).await.expect_page();
    assert!(page.says("The permissions of Harry Potter <harry.potter@example.org> were updated."), "{}", page.visible());
    // It is in the history.
    assert_eq!(
        app.value::<String>("SELECT r.comment FROM version v JOIN revision r ON r.id = v.revision_id WHERE v.object_type = 'person' ORDER BY v.id DESC LIMIT 1").await,
        "change permissions"
    );
    app.post(&path, &[]).as_user(&root).await.expect_redirect();
    assert_eq!(told(&app, RIGHTS, harry.id).await.as_deref(), Some("f|f"));
}

#[tokio::test]
async fn per_14_who_may_change_people_gives_no_rights_whatever_they_send() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").in_group("trainers").create().await;
    let group = key(&app, "SELECT id::text FROM user_group WHERE name = 'administrators'").await;
    let permission = key(&app, "SELECT id::text FROM permission WHERE codename = 'delete_person'").await;
    let forged = [("is_superuser", "on"), ("groups", group.as_str()), ("user_permissions", &permission)];
    for id in [harry.id, admin.id] {
        let path = url(id, "permissions/");
        let page = app.get(&path).as_user(&admin).await.expect_page();
        assert!(page.says("Only superusers give and take permissions") && page.says("Superuser status no"), "{}", page.visible());
        assert!(!page.text.contains("name=\"is_superuser\"") && !page.text.contains("name=\"groups\""));
        app.post(&path, &[forged[0], forged[1], forged[2], ("is_active", "on")]).as_user(&admin).await.expect_redirect();
    }
    assert_eq!(told(&app, RIGHTS, harry.id).await.as_deref(), Some("t|f|trainers"));
    assert_eq!(told(&app, RIGHTS, admin.id).await.as_deref(), Some("t|f|administrators"));
    // Letting in and out is theirs.
    app.post(&url(harry.id, "permissions/"), &forged).as_user(&admin).await.expect_redirect();
    assert_eq!(told(&app, RIGHTS, harry.id).await.as_deref(), Some("f|f|trainers"));
}

#[tokio::test]
async fn per_14_what_would_lock_everybody_out_or_bring_somebody_back_is_refused() {
    let app = TestApp::start().await;
    let root = app.person("Root").superuser().create().await;
    let path = url(root.id, "permissions/");
    let page = app.post(&path, &[("is_active", "on")]).as_user(&root).await.expect_status(422);
    assert!(page.error_at("is_superuser").contains("last superuser"), "{}", page.visible());
    let page = app.post(&path, &[("is_superuser", "on")]).as_user(&root).await.expect_status(422);
    assert!(page.error_at("is_active").contains("last superuser"), "{}", page.visible());
    let page = app.post(&path, &[("is_active", "on"), ("is_superuser", "on"), ("groups", "999999")]).as_user(&root).await;
    assert!(!page.expect_status(422).error_at("groups").is_empty());
    app.person("Second Root").superuser().create().await;
    app.post(&path, &[("is_active", "on")]).as_user(&root).await.expect_redirect();

    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    app.post(&url(harry.id, "archive/"), &[]).as_user(&admin).await.expect_redirect();
    let page = app.post(&url(harry.id, "permissions/"), &[("is_active", "on")]).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("is_active").contains("archived"), "{}", page.visible());
    app.get(&url(999_999, "permissions/")).as_user(&admin).await.expect_status(404);
    app.post(&url(999_999, "permissions/"), &[]).as_user(&admin).await.expect_status(404);
}
