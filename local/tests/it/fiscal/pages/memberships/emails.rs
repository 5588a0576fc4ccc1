//! The emails about a membership: those that there are, and those to come.

use super::{LABEL, contact, start, url};

#[tokio::test]
async fn mem_03_emails_about_the_membership_are_shown_and_those_to_come_explained() {
    let (app, admin, id) = start().await;
    let bea = app.person("Bea Billing").create().await;
    contact(&app, id, &bea, "billing_contact").await;
    let email = "INSERT INTO scheduled_email (scheduled_at, to_header, from_header, subject, body, target_type, target_id)
        VALUES (now(), '{a@example.org}', 'b@example.org', 'Hello', 'x', 'workshops.membership', $1) RETURNING id::text";
    let own: String = sqlx::query_scalar(email).bind(id).fetch_one(app.pool()).await.unwrap();
    let other: String = sqlx::query_scalar(email).bind(id + 1).fetch_one(app.pool()).await.unwrap();
    for address in [url(id, ""), url(id, "emails/")] {
        let links = app.get(&address).as_user(&admin).await.expect_page().links();
        let leads_to = |email: &str| links.contains(&format!("/emails/scheduled_email/{email}/"));
        assert!(leads_to(&own) && !leads_to(&other), "{address}: {links:?}");
    }
    let page = app.get(&url(id, "emails/")).as_user(&admin).await.expect_page();
    assert!((1..=12).contains(&app.statements()), "{} statements", app.statements());
    assert!(page.says(LABEL) && page.links().contains(&url(id, "")), "{}", page.visible());
    let upcoming = page.text_of("upcoming");
    // Six months are 180 days.
    assert!(upcoming.contains("It goes out on June 30, 2026") && upcoming.contains("To bea.billing@example.org."), "{upcoming}");
}

#[tokio::test]
async fn mem_03_only_who_may_look_at_emails_is_led_to_those_to_come() {
    let (app, admin, id) = start().await;
    app.run(
        "DELETE FROM user_group_permission g USING permission p WHERE p.id = g.permission_id AND p.codename = 'view_scheduledemail'",
    )
    .await;
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(page.says("Upcoming mail") && !page.links().contains(&url(id, "emails/")), "{}", page.visible());
    app.get(&url(id, "emails/")).as_user(&admin).await.expect_status(403);
}

#[tokio::test]
async fn mem_03_without_the_flag_a_membership_says_nothing_of_emails() {
    let (app, admin, id) = start().await;
    app.run(
        "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('EMAIL_MODULE', 'boolean', 'False', true)",
    )
    .await;
    let page = app.get(&url(id, "")).as_user(&admin).await.expect_page();
    assert!(!page.says("Related scheduled emails"), "{}", page.visible());
    app.get(&url(id, "emails/")).as_user(&admin).await.expect_status(404);
}
