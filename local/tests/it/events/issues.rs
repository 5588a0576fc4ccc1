//! Workshops with issues, and what stands in the way of deleting one.

use shared::deletion;
use shared::event::issues;
use shared::record::Kind;

use super::details::consents;
use crate::support::{Event, Person, TestApp};

/// A past event of which everything is known, with an instructor.
async fn fine(app: &TestApp, slug: &str, instructor: &Person) -> Event {
    let event = app.event(slug).between("2026-06-01", "2026-06-14").in_country("SE").create().await;
    let fill = "UPDATE event SET venue = 'V', address = 'A', latitude = 1, longitude = 2, manual_attendance = 5 WHERE id = $1";
    sqlx::query(fill).bind(event.id).execute(app.pool()).await.unwrap();
    app.task(instructor, "instructor", &event).await;
    event
}

/// DM-EVENT-32
#[tokio::test]
async fn past_events_are_reported_with_what_they_lack() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let event = fine(&app, "2026-06-01-lund", &ada).await;
    let flags = async || {
        let found = issues(&mut *app.db().await, None, app.clock.today()).await.unwrap();
        assert!(found.len() <= 1);
        found.first().map(|issue| {
            [issue.missing_attendance, issue.missing_location, issue.bad_dates, issue.missing_instructors].map(u8::from)
        })
    };
    assert_eq!(flags().await, None);
    for (lose, regain, expected) in [
        ("UPDATE event SET manual_attendance = 0", "UPDATE event SET manual_attendance = 5", [1, 0, 0, 0]),
        ("UPDATE event SET country = NULL", "UPDATE event SET country = 'SE'", [0, 1, 0, 0]),
        ("UPDATE event SET venue = ''", "UPDATE event SET venue = 'V'", [0, 1, 0, 0]),
        ("UPDATE event SET address = ''", "UPDATE event SET address = 'A'", [0, 1, 0, 0]),
        ("UPDATE event SET latitude = NULL", "UPDATE event SET latitude = 1", [0, 1, 0, 0]),
        ("UPDATE event SET longitude = NULL", "UPDATE event SET longitude = 1", [0, 1, 0, 0]),
        (r#"UPDATE event SET "end" = '2026-05-01'"#, r#"UPDATE event SET "end" = '2026-06-14'"#, [0, 0, 1, 0]),
        (
            "UPDATE task SET role_id = (SELECT id FROM role WHERE name = 'helper')",
            "UPDATE task SET role_id = (SELECT id FROM role WHERE name = 'instructor')",
            [0, 0, 0, 1],
        ),
    ] {
        app.run(lose).await;
        assert_eq!(flags().await, Some(expected), "{lose}");
        app.run(regain).await;
        assert_eq!(flags().await, None, "{regain}");
    }

    // A learner is attendance, too.
    app.run("UPDATE event SET manual_attendance = 0").await;
    let learner = app.person("Lea Learner").create().await;
    app.task(&learner, "learner", &event).await;
    assert_eq!(flags().await, None);
    app.run("DELETE FROM task WHERE person_id = (SELECT id FROM person WHERE family = 'Learner')").await;
    // What is not active, or not past, is not reported.
    for (leave, come_back) in [
        ("UPDATE event SET completed = true", "UPDATE event SET completed = false"),
        (r#"UPDATE event SET "end" = '2026-06-15'"#, r#"UPDATE event SET "end" = NULL"#),
    ] {
        app.run(leave).await;
        assert_eq!(flags().await, None, "{leave}");
        app.run(come_back).await;
        assert_eq!(flags().await, Some([1, 0, 0, 0]), "{come_back}");
    }
    // An online event needs no coordinates, wherever it says to be.
    app.run("UPDATE event SET manual_attendance = 1, latitude = NULL").await;
    assert_eq!(flags().await, Some([0, 1, 0, 0]));
    app.run("INSERT INTO event_tag SELECT e.id, t.id FROM event e, tag t WHERE t.name = 'online'").await;
    assert_eq!(flags().await, None);
    app.run("DELETE FROM event_tag").await;
    app.run("UPDATE event SET country = 'W3', venue = 'Internet', address = 'Internet', latitude = NULL, longitude = NULL").await;
    assert_eq!(flags().await, None);
}

/// DM-EVENT-32
#[tokio::test]
async fn hosts_organizers_and_instructors_who_agreed_are_written_to() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let event = fine(&app, "2026-06-01-lund", &ada).await;
    app.run("UPDATE event SET manual_attendance = 0, contact = 'x@example.org;y@example.org'").await;
    let mut addresses = vec![ada.email.clone()];
    consents(&app, &ada).await;
    for role in ["host", "organizer", "helper", "learner"] {
        let person = app.person(&format!("Agrees {role}")).create().await;
        consents(&app, &person).await;
        app.task(&person, role, &event).await;
        let silent = app.person(&format!("Silent {role}")).create().await;
        app.task(&silent, role, &event).await;
        if role == "host" || role == "organizer" {
            addresses.push(person.email);
        }
    }
    app.task(&ada, "host", &event).await;
    app.run("UPDATE event SET manual_attendance = 0").await;
    app.run("DELETE FROM task WHERE role_id = (SELECT id FROM role WHERE name = 'learner')").await;
    let found = issues(&mut *app.db().await, None, app.clock.today()).await.unwrap();
    assert_eq!((found[0].contacts.clone(), found[0].contact.as_str()), (addresses, "x@example.org;y@example.org"));
    assert!(issues(&mut *app.db().await, Some(ada.id), app.clock.today()).await.unwrap().is_empty(), "it is not Ada's");
}

/// DM-EVENT-33
#[tokio::test]
async fn everything_that_refers_to_an_event_keeps_it_but_progress_lets_it_go() {
    let app = TestApp::start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let event = app.event("2026-06-01-lund").create().await;
    let id = event.id.to_string();
    app.run(
        "INSERT INTO training_progress (trainee_id, requirement_id, event_id)
         SELECT p.id, (SELECT min(id) FROM training_requirement), e.id FROM person p, event e",
    )
    .await;
    app.task(&ada, "host", &event).await;
    for refer in [
        "INSERT INTO award (person_id, badge_id, event_id, awarded)
         SELECT p.id, (SELECT min(id) FROM badge), e.id, '2026-06-14' FROM person p, event e",
        "INSERT INTO workshop_request (personal, email, online_inperson, public_event, language_id, administrative_fee,
            travel_expences_management, institution_restrictions, event_id)
         SELECT 'G', 'g@example.org', '', '', (SELECT min(id) FROM language), '', '', '', id FROM event",
        "INSERT INTO workshop_inquiry_request (personal, email, online_inperson, administrative_fee, event_id)
         SELECT 'G', 'g@example.org', '', '', id FROM event",
        "INSERT INTO self_organised_submission (personal, email, online_inperson, public_event, language_id, workshop_format, event_id)
         SELECT 'G', 'g@example.org', '', '', (SELECT min(id) FROM language), '', id FROM event",
        "INSERT INTO instructor_recruitment (event_id) SELECT id FROM event",
    ] {
        app.run(refer).await;
    }
    let delete = async || {
        let mut change = app.change(None).await;
        let blockers = deletion::delete(&mut change, Kind::Event, &id).await.unwrap();
        change.commit().await.unwrap();
        let mut kinds: Vec<String> = blockers.groups.into_iter().map(|group| group.kind).collect();
        kinds.sort_unstable();
        kinds
    };
    let expected =
        ["awards", "instructor recruitments", "self-organised submissions", "tasks", "workshop inquiries", "workshop requests"];
    assert_eq!(delete().await, expected);
    for table in [
        "DELETE FROM task",
        "DELETE FROM award",
        "DELETE FROM instructor_recruitment",
        "UPDATE workshop_request SET event_id = NULL",
        "UPDATE workshop_inquiry_request SET event_id = NULL",
        "UPDATE self_organised_submission SET event_id = NULL",
    ] {
        assert!(!delete().await.is_empty());
        app.run(table).await;
    }
    assert!(delete().await.is_empty());
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event").await, 0);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM training_progress WHERE event_id IS NULL").await, 1);
}
