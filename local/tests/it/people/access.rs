//! Who may (PER-01 … PER-13).

use super::{fields, url};
use crate::support::TestApp;

#[tokio::test]
async fn looking_is_for_admins() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    for path in ["/workshops/persons/".to_owned(), url(member.id, "")] {
        assert!(app.get(&path).await.expect_redirect().starts_with("/account/login/"), "{path}");
        app.get(&path).as_user(&member).await.expect_status(403);
        app.get(&path).as_user(&admin).await.expect_page();
    }
}

#[tokio::test]
async fn dm_perm_10_editing_is_for_those_who_may_change_people_admins_or_not() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let helper = app.person("Holly Helper").with_permission("change_person").create().await;
    let edit = url(member.id, "edit/");
    app.get(&edit).await.expect_status(403);
    // Not one's own record either: that is what the profile page is for.
    assert_eq!(app.get(&edit).as_user(&member).await.expect_redirect(), "/dashboard/instructor/autoupdate_profile/");
    app.get(&url(reader.id, "edit/")).as_user(&member).await.expect_status(403);
    app.get(&edit).as_user(&reader).await.expect_status(403);
    app.get(&edit).as_user(&admin).await.expect_page();
    app.get(&edit).as_user(&helper).await.expect_page();

    let changed = fields(&[("username", "nobody_ned")]);
    app.post(&edit, &changed).as_user(&member).await.expect_status(403);
    // The person's page would refuse who is no admin.
    assert_eq!(app.post(&edit, &changed).as_user(&helper).await.expect_redirect(), "/dashboard/instructor/");
}

#[tokio::test]
async fn adding_and_deleting_need_the_permission_too() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let holder = app.person("Holly Holder").with_permission("add_person").with_permission("delete_person").create().await;
    for person in [&reader, &holder] {
        app.get("/workshops/persons/add/").as_user(person).await.expect_status(403);
        app.post("/workshops/persons/add/", &fields(&[])).as_user(person).await.expect_status(403);
        app.post(&url(member.id, "delete/"), &[]).as_user(person).await.expect_status(403);
    }
    app.get(&url(member.id, "delete/")).as_user(&app.admin().await).await.expect_status(405);
}

#[tokio::test]
async fn nobody_is_found_where_nobody_is() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for id in ["999999", "0", "-1", "x", "99999999999"] {
        app.get(&format!("/workshops/person/{id}/")).as_user(&admin).await.expect_status(404);
        app.get(&format!("/workshops/person/{id}/edit/")).as_user(&admin).await.expect_status(404);
        app.post(&format!("/workshops/person/{id}/delete/"), &[]).as_user(&admin).await.expect_status(404);
    }
}
