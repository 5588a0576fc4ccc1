//! Emails on the pages of other records: those that there are (EML-UI-20), and those that are to come.

use uuid::Uuid;

use super::{start, url};
use crate::support::{Event, TestApp};

/// An email about a record, made as of this test.
async fn about(app: &TestApp, target_type: &str, id: i32, subject: &str) -> Uuid {
    let insert = "INSERT INTO scheduled_email (scheduled_at, to_header, from_header, subject, body, target_type, target_id)
                  VALUES (now(), '{a@example.org}', 'b@example.org', $3, 'x', $1, $2) RETURNING id";
    sqlx::query_scalar(insert).bind(target_type).bind(id).bind(subject).fetch_one(app.pool()).await.unwrap()
}

async fn event(app: &TestApp) -> Event {
    app.event("2026-09-01-lund").between("2026-09-01", "2026-09-02").tagged("SWC").create().await
}

#[tokio::test]
async fn eml_ui_20_an_event_shows_the_emails_about_it_its_tasks_and_applications() {
    let (app, admin) = start().await;
    let event = event(&app).await;
    app.get(&event.url("")).as_user(&admin).await.expect_page();
    let few = app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    let grace = app.person("Grace Hopper").create().await;
    let task = app.task(&grace, "instructor", &event).await;
    let recruitment: i32 =
        app.value("INSERT INTO instructor_recruitment (event_id, notes) SELECT id, '' FROM event RETURNING id").await;
    let signup =
        "INSERT INTO instructor_recruitment_signup (recruitment_id, person_id, interest) VALUES ($1, $2, 'session') RETURNING id";
    let signup: i32 = sqlx::query_scalar(signup).bind(recruitment).bind(grace.id).fetch_one(app.pool()).await.unwrap();
    let mut expected = Vec::new();
    for (kind, id) in
        [("workshops.event", event.id), ("workshops.task", task), ("recruitment.instructorrecruitmentsignup", signup)]
    {
        expected.push(url(about(&app, kind, id, kind).await, ""));
    }
    let other = url(about(&app, "workshops.event", event.id + 1, "Other").await, "");
    for address in [event.url(""), event.url("emails/")] {
        let page = app.get(&address).as_user(&admin).await.expect_page();
        let links = page.links();
        assert!(expected.iter().all(|email| links.contains(email)) && !links.contains(&other), "{address}: {links:?}");
    }
    app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), few, "one statement for all of them");
}

#[tokio::test]
async fn eml_ui_20_a_person_shows_the_emails_about_them_and_leads_to_those_to_come() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let task = app.task(&grace, "instructor", &event(&app).await).await;
    let expected = [about(&app, "workshops.person", grace.id, "Person").await, about(&app, "workshops.task", task, "Task").await]
        .map(|id| url(id, ""));
    let person = format!("/workshops/person/{}/", grace.id);
    for address in [person.clone(), format!("{person}emails/")] {
        let links = app.get(&address).as_user(&admin).await.expect_page().links();
        assert!(expected.iter().all(|email| links.contains(email)), "{address}: {links:?}");
    }
    assert!(app.get(&person).as_user(&admin).await.expect_page().links().contains(&format!("{person}emails/")));
    app.get("/workshops/person/999999/emails/").as_user(&admin).await.expect_status(404);
    app.get("/workshops/event/2000-01-01-nowhere/emails/").as_user(&admin).await.expect_status(404);
}

/// What is to be sent, when, to whom and why; and why not what is not.
#[tokio::test]
async fn an_event_tells_what_is_going_to_be_sent_when_and_why() {
    let (app, admin) = start().await;
    let event = event(&app).await;
    app.run("UPDATE event SET administrator_id = host_id").await;
    let grace = app.person("Grace Hopper").create().await;
    app.task(&grace, "instructor", &event).await;
    let page = app.get(&event.url("emails/")).as_user(&admin).await.expect_page();
    let few = app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    let upcoming = page.text_of("upcoming");
    assert!(upcoming.contains("Website URL is missing") && upcoming.contains("It goes out on Aug. 2, 2026"), "{upcoming}");
    assert!(upcoming.contains("To grace.hopper@example.org.") && page.text.contains("met: yes"), "{upcoming}");
    assert!(upcoming.contains("What is not to be sent, and why") && page.text.contains("met: no"), "{upcoming}");
    for number in 0..5 {
        let helper = app.person(&format!("Helper {number}")).create().await;
        app.task(&helper, "helper", &event).await;
    }
    app.get(&event.url("emails/")).as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), few, "whatever belongs to the event");
}

/// A person's emails are about records of five kinds, and what is known of these is read at once.
#[tokio::test]
async fn a_persons_emails_cost_the_same_few_statements_whatever_belongs_to_the_person() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let address = format!("/workshops/person/{}/emails/", grace.id);
    app.get(&address).as_user(&admin).await.expect_page();
    let few = app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    let event = event(&app).await;
    app.task(&grace, "instructor", &event).await;
    app.run_all(
        "INSERT INTO instructor_recruitment (event_id, notes) SELECT id, '' FROM event;
         INSERT INTO instructor_recruitment_signup (recruitment_id, person_id, interest, state)
         SELECT r.id, p.id, 'session', 'a' FROM instructor_recruitment r, person p WHERE p.family = 'Hopper';
         INSERT INTO award (person_id, badge_id, awarded)
         SELECT p.id, b.id, '2026-06-03' FROM person p, badge b WHERE p.family = 'Hopper' AND b.name = 'instructor';
         INSERT INTO training_progress (trainee_id, requirement_id, state, date, event_id)
         SELECT p.id, r.id, 'p', '2026-06-01', e.id FROM person p, training_requirement r, event e WHERE p.family = 'Hopper' AND r.name = 'Training';",
    )
    .await;
    let page = app.get(&address).as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), few, "whatever belongs to the person");
    let told = page.text_of("upcoming");
    for label in ["2026-09-01-lund: Grace Hopper", "instructor: Grace Hopper", "Grace Hopper"] {
        assert!(told.contains(label), "{label}: {told}");
    }
}

#[tokio::test]
async fn without_the_flag_records_say_nothing_of_emails() {
    let (app, admin) = start().await;
    let (event, grace) = (event(&app).await, app.person("Grace Hopper").create().await);
    app.run(
        "INSERT INTO feature_flag_condition (flag, condition, value, required) VALUES ('EMAIL_MODULE', 'boolean', 'False', true)",
    )
    .await;
    let person = format!("/workshops/person/{}/", grace.id);
    for address in [event.url(""), person.clone()] {
        let page = app.get(&address).as_user(&admin).await.expect_page();
        assert!(!page.says("Related scheduled emails"), "{address}");
    }
    app.get(&event.url("emails/")).as_user(&admin).await.expect_status(404);
    app.get(&format!("{person}emails/")).as_user(&admin).await.expect_status(404);
}
