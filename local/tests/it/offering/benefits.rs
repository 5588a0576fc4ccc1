//! Benefits (OFF-07 … OFF-11).

use crate::support::TestApp;

const LIST: &str = "/offering/benefits/";

/// Writes a benefit down, and gives its page's address.
async fn benefit(app: &TestApp, name: &str, unit: &str, active: bool) -> String {
    let benefit = "INSERT INTO benefit (name, description, unit_type, credits, active, created_at)
        VALUES ($1, $1 || ' for all', $2, 3, $3, '2030-01-01') RETURNING id::text";
    let id: String = sqlx::query_scalar(benefit).bind(name).bind(unit).bind(active).fetch_one(app.pool()).await.unwrap();
    format!("{LIST}{id}/")
}

#[tokio::test]
async fn off_07_benefits_are_listed_newest_first_filtered_ordered_and_exported() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let retreat = benefit(&app, "Retreat", "event", false).await;
    app.run("UPDATE benefit SET last_updated_at = '2026-02-03T04:05:00Z' WHERE name = 'Retreat'").await;
    let page = app.get(LIST).as_user(&admin).await.expect_page();
    assert!(page.says("Retreat Retreat for all Event 3 no Jan. 1, 2030"), "{}", page.visible());
    assert!(page.text.find("Retreat for all") < page.text.find("Instructor Training default benefit"), "newest first");
    assert!(page.links().contains(&retreat) && page.links().contains(&"/offering/benefits/create/".to_owned()));
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    for (query, shown, hidden) in [
        ("active=true", "Skillup default benefit", "Retreat for all"),
        ("active=false", "Retreat for all", "Skillup default benefit"),
        ("unit_type=event", "Retreat for all", "Skillup default benefit"),
        ("unit_type=seat", "Skillup default benefit", "Retreat for all"),
    ] {
        let page = app.get(&format!("{LIST}?{query}")).as_user(&admin).await.expect_page();
        assert!(page.says(shown) && !page.says(hidden), "{query}: {}", page.visible());
    }
    for (order, first) in [
        ("name", "Collaborative Lesson Development Training"),
        ("-name", "Skillup"),
        ("-description", "Skillup"),
        ("-created_at", "Retreat"),
        ("-last_updated_at", "Retreat"),
    ] {
        let csv = app.get(&format!("{LIST}?order_by={order}&format=csv")).as_user(&admin).await.expect_status(200);
        assert!(csv.text.lines().nth(1).unwrap().starts_with(first), "{order}: {}", csv.text);
        assert_eq!(csv.text.lines().count(), 6, "{}", csv.text);
    }
}

#[tokio::test]
async fn off_08_off_09_off_10_a_benefit_is_made_shown_and_changed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = app.get("/offering/benefits/create/").as_user(&admin).await.expect_page();
    assert!(page.says("Add Cancel"), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!(form.value("active"), "on");
    for (field, value) in [("name", ""), ("description", ""), ("unit_type", "month"), ("credits", "-1"), ("credits", "many")] {
        let whole =
            form.clone().fill("name", "Retreat").fill("description", "A week").fill("unit_type", "seat").fill("credits", "2");
        let page = whole.fill(field, value).send(&app).as_user(&admin).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field}={value}: {}", page.visible());
        assert_eq!(app.value::<i64>("SELECT count(*) FROM benefit WHERE name = 'Retreat'").await, 0);
    }
    let form = form.fill("name", "Retreat").fill("description", "A week").fill("unit_type", "seat").fill("credits", "2");
    let to = form.send(&app).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Benefit \"Retreat\" (seat, 2 credits) was created."), "{}", page.visible());
    assert!(page.says("Active yes") && page.says("Unit type Seat") && page.says("Created on"), "{}", page.visible());
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());

    let form = app.get(&format!("{to}edit/")).as_user(&admin).await.expect_page().form("main-form");
    let to = form.fill("credits", "5").choose("active", &[]).send(&app).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Benefit \"Retreat\" (seat, 5 credits) was updated.") && page.says("Active no"), "{}", page.visible());
    app.get("/offering/benefits/8c3e1bd0-0000-4000-8000-000000000000/").as_user(&admin).await.expect_status(404);
    app.get("/offering/benefits/none/").as_user(&admin).await.expect_status(404);
}

#[tokio::test]
async fn off_11_a_benefit_that_an_account_has_stays() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (free, used) = (benefit(&app, "Free", "seat", true).await, benefit(&app, "Used", "seat", true).await);
    app.person("Harry Potter").create().await;
    app.run_all(
        "INSERT INTO account (person_id) SELECT id FROM person WHERE family = 'Potter';
         INSERT INTO account_benefit (account_id, benefit_id, start_date, end_date, allocation)
         SELECT a.id, b.id, '2026-01-01', '2026-12-31', 1 FROM account a, benefit b WHERE b.name = 'Used'",
    )
    .await;
    app.get(&format!("{free}delete/")).as_user(&admin).await.expect_status(405);
    let page = app.post(&format!("{used}delete/"), &[]).as_user(&admin).await;
    assert!(page.says("account benefits") && page.says("Used"), "{}", page.visible());
    assert_eq!(app.post(&format!("{free}delete/"), &[]).as_user(&admin).await.expect_redirect(), LIST);
    assert!(app.get(LIST).as_user(&admin).await.says("Benefit \"Free\" (seat, 3 credits) was deleted."));
    assert_eq!(app.value::<String>("SELECT string_agg(name, ' ') FROM benefit WHERE credits = 3").await, "Used");
}

/// Flags and permissions: what may not be done is disabled, and without the flag nothing is there.
#[tokio::test]
async fn off_07_buttons_follow_permissions_and_the_flag_closes_everything() {
    let app = TestApp::start().await;
    let reader = app.person("Rita Reader").in_group("steering committee").with_permission("view_benefit").create().await;
    let url = benefit(&app, "Retreat", "seat", true).await;
    let page = app.get(LIST).as_user(&reader).await.expect_page();
    assert!(page.says("New benefit") && !page.links().contains(&"/offering/benefits/create/".to_owned()));
    let page = app.get(&url).as_user(&reader).await.expect_page();
    assert!(page.says("Edit") && !page.links().contains(&format!("{url}edit/")));
    app.run(
        "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('SERVICE_OFFERING', 'boolean', 'False', true)",
    )
    .await;
    for path in [LIST, &url, "/offering/event-categories/"] {
        app.get(path).as_user(&reader).await.expect_status(404);
        app.get(path).await.expect_status(404);
    }
}
