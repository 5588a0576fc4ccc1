//! Whom the search finds, in which order, and what it shows of them.

use super::{at, consent, found, names, search, start};
use crate::support::{Person, TestApp};

/// Runs a statement for a person.
async fn give(app: &TestApp, person: &Person, statement: &'static str) {
    let given = sqlx::query(statement).bind(person.id).execute(app.pool()).await.unwrap();
    assert!(given.rows_affected() > 0, "{statement}");
}

const TRAINER: &str =
    "INSERT INTO award (person_id, badge_id, awarded) SELECT $1, id, '2026-01-01' FROM badge WHERE name = 'trainer'";
const ROLE: &str =
    "INSERT INTO community_role (person_id, config_id) SELECT $1, id FROM community_role_config WHERE name = 'instructor'";
const ENDED: &str = r#"INSERT INTO community_role (person_id, config_id, "end") SELECT $1, id, '2026-06-15' FROM community_role_config WHERE name = 'instructor'"#;
const LESSONS: &str =
    "INSERT INTO qualification (person_id, lesson_id) SELECT $1, id FROM lesson WHERE name IN ('swc/git', 'swc/sql')";
const GIT: &str = "INSERT INTO qualification (person_id, lesson_id) SELECT $1, id FROM lesson WHERE name = 'swc/git'";
const LANGUAGES: &str = "INSERT INTO person_language SELECT $1, id FROM language WHERE subtag IN ('en', 'pl')";
const ENGLISH: &str = "INSERT INTO person_language SELECT $1, id FROM language WHERE subtag = 'en'";
const DOMAIN: &str = "INSERT INTO person_domain SELECT $1, min(id) FROM knowledge_domain";

#[tokio::test]
async fn stf_01_everybody_with_an_airport_is_listed_by_name() {
    let (app, admin) = start().await;
    app.person("Ned Nowhere").create().await;
    for (name, airport) in [("Zoe Archer", "EDI"), ("Ada Baker", "SYD"), ("Bea Archer", "ACC")] {
        at(&app, name, airport).await;
    }
    let page = search(&app, &admin, "").await;
    assert_eq!(names(&page), ["Bea Archer", "Zoe Archer", "Ada Baker"]);
    assert!(page.says("Find Workshop Staff") && page.says("3 persons"), "{}", page.visible());
    assert!(!page.says(" km"), "nobody is far or near without a point of reference: {}", page.visible());
}

#[tokio::test]
async fn stf_01_nobody_found_is_said_and_there_is_no_file() {
    let (app, admin) = start().await;
    let page = search(&app, &admin, "was_helper=on").await;
    assert!(page.says("No persons.") && !page.says("Download as CSV"), "{}", page.visible());
}

/// Great circles, not degrees: at 60° north a degree of longitude is half of one of latitude.
#[tokio::test]
async fn stf_01_the_nearest_come_first_with_their_distance() {
    let (app, admin) = start().await;
    for (name, airport) in [("Ada Sydney", "SYD"), ("Bea Edinburgh", "EDI"), ("Cem London", "LHR"), ("Dee Accra", "ACC")] {
        at(&app, name, airport).await;
    }
    let page = search(&app, &admin, "airport_iata=LHR").await;
    assert_eq!(names(&page), ["Cem London", "Bea Edinburgh", "Dee Accra", "Ada Sydney"]);
    assert!(page.says("Distance") && page.says("0 km") && page.says("17,0"), "{}", page.visible());
    assert!(page.says("LHR: London Heathrow Airport"), "the airport has its name in the form: {}", page.visible());
    // Zero is a coordinate: off Accra.
    assert_eq!(found(&app, &admin, "latitude=0&longitude=0").await[0], "Dee Accra");
    assert_eq!(found(&app, &admin, "latitude=-33.9&longitude=151").await[0], "Ada Sydney");
}

#[tokio::test]
async fn stf_01_the_date_line_is_no_wall() {
    let (app, admin) = start().await;
    at(&app, "Ada Honolulu", "HNL").await;
    at(&app, "Bea Sydney", "SYD").await;
    at(&app, "Cem Nadi", "NAN").await;
    assert_eq!(found(&app, &admin, "latitude=-18&longitude=-179.5").await, ["Cem Nadi", "Bea Sydney", "Ada Honolulu"]);
}

/// D-28: the effective country is the person's own, or else the airport's.
#[tokio::test]
async fn stf_01_country_and_continent_are_the_effective_ones() {
    let (app, admin) = start().await;
    at(&app, "Ada Edinburgh", "EDI").await;
    let moved = at(&app, "Bea London", "LHR").await;
    at(&app, "Cem Sydney", "SYD").await;
    give(&app, &moved, "UPDATE person SET country = 'KE' WHERE id = $1").await;
    assert_eq!(found(&app, &admin, "country=GB").await, ["Ada Edinburgh"]);
    assert_eq!(found(&app, &admin, "country=KE&country=AU").await, ["Bea London", "Cem Sydney"]);
    let (africa, europe) = (app.id_of("continent", "Africa").await, app.id_of("continent", "Europe").await);
    assert_eq!(found(&app, &admin, &format!("continent={africa}")).await, ["Bea London"]);
    assert_eq!(found(&app, &admin, &format!("continent={europe}")).await, ["Ada Edinburgh"]);
    assert!(search(&app, &admin, "").await.says("LHR Kenya"), "the country shown is the effective one");
}

#[tokio::test]
async fn stf_01_people_are_found_by_what_they_did_and_can_do() {
    let (app, admin) = start().await;
    let (ada, bea, cem) = (at(&app, "Ada A", "EDI").await, at(&app, "Bea B", "EDI").await, at(&app, "Cem C", "EDI").await);
    let workshop = app.event("2026-01-01-swc").create().await;
    let training = app.event("2026-02-01-ttt").tagged("TTT").create().await;
    let stalled = app.event("2026-03-01-ttt").tagged("TTT").tagged("stalled").create().await;
    for (person, role, event) in
        [(&ada, "helper", &workshop), (&bea, "organizer", &workshop), (&bea, "learner", &training), (&cem, "learner", &stalled)]
    {
        app.task(person, role, event).await;
    }
    for statement in [TRAINER, ROLE, LESSONS, LANGUAGES, DOMAIN, "UPDATE person SET gender = 'F' WHERE id = $1"] {
        give(&app, &ada, statement).await;
    }
    for statement in [ENDED, GIT, ENGLISH] {
        give(&app, &bea, statement).await;
    }
    let (git, sql) = (app.id_of("lesson", "swc/git").await, app.id_of("lesson", "swc/sql").await);
    let (english, polish) = (app.id_of("language", "English").await, app.id_of("language", "Polish").await);
    let domain: String = app.value("SELECT min(id)::text FROM knowledge_domain").await;
    for (query, expected) in [
        ("is_instructor=on".to_owned(), vec!["Ada A"]),
        ("is_trainer=on".to_owned(), vec!["Ada A"]),
        ("was_helper=on".to_owned(), vec!["Ada A"]),
        ("was_organizer=on".to_owned(), vec!["Bea B"]),
        ("is_in_progress_trainee=on".to_owned(), vec!["Bea B"]),
        (format!("lessons={git}"), vec!["Ada A", "Bea B"]),
        (format!("lessons={git}&lessons={sql}"), vec!["Ada A"]),
        (format!("languages={english}"), vec!["Ada A", "Bea B"]),
        (format!("languages={english}&languages={polish}"), vec!["Ada A"]),
        (format!("domains={domain}"), vec!["Ada A"]),
        ("gender=F".to_owned(), vec!["Ada A"]),
        ("gender=F&was_organizer=on".to_owned(), vec![]),
        ("was_helper=false".to_owned(), vec!["Ada A", "Bea B", "Cem C"]),
    ] {
        assert_eq!(found(&app, &admin, &query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn stf_01_a_row_shows_what_matters() {
    let (app, admin) = start().await;
    let ada = at(&app, "Ada Archer", "EDI").await;
    let workshop = app.event("2026-01-01-swc").create().await;
    let training = app.event("2026-02-01-ttt").tagged("TTT").create().await;
    app.run("UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'carpentries.org') WHERE slug LIKE '%ttt'")
        .await;
    app.task(&ada, "instructor", &workshop).await;
    app.task(&ada, "instructor", &training).await;
    for statement in [TRAINER, ROLE, LESSONS, "UPDATE person SET affiliation = 'Uni of X' WHERE id = $1"] {
        give(&app, &ada, statement).await;
    }
    let git = app.id_of("lesson", "swc/git").await;
    let page = search(&app, &admin, &format!("lessons={git}")).await;
    for words in ["Instructor role (active)", "2 no EDI United Kingdom swc/git, swc/sql Uni of X"] {
        assert!(page.says(words), "“{words}” is not in: {}", page.visible());
    }
    assert!(page.text.contains("<strong>swc/git</strong>") && !page.text.contains("<strong>swc/sql</strong>"), "{}", page.text);
    assert!(page.links().contains(&format!("/workshops/person/{}/", ada.id)));
}

/// GLB-09
#[tokio::test]
async fn stf_01_addresses_are_shown_of_those_who_consented() {
    let (app, admin) = start().await;
    let (ada, bea) = (at(&app, "Ada A", "EDI").await, at(&app, "Bea B", "EDI").await);
    consent(&app, &ada).await;
    let page = search(&app, &admin, "").await;
    assert!(page.says(&ada.email) && !page.says(&bea.email), "{}", page.visible());
}

#[tokio::test]
async fn stf_01_pages_keep_what_was_looked_for() {
    let (app, admin) = start().await;
    for number in 10..40 {
        at(&app, &format!("Ada A{number}"), "EDI").await;
    }
    let first = search(&app, &admin, "country=GB").await;
    assert_eq!(names(&first).len(), 25);
    assert!(first.links().contains(&"/workshops/workshop_staff/?country=GB&page=2".to_owned()), "{:?}", first.links());
    assert!(first.text.contains("data-select-all"));
    assert_eq!(found(&app, &admin, "country=GB&page=2").await.len(), 5);
}

#[tokio::test]
async fn stf_01_a_hundred_people_cost_no_more_statements_than_one() {
    let (app, admin) = start().await;
    at(&app, "Ada A", "EDI").await;
    let (english, git) = (app.id_of("language", "English").await, app.id_of("lesson", "swc/git").await);
    let queries = [
        "items_per_page=all".to_owned(),
        "airport_iata=LHR&items_per_page=all".to_owned(),
        format!("airport_iata=LHR&languages={english}&lessons={git}&is_trainer=on"),
        "view=map&airport_iata=LHR".to_owned(),
    ];
    let mut before = Vec::new();
    for query in &queries {
        search(&app, &admin, query).await;
        before.push(app.statements());
    }
    for number in 0..100 {
        at(&app, &format!("Bea B{number}"), "SYD").await;
    }
    for (query, before) in queries.iter().zip(before) {
        search(&app, &admin, query).await;
        assert_eq!(app.statements(), before, "{query}");
        assert!((1..=6).contains(&before), "{before} statements for {query}");
    }
}

/// The page of an event asks for those who live near it.
#[tokio::test]
async fn evt_04_an_event_leads_to_those_who_live_near_it() {
    let (app, admin) = start().await;
    at(&app, "Ada Sydney", "SYD").await;
    at(&app, "Bea Edinburgh", "EDI").await;
    let event = app.event("2026-07-01-oban").create().await;
    app.run("UPDATE event SET latitude = 56.4, longitude = -5.5").await;
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    let link = page.links().into_iter().find(|link| link.starts_with("/workshops/workshop_staff/?latitude=")).unwrap();
    let people = app.get(&link).as_user(&admin).await.expect_page();
    assert_eq!(names(&people), ["Bea Edinburgh", "Ada Sydney"]);
}
