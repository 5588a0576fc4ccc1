//! Tasks (TSK-01 … TSK-05) and their rules (DM-TASK-01 … DM-TASK-10).

use crate::support::{Answer, Event, Form, Person, TestApp};

async fn start() -> (TestApp, Person) {
    let app = TestApp::start().await;
    let admin = app.person("Ada Admin").administrator().near("ARN").create().await;
    (app, admin)
}

/// The form of the page for a new task, with everything that must be filled in.
async fn new_task(app: &TestApp, admin: &Person, person: &Person, role: &str, event: &Event) -> Form {
    let form = app.get("/workshops/tasks/add/").as_user(admin).await.expect_page().form("main-form");
    let form = form.fill("task-event", &event.id.to_string()).fill("task-person", &person.id.to_string());
    form.fill("task-role", &app.id_of("role", role).await)
}

/// A membership for 2026 with so many public seats.
async fn membership(app: &TestApp, seats: i32) -> String {
    let insert = "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, public_instructor_training_seats)
                  VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial', $1) RETURNING id::text";
    sqlx::query_scalar(insert).bind(seats).fetch_one(app.pool()).await.unwrap()
}

async fn count(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM task").await
}

/// The tasks that a list page shows, as role and person.
fn rows(page: &Answer) -> Vec<String> {
    let labels = page.tags().into_iter().filter_map(|tag| Some(tag.attribute("title")?.strip_prefix("Details of ")?.to_owned()));
    labels.collect()
}

#[tokio::test]
async fn a_new_task_is_stored_and_said() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let event = app.event("2026-07-01-lund").create().await;
    let to = new_task(&app, &admin, &grace, "instructor", &event).await.send(&app).as_user(&admin).await.expect_redirect();
    let id: i32 = app.value("SELECT id FROM task").await;
    assert_eq!(to, format!("/workshops/task/{id}/"));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    let label = "2026-07-01-lund/Grace Hopper <grace.hopper@example.org>=Instructor";
    assert!(page.says(&format!("Success: The task {label} was created.")), "{}", page.visible());
    assert!(
        page.says("Event 2026-07-01-lund Person Grace Hopper <grace.hopper@example.org> Role Instructor"),
        "{}",
        page.visible()
    );
    assert!(page.says("Open applicant no"), "{}", page.visible());
    let stored: String = app
        .value("SELECT concat_ws('|', event_id, person_id, seat_membership_id, seat_public, seat_open_training) FROM task")
        .await;
    assert_eq!(stored, format!("{}|{}|t|f", event.id, grace.id));
}

/// DM-EVENT-34, DM-TASK-10
#[tokio::test]
async fn the_event_of_a_task_is_saved_again() {
    let (app, admin) = start().await;
    let (one, other) = (app.event("2026-07-01-lund").create().await, app.event("2026-08-01-lund").create().await);
    let links = "SELECT string_agg(right(instructors_pre, 10), ' ' ORDER BY slug) FROM event";
    assert_eq!(app.value::<String>(links).await, " ");
    new_task(&app, &admin, &admin, "helper", &one).await.send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<String>(links).await, "07-01-lund ");

    app.run("UPDATE event SET instructors_pre = ''").await;
    let id: i32 = app.value("SELECT id FROM task").await;
    let form = app.get(&format!("/workshops/task/{id}/edit/")).as_user(&admin).await.expect_page().form("main-form");
    form.fill("event", &other.id.to_string()).send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<String>(links).await, "07-01-lund 08-01-lund", "the event that it left, too");

    app.run("UPDATE event SET instructors_pre = ''").await;
    app.post(&format!("/workshops/task/{id}/delete/"), &[]).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<String>(links).await, " 08-01-lund");
}

#[tokio::test]
async fn a_completed_event_keeps_its_survey() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    app.run("UPDATE event SET completed = true, instructors_pre = 'https://example.org/mine'").await;
    new_task(&app, &admin, &admin, "helper", &event).await.send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<String>("SELECT instructors_pre FROM event").await, "https://example.org/mine");
}

#[tokio::test]
async fn the_page_of_an_event_adds_tasks_and_gets_one_back() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let zoe = app.person("Zoe Zorn").create().await;
    let form = app.get(&event.url("edit/")).as_user(&admin).await.expect_page().form("task-form");
    assert_eq!(form.value("task-event"), event.id.to_string());
    let form = form.fill("task-person", &zoe.id.to_string()).fill("task-role", &app.id_of("role", "host").await);
    assert_eq!(form.send(&app).as_user(&admin).await.expect_redirect(), event.url("edit/#tasks"));
    let page = app.get(&event.url("edit/")).as_user(&admin).await.expect_page();
    assert!(page.says("was created.") && page.says("Zoe Zorn host"), "{}", page.visible());
}

/// GLB-07
#[tokio::test]
async fn next_is_followed_on_this_site_alone() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    for (n, (next, leads_there)) in [
        ("/workshops/tasks/?page=2#x", true),
        ("https://evil.example/", false),
        ("//evil.example", false),
        ("/\\evil.example", false),
    ]
    .into_iter()
    .enumerate()
    {
        let person = app.person(&format!("Person {n}")).create().await;
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        let page = app.get(&format!("/workshops/tasks/add/?{query}")).as_user(&admin).await.expect_page();
        let form = page.form("main-form").fill("task-event", &event.id.to_string()).fill("task-person", &person.id.to_string());
        let to = form.fill("task-role", &app.id_of("role", "helper").await).send(&app).as_user(&admin).await.expect_redirect();
        let id: i32 = app.value("SELECT max(id) FROM task").await;
        assert_eq!(to, if leads_there { next.to_owned() } else { format!("/workshops/task/{id}/") }, "{next}");

        let to = app.post(&format!("/workshops/task/{id}/delete/?{query}"), &[]).as_user(&admin).await.expect_redirect();
        assert_eq!(to, if leads_there { next } else { "/workshops/tasks/" }, "{next}");
    }
    // In the body it counts for nothing.
    let form = new_task(&app, &admin, &admin, "helper", &event).await;
    let mut fields = form.pairs();
    fields.push(("next", "/dashboard/"));
    let to = app.post(&form.action, &fields).as_user(&admin).await.expect_redirect();
    assert!(to.starts_with("/workshops/task/"), "{to}");
}

#[tokio::test]
async fn what_is_missing_or_gone_is_said_at_its_field() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let empty = app.get("/workshops/tasks/add/").as_user(&admin).await.expect_page().form("main-form");
    let page = empty.send(&app).as_user(&admin).await.expect_status(422);
    for field in ["task-event", "task-person", "task-role"] {
        assert_eq!(page.error_at(field), "Fill this in.", "{field}");
    }
    let good = new_task(&app, &admin, &admin, "helper", &event).await;
    for (field, value, says) in [
        ("task-event", "999999", "This event does not exist any more."),
        ("task-event", "x", "Choose one of the offered values."),
        ("task-person", "999999", "This person does not exist any more."),
        ("task-role", "999999", "Choose one of the offered values."),
        ("task-seat_membership", "999999", "This membership does not exist any more."),
    ] {
        let page = good.clone().fill(field, value).send(&app).as_user(&admin).await.expect_status(422);
        assert!(page.error_at(field).contains(says), "{field}={value} says “{}”", page.error_at(field));
    }
    assert_eq!(count(&app).await, 0);
}

/// The prefix keeps the task's fields apart from those of other forms.
#[tokio::test]
async fn names_without_the_prefix_are_not_the_tasks() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let (event, person, role) = (event.id.to_string(), admin.id.to_string(), app.id_of("role", "helper").await);
    let fields = [("event", event.as_str()), ("person", &person), ("role", &role)];
    app.post("/workshops/tasks/add/", &fields).as_user(&admin).await.expect_status(422);
}

#[tokio::test]
async fn nobody_does_the_same_twice_at_one_event() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let form = new_task(&app, &admin, &admin, "helper", &event).await;
    form.send(&app).as_user(&admin).await.expect_status(302);
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.text_of("main-form-errors").contains("This person has this role at this event already."), "{}", page.visible());
    assert_eq!(count(&app).await, 1);
    // Another role is another task, and a task is no twin of itself.
    let host = app.id_of("role", "host").await;
    let to = form.fill("task-role", &host).send(&app).as_user(&admin).await.expect_redirect();
    let same = app.get(&format!("{to}edit/")).as_user(&admin).await.expect_page().form("main-form");
    same.send(&app).as_user(&admin).await.expect_status(302);
}

/// DM-TASK-02, DM-TASK-04
#[tokio::test]
async fn seats_are_for_learners_at_trainings() {
    let (app, admin) = start().await;
    let lund = membership(&app, 9).await;
    let (workshop, training) =
        (app.event("2026-07-01-swc").create().await, app.event("2026-07-01-ttt").tagged("TTT").create().await);
    let seat = async |role, event| {
        let form = new_task(&app, &admin, &admin, role, event).await.fill("task-seat_membership", &lund);
        form.send(&app).as_user(&admin).await
    };
    let page = seat("learner", &workshop).await.expect_status(422);
    assert!(page.error_at("task-seat_membership").contains("Only an event tagged TTT has training seats."), "{}", page.visible());
    assert!(page.says("Lund Gold membership Jan 01 - Dec 31, 2026"), "the choice keeps its name: {}", page.visible());
    for role in ["helper", "instructor"] {
        let page = seat(role, &training).await.expect_status(422);
        assert!(page.error_at("task-role").contains("Only a learner takes a training seat."), "{role}: {}", page.visible());
    }
    assert_eq!(count(&app).await, 0);
    seat("learner", &training).await.expect_status(302);
    let page = app.get("/workshops/event/2026-07-01-ttt/").as_user(&admin).await.expect_page();
    assert!(page.says("Lund Gold membership Jan 01 - Dec 31, 2026 (Public seat)"), "{}", page.visible());
}

/// DM-TASK-01, DM-TASK-03, DM-TASK-04: whether a task is an open application is stored, and not asked for.
#[tokio::test]
async fn open_applications_keep_their_rules() {
    let (app, admin) = start().await;
    let lund = membership(&app, 9).await;
    let training = app.event("2026-07-01-ttt").tagged("TTT").create().await;
    app.run("UPDATE event SET open_ttt_applications = true").await;
    let id = app.task(&admin, "learner", &training).await;
    app.run("UPDATE task SET seat_open_training = true").await;
    let form = app.get(&format!("/workshops/task/{id}/edit/")).as_user(&admin).await.expect_page().form("main-form");
    assert!(!form.has("seat_open_training"));

    let page = form.clone().fill("seat_membership", &lund).send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.text_of("main-form-errors").contains("a member's seat and be an open application"), "{}", page.visible());
    let helper = app.id_of("role", "helper").await;
    let page = form.clone().fill("role", &helper).send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("role").contains("Only a learner takes a training seat."), "{}", page.visible());
    form.send(&app).as_user(&admin).await.expect_status(302);
    app.run("UPDATE event SET open_ttt_applications = false").await;
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.text_of("main-form-errors").contains("This event takes no open applications."), "{}", page.visible());
}

/// DM-TASK-05, DM-CROLE-01, on 15 June 2026.
#[tokio::test]
async fn an_inactive_instructor_teaches_nowhere() {
    let (app, admin) = start().await;
    let workshop = app.event("2026-07-01-swc").create().await;
    let training = app.event("2026-07-01-ttt").tagged("TTT").create().await;
    app.run("UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'carpentries.org') WHERE slug LIKE '%ttt'").await;
    // Community roles as kind, start and end; whether the person may teach at a workshop, and at a training.
    type Held = (&'static str, Option<&'static str>, Option<&'static str>);
    let cases: [(&[Held], bool, bool); 10] = [
        (&[], true, true),
        (&[("instructor", None, None)], true, true),
        (&[("instructor", Some("2026-06-15"), Some("2026-06-16"))], true, true),
        (&[("instructor", Some("2026-06-16"), None)], false, true),
        (&[("instructor", None, Some("2026-06-15"))], false, true),
        (&[("instructor", None, Some("2026-06-01")), ("instructor", None, None)], true, true),
        (&[("trainer", None, Some("2026-06-01"))], true, false),
        (&[("trainer", None, None)], true, true),
        (&[("instructor", None, Some("2026-06-01")), ("trainer", None, None)], false, true),
        (&[("maintainer", None, Some("2026-06-01"))], true, true),
    ];
    for (n, (held, at_workshops, at_trainings)) in cases.into_iter().enumerate() {
        let person = app.person(&format!("Person {n}")).create().await;
        for (kind, start, end) in held {
            let insert = r#"INSERT INTO community_role (config_id, person_id, start, "end")
                            SELECT id, $1, $2::date, $3::date FROM community_role_config WHERE name = $4"#;
            sqlx::query(insert).bind(person.id).bind(start).bind(end).bind(kind).execute(app.pool()).await.unwrap();
        }
        for (event, may) in [(&workshop, at_workshops), (&training, at_trainings)] {
            let answer = new_task(&app, &admin, &person, "instructor", event).await.send(&app).as_user(&admin).await;
            assert_eq!(answer.status, if may { 302 } else { 422 }, "{held:?} at {}", event.slug);
            assert_eq!(answer.error_at("task-role").contains("community role is inactive"), !may, "{held:?} at {}", event.slug);
            // The rule is for instructors alone.
            new_task(&app, &admin, &person, "helper", event).await.send(&app).as_user(&admin).await.expect_status(302);
        }
    }
}

#[tokio::test]
async fn a_community_role_that_was_ended_for_a_reason_is_inactive() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-swc").create().await;
    let insert = "INSERT INTO community_role (config_id, person_id, inactivation_id)
                  SELECT c.id, $1, i.id FROM community_role_config c, (SELECT min(id) AS id FROM community_role_inactivation) i WHERE c.name = 'instructor'";
    sqlx::query(insert).bind(admin.id).execute(app.pool()).await.unwrap();
    new_task(&app, &admin, &admin, "instructor", &event).await.send(&app).as_user(&admin).await.expect_status(422);
}

/// DM-TASK-07
#[tokio::test]
async fn seats_that_run_out_are_warned_of() {
    let (app, admin) = start().await;
    let lund = membership(&app, 2).await;
    let event = app.event("2026-07-01-ttt").between("2026-07-01", "2026-07-02").tagged("TTT").create().await;
    let expected = [
        None,
        Some("no public training seats remain"),
        Some("more public training seats are used"),
        Some("more public training seats are used"),
    ];
    let mut last = String::new();
    for (n, warning) in expected.into_iter().enumerate() {
        let learner = app.person(&format!("Learner {n}")).create().await;
        let form = new_task(&app, &admin, &learner, "learner", &event).await.fill("task-seat_membership", &lund);
        last = form.send(&app).as_user(&admin).await.expect_redirect();
        let page = app.get(&last).as_user(&admin).await.expect_page();
        assert_eq!(page.says("training seats"), warning.is_some(), "seat {n}: {}", page.visible());
        assert!(
            warning.is_none_or(|words| page.says(&format!("Warning: Lund Gold membership Jan 01 - Dec 31, 2026: {words}"))),
            "{}",
            page.visible()
        );
    }
    // A changed task counts itself already.
    let save = async || {
        let form = app.get(&format!("{last}edit/")).as_user(&admin).await.expect_page().form("main-form");
        let to = form.send(&app).as_user(&admin).await.expect_redirect();
        app.get(&to).as_user(&admin).await.expect_page()
    };
    assert!(save().await.says("more public training seats are used"));
    app.run("UPDATE membership SET additional_public_instructor_training_seats = 1").await;
    assert!(save().await.says("more public training seats are used"));
    app.run("UPDATE membership SET additional_public_instructor_training_seats = 2").await;
    assert!(save().await.says("no public training seats remain"));
    app.run("UPDATE membership SET public_instructor_training_seats_rolled_from_previous = 1").await;
    assert!(!save().await.says("training seats"));
    // In-house seats are another matter.
    app.run("UPDATE membership SET additional_public_instructor_training_seats = 0").await;
    app.run("UPDATE task SET seat_public = false").await;
    assert!(!save().await.says("training seats"));
}

/// DM-TASK-07
#[tokio::test]
async fn an_agreement_that_does_not_cover_it_is_warned_of() {
    let (app, admin) = start().await;
    let lund = membership(&app, 9).await;
    let late = app.event("2026-12-31-ttt").between("2026-12-31", "2027-01-01").tagged("TTT").create().await;
    let seat = new_task(&app, &admin, &admin, "learner", &late).await.fill("task-seat_membership", &lund);
    let to = seat.send(&app).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(
        page.says("the event takes place outside of the agreement's dates") && !page.says("not active today"),
        "{}",
        page.visible()
    );

    app.clock.advance(chrono::Duration::days(365));
    let undated = app.event("xxxx-xx-xx-ttt").tagged("TTT").create().await;
    let grace = app.person("Grace Hopper").administrator().near("ARN").create().await;
    let seat = new_task(&app, &grace, &admin, "learner", &undated).await.fill("task-seat_membership", &lund);
    let to = seat.send(&app).as_user(&grace).await.expect_redirect();
    let page = app.get(&to).as_user(&grace).await.expect_page();
    assert!(page.says("this membership is not active today") && !page.says("outside of the agreement"), "{}", page.visible());
}

#[tokio::test]
async fn a_task_is_changed_and_what_one_did_not_touch_stays() {
    let (app, admin) = start().await;
    let (lund, grace) = (membership(&app, 9).await, app.person("Grace Hopper").create().await);
    let event = app.event("2026-07-01-ttt").tagged("TTT").create().await;
    let id = app.task(&admin, "learner", &event).await;
    sqlx::query("UPDATE task SET seat_membership_id = $1::int, seat_public = false")
        .bind(lund.parse::<i32>().unwrap())
        .execute(app.pool())
        .await
        .unwrap();
    let page = app.get(&format!("/workshops/task/{id}/edit/")).as_user(&admin).await.expect_page();
    assert!(page.says("Ada Admin <ada.admin@example.org>"), "{}", page.visible());
    let form = page.form("main-form").fill("person", &grace.id.to_string());
    let to = form.send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, format!("/workshops/task/{id}/"));
    let stored: String = app.value("SELECT concat_ws('|', person_id, seat_membership_id, seat_public) FROM task").await;
    assert_eq!(stored, format!("{}|{lund}|f", grace.id));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("was updated.") && page.says("In-house seat"), "{}", page.visible());
}

#[tokio::test]
async fn the_slower_of_two_sees_what_the_other_did() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    let event = app.event("2026-07-01-lund").create().await;
    let to = new_task(&app, &admin, &admin, "helper", &event).await.send(&app).as_user(&admin).await.expect_redirect();
    let edit = format!("{to}edit/");
    let (hers, his) = (
        app.get(&edit).as_user(&admin).await.expect_page().form("main-form"),
        app.get(&edit).as_user(&grace).await.expect_page().form("main-form"),
    );
    let (host, learner) = (app.id_of("role", "host").await, app.id_of("role", "learner").await);
    hers.fill("role", &host).send(&app).as_user(&admin).await.expect_status(302);
    let page = his.fill("role", &learner).send(&app).as_user(&grace).await.expect_status(409);
    assert!(page.says("Role Workshop host Learner"), "{}", page.visible());
    page.form("main-form").send(&app).as_user(&grace).await.expect_status(302);
    assert_eq!(app.value::<String>("SELECT r.name::text FROM task JOIN role r ON r.id = role_id").await, "learner");
}

#[tokio::test]
async fn a_deleted_task_is_gone() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let id = app.task(&admin, "helper", &event).await;
    let url = format!("/workshops/task/{id}/");
    app.get(&format!("{url}delete/")).as_user(&admin).await.expect_status(405);
    let page = app.get(&url).as_user(&admin).await.expect_page();
    let to = page.form_to(&format!("{url}delete/")).send(&app).as_user(&admin).await.expect_redirect();
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("The task 2026-07-01-lund/Ada Admin <ada.admin@example.org>=Helper was deleted."), "{}", page.visible());
    for (method, path) in
        [("GET", url.clone()), ("GET", format!("{url}edit/")), ("POST", format!("{url}edit/")), ("POST", format!("{url}delete/"))]
    {
        app.ask(method.parse().unwrap(), &path).as_user(&admin).await.expect_status(404);
    }
}

#[tokio::test]
async fn the_list_is_filtered_and_ordered() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let (june, july) = (
        app.event("2026-06-01-june").between("2026-06-01", "2026-06-02").create().await,
        app.event("2026-07-01-july").between("2026-07-01", "2026-07-02").create().await,
    );
    for (person, role, event) in
        [(&admin, "host", &june), (&grace, "host", &july), (&grace, "learner", &june), (&admin, "helper", &june)]
    {
        app.task(person, role, event).await;
    }
    let list = async |query: String| rows(&app.get(&format!("/workshops/tasks/?{query}")).as_user(&admin).await.expect_page());
    let [helper, july_host, june_host, learner] = [
        "Ada Admin as Helper at 2026-06-01-june",
        "Grace Hopper as Workshop host at 2026-07-01-july",
        "Ada Admin as Workshop host at 2026-06-01-june",
        "Grace Hopper as Learner at 2026-06-01-june",
    ];
    assert_eq!(list(String::new()).await, [helper, july_host, june_host, learner]);
    assert_eq!(list(format!("event={}", july.id)).await, [july_host]);
    assert_eq!(list(format!("role={}", app.id_of("role", "host").await)).await, [july_host, june_host]);
    assert_eq!(list(format!("event={}&role={}", june.id, app.id_of("role", "learner").await)).await, [learner]);
    for query in ["event=999999", "event=x&role=999999"] {
        assert_eq!(list(query.to_owned()).await.len(), 4, "what cannot be filtered by filters nothing: {query}");
    }
    assert_eq!(list("order_by=-event".to_owned()).await[0], july_host);
    assert_eq!(list("order_by=-person".to_owned()).await[..2].iter().filter(|row| row.starts_with("Grace")).count(), 2);
    assert_eq!(list("order_by=role".to_owned()).await[3], learner);
    let csv = app.get("/workshops/tasks/?format=csv&order_by=-event").as_user(&admin).await.expect_page();
    assert!(csv.text.starts_with("Event,Person,Role\r\n2026-07-01-july,Grace Hopper,Workshop host\r\n"), "{}", csv.text);
}

#[tokio::test]
async fn a_chosen_event_of_the_filter_has_its_name() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let page = app.get(&format!("/workshops/tasks/?event={}", event.id)).as_user(&admin).await.expect_page();
    assert!(page.says("Event: 2026-07-01-lund") && page.says("No tasks."), "{}", page.visible());
}

#[tokio::test]
async fn pages_cost_few_statements() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let id = app.task(&admin, "helper", &event).await;
    app.get("/workshops/tasks/").as_user(&admin).await.expect_page();
    let one = app.statements();
    for n in 0..30 {
        let person = app.person(&format!("Person {n}")).create().await;
        app.task(&person, "learner", &event).await;
    }
    app.get("/workshops/tasks/?items_per_page=all").as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), one);
    for path in [
        "/workshops/tasks/".to_owned(),
        "/workshops/tasks/add/".to_owned(),
        format!("/workshops/task/{id}/"),
        format!("/workshops/task/{id}/edit/"),
    ] {
        app.get(&path).as_user(&admin).await.expect_page();
        assert!((1..=6).contains(&app.statements()), "{path}: {}", app.statements());
    }
}

/// GLB-09: whoever agreed to be written to has an address in the list; whoever may not change tasks is offered no way to.
#[tokio::test]
async fn tsk_01_a_row_shows_whom_one_may_write_to_and_what_one_may_do() {
    let (app, admin) = start().await;
    let (yes, no) = (app.person("Yes Please").create().await, app.person("No Thanks").create().await);
    let event = app.event("2026-07-01-lund").create().await;
    let task = app.task(&yes, "helper", &event).await;
    app.task(&no, "helper", &event).await;
    crate::events::consents(&app, &yes).await;
    let page = app.get("/workshops/tasks/").as_user(&admin).await.expect_page();
    assert!(page.text.contains(&yes.email) && !page.text.contains(&no.email), "{}", page.visible());
    let edit = format!("/workshops/task/{task}/edit/");
    assert!(page.links().contains(&edit) && page.links().contains(&"/workshops/tasks/add/".to_owned()));
    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let page = app.get("/workshops/tasks/").as_user(&reader).await.expect_page();
    let main = &page.text[page.text.find("<main").unwrap()..];
    assert!(!page.links().contains(&edit) && !main.contains("href=\"/workshops/tasks/add/\""), "{:?}", page.links());
}

#[tokio::test]
async fn tsk_03_the_page_tells_the_seat_and_what_one_may_do() {
    let (app, admin) = start().await;
    let lund = membership(&app, 9).await;
    let event = app.event("2026-07-01-ttt").tagged("TTT").create().await;
    let url = format!("/workshops/task/{}/", app.task(&admin, "learner", &event).await);
    let page = app.get(&url).as_user(&admin).await.expect_page();
    assert!(!page.says("Public seat") && page.says("Open applicant no"), "{}", page.visible());
    sqlx::query("UPDATE task SET seat_membership_id = $1::int")
        .bind(lund.parse::<i32>().unwrap())
        .execute(app.pool())
        .await
        .unwrap();
    let page = app.get(&url).as_user(&admin).await.expect_page();
    assert!(page.says("Member site seat Lund Gold membership") && page.says("Public seat"), "{}", page.visible());
    app.run("UPDATE task SET seat_membership_id = NULL, seat_open_training = true").await;
    let page = app.get(&url).as_user(&admin).await.expect_page();
    assert!(page.says("Open applicant yes") && page.says("Created on"), "{}", page.visible());

    let reader = app.person("Rita Reader").in_group("trainers").create().await;
    let page = app.get(&url).as_user(&reader).await.expect_page();
    assert!(!page.links().contains(&format!("{url}edit/")), "{:?}", page.links());
    let tags = page.tags();
    let form = tags.iter().position(|tag| tag.attribute("action") == Some(&format!("{url}delete/"))).unwrap();
    let button = tags[form..].iter().find(|tag| tag.name == "button").unwrap();
    assert!(button.attribute("disabled").is_some());
}

#[tokio::test]
async fn tsk_04_a_changed_task_keeps_the_rules_of_a_new_one() {
    let (app, admin) = start().await;
    let (lund, workshop) = (membership(&app, 9).await, app.event("2026-07-01-swc").create().await);
    let retired = app.person("Retired Instructor").create().await;
    sqlx::query(
        r#"INSERT INTO community_role (config_id, person_id, "end") SELECT id, $1, '2026-06-01' FROM community_role_config WHERE name = 'instructor'"#,
    )
    .bind(retired.id)
    .execute(app.pool())
    .await
    .unwrap();
    let id = app.task(&admin, "helper", &workshop).await;
    app.task(&admin, "host", &workshop).await;
    let before: String = app.value("SELECT string_agg(t::text, '|' ORDER BY id) FROM task t").await;
    let url = format!("/workshops/task/{id}/edit/");
    let good = app.get(&url).as_user(&admin).await.expect_page().form("main-form");
    for (field, value, says) in [
        ("event", "", "Fill this in."),
        ("event", "999999", "This event does not exist any more."),
        ("person", "", "Fill this in."),
        ("person", "999999", "This person does not exist any more."),
        ("role", "", "Fill this in."),
        ("role", "999999", "Choose one of the offered values."),
        ("seat_membership", "999999", "This membership does not exist any more."),
        ("seat_membership", &lund, "Only an event tagged TTT has training seats."),
    ] {
        let page = good.clone().fill(field, value).send(&app).as_user(&admin).await.expect_status(422);
        assert!(page.error_at(field).contains(says), "{field}={value} says “{}”", page.error_at(field));
    }
    let instructor = app.id_of("role", "instructor").await;
    let inactive = good.clone().fill("person", &retired.id.to_string()).fill("role", &instructor);
    let page = inactive.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("role").contains("community role is inactive"), "{}", page.visible());
    let twin = good.clone().fill("role", &app.id_of("role", "host").await);
    let page = twin.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.text_of("main-form-errors").contains("This person has this role at this event already."), "{}", page.visible());
    assert_eq!(app.value::<String>("SELECT string_agg(t::text, '|' ORDER BY id) FROM task t").await, before);
    // Not next-aware: it leads to the task.
    let to = app.post(&format!("{url}?next=/dashboard/"), &good.pairs()).as_user(&admin).await.expect_redirect();
    assert_eq!(to, format!("/workshops/task/{id}/"));
}

#[tokio::test]
async fn tsk_05_a_deletion_is_recorded_and_leads_to_the_list() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let id = app.task(&admin, "helper", &event).await;
    let to = app.post(&format!("/workshops/task/{id}/delete/"), &[]).as_user(&admin).await.expect_redirect();
    assert_eq!(to, "/workshops/tasks/");
    let recorded = "SELECT count(*) FROM version v JOIN revision r ON r.id = v.revision_id
                    WHERE v.table_name = 'task' AND v.operation = 'D' AND r.comment = 'delete task' AND r.person_id IS NOT NULL";
    assert_eq!(app.value::<i64>(recorded).await, 1);
}
