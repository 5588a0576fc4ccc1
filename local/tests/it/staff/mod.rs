//! The search for workshop staff (STF-01, STF-02), and lists as maps.

mod contact;
mod csv;
mod form;
mod map;
mod search;

use crate::support::{Answer, Person, TestApp};

/// AMY with an administrator, who lives at no airport and so is not found.
async fn start() -> (TestApp, Person) {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    (app, admin)
}

/// A person at an airport, with what is known of it.
async fn at(app: &TestApp, name: &str, airport: &str) -> Person {
    let person = app.person(name).near(airport).create().await;
    let place = "UPDATE person p SET airport_country = a.country, airport_lat = a.latitude, airport_lon = a.longitude
        FROM airport a WHERE a.iata = p.airport_iata AND p.id = $1";
    let placed = sqlx::query(place).bind(person.id).execute(app.pool()).await.unwrap();
    assert_eq!(placed.rows_affected(), 1, "there is no airport {airport}");
    person
}

/// Lets a person consent to be contacted.
async fn consent(app: &TestApp, person: &Person) {
    let consent = "INSERT INTO consent (person_id, term_id, term_option_id)
        SELECT $1, t.id, o.id FROM term t JOIN term_option o ON o.term_id = t.id
        WHERE t.slug = 'may-contact' AND o.option_type = 'agree' AND o.archived_at IS NULL
        ON CONFLICT (person_id, term_id) WHERE archived_at IS NULL DO UPDATE SET term_option_id = EXCLUDED.term_option_id";
    let given = sqlx::query(consent).bind(person.id).execute(app.pool()).await.unwrap();
    assert_eq!(given.rows_affected(), 1);
}

async fn search(app: &TestApp, admin: &Person, query: &str) -> Answer {
    app.get(&format!("/workshops/workshop_staff/?{query}")).as_user(admin).await.expect_page()
}

/// The full names of those who were found, in order, by the check boxes before them.
fn names(page: &Answer) -> Vec<String> {
    let boxes = page.tags().into_iter().filter(|tag| tag.name == "input" && tag.attribute("name") == Some("person"));
    boxes.map(|tag| tag.attribute("aria-label").unwrap().trim_start_matches("Select ").to_owned()).collect()
}

/// The same of a search.
async fn found(app: &TestApp, admin: &Person, query: &str) -> Vec<String> {
    names(&search(app, admin, query).await)
}
