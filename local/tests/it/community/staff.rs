//! The search for workshop staff (DM-PERSON-30, DM-PERSON-31, D-28).

use shared::check::FieldErrors;
use shared::listing::{Point, Query, Value};
use shared::staff::{self, ListRow, Place};

use super::{award, db, role};
use crate::support::{Person, TestApp};

/// A person at an airport, with what is known of it, and a country of their own where one is given.
async fn at(app: &TestApp, name: &str, airport: &str, country: &str) -> Person {
    let person = app.person(name).near(airport).create().await;
    let place =
        "UPDATE person p SET airport_country = a.country, airport_lat = a.latitude, airport_lon = a.longitude, country = $2
        FROM airport a WHERE a.iata = p.airport_iata AND p.id = $1";
    sqlx::query(place).bind(person.id).bind(country).execute(app.pool()).await.unwrap();
    person
}

/// The point of reference that the form gives.
async fn place_of(app: &TestApp, place: &Place) -> (Option<Point>, FieldErrors) {
    let choices = staff::choices(&mut *db(app).await, Some(&place.airport_iata)).await.unwrap();
    staff::reference(place, choices.airport)
}

async fn find(app: &TestApp, near: Option<Point>, filters: Vec<(&'static str, Value)>) -> Vec<ListRow> {
    let query = Query { filters, near, today: app.clock.today(), ..Query::default() };
    let found = staff::LISTING.page(&mut *db(app).await, &query).await.unwrap();
    assert_eq!(found.total, i64::try_from(found.rows.len()).unwrap());
    found.rows
}

fn names(rows: &[ListRow]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

/// DM-PERSON-30
#[tokio::test]
async fn dm_person_30_who_has_no_airport_is_left_out_and_warned() {
    let app = TestApp::start().await;
    let nowhere = app.person("Ned Nowhere").administrator().create().await;
    at(&app, "Sam Somewhere", "EDI", "").await;
    assert_eq!(names(&find(&app, None, vec![]).await), ["Sam Somewhere"]);
    let page = app.get("/workshops/persons/").as_user(&nowhere).await.expect_page();
    assert!(page.says("Your profile is missing airport information."), "{}", page.visible());
    let (viewer, _) = shared::access::viewer(&mut *db(&app).await, nowhere.id).await.unwrap().unwrap();
    assert!(!viewer.has_airport, "what the sign-up for recruitments asks");
}

/// DM-PERSON-31, D-28
#[tokio::test]
async fn dm_person_31_people_are_found_by_where_they_are() {
    let app = TestApp::start().await;
    for (name, airport, country) in
        [("Ada Edinburgh", "EDI", ""), ("Bea London", "LHR", ""), ("Cem Krakow", "KRK", "DE"), ("Dee Sydney", "SYD", "GB")]
    {
        at(&app, name, airport, country).await;
    }
    assert_eq!(names(&find(&app, None, vec![]).await), ["Ada Edinburgh", "Cem Krakow", "Bea London", "Dee Sydney"]);
    let countries = |codes: &[&str]| vec![("country", Value::Texts(codes.iter().map(|code| (*code).to_owned()).collect()))];
    assert_eq!(names(&find(&app, None, countries(&["GB"])).await), ["Ada Edinburgh", "Bea London", "Dee Sydney"]);
    assert_eq!(names(&find(&app, None, countries(&["PL", "DE"])).await), ["Cem Krakow"]);
    // A continent is that of the effective country, not only of the one given by hand.
    let europe = super::id_of(&app, "continent", "Europe").await;
    assert_eq!(find(&app, None, vec![("continent", Value::Ints(vec![europe]))]).await.len(), 4);
    let asia = super::id_of(&app, "continent", "Asia").await;
    assert!(find(&app, None, vec![("continent", Value::Ints(vec![asia]))]).await.is_empty());

    let (near, errors) = place_of(&app, &Place { airport_iata: "LHR".into(), ..Place::default() }).await;
    assert!(errors.is_empty());
    let rows = find(&app, near, vec![]).await;
    assert_eq!(names(&rows), ["Bea London", "Ada Edinburgh", "Cem Krakow", "Dee Sydney"]);
    let kilometres: Vec<i64> = rows.iter().map(|row| row.distance_km.unwrap().round() as i64).collect();
    assert!(
        kilometres[0] == 0 && (530..540).contains(&kilometres[1]) && (17_000..17_030).contains(&kilometres[3]),
        "{kilometres:?}"
    );
    // Zero is a coordinate like any other, and the date line is no wall.
    let (near, _) = place_of(&app, &Place { latitude: Some(0.0), longitude: Some(0.0), ..Place::default() }).await;
    assert_eq!(near, Some(Point { latitude: 0.0, longitude: 0.0 }));
    let far_east = Some(Point { latitude: -34.0, longitude: -179.0 });
    assert_eq!(names(&find(&app, far_east, vec![]).await)[0], "Dee Sydney");
    let (near, errors) = place_of(&app, &Place { airport_iata: "QQQ".into(), ..Place::default() }).await;
    assert!(near.is_none() && !errors.of("airport_iata").is_empty());
}

/// DM-PERSON-17, DM-PERSON-31
#[tokio::test]
async fn dm_person_17_dm_person_31_people_are_found_by_what_they_did_and_can_do() {
    let app = TestApp::start().await;
    let (ada, bea, cem) =
        (at(&app, "Ada A", "EDI", "").await, at(&app, "Bea B", "EDI", "").await, at(&app, "Cem C", "EDI", "").await);
    let workshop = app.event("2026-01-01-swc").create().await;
    let (training, stalled) = (
        app.event("2026-02-01-ttt").tagged("TTT").create().await,
        app.event("2026-03-01-ttt").tagged("TTT").tagged("stalled").create().await,
    );
    for (domain, event) in [("carpentries.org", &training), ("self-organized", &workshop)] {
        let administer = "UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = $2) WHERE id = $1";
        sqlx::query(administer).bind(event.id).bind(domain).execute(app.pool()).await.unwrap();
    }
    for (person, role, event) in [
        (&ada, "instructor", &workshop),
        (&ada, "instructor", &training),
        (&ada, "instructor", &stalled),
        (&ada, "helper", &workshop),
        (&ada, "organizer", &workshop),
        (&ada, "supporting-instructor", &workshop),
        (&bea, "learner", &training),
        (&cem, "learner", &stalled),
        (&cem, "host", &workshop),
    ] {
        app.task(person, role, event).await;
    }
    award(&app, &ada, "trainer").await;
    role(&app, &ada, "instructor", None, None).await;
    role(&app, &bea, "instructor", None, Some("2026-06-15")).await;
    for sql in [
        "INSERT INTO qualification (person_id, lesson_id) SELECT $1, id FROM lesson WHERE name IN ('swc/git', 'swc/sql')",
        "INSERT INTO person_language SELECT $1, id FROM language WHERE subtag IN ('en', 'pl')",
        "INSERT INTO person_domain SELECT $1, min(id) FROM knowledge_domain",
        "UPDATE person SET gender = 'F' WHERE id = $1",
    ] {
        sqlx::query(sql).bind(ada.id).execute(app.pool()).await.unwrap();
    }
    sqlx::query("INSERT INTO person_language SELECT $1, id FROM language WHERE subtag = 'en'")
        .bind(bea.id)
        .execute(app.pool())
        .await
        .unwrap();

    let rows = find(&app, None, vec![]).await;
    let [a, b, c] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(
        (a.num_instructor, a.num_trainer, a.num_supporting, a.num_helper, a.num_learner, a.num_organizer),
        (2, 1, 1, 1, 0, 1),
        "the stalled training has no administrator"
    );
    assert_eq!((a.is_trainer, a.is_trainee, a.instructor_roles.as_slice()), (true, false, [true].as_slice()));
    assert_eq!((b.is_trainer, b.is_trainee, b.instructor_roles.as_slice(), b.num_learner), (false, true, [false].as_slice(), 1));
    assert!(!c.is_trainee && c.instructor_roles.is_empty());
    assert_eq!(a.lessons.iter().map(|lesson| lesson.name.as_str()).collect::<Vec<_>>(), ["swc/git", "swc/sql"]);
    assert_eq!((a.country.as_deref(), a.email.as_deref()), (Some("United Kingdom"), None));

    let lesson = async |name| super::id_of(&app, "lesson", name).await;
    let language = async |name| super::id_of(&app, "language", name).await;
    for (filter, value, expected) in [
        ("is_instructor", Value::Bool(true), vec!["Ada A"]),
        ("is_trainer", Value::Bool(true), vec!["Ada A"]),
        ("was_helper", Value::Bool(true), vec!["Ada A"]),
        ("was_organizer", Value::Bool(true), vec!["Ada A"]),
        ("is_in_progress_trainee", Value::Bool(true), vec!["Bea B"]),
        ("gender", Value::Texts(vec!["F".into()]), vec!["Ada A"]),
        ("lessons", Value::Ints(vec![lesson("swc/git").await, lesson("swc/sql").await]), vec!["Ada A"]),
        ("lessons", Value::Ints(vec![lesson("swc/git").await, lesson("swc/hg").await]), vec![]),
        ("languages", Value::Ints(vec![language("English").await]), vec!["Ada A", "Bea B"]),
        ("languages", Value::Ints(vec![language("English").await, language("Polish").await]), vec!["Ada A"]),
        ("domains", Value::Ints(vec![app.value("SELECT min(id) FROM knowledge_domain").await]), vec!["Ada A"]),
    ] {
        assert_eq!(names(&find(&app, None, vec![(filter, value)]).await), expected, "{filter}");
    }
    // A badge makes a trainee an instructor.
    award(&app, &bea, "lc-instructor").await;
    assert!(find(&app, None, vec![("is_in_progress_trainee", Value::Bool(true))]).await.is_empty());
}
