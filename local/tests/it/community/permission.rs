//! Who may what (DM-PERM, DM-AUTH).

use shared::access::{self, GITHUB, SocialAccount};
use shared::seed::COMMANDS;

use super::db;
use crate::support::TestApp;

/// DM-PERM-01
#[tokio::test]
async fn dm_perm_01_superusers_and_four_groups_are_admins_and_may_write_nothing_by_that() {
    let app = TestApp::start().await;
    let people = [
        (app.person("Sue Per").superuser().create().await, true),
        (app.person("Ad Min").in_group("administrators").create().await, true),
        (app.person("Steve Ring").in_group("steering committee").create().await, true),
        (app.person("In Voice").in_group("invoicing").create().await, true),
        (app.person("Tra Iner").in_group("trainers").create().await, true),
        (app.person("Ned Nobody").with_permission("change_event").create().await, false),
    ];
    app.run("INSERT INTO user_group (name) VALUES ('Trainers of old')").await;
    let outsider = app.person("Out Sider").in_group("Trainers of old").create().await;
    app.run("DELETE FROM user_group_permission").await;
    let mut db = db(&app).await;
    for (person, is_admin) in people.iter().map(|(person, admin)| (person, *admin)).chain([(&outsider, false)]) {
        let (viewer, _) = access::viewer(&mut db, person.id).await.unwrap().unwrap();
        assert_eq!(viewer.is_admin, is_admin, "{}", person.username);
        assert!(viewer.is_superuser || !viewer.is_admin || !viewer.can("change_person"), "{}", person.username);
    }
}

/// DM-PERM-02
#[tokio::test]
async fn dm_perm_02_permissions_come_directly_or_by_group_and_only_to_the_active() {
    let app = TestApp::start().await;
    let direct = app.person("Di Rect").with_permission("change_tag").create().await;
    let grouped = app.person("Gro Up").in_group("administrators").create().await;
    let superuser = app.person("Sue Per").superuser().create().await;
    let idle = app.person("Id Le").superuser().with_permission("change_tag").inactive().create().await;
    let mut db = db(&app).await;
    for person in [&direct, &grouped, &superuser] {
        assert!(access::viewer(&mut db, person.id).await.unwrap().unwrap().0.can("change_tag"), "{}", person.username);
    }
    let (viewer, _) = access::viewer(&mut db, direct.id).await.unwrap().unwrap();
    assert!(!viewer.can("change_event") && !viewer.can_all(&["change_tag", "change_event"]));
    assert!(access::viewer(&mut db, superuser.id).await.unwrap().unwrap().0.can("what_nobody_thought_of"));
    assert!(access::viewer(&mut db, idle.id).await.unwrap().is_none());
}

/// DM-PERM-03
#[tokio::test]
async fn dm_perm_03_admins_go_to_the_staffs_dashboard_and_others_stay_out_of_it() {
    let app = TestApp::start().await;
    let (admin, member) = (app.admin().await, app.member().await);
    assert_eq!(app.get("/dashboard/").as_user(&admin).await.expect_redirect(), "/dashboard/admin/");
    assert_ne!(app.get("/dashboard/").as_user(&member).await.header("location"), "/dashboard/admin/");
    app.get("/dashboard/admin/").as_user(&member).await.expect_status(403);
}

/// DM-PERM-04: of what is here, visitors may see the login, the version and two look-ups.
#[tokio::test]
async fn dm_perm_04_visitors_are_led_to_the_login_but_for_a_few_pages() {
    let app = TestApp::start().await;
    for path in ["/account/login/", "/version/", "/select_lookups/airports/", "/select_lookups/languages/"] {
        app.get(path).await.expect_page();
    }
    for path in ["/dashboard/", "/workshops/persons/", "/workshops/events/"] {
        assert!(app.get(path).await.expect_redirect().starts_with("/account/login/?next="), "{path}");
    }
    app.get("/select_lookups/persons/").await.expect_status(403);
}

/// DM-PERM-12, D-15: there is something to ask for of every record whose pages are guarded.
#[tokio::test]
async fn dm_perm_12_every_kind_of_record_has_its_four_permissions() {
    let app = TestApp::start().await;
    let known: Vec<String> = app.value("SELECT array_agg(codename::text) FROM permission").await;
    for entity in [
        "communityrole",
        "instructorrecruitment",
        "instructorrecruitmentsignup",
        "consortium",
        "partnership",
        "account",
        "benefit",
        "accountbenefit",
        "eventcategory",
        "emailtemplate",
        "scheduledemail",
    ] {
        for command in COMMANDS {
            assert!(known.contains(&format!("{command}_{entity}")), "{command}_{entity}");
        }
    }
}

/// DM-AUTH-01
#[tokio::test]
async fn dm_auth_01_an_account_at_github_opens_the_linked_persons_and_makes_nobody() {
    let app = TestApp::start().await;
    let harry = app.person("Harry Potter").create().await;
    let idle = app.person("Id Le").inactive().create().await;
    for (person, uid) in [(&harry, "42"), (&idle, "43")] {
        let link = sqlx::query("INSERT INTO social_login (person_id, provider, uid) VALUES ($1, 'github', $2)");
        link.bind(person.id).bind(uid).execute(app.pool()).await.unwrap();
    }
    // A name like an account's is no link to it.
    sqlx::query("UPDATE person SET github = '44' WHERE id = $1").bind(idle.id).execute(app.pool()).await.unwrap();
    sqlx::query("INSERT INTO social_login (person_id, provider, uid) VALUES ($1, 'github', '43')")
        .bind(idle.id)
        .execute(app.pool())
        .await
        .unwrap();
    let mut db = db(&app).await;
    for (provider, uid, expected) in [
        (GITHUB, "42", SocialAccount::Of(harry.id)),
        (GITHUB, "43", SocialAccount::Inactive),
        (GITHUB, "44", SocialAccount::Unknown),
        (GITHUB, "", SocialAccount::Unknown),
        ("gitlab", "42", SocialAccount::Unknown),
    ] {
        assert_eq!(access::social_account(&mut db, provider, uid).await.unwrap(), expected, "{provider} {uid}");
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM person").await, 2);
}
