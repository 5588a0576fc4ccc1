//! Deleting a membership (MEM-08).

use super::{LABEL, contact, start, url};

#[tokio::test]
async fn mem_08_a_membership_goes_with_its_members_and_calls_its_emails_off() {
    let (app, admin, id) = start().await;
    let bea = app.person("Bea Billing").create().await;
    contact(&app, id, &bea, "billing_contact").await;
    app.run("UPDATE membership SET agreement_start = '2026-06-01', agreement_end = '2027-05-31'").await;
    let form = app.get(&url(id, "edit/")).as_user(&admin).await.expect_page().form("main-form").fill("name", "Skåne");
    form.send(&app).as_user(&admin).await.expect_redirect();
    let states = "SELECT string_agg(DISTINCT state, ', ') || ' ' || count(*) FROM scheduled_email";
    assert_eq!(app.value::<String>(states).await, "scheduled 4");
    app.run("DELETE FROM membership_task").await;

    app.get(&url(id, "delete/")).as_user(&admin).await.expect_status(405);
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    let label = "Skåne Gold membership Jun 01, 2026 - May 31, 2027";
    let question = format!("Delete {label}?");
    assert!(page.tags().iter().any(|tag| tag.attribute("data-confirm") == Some(&question)), "it asks first");
    let to = page.form_to(&url(id, "delete/")).send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/fiscal/memberships/");
    let list = app.get(&to).as_user(&admin).await.expect_page();
    assert!(list.says(&format!("Success: {label} was deleted.")), "{}", list.visible());
    app.get(&url(id, "")).as_user(&admin).await.expect_status(404);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM member").await, 0);
    assert_eq!(app.value::<String>(states).await, "cancelled 4");
}

#[tokio::test]
async fn mem_08_what_counts_against_a_membership_keeps_it() {
    let (app, admin, id) = start().await;
    let event = app.event("2026-05-01-ttt").tagged("TTT").create().await;
    let task = app.task(&admin, "learner", &event).await;
    contact(&app, id, &admin, "default").await;
    for statement in [
        "UPDATE task SET seat_membership_id = (SELECT id FROM membership)",
        "UPDATE event SET membership_id = (SELECT id FROM membership)",
        "INSERT INTO community_role (config_id, person_id, membership_id)
         SELECT c.id, p.id, m.id FROM community_role_config c, person p, membership m WHERE c.name = 'instructor'",
    ] {
        app.run(statement).await;
    }
    let page = app.post(&url(id, "delete/"), &[]).as_user(&admin).await.expect_page();
    assert!(page.says("Failed to delete") && page.says(&format!("{LABEL} was not deleted")), "{}", page.visible());
    for kind in ["community roles", "events", "persons in memberships", "tasks"] {
        assert!(page.says(kind), "{kind}: {}", page.visible());
    }
    let links = page.links();
    for link in [url(id, ""), event.url(""), format!("/workshops/task/{task}/")] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    for statement in [
        "DELETE FROM community_role",
        "UPDATE event SET membership_id = NULL",
        "DELETE FROM membership_task",
        "UPDATE task SET seat_membership_id = NULL",
    ] {
        app.post(&url(id, "delete/"), &[]).as_user(&admin).await.expect_page();
        app.run(statement).await;
    }
    app.post(&url(id, "delete/"), &[]).as_user(&admin).await.expect_redirect();
}
