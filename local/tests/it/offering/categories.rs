//! Categories of events (OFF-17 … OFF-21).

use crate::support::TestApp;

const LIST: &str = "/offering/event-categories/";

#[tokio::test]
async fn off_17_categories_are_listed_by_name_filtered_ordered_and_exported() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.run(
        "INSERT INTO event_category (name, description, active, created_at, last_updated_at)
         VALUES ('attic', 'Zz old things', false, '2030-01-01', '2030-01-02')",
    )
    .await;
    let page = app.get(LIST).as_user(&admin).await.expect_page();
    assert!(page.says("attic Zz old things no"), "{}", page.visible());
    assert!(page.text.find("attic") < page.text.find("community_session"), "by name");
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    for (query, shown, hidden) in
        [("active=true", "community_session", "Zz old things"), ("active=false", "Zz old things", "community_session")]
    {
        let page = app.get(&format!("{LIST}?{query}")).as_user(&admin).await.expect_page();
        assert!(page.says(shown) && !page.says(hidden), "{query}: {}", page.visible());
    }
    for (order, first) in [
        ("name", "attic"),
        ("-name", "workshop"),
        ("-description", "attic"),
        ("-created_at", "attic"),
        ("-last_updated_at", "attic"),
    ] {
        let csv = app.get(&format!("{LIST}?order_by={order}&format=csv")).as_user(&admin).await.expect_status(200);
        assert!(csv.text.lines().nth(1).unwrap().starts_with(first), "{order}: {}", csv.text);
    }
}

/// The permissions are those of AMY's model, which is `workshops.eventcategory`.
#[tokio::test]
async fn off_18_off_19_off_20_a_category_is_made_shown_and_changed() {
    let app = TestApp::start().await;
    let keeper = app.person("Kit Keeper").in_group("steering committee");
    let keeper = ["view_eventcategory", "add_eventcategory", "change_eventcategory"]
        .into_iter()
        .fold(keeper, |keeper, permission| keeper.with_permission(permission));
    let keeper = keeper.create().await;
    let page = app.get("/offering/event-categories/create/").as_user(&keeper).await.expect_page();
    assert!(page.says("Add Cancel"), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!(form.value("active"), "on");
    for field in ["name", "description"] {
        let whole = form.clone().fill("name", "retreat").fill("description", "A week");
        let page = whole.fill(field, " ").send(&app).as_user(&keeper).await.expect_status(422);
        assert!(!page.error_at(field).is_empty(), "{field}: {}", page.visible());
    }
    let to = form.fill("name", "retreat").fill("description", "A week").send(&app).as_user(&keeper).await.expect_redirect();
    let page = app.get(&to).as_user(&keeper).await.expect_page();
    assert!(page.says("Event Category “retreat” was created.") && page.says("Description A week"), "{}", page.visible());
    assert!(page.says("Active yes") && page.says("Created on"), "{}", page.visible());
    assert!((1..=6).contains(&app.statements()), "{}", app.statements());
    let form = app.get(&format!("{to}edit/")).as_user(&keeper).await.expect_page().form("main-form");
    let to = form.fill("name", "camp").choose("active", &[]).send(&app).as_user(&keeper).await.expect_redirect();
    let page = app.get(&to).as_user(&keeper).await.expect_page();
    assert!(page.says("Event Category “camp” was updated.") && page.says("Active no"), "{}", page.visible());
    assert!(!page.says("Event Category “retreat”"), "{}", page.visible());
    app.get("/offering/event-categories/8c3e1bd0-0000-4000-8000-000000000000/").as_user(&keeper).await.expect_status(404);
}

#[tokio::test]
async fn off_21_a_category_that_an_event_has_stays() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.event("2026-07-01-lund").create().await;
    app.run_all(
        "INSERT INTO event_category (name, description) VALUES ('free', 'x'), ('used', 'x');
         UPDATE event SET event_category_id = (SELECT id FROM event_category WHERE name = 'used')",
    )
    .await;
    let url = async |name: &'static str| {
        let id = "SELECT id::text FROM event_category WHERE name = $1";
        let id: String = sqlx::query_scalar(id).bind(name).fetch_one(app.pool()).await.unwrap();
        format!("{LIST}{id}/")
    };
    let page = app.post(&format!("{}delete/", url("used").await), &[]).as_user(&admin).await;
    assert!(page.says("events") && page.says("2026-07-01-lund"), "{}", page.visible());
    let to = app.post(&format!("{}delete/", url("free").await), &[]).as_user(&admin).await.expect_redirect();
    assert_eq!(to, LIST);
    assert!(app.get(LIST).as_user(&admin).await.says("Event Category “free” was deleted."));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event_category WHERE name IN ('free', 'used')").await, 1);
}
