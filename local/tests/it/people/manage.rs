//! Nobody decides about those who hold more than they do (PER-11 … PER-14).

use std::future::IntoFuture;

use web::Config;

use super::{fields, told, url};
use crate::support::{Person, TestApp};

const EMAIL: &str = "SELECT email FROM person WHERE id = $1";
const KEYS: &str = "SELECT concat_ws('|', username, email, github) FROM person WHERE id = $1";

/// What the edit form sends of a person as they were made, but for one field.
fn edited<'a>(person: &'a Person, field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut sent = fields(&[("username", &person.username), ("email", &person.email)]);
    sent.retain(|(name, _)| *name != field);
    sent.push((field, value));
    sent
}

/// Sends the edit form, and gives the status.
async fn edit(app: &TestApp, who: &Person, whom: &Person, field: &str, value: &str) -> u16 {
    app.post(&url(whom.id, "edit/"), &edited(whom, field, value)).as_user(who).await.status
}

#[tokio::test]
async fn dm_perm_10_nobody_moves_the_keys_of_who_holds_more() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let other = app.person("Olga Other").administrator().create().await;
    let helper = app.person("Holly Helper").with_permission("change_person").create().await;
    let keys = [("email", "new@example.com"), ("username", "new"), ("github", "new")];
    for (field, value) in keys {
        assert_eq!(edit(&app, &helper, &admin, field, value).await, 403, "{field}");
    }
    assert_eq!(told(&app, KEYS, admin.id).await.as_deref(), Some("admin_ada|ada.admin@example.org"));
    assert_eq!(edit(&app, &helper, &admin, "middle", "M").await, 302);
    assert_eq!(edit(&app, &helper, &admin, "email", "ADA.ADMIN@EXAMPLE.ORG").await, 302, "it is the same address");
    // The form sends the others as they were made, so one at a time is changed and then put back.
    for (field, value) in keys {
        assert_eq!(edit(&app, &helper, &member, field, value).await, 302, "{field} of a member");
        assert_eq!(edit(&app, &helper, &member, "middle", "M").await, 302);
        assert_eq!(edit(&app, &other, &admin, field, value).await, 302, "{field} by an equal");
        assert_eq!(edit(&app, &other, &admin, "middle", "M").await, 302);
        assert_eq!(edit(&app, &helper, &helper, field, value).await, 302, "{field} of one's own");
        assert_eq!(edit(&app, &helper, &helper, "middle", "M").await, 302);
    }
}

#[tokio::test]
async fn an_inactive_administrator_counts_and_so_does_a_staff_group_without_permissions() {
    let app = TestApp::start().await;
    app.run("DELETE FROM user_group_permission WHERE user_group_id = (SELECT id FROM user_group WHERE name = 'invoicing')").await;
    let helper = app.person("Holly Helper").with_permission("change_person").create().await;
    let idle = app.person("Ina Idle").administrator().inactive().create().await;
    let staff = app.person("Ivo Invoice").in_group("invoicing").create().await;
    let holder = app.person("Holger Holder").with_permission("delete_event").create().await;
    let root = app.person("Root Rootson").superuser().inactive().create().await;
    for (whom, lacking) in [
        (&idle, "membership in a staff group"),
        (&staff, "membership in a staff group"),
        (&holder, "all rights of this person, such as “delete_event”"),
        (&root, "a superuser’s rights"),
    ] {
        let page = app.post(&url(whom.id, "edit/"), &edited(whom, "email", "new@example.com")).as_user(&helper).await;
        let page = page.expect_status(403);
        assert!(page.says(lacking), "{}", page.visible());
    }
    // What only superusers see is nothing that others hold: administrators decide about all groups but superusers.
    let admin = app.admin().await;
    let viewer = app.person("Vera Viewer").in_group("trainers").with_permission("view_group").create().await;
    assert_eq!(edit(&app, &admin, &viewer, "email", "new@example.com").await, 302);
    assert_eq!(edit(&app, &admin, &root, "email", "newer@example.com").await, 403);
}

#[tokio::test]
async fn per_14_nobody_lets_in_or_out_who_holds_more() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("change_person").create().await;
    let root = app.person("Root Rootson").superuser().create().await;
    let former = app.person("Fay Former").superuser().inactive().create().await;
    app.person("Second Root").superuser().create().await;
    let is_active = "SELECT is_active::text FROM person WHERE id = $1";
    let (on, off): (&[_], &[_]) = (&[("is_active", "on")], &[]);
    for (who, whom, sent, status) in [
        (&clerk, &admin, off, 403),
        (&clerk, &admin, on, 302),
        (&clerk, &root, off, 403),
        (&clerk, &former, on, 403),
        (&admin, &root, off, 403),
        (&admin, &former, on, 403),
        (&clerk, &member, off, 302),
        (&clerk, &member, on, 302),
        (&admin, &clerk, off, 302),
        (&admin, &admin, off, 302),
    ] {
        let answer = app.post(&url(whom.id, "permissions/"), sent).as_user(who).await;
        assert_eq!(answer.status, status, "{} {} {sent:?}", who.username, whom.username);
    }
    for (whom, expected) in [(&root, "true"), (&former, "false"), (&member, "true"), (&clerk, "false"), (&admin, "false")] {
        assert_eq!(told(&app, is_active, whom.id).await.as_deref(), Some(expected), "{}", whom.username);
    }
}

#[tokio::test]
async fn per_12_per_13_nobody_takes_out_who_holds_more() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("delete_person").create().await;
    let root = app.person("Root Rootson").superuser().create().await;
    let former = app.person("Fay Former").superuser().inactive().create().await;
    for (who, whom) in [(&clerk, &admin), (&clerk, &root), (&clerk, &former), (&admin, &root), (&admin, &former)] {
        for ending in ["archive/", "delete/"] {
            app.post(&url(whom.id, ending), &[]).as_user(who).await.expect_status(403);
        }
        assert_eq!(told(&app, EMAIL, whom.id).await.as_deref(), Some(whom.email.as_str()));
    }
    let other = app.person("Olga Other").create().await;
    app.post(&url(member.id, "archive/"), &[]).as_user(&clerk).await.expect_redirect();
    app.post(&url(other.id, "delete/"), &[]).as_user(&clerk).await.expect_redirect();
    assert_eq!(told(&app, EMAIL, member.id).await, None);
    assert_eq!(told(&app, EMAIL, other.id).await, None);
    for ending in ["archive/", "delete/"] {
        app.post(&url(999_999, ending), &[]).as_user(&clerk).await.expect_status(404);
    }
}

/// PER-14 refuses the same (`per_14_what_would_lock_everybody_out_or_bring_somebody_back_is_refused`).
#[tokio::test]
async fn per_12_per_13_the_last_superuser_who_can_log_in_stays() {
    let app = TestApp::start().await;
    let root = app.person("Root Rootson").superuser().create().await;
    let former = app.person("Fay Former").superuser().inactive().create().await;
    for ending in ["archive/", "delete/"] {
        let to = app.post(&url(root.id, ending), &[]).as_user(&root).await.expect_redirect();
        assert_eq!(to, url(root.id, ""));
        let page = app.get(&to).as_user(&root).await.expect_page();
        assert!(page.says("This is the last superuser who can log in. Make another one first."), "{}", page.visible());
    }
    assert_eq!(told(&app, EMAIL, root.id).await.as_deref(), Some("root.rootson@example.org"));
    app.post(&url(former.id, "delete/"), &[]).as_user(&root).await.expect_redirect();
    assert_eq!(told(&app, EMAIL, former.id).await, None);
    let second = app.person("Second Root").superuser().create().await;
    app.post(&url(root.id, "archive/"), &[]).as_user(&second).await.expect_redirect();
    assert_eq!(told(&app, EMAIL, root.id).await, None);
}

/// Each is not the last as long as the other is there.
#[tokio::test]
async fn per_12_the_last_two_superusers_do_not_leave_at_once() {
    let app = TestApp::start_with(|config| Config { pool_size: 2, ..config }).await;
    let one = app.person("Root Rootson").superuser().create().await;
    let other = app.person("Second Root").superuser().create().await;
    app.sign_in(&one).await;
    app.sign_in(&other).await;
    let (first, second) = (url(one.id, "archive/"), url(other.id, "archive/"));
    let (first, second) =
        tokio::join!(app.post(&first, &[]).as_user(&one).into_future(), app.post(&second, &[]).as_user(&other).into_future());
    first.expect_redirect();
    second.expect_redirect();
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person WHERE is_superuser AND is_active").await, 1);
}

/// Whoever is being given rights is waited for.
#[tokio::test]
async fn a_promotion_in_the_same_moment_counts() {
    let app = TestApp::start_with(|config| Config { pool_size: 2, ..config }).await;
    let member = app.member().await;
    let clerk = app.person("Carl Clerk").in_group("trainers").with_permission("delete_person").create().await;
    app.sign_in(&clerk).await;
    let mut rival = app.pool().begin().await.unwrap();
    let promote = "INSERT INTO person_user_group SELECT $1, id FROM user_group WHERE name = 'administrators'";
    sqlx::query(promote).bind(member.id).execute(&mut *rival).await.unwrap();
    let rival = async {
        app.until_blocked().await;
        rival.commit().await.unwrap();
    };
    let archive = url(member.id, "archive/");
    let (answer, ()) = tokio::join!(app.post(&archive, &[]).as_user(&clerk).into_future(), rival);
    answer.expect_status(403);
    assert_eq!(told(&app, EMAIL, member.id).await.as_deref(), Some("ned.nobody@example.org"));
}
