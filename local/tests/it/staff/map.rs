//! Lists as maps (`docs/lists.md`): events, and the search for staff.

use super::{at, names, search, start};
use crate::support::{Answer, Person, TestApp};

async fn events(app: &TestApp, admin: &Person, query: &str) -> Answer {
    app.get(&format!("/workshops/events/?{query}")).as_user(admin).await.expect_page()
}

/// What each mark says, and where it leads.
fn marks(page: &Answer) -> Vec<(String, String)> {
    let links = page.tags().into_iter().filter(|tag| tag.name == "a" && tag.attribute("class") == Some("map-mark"));
    links.map(|tag| (tag.attribute("aria-label").unwrap().to_owned(), tag.attribute("href").unwrap().to_owned())).collect()
}

/// Events at three places, one of them with two, and one event nowhere.
async fn somewhere(app: &TestApp) {
    for (slug, country, tag) in [
        ("2026-01-01-nairobi", "KE", "SWC"),
        ("2026-01-02-nairobi", "KE", "DC"),
        ("2026-01-01-lund", "SE", "SWC"),
        ("2026-01-01-auckland", "NZ", "SWC"),
        ("2026-01-01-nowhere", "SE", "SWC"),
    ] {
        app.event(slug).in_country(country).tagged(tag).create().await;
    }
    app.run_all(
        "UPDATE event SET latitude = -1.3, longitude = 36.8 WHERE slug LIKE '%nairobi';
        UPDATE event SET latitude = 55.7, longitude = 13.2 WHERE slug LIKE '%lund';
        UPDATE event SET latitude = -36.8, longitude = 174.8 WHERE slug LIKE '%auckland'",
    )
    .await;
}

#[tokio::test]
async fn evt_01_the_map_has_a_mark_for_each_place() {
    let (app, admin) = start().await;
    somewhere(&app).await;
    let page = events(&app, &admin, "view=map").await;
    let marks = marks(&page);
    let said: Vec<&str> = marks.iter().map(|(words, _)| words.as_str()).collect();
    assert_eq!(said, ["2 events: Kenya", "1 event: New Zealand", "1 event: Sweden"]);
    assert!(page.says("5 events") && page.says("1 event without coordinates: not on the map."), "{}", page.visible());
    assert!(page.says("Places as a table"), "{}", page.visible());
    assert!(!page.says("2026-01-01-lund"), "no rows: {}", page.visible());
    // A mark leads to the list of what is there.
    let there = app.get(&marks[0].1).as_user(&admin).await.expect_page();
    assert!(there.says("2 events") && there.says("2026-01-02-nairobi") && !there.says("2026-01-01-lund"), "{}", there.visible());
    assert!(there.says("Area: 1.3° S, 36.8° E"), "{}", there.visible());
}

#[tokio::test]
async fn evt_01_the_map_shows_all_that_the_filters_let_through() {
    let (app, admin) = start().await;
    somewhere(&app).await;
    let swc = app.id_of("tag", "SWC").await;
    let page = events(&app, &admin, &format!("tags={swc}&view=map&page=2&items_per_page=1")).await;
    let marks = marks(&page);
    assert_eq!(marks.len(), 3, "whatever the page: {marks:?}");
    let kenya = marks.iter().find(|(words, _)| words == "1 event: Kenya").unwrap();
    assert!(kenya.1.contains(&format!("tags={swc}")) && !kenya.1.contains("view=") && !kenya.1.contains("page=2"), "{}", kenya.1);
    let form = page.form("filter-form");
    assert_eq!(form.value("view"), "map", "another filter shows another map");
    let none = events(&app, &admin, "view=map&country=SE&completed=true").await;
    assert!(none.says("No events.") && none.links().contains(&"/workshops/events/?view=map".to_owned()), "{}", none.visible());
    let unlocated = events(&app, &admin, "view=map&area=0,0,1,1").await;
    assert!(unlocated.says("No events."), "{}", unlocated.visible());
}

#[tokio::test]
async fn evt_01_events_without_coordinates_make_no_map() {
    let (app, admin) = start().await;
    app.event("2026-01-01-nowhere").create().await;
    let page = events(&app, &admin, "view=map").await;
    assert!(page.says("None of these events has coordinates."), "{}", page.visible());
}

#[tokio::test]
async fn evt_01_one_switches_between_list_and_map() {
    let (app, admin) = start().await;
    somewhere(&app).await;
    let list = events(&app, &admin, "country=SE").await;
    assert!(list.links().contains(&"/workshops/events/?country=SE&view=map".to_owned()), "{:?}", list.links());
    let map = events(&app, &admin, "country=SE&view=map").await;
    assert!(map.links().contains(&"/workshops/events/?country=SE".to_owned()), "{:?}", map.links());
    // Lists without coordinates have no map.
    let persons = app.get("/workshops/persons/?view=map").as_user(&admin).await.expect_page();
    assert!(persons.says("Ada Admin") && !persons.text.contains("aria-label=\"View\""), "{}", persons.visible());
    let csv = app.get("/workshops/events/?view=map&format=csv").as_user(&admin).await.expect_page();
    assert_eq!(csv.text.lines().count(), 6);
}

#[tokio::test]
async fn evt_01_an_area_that_is_none_is_told_and_filters_nothing() {
    let (app, admin) = start().await;
    somewhere(&app).await;
    for area in ["x", "1,2,3", "3,0,1,0", "-91,0,0,0"] {
        let page = events(&app, &admin, &format!("area={area}")).await;
        assert!(page.says("5 events"), "{area}: {}", page.visible());
        assert_eq!(page.error_at("area"), "Choose an area on the map.", "{area}");
    }
    let page = events(&app, &admin, "area=50,10,60,20").await;
    assert!(page.says("1 event") && page.says("2026-01-01-lund"), "{}", page.visible());
}

/// Marks are gathered in the database, never more than can be told apart, and none is lost.
#[tokio::test]
async fn evt_01_a_thousand_events_are_few_marks_at_the_same_cost() {
    let (app, admin) = start().await;
    somewhere(&app).await;
    events(&app, &admin, "view=map").await;
    let before = app.statements();
    app.run(
        "INSERT INTO event (slug, host_id, latitude, longitude)
         SELECT '2025-01-01-e' || n, (SELECT min(id) FROM organization), -60 + (n % 25) * 5.3, -170 + (n / 25) * 8.7
         FROM generate_series(0, 999) n",
    )
    .await;
    let page = events(&app, &admin, "view=map").await;
    assert_eq!(app.statements(), before);
    assert!((1..=6).contains(&before), "{before} statements");
    let marks = marks(&page);
    assert!((50..=400).contains(&marks.len()), "{} marks", marks.len());
    let number = |words: &str| words.split(' ').next().unwrap().parse::<usize>().unwrap();
    assert_eq!(marks.iter().map(|(words, _)| number(words)).sum::<usize>(), 1004);
    // What a mark says is what its list has.
    for (words, link) in marks.iter().take(3) {
        let there = app.get(link).as_user(&admin).await.expect_page();
        assert!(there.says(&format!("{} events", number(words))), "{words} at {link}: {}", there.visible());
    }
}

#[tokio::test]
async fn stf_01_the_map_shows_airports_and_the_point_of_reference() {
    let (app, admin) = start().await;
    for (name, airport) in [("Ada A", "EDI"), ("Bea B", "EDI"), ("Cem C", "SYD")] {
        at(&app, name, airport).await;
    }
    let page = search(&app, &admin, "view=map&latitude=0&longitude=0").await;
    let marks = marks(&page);
    let said: Vec<&str> = marks.iter().map(|(words, _)| words.as_str()).collect();
    assert_eq!(said, ["2 persons: Edinburgh Airport (EDI)", "1 person: Sydney Kingsford Smith International Airport (SYD)"]);
    assert!(page.text.contains("map-near") && page.says("The cross is the point of reference."), "{}", page.visible());
    let there = app.get(&marks[0].1).as_user(&admin).await.expect_page();
    assert_eq!(names(&there), ["Ada A", "Bea B"]);
    assert!(there.says(" km"), "the point of reference stays: {}", there.visible());
    let plain = search(&app, &admin, "view=map").await;
    assert!(!plain.text.contains("map-near"));
}
