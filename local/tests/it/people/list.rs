//! The list of persons (PER-01).

use crate::support::TestApp;

/// The places of these words on the page, to tell an order.
fn places(page: &str, words: &[&str]) -> Vec<usize> {
    words.iter().map(|word| page.find(word).unwrap_or_else(|| panic!("{word} is missing"))).collect()
}

#[tokio::test]
async fn people_are_found_by_badge_and_by_what_they_taught() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let harry = app.person("Harry Potter").create().await;
    let ron = app.person("Ron Weasley").create().await;
    let event = app.event("2026-07-01-lund").tagged("SWC").create().await;
    app.task(&harry, "instructor", &event).await;
    app.task(&ron, "helper", &event).await;
    sqlx::query("INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-01-01' FROM badge WHERE name = 'trainer'")
        .bind(ron.id)
        .execute(app.pool())
        .await
        .unwrap();
    let id = async |sql: &'static str| sqlx::query_scalar::<_, i32>(sql).fetch_one(app.pool()).await.unwrap();
    let (swc, trainer) =
        (id("SELECT id FROM tag WHERE name = 'SWC'").await, id("SELECT id FROM badge WHERE name = 'trainer'").await);

    let taught = app.get(&format!("/workshops/persons/?taught_workshops={swc}")).as_user(&admin).await.expect_page();
    assert!(taught.says("Harry Potter") && !taught.says("Ron Weasley"), "{}", taught.visible());
    let holders = app.get(&format!("/workshops/persons/?badges={trainer}")).as_user(&admin).await.expect_page();
    assert!(holders.says("TRAINER Ron Weasley") && !holders.says("Harry Potter"), "{}", holders.visible());
    assert!(app.statements() <= 6, "{}", app.statements());
    let odd = app.get("/workshops/persons/?badges=x&order_by=y").as_user(&admin).await.expect_page();
    assert!(odd.says("Harry Potter") && odd.says("Ron Weasley"));
}

#[tokio::test]
async fn people_stand_in_the_order_asked_for() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for name in ["Zoe Archer", "Adam Zucker", "Milo Nolan"] {
        app.person(name).create().await;
    }
    sqlx::query("UPDATE person SET email = NULL WHERE personal = 'Milo'").execute(app.pool()).await.unwrap();
    for (order, expected) in [
        ("", ["Zoe Archer", "Milo Nolan", "Adam Zucker"]),
        ("-lastname", ["Adam Zucker", "Milo Nolan", "Zoe Archer"]),
        ("firstname", ["Adam Zucker", "Milo Nolan", "Zoe Archer"]),
        ("-firstname", ["Zoe Archer", "Milo Nolan", "Adam Zucker"]),
        ("email", ["Adam Zucker", "Zoe Archer", "Milo Nolan"]),
        ("-email", ["Zoe Archer", "Adam Zucker", "Milo Nolan"]),
    ] {
        let page = app.get(&format!("/workshops/persons/?order_by={order}")).as_user(&admin).await.expect_page();
        let places = places(&page.text, &expected);
        assert!(places.is_sorted(), "{order}: {places:?}");
    }
}

#[tokio::test]
async fn dm_crole_01_the_role_as_instructor_is_shown_with_its_activity() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let role = "INSERT INTO community_role (person_id, config_id, start, \"end\") SELECT $1, id, $2::date, $3::date FROM community_role_config WHERE name = 'instructor'";
    // It is 15 June 2026.
    for (name, start, end) in [("Ann Active", "2026-06-15", "2026-06-16"), ("Ivy Inactive", "2026-01-01", "2026-06-15")] {
        let person = app.person(name).create().await;
        let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
        sqlx::query(role).bind(person.id).bind(day(start)).bind(day(end)).execute(app.pool()).await.unwrap();
        // The list and the page must agree, though one asks the database and the other does not.
        let word = if name == "Ann Active" { "Instructor role (active)" } else { "Instructor role (inactive)" };
        let page = app.get(&super::url(person.id, "")).as_user(&admin).await.expect_page();
        assert!(page.says(word), "{}", page.visible());
    }
    let list = app.get("/workshops/persons/").as_user(&admin).await.expect_page();
    assert!(
        list.says("Instructor role (active) Ann Active") && list.says("Instructor role (inactive) Ivy Inactive"),
        "{}",
        list.visible()
    );
}

#[tokio::test]
async fn the_list_can_be_taken_along() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let danger = app.person("Cmd Danger").create().await;
    sqlx::query("UPDATE person SET personal = '=cmd' WHERE id = $1").bind(danger.id).execute(app.pool()).await.unwrap();
    let csv = app.get("/workshops/persons/?format=csv").as_user(&admin).await.expect_page();
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"persons.csv\"");
    assert!(csv.text.starts_with("Some badges,Name,Email\r\n") && csv.text.contains(",'=cmd Danger,"), "{}", csv.text);
}
