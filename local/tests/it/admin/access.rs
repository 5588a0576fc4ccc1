//! Who may (DM-PERM-05).

use super::root;
use crate::support::TestApp;

#[tokio::test]
async fn utl_09_dm_perm_05_only_superusers_get_in() {
    let app = TestApp::start().await;
    let (root, admin, member) = (root(&app).await, app.admin().await, app.member().await);
    // Every permission there is, and still no superuser.
    let clerk = app.person("Carl Clerk").administrator().create().await;
    sqlx::query("INSERT INTO person_permission SELECT $1, id FROM permission").bind(clerk.id).execute(app.pool()).await.unwrap();
    for (path, is_post) in [
        ("/admin/", false),
        ("/admin/tags/", false),
        ("/admin/tags/?format=csv", false),
        ("/admin/tags/add/", false),
        ("/admin/tags/add/", true),
        ("/admin/tags/1/edit/", false),
        ("/admin/tags/1/edit/", true),
        ("/admin/tags/1/delete/", true),
        ("/admin/involvements/1/archive/", true),
        ("/admin/comments/1/hide/", true),
        ("/admin/comments/1/show/", true),
    ] {
        let ask = || if is_post { app.post(path, &[]) } else { app.get(path) };
        assert!(ask().await.expect_redirect().starts_with("/account/login/?next="), "{path}");
        for person in [&member, &admin, &clerk] {
            let refused = ask().as_user(person).await.expect_status(403);
            assert!(refused.says("a superuser’s rights"), "{path}: {}", refused.visible());
        }
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM tag WHERE id = 1").await, 1);
    app.get("/admin/").as_user(&root).await.expect_page();
}

#[tokio::test]
async fn the_menu_leads_there_for_superusers_alone() {
    let app = TestApp::start().await;
    let (root, admin) = (root(&app).await, app.admin().await);
    assert!(app.get("/dashboard/admin/").as_user(&root).await.links().contains(&"/admin/".to_owned()));
    assert!(!app.get("/dashboard/admin/").as_user(&admin).await.links().contains(&"/admin/".to_owned()));
}

#[tokio::test]
async fn what_a_table_does_not_take_is_not_found() {
    let app = TestApp::start().await;
    let root = root(&app).await;
    for path in [
        "/admin/nonsense/",
        "/admin/person/",
        "/admin/tag/",
        "/admin/tags/0/edit/",
        "/admin/tags/x/edit/",
        "/admin/tags/99999999999/edit/",
        "/admin/partnership-tiers/1/edit/",
        "/admin/consents/add/",
        "/admin/consents/1/edit/",
        "/admin/comments/add/",
        "/admin/social-links/1/edit/",
    ] {
        app.get(path).as_user(&root).await.expect_status(404);
    }
    // DM-CONS-06, MNT-01 … MNT-03, MNT-06: nobody deletes these.
    for path in [
        "/admin/terms/1/delete/",
        "/admin/term-options/1/delete/",
        "/admin/consents/1/delete/",
        "/admin/involvements/1/delete/",
        "/admin/comments/1/delete/",
        "/admin/tags/1/archive/",
        "/admin/consents/1/archive/",
        "/admin/tags/1/hide/",
        "/admin/social-links/1/show/",
        "/admin/tags/999/delete/",
    ] {
        app.post(path, &[]).as_user(&root).await.expect_status(404);
    }
}
