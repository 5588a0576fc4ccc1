//! The rules of the search form (DM-PERSON-31): what is wrong is said, and the other filters still hold.

use super::{at, names, search, start};

#[tokio::test]
async fn stf_01_one_coordinate_alone_is_told_and_gives_no_point() {
    let (app, admin) = start().await;
    at(&app, "Ada Edinburgh", "EDI").await;
    at(&app, "Bea Accra", "ACC").await;
    for (query, field) in [("latitude=5", "longitude"), ("longitude=0", "latitude")] {
        let page = search(&app, &admin, query).await;
        assert_eq!(page.error_at(field), "Enter latitude and longitude, or neither.", "{query}");
        assert_eq!(names(&page), ["Bea Accra", "Ada Edinburgh"], "{query}: by name");
        assert!(!page.says(" km"), "{}", page.visible());
    }
}

#[tokio::test]
async fn stf_01_coordinates_are_numbers_on_the_earth() {
    let (app, admin) = start().await;
    at(&app, "Ada Edinburgh", "EDI").await;
    for (query, field) in [
        ("latitude=90.5&longitude=0", "latitude"),
        ("latitude=north&longitude=0", "latitude"),
        ("latitude=0&longitude=-180.5", "longitude"),
        ("latitude=0&longitude=NaN", "longitude"),
    ] {
        let page = search(&app, &admin, query).await;
        assert!(page.error_at(field).starts_with("Enter a number of degrees"), "{query}: {}", page.visible());
        assert!(!page.says(" km"), "{query}");
    }
    let page = search(&app, &admin, "latitude=north&longitude=0").await;
    assert_eq!(page.form("filter-form").value("latitude"), "north", "what was typed is kept");
    assert!(search(&app, &admin, "latitude=90&longitude=-180").await.says(" km"));
}

#[tokio::test]
async fn stf_01_two_ways_to_say_where_are_told_and_the_filters_still_hold() {
    let (app, admin) = start().await;
    at(&app, "Ada Edinburgh", "EDI").await;
    at(&app, "Bea Sydney", "SYD").await;
    let helper = at(&app, "Cem London", "LHR").await;
    let event = app.event("2026-01-01-swc").create().await;
    app.task(&helper, "helper", &event).await;
    let told = "choose one of the three";
    for (query, expected) in [
        ("airport_iata=SYD&country=GB", vec!["Ada Edinburgh", "Cem London"]),
        ("airport_iata=SYD&latitude=0&longitude=0", vec!["Ada Edinburgh", "Cem London", "Bea Sydney"]),
        ("country=GB&latitude=0&longitude=0", vec!["Ada Edinburgh", "Cem London"]),
        ("airport_iata=SYD&country=GB&was_helper=on", vec!["Cem London"]),
    ] {
        let page = search(&app, &admin, query).await;
        assert!(page.says(told), "{query}: {}", page.visible());
        assert_eq!(names(&page), expected, "{query}");
        assert!(!page.says(" km"), "{query}");
    }
    for fine in ["airport_iata=SYD", "country=GB&country=AU", "latitude=0&longitude=0"] {
        assert!(!search(&app, &admin, fine).await.says(told), "{fine}");
    }
}

#[tokio::test]
async fn stf_01_an_airport_that_there_is_not_is_told() {
    let (app, admin) = start().await;
    at(&app, "Ada Edinburgh", "EDI").await;
    let page = search(&app, &admin, "airport_iata=QQQ").await;
    assert!(page.error_at("airport_iata").contains("There is no airport with this code."), "{}", page.visible());
    assert_eq!(names(&page), ["Ada Edinburgh"]);
}

#[tokio::test]
async fn stf_01_check_boxes_and_choices_stay_as_they_were() {
    let (app, admin) = start().await;
    at(&app, "Ada Edinburgh", "EDI").await;
    let git = app.id_of("lesson", "swc/git").await;
    let page = search(&app, &admin, &format!("was_helper=on&lessons={git}&gender=F&airport_iata=EDI")).await;
    let form = page.form("filter-form");
    assert_eq!((form.value("was_helper"), form.value("was_organizer")), ("on", ""));
    assert_eq!((form.value("lessons"), form.value("gender"), form.value("airport_iata")), (git.as_str(), "F", "EDI"));
    assert!(page.says("Was helper at least once: Yes"), "{}", page.visible());
}

/// Without JavaScript an airport is searched for with a text.
#[tokio::test]
async fn stf_01_an_airport_is_found_without_scripts() {
    let (app, admin) = start().await;
    let page = search(&app, &admin, "airport_iata__term=Edinburgh").await;
    assert!(page.says("found; choose in the list above."), "{}", page.visible());
}
