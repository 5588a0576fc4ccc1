//! Groups and their permissions (UTL-09, DM-PERM-01, DM-PERM-02).

use super::{edit_form, new_form, root, save, told};
use crate::support::{Person, TestApp};

async fn permission(app: &TestApp, codename: &str) -> String {
    told(app, "SELECT id::text FROM permission WHERE codename = $1", codename).await.unwrap()
}

async fn group(app: &TestApp, name: &str) -> String {
    told(app, "SELECT id::text FROM user_group WHERE name = $1", name).await.unwrap()
}

async fn with(app: &TestApp, root: &Person, name: &str, permissions: &[&str]) -> String {
    let mut ids = Vec::new();
    for codename in permissions {
        ids.push(permission(app, codename).await);
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    save(app, root, &new_form(app, root, "groups").await.fill("name", name).choose("permissions", &ids)).await;
    group(app, name).await
}

#[tokio::test]
async fn dm_perm_02_members_may_at_once_what_their_group_allows() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let id = with(&app, &root, "hosts", &["add_event", "view_event"]).await;
    let clerk = app.person("Carl Clerk").in_group("trainers").in_group("hosts").create().await;
    app.get("/workshops/events/add/").as_user(&clerk).await.expect_page();
    let form = edit_form(&app, &root, "groups", &id).await;
    let (add, view) = (permission(&app, "add_event").await, permission(&app, "view_event").await);
    let mut chosen = form.values("permissions");
    chosen.sort_unstable();
    let mut expected = vec![add.as_str(), view.as_str()];
    expected.sort_unstable();
    assert_eq!(chosen, expected);
    save(&app, &root, &form.clone().choose("permissions", &[&view])).await;
    app.get("/workshops/events/add/").as_user(&clerk).await.expect_status(403);
    // The history of the group says what was taken.
    let taken = "SELECT count(*)::text FROM version WHERE object_type = 'user_group' AND object_id = $1 AND operation = 'D'";
    assert_eq!(told(&app, taken, &id).await.as_deref(), Some("1"));
    let page = app.get(&format!("/admin/groups/{id}/edit/")).as_user(&root).await.expect_page();
    let labels: Vec<String> = page
        .tags()
        .iter()
        .filter(|tag| tag.attribute("value") == Some(&add))
        .filter_map(|tag| tag.attribute("aria-label").map(str::to_owned))
        .collect();
    assert_eq!(labels, ["Add Events"]);
    form.choose("permissions", &["999999"]).send(&app).as_user(&root).await.expect_status(422);
}

#[tokio::test]
async fn dm_perm_01_a_group_that_makes_admins_is_neither_renamed_nor_deleted() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for name in ["administrators", "steering committee", "invoicing", "trainers"] {
        let id = group(&app, name).await;
        let form = edit_form(&app, &root, "groups", &id).await;
        let page = form.clone().fill("name", "others").send(&app).as_user(&root).await.expect_status(422);
        assert!(page.error_at("name").contains("AMY’s rules look for the group"), "{}", page.visible());
        let to = app.post(&format!("/admin/groups/{id}/delete/"), &[]).as_user(&root).await.expect_redirect();
        assert!(app.get(&to).as_user(&root).await.expect_page().says("cannot be deleted"));
        // What it allows can be changed; superusers hold everything in any case.
        save(&app, &root, &form.choose("permissions", &[])).await;
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM user_group_permission").await, 0);
    app.get("/admin/groups/").as_user(&root).await.expect_page();
    app.get("/workshops/events/add/").as_user(&root).await.expect_page();
}

#[tokio::test]
async fn a_group_with_members_is_not_deleted() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    let id = with(&app, &root, "hosts", &["add_event"]).await;
    app.person("Carl Clerk").in_group("hosts").create().await;
    let delete = format!("/admin/groups/{id}/delete/");
    let to = app.post(&delete, &[]).as_user(&root).await.expect_redirect();
    let page = app.get(&to).as_user(&root).await.expect_page();
    assert!(page.says("1 person is in this group"), "{}", page.visible());
    app.run("DELETE FROM person_user_group").await;
    let to = app.post(&delete, &[]).as_user(&root).await.expect_redirect();
    assert!(app.get(&to).as_user(&root).await.expect_page().says("The group hosts was deleted."));
}
