//! An event's page (EVT-04).

use super::{new_event, start};
use crate::support::{Person, TestApp};

/// Writes down that a person agrees to be written to.
pub(crate) async fn consents(app: &TestApp, person: &Person) {
    let consent = "INSERT INTO consent (person_id, term_id, term_option_id) SELECT $1, t.id, o.id FROM term t JOIN term_option o ON o.term_id = t.id
                   WHERE t.slug = 'may-contact' AND o.option_type = 'agree'";
    sqlx::query("UPDATE consent SET archived_at = now() WHERE person_id = $1").bind(person.id).execute(app.pool()).await.unwrap();
    sqlx::query(consent).bind(person.id).execute(app.pool()).await.unwrap();
}

/// DM-EVENT-13: dates as people write them, and the addresses among the contacts as a link.
#[tokio::test]
async fn the_page_tells_everything_about_the_event() {
    let (app, admin) = start().await;
    let form = new_event(&app, &admin, "2026-07-01-lund").await.fill("start", "2026-07-01").fill("end", "2026-07-02");
    let form = form
        .fill("country", "SE")
        .fill("venue", "Hall <A>")
        .fill("address", "Road 1")
        .fill("latitude", "55.7")
        .fill("longitude", "13.2");
    let form = form
        .fill("url", "https://github.com/")
        .fill("reg_key", "4711")
        .fill("contact", "a@example.org;Per")
        .fill("manual_attendance", "3");
    form.send(&app).as_user(&admin).await.expect_status(302);
    let page = app.get("/workshops/event/2026-07-01-lund/").as_user(&admin).await.expect_page();
    for words in [
        "Event 2026-07-01-lund",
        "Jul 01 - 02, 2026",
        "Host Site Lund University <lu.se>",
        "Administrator Software Carpentry <software-carpentry.org>",
        "Is this workshop public? Public",
        "Tags SWC",
        "Open applications no",
        "Venue Hall <A>",
        "Lat/long 55.7 / 13.2",
        "(manual 3, counted 0)",
        "No tasks.",
        "Not assigned",
    ] {
        assert!(page.says(words), "“{words}” is not in: {}", page.visible());
    }
    let links = page.links();
    assert!(links.contains(&"https://www.eventbrite.com/myevent?eid=4711".to_owned()), "{links:?}");
    assert!(links.contains(&"https://www.google.com/maps/place/55.7,13.2".to_owned()), "{links:?}");
    assert!(links.iter().any(|link| link == "mailto:a@example.org"), "{links:?}");
    assert!(page.text.contains("<title>AMY: Event 2026-07-01-lund</title>"));
}

/// DM-EVENT-11
#[tokio::test]
async fn attendance_is_the_higher_of_what_was_told_and_what_is_known() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    for n in 0..3 {
        let learner = app.person(&format!("Learner {n}")).create().await;
        app.task(&learner, "learner", &event).await;
    }
    app.task(&admin, "instructor", &event).await;
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(page.says("Attendance 3 (manual 0, counted 3)"), "{}", page.visible());
    app.run("UPDATE event SET manual_attendance = 10").await;
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(page.says("Attendance 10 (manual 10, counted 3)"), "{}", page.visible());
}

/// GLB-09, DM-EVENT-35
#[tokio::test]
async fn only_who_agreed_is_written_to() {
    let (app, admin) = start().await;
    let (yes, no) = (app.person("Yes Please").create().await, app.person("No Thanks").create().await);
    let event = app.event("2026-07-01-lund").create().await;
    app.task(&no, "helper", &event).await;
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(!page.text.contains("mailto:?bcc"), "nobody agreed");
    app.task(&yes, "instructor", &event).await;
    app.task(&yes, "helper", &event).await;
    consents(&app, &yes).await;
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(page.links().contains(&format!("mailto:?bcc={}", yes.email)), "{:?}", page.links());
    assert!(!page.text.contains(&no.email), "{} did not agree", no.email);
}

#[tokio::test]
async fn tasks_stand_in_the_order_of_their_roles() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let zoe = app.person("Zoe Zorn").create().await;
    for role in ["learner", "host", "instructor", "helper"] {
        app.task(&zoe, role, &event).await;
    }
    let tasks = app.get(&event.url("")).as_user(&admin).await.expect_page().text_of("tasks");
    let places: Vec<usize> = ["Zoe Zorn helper", "Zoe Zorn host", "Zoe Zorn instructor", "Zoe Zorn learner"]
        .iter()
        .map(|words| tasks.find(words).unwrap())
        .collect();
    assert!(places.is_sorted(), "{tasks}");
}

#[tokio::test]
async fn a_page_costs_the_same_few_statements_however_much_is_on_it() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").tagged("SWC").create().await;
    app.get(&event.url("")).as_user(&admin).await.expect_page();
    let empty = app.statements();
    for n in 0..50 {
        let learner = app.person(&format!("Learner {n}")).create().await;
        app.task(&learner, "learner", &event).await;
        sqlx::query("INSERT INTO comment (object_type, object_id, person_id, comment, submit_date) VALUES ('workshops.event', $1, $2, 'x', now())")
            .bind(event.id.to_string())
            .bind(learner.id)
            .execute(app.pool())
            .await
            .unwrap();
    }
    app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), empty);
    assert!((1..=6).contains(&empty), "{empty} statements");
}

#[tokio::test]
async fn buttons_that_are_out_of_reach_are_shown_but_do_nothing() {
    let (app, _) = start().await;
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let event = app.event("2026-07-01-lund").create().await;
    let page = app.get(&event.url("")).as_user(&reader).await.expect_page();
    assert!(page.says("Edit") && page.says("Delete event") && page.says("assign yourself"), "{}", page.visible());
    assert!(!page.links().contains(&event.url("edit/")));
    let tags = page.tags();
    for action in [event.url("assign/"), event.url("delete/")] {
        let form = tags.iter().position(|tag| tag.attribute("action") == Some(&action)).unwrap();
        let button = tags[form..].iter().find(|tag| tag.name == "button").unwrap();
        assert!(button.attribute("disabled").is_some(), "{action}");
    }
}

#[tokio::test]
async fn an_unknown_slug_is_not_found() {
    let (app, admin) = start().await;
    app.event("2026-07-01-lund").create().await;
    for slug in ["2026-07-01-malmo", "2026-07-01-LUND", "2026-07-01-lund%20", "%", "%25", "_", "2026-07-01-lund'--", "%C3%A9"] {
        let page = app.get(&format!("/workshops/event/{slug}/")).as_user(&admin).await.expect_status(404);
        assert!(page.says("There is no such page"), "{slug}");
        for ending in ["edit/", "assign/", "delete/"] {
            let sent = app.post(&format!("/workshops/event/{slug}/{ending}"), &[]).as_user(&admin).await;
            assert_eq!(sent.status, 404, "{slug} {ending}");
        }
    }
}

/// What publication needs and is missing is marked, whatever else is empty is not.
#[tokio::test]
async fn evt_04_what_is_missing_for_publication_is_marked() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let marked = async || {
        let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
        page.tags().iter().filter(|tag| tag.attribute("class").is_some_and(|class| class.contains("fact-danger"))).count()
    };
    // Website, attendance, country, venue, address, coordinates.
    let bare = marked().await;
    assert!(bare >= 6, "{bare}");
    for (filled, statement) in [
        (1, "UPDATE event SET url = 'https://example.org/lund'"),
        (2, "UPDATE event SET manual_attendance = 3"),
        (3, "UPDATE event SET country = 'SE'"),
        (4, "UPDATE event SET venue = 'Hall'"),
        (5, "UPDATE event SET address = 'Road 1'"),
        (6, "UPDATE event SET latitude = 55.7, longitude = 13.2"),
    ] {
        app.run(statement).await;
        assert_eq!(marked().await, bare - filled, "{statement}");
    }
}

#[tokio::test]
async fn evt_04_hosts_are_asked_for_an_attendance_that_nobody_knows() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let asks = async || {
        let links = app.get(&event.url("")).as_user(&admin).await.expect_page().links();
        links.into_iter().find(|link| link.contains("subject=Attendance"))
    };
    assert_eq!(asks().await, None, "there is nobody to ask");
    app.run("UPDATE event SET contact = 'a@example.org;Per;b@example.org'").await;
    let link = asks().await.unwrap();
    assert!(link.starts_with("mailto:a@example.org,b@example.org?subject=Attendance%20of%202026-07-01-lund&body="), "{link}");
    app.run("UPDATE event SET manual_attendance = 3").await;
    assert_eq!(asks().await, None, "it is known");
}

#[tokio::test]
async fn evt_04_who_organizes_and_who_looks_after_it_is_told() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let read = async || app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(!read().await.says("self-organised"));
    app.run(
        "UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'self-organized'), completed = true",
    )
    .await;
    app.run("UPDATE event SET assigned_to_id = (SELECT id FROM person WHERE username = 'admin_ada')").await;
    let page = read().await;
    assert!(page.says("self-organised") && page.says("completed") && page.says("Assigned to: Ada Admin"), "{}", page.visible());
}
