//! Seats and events that use benefits of accounts, in the forms of tasks and events (DM-EVENT-08, DM-TASK-06 … DM-TASK-09).

use serde_json::Value;
use shared::event::{self, EventInput, ReportsLink};
use shared::task::{self, TaskInput};
use uuid::Uuid;

use super::{
    account_benefit_input, account_of, change, fields, new_account_benefit, new_benefit, new_membership, terms, today, wrong,
};
use crate::support::{Person, TestApp};

struct World {
    app: TestApp,
    admin: Person,
    membership: i32,
    seat: Uuid,
    workshop: Uuid,
}

async fn world() -> World {
    let app = TestApp::start().await;
    let admin = app.person("Ada Admin").administrator().near("ARN").create().await;
    let lund = app.organization("lu.se", "Lund University").await;
    let membership = new_membership(&app, lund, terms()).await;
    let account = account_of(&app, lund).await;
    let seats = new_benefit(&app, "A seat", "seat", 1).await;
    let workshops = new_benefit(&app, "A workshop", "event", 5).await;
    let seat = new_account_benefit(&app, &account_benefit_input(account, seats, 2)).await;
    let workshop = new_account_benefit(&app, &account_benefit_input(account, workshops, 2)).await;
    World { app, admin, membership, seat, workshop }
}

impl World {
    async fn event_input(&self) -> EventInput {
        let id = async |table, name| self.app.id_of(table, name).await.parse::<i32>().unwrap();
        EventInput {
            slug: "2026-07-01-lund".into(),
            host: id("organization", "lu.se").await,
            sponsor: id("organization", "lu.se").await,
            administrator: id("organization", "software-carpentry.org").await,
            tags: vec![id("tag", "SWC").await],
            ..EventInput::default()
        }
    }

    /// The texts that a look-up finds.
    async fn found(&self, path: &str) -> Vec<String> {
        let answer = self.app.get(path).as_user(&self.admin).await.expect_page();
        let found: Value = serde_json::from_str(&answer.text).unwrap();
        found["results"].as_array().unwrap().iter().map(|hit| hit["text"].as_str().unwrap().to_owned()).collect()
    }
}

/// DM-EVENT-08: a membership or a benefit counted in events, and not both.
#[tokio::test]
async fn dm_event_08_an_event_uses_a_membership_or_a_benefit() {
    let w = world().await;
    let plain = w.event_input().await;
    for (membership, benefit, expected) in [
        (None, None, vec![]),
        (Some(w.membership), None, vec![]),
        (None, Some(w.workshop), vec![]),
        (Some(w.membership), Some(w.workshop), vec!["allocated_benefit"]),
        (None, Some(w.seat), vec!["allocated_benefit"]),
        (None, Some(Uuid::nil()), vec!["allocated_benefit"]),
    ] {
        let input = EventInput { membership, allocated_benefit: Some(benefit), ..plain.clone() };
        assert_eq!(fields(&wrong(&w.app, &input, &None).await), expected, "{membership:?} {benefit:?}");
    }
}

/// DM-EVENT-08: a form that does not ask leaves the benefit alone, unless a membership takes its place.
#[tokio::test]
async fn dm_event_08_a_hidden_benefit_gives_way_to_a_membership() {
    let w = world().await;
    let reports = ReportsLink::default();
    let input = EventInput { allocated_benefit: Some(Some(w.workshop)), ..w.event_input().await };
    let mut opened = change(&w.app).await;
    let id = event::create(&mut opened, input.clone(), &reports).await.unwrap();
    opened.commit().await.unwrap();
    for (membership, benefit, gave_way, stored) in [
        (None, None, false, Some(w.workshop)),
        (Some(w.membership), None, true, None),
        (None, Some(Some(w.workshop)), false, Some(w.workshop)),
        (None, Some(None), false, None),
    ] {
        let mut opened = change(&w.app).await;
        let input = EventInput { membership, allocated_benefit: benefit, ..input.clone() };
        assert_eq!(event::update(&mut opened, id, input, &reports).await.unwrap(), gave_way, "{membership:?} {benefit:?}");
        opened.commit().await.unwrap();
        let found: Option<Uuid> = w.app.value("SELECT allocated_benefit_id FROM event").await;
        assert_eq!(found, stored, "{membership:?} {benefit:?}");
    }
}

/// DM-EVENT-08, DM-GEN-07: through the page. Contacts may be separated by commas or semicolons.
#[tokio::test]
async fn dm_gen_07_the_events_form_takes_a_benefit_and_several_contacts() {
    let w = world().await;
    let page = w.app.get("/workshops/events/add/").as_user(&w.admin).await.expect_page();
    let input = w.event_input().await;
    let form = page
        .form("main-form")
        .fill("slug", &input.slug)
        .fill("host", &input.host.to_string())
        .fill("sponsor", &input.sponsor.to_string())
        .fill("administrator", &input.administrator.to_string())
        .fill("tags", &input.tags[0].to_string())
        .fill("allocated_benefit", &w.workshop.to_string())
        .fill("contact", "ada@example.org, bob@example.org;cy@example.org");
    let both = form.clone().fill("membership", &w.membership.to_string());
    let again = both.send(&w.app).as_user(&w.admin).await.expect_status(422);
    assert!(again.error_at("allocated_benefit").contains("not both"), "{}", again.visible());
    assert!(again.says("Account Benefit \"A workshop\""), "the chosen benefit has its name: {}", again.visible());
    let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    let page = w.app.get(&to).as_user(&w.admin).await.expect_page();
    assert!(page.says("Allocated benefit Account Benefit \"A workshop\" (event, 5 credits)"), "{}", page.visible());
    assert_eq!(w.app.value::<String>("SELECT contact FROM event").await, "ada@example.org;bob@example.org;cy@example.org");
    assert_eq!(w.app.value::<Option<Uuid>>("SELECT allocated_benefit_id FROM event").await, Some(w.workshop));
}

/// DM-TASK-06: a membership's seat or a benefit's, and not both.
#[tokio::test]
async fn dm_task_06_a_task_takes_one_seat() {
    let w = world().await;
    let event = w.app.event("2026-07-01-ttt").tagged("TTT").create().await;
    let learner = w.app.person("Lea Learner").create().await;
    let plain = TaskInput {
        event: event.id,
        person: learner.id,
        role: w.app.id_of("role", "learner").await.parse().unwrap(),
        ..TaskInput::default()
    };
    let own = task::Own { id: None, open_training: false, today: today() };
    for (seat_membership, benefit, expected) in [
        (Some(w.membership), None, vec![]),
        (None, Some(w.seat), vec![]),
        (Some(w.membership), Some(w.seat), vec!["allocated_benefit"]),
        (None, Some(w.workshop), vec!["allocated_benefit"]),
        (None, Some(Uuid::nil()), vec!["allocated_benefit"]),
    ] {
        let input = TaskInput { seat_membership, allocated_benefit: Some(benefit), ..plain.clone() };
        assert_eq!(fields(&wrong(&w.app, &input, &own).await), expected, "{seat_membership:?} {benefit:?}");
    }
    // A form that does not ask leaves the benefit alone, unless a membership takes its place.
    let reports = ReportsLink::default();
    let mut opened = change(&w.app).await;
    let input = TaskInput { allocated_benefit: Some(Some(w.seat)), ..plain.clone() };
    let id = task::create(&mut opened, &input, &reports).await.unwrap();
    opened.commit().await.unwrap();
    for (seat_membership, gave_way, stored) in [(None, false, Some(w.seat)), (Some(w.membership), true, None)] {
        let mut opened = change(&w.app).await;
        let input = TaskInput { seat_membership, ..plain.clone() };
        assert_eq!(task::update(&mut opened, id, &input, &reports).await.unwrap(), gave_way);
        opened.commit().await.unwrap();
        assert_eq!(w.app.value::<Option<Uuid>>("SELECT allocated_benefit_id FROM task").await, stored);
    }
}

/// DM-TASK-06: through the pages.
#[tokio::test]
async fn dm_task_06_the_tasks_form_takes_a_benefit() {
    let w = world().await;
    let event = w.app.event("2026-07-01-ttt").tagged("TTT").create().await;
    let form = w.app.get("/workshops/tasks/add/").as_user(&w.admin).await.expect_page().form("main-form");
    let form = form
        .fill("task-event", &event.id.to_string())
        .fill("task-person", &w.admin.id.to_string())
        .fill("task-role", &w.app.id_of("role", "learner").await)
        .fill("task-allocated_benefit", &w.seat.to_string());
    let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    let page = w.app.get(&to).as_user(&w.admin).await.expect_page();
    assert!(page.says("Allocated benefit Account Benefit \"A seat\" (seat, 1 credits)"), "{}", page.visible());
    let edit = w.app.get(&format!("{to}edit/")).as_user(&w.admin).await.expect_page().form("main-form");
    assert_eq!(edit.value("allocated_benefit"), w.seat.to_string());
    let both = edit.fill("seat_membership", &w.membership.to_string());
    let again = both.send(&w.app).as_user(&w.admin).await.expect_status(422);
    assert!(again.error_at("allocated_benefit").contains("not both"), "{}", again.visible());
}

/// DM-TASK-07: what a new or changed task with a membership's seat warns of, through the pages; nothing of it forbids.
#[tokio::test]
async fn dm_task_07_seats_that_run_out_are_told() {
    let w = world().await;
    let event = w.app.event("2026-12-31-ttt").between("2026-12-31", "2027-01-01").tagged("TTT").create().await;
    w.app
        .run("UPDATE membership SET public_instructor_training_seats = 1, additional_public_instructor_training_seats = 0")
        .await;
    let none = "no public training seats remain.";
    let overused = "more public training seats are used than the membership has.";
    let outside = "the event takes place outside of the agreement's dates.";
    for (name, said, unsaid) in [("A A", vec![none, outside], vec![overused]), ("B B", vec![overused, outside], vec![none])] {
        let person = w.app.person(name).create().await;
        let form = w.app.get("/workshops/tasks/add/").as_user(&w.admin).await.expect_page().form("main-form");
        let form = form
            .fill("task-event", &event.id.to_string())
            .fill("task-person", &person.id.to_string())
            .fill("task-role", &w.app.id_of("role", "learner").await)
            .fill("task-seat_membership", &w.membership.to_string());
        let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
        let page = w.app.get(&to).as_user(&w.admin).await.expect_page();
        for text in said {
            assert!(page.says(text), "{name}: {text} in {}", page.visible());
        }
        for text in unsaid {
            assert!(!page.says(text), "{name}: {text} in {}", page.visible());
        }
    }
    assert_eq!(w.app.value::<i64>("SELECT count(*) FROM task WHERE seat_membership_id IS NOT NULL").await, 2);
}

/// DM-TASK-08: a learner's training is paid by a membership whose code they applied with.
#[tokio::test]
async fn dm_task_08_a_learner_is_offered_the_memberships_of_their_codes() {
    let w = world().await;
    let kth = w.app.organization("kth.se", "KTH").await;
    let named = shared::membership::Terms { name: "KTH".into(), registration_code: "kth-code".into(), ..terms() };
    new_membership(&w.app, kth, named).await;
    let learner = w.app.person("Lea Learner").create().await;
    let training = w.app.event("2026-07-01-ttt").tagged("TTT").create().await;
    let workshop = w.app.event("2026-07-01-swc").tagged("SWC").create().await;
    let (learns, helps) = (w.app.id_of("role", "learner").await, w.app.id_of("role", "helper").await);
    let offered = async |person: i32, role: &str, event: i32| {
        let path = format!("/select_lookups/memberships_for_tasks/?person={person}&role={role}&event={event}");
        w.found(&path).await.len()
    };
    assert_eq!(offered(learner.id, &learns, training.id).await, 0, "they never applied");
    for (code, person) in
        [("kth-code", Some(learner.id)), ("other", Some(learner.id)), ("", Some(learner.id)), ("kth-code", None)]
    {
        sqlx::query("INSERT INTO training_request (personal, family, email, member_code, person_id, review_process) VALUES ('L', 'L', 'l@example.org', $1, $2, 'preapproved')")
            .bind(code)
            .bind(person)
            .execute(w.app.pool())
            .await
            .unwrap();
    }
    assert_eq!(offered(learner.id, &learns, training.id).await, 1);
    for (person, role, event) in [
        (learner.id, &helps, training.id),
        (learner.id, &learns, workshop.id),
        (999_999, &learns, training.id),
        (learner.id, &learns, 999_999),
    ] {
        assert_eq!(offered(person, role, event).await, 2, "{person} {role} {event}");
    }
    // By name, organization, variant, and day.
    for (term, found) in [("kth.se", 1), ("lund univ", 1), ("GOLD", 2), ("2026-12-31", 2), ("2027-01-01", 0)] {
        let term = form_urlencoded::byte_serialize(term.as_bytes()).collect::<String>();
        assert_eq!(w.found(&format!("/select_lookups/memberships/?term={term}")).await.len(), found, "{term}");
    }
}

/// DM-TASK-09: a training has one benefit that gives seats in it.
#[tokio::test]
async fn dm_task_09_a_training_is_offered_its_own_benefit() {
    let w = world().await;
    let account: Uuid = w.app.value("SELECT account_id FROM account_benefit LIMIT 1").await;
    for name in ["Instructor Training", "Instructor Trainer Training", "Collaborative Lesson Development Training", "Skillup"] {
        let benefit =
            sqlx::query_scalar("SELECT id FROM benefit WHERE name = $1").bind(name).fetch_one(w.app.pool()).await.unwrap();
        new_account_benefit(&w.app, &account_benefit_input(account, benefit, 1)).await;
    }
    let names = async |query: &str| -> Vec<String> {
        let found = w.found(&format!("/select_lookups/account-benefits-seats/?{query}")).await;
        found.iter().map(|text| text.split('"').nth(1).unwrap().to_owned()).collect()
    };
    let all =
        ["A seat", "Collaborative Lesson Development Training", "Instructor Trainer Training", "Instructor Training", "Skillup"];
    assert_eq!(names("").await, all);
    for (tag, name) in [
        ("TTT", "Instructor Training"),
        ("ITT", "Instructor Trainer Training"),
        ("CLDT", "Collaborative Lesson Development Training"),
        ("SKILL", "Skillup"),
    ] {
        assert_eq!(names(&format!("benefit={tag}")).await, [name], "{tag}");
        sqlx::query("INSERT INTO tag (name, details) VALUES ($1, '') ON CONFLICT DO NOTHING")
            .bind(tag)
            .execute(w.app.pool())
            .await
            .unwrap();
        let event = w.app.event(&format!("2026-07-01-{tag}")).tagged("SWC").tagged(tag).create().await;
        assert_eq!(names(&format!("event={}", event.id)).await, [name], "{tag}");
    }
    let other = w.app.event("2026-07-01-other").tagged("SWC").create().await;
    for query in ["benefit=SWC", "benefit=", "benefit=ttt", &format!("event={}", other.id)] {
        assert_eq!(names(query).await, all, "{query}");
    }
    assert_eq!(names("term=trainer").await, ["Instructor Trainer Training"]);
    let events = w.found("/select_lookups/account-benefits-events/").await;
    assert!(events.len() == 1 && events[0].contains("A workshop"), "{events:?}");
    assert_eq!(w.found("/select_lookups/benefits-events/").await, ["Benefit \"A workshop\" (event, 5 credits)"]);
    assert_eq!(w.found("/select_lookups/benefits-seats/?term=skill").await, ["Benefit \"Skillup\" (seat, 1 credits)"]);
    assert_eq!(w.found("/select_lookups/membership-person-roles/?term=billing").await, ["Billing Contact"]);
}
