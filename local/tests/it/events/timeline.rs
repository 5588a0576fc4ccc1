//! The timeline of an event.

use chrono::Duration;

use super::{new_event, start};
use crate::support::{Answer, Event, Person, TestApp};

/// An event that was made by its form, and then changed, staffed and commented on, ten minutes apart; with an email that was sent
/// and one that is planned.
async fn busy(app: &TestApp, admin: &Person) -> Event {
    let later = || app.clock.advance(Duration::minutes(10));
    new_event(app, admin, "2026-07-01-lund").await.send(app).as_user(admin).await.expect_status(302);
    let event = Event { id: app.value("SELECT id FROM event").await, slug: "2026-07-01-lund".to_owned() };
    later();
    let dc = app.id_of("tag", "DC").await;
    let form = app.get(&event.url("edit/")).as_user(admin).await.expect_page().form("main-form");
    form.fill("venue", "Hall").fill("tags", &dc).send(app).as_user(admin).await.expect_status(302);
    later();
    let grace = app.person("Grace Hopper").create().await;
    let form = app.get(&event.url("edit/")).as_user(admin).await.expect_page().form("task-form");
    let form = form.fill("task-person", &grace.id.to_string()).fill("task-role", &app.id_of("role", "instructor").await);
    form.send(app).as_user(admin).await.expect_status(302);
    later();
    let form = app.get(&event.url("")).as_user(admin).await.expect_page().form_to("/comments/post/");
    form.fill("comment", "Well **done**.").send(app).as_user(admin).await.expect_status(302);
    for (subject, state, at, sent) in [
        ("Thank you", "succeeded", "2026-06-15T12:05:00Z", Some("2026-06-15T12:06:00Z")),
        ("Get ready", "scheduled", "2026-06-20T09:00:00Z", None),
    ] {
        let insert = "INSERT INTO scheduled_email (state, scheduled_at, sent_at, to_header, from_header, subject, body, target_type, target_id)
                      VALUES ($1, $2::timestamptz, $3::timestamptz, '{host@example.org}', 'amy@example.org', $4, 'x', 'workshops.event', $5)";
        let insert = sqlx::query(insert).bind(state).bind(at).bind(sent).bind(subject).bind(event.id);
        insert.execute(app.pool()).await.unwrap();
    }
    event
}

async fn timeline(app: &TestApp, admin: &Person, event: &Event, query: &str) -> Answer {
    app.get(&format!("{}{query}", event.url("timeline/"))).as_user(admin).await.expect_page()
}

/// Claims that these words stand on the page in this order.
#[track_caller]
fn in_order(page: &Answer, words: &[&str]) {
    let (text, mut at) = (page.visible(), 0);
    for words in words {
        let found = text[at..].find(words).unwrap_or_else(|| panic!("“{words}” is not in: {}", &text[at..]));
        at += found + words.len();
    }
}

#[tokio::test]
async fn what_happened_and_what_is_planned_stand_in_one_line_the_newest_first() {
    let (app, admin) = start().await;
    let event = busy(&app, &admin).await;
    let page = timeline(&app, &admin, &event, "").await;
    in_order(
        &page,
        &[
            "All 6",
            "Edits 2",
            "Tasks 1",
            "Comments 1",
            "E-mails 2",
            "Saturday 20 June 2026",
            "E-mail: Get ready Scheduled",
            "planned",
            "to host@example.org",
            "Monday 15 June 2026",
            "Comment",
            "12:30 p.m. UTC by Ada Admin",
            "Well done.",
            "Task added: Grace Hopper as Instructor",
            "12:20 p.m. UTC by Ada Admin",
            "Event changed",
            "12:10 p.m. UTC by Ada Admin",
            "Venue Hall",
            "Tags",
            "E-mail: Thank you Succeeded",
            "scheduled for June 15, 2026, 12:05 p.m. UTC",
            "Event created",
            "by Ada Admin",
        ],
    );
    assert!(page.says("+DC") && page.says("−SWC"), "{}", page.visible());
    let links = page.links();
    let version: i64 = app.value("SELECT max(id) FROM version WHERE object_type = 'event'").await;
    let (task, comment): (i32, i32) = (app.value("SELECT id FROM task").await, app.value("SELECT id FROM comment").await);
    for link in [
        format!("/workshops/version/{version}/"),
        format!("/workshops/task/{task}/"),
        format!("{}#c{comment}", event.url("")),
        event.url(""),
    ] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    assert!(app.get(&event.url("")).as_user(&admin).await.expect_page().links().contains(&event.url("timeline/")));
}

#[tokio::test]
async fn one_kind_alone_is_shown_on_demand() {
    let (app, admin) = start().await;
    let event = busy(&app, &admin).await;
    for (kind, shown) in
        [("edit", "Event changed"), ("task", "Task added"), ("comment", "Well done."), ("email", "E-mail: Thank you")]
    {
        let page = timeline(&app, &admin, &event, &format!("?kind={kind}")).await;
        for words in ["Event changed", "Task added", "Well done.", "E-mail: Thank you"] {
            assert_eq!(page.says(words), words == shown, "{kind}: {}", page.visible());
        }
        let current: Vec<_> = page.tags().into_iter().filter(|tag| tag.attribute("aria-current") == Some("true")).collect();
        assert_eq!(current.len(), 1, "{kind}");
        assert_eq!(current[0].attribute("href"), Some(format!("{}?kind={kind}", event.url("timeline/")).as_str()));
    }
    let page = timeline(&app, &admin, &event, "?kind=weather").await;
    assert!(page.says("Event changed") && page.says("Well done."), "what is no kind chooses none: {}", page.visible());
}

#[tokio::test]
async fn a_task_that_is_gone_is_still_told_of_and_one_that_moved_at_both_events() {
    let (app, admin) = start().await;
    let event = busy(&app, &admin).await;
    let other = app.event("2026-08-01-lund").create().await;
    let task: i32 = app.value("SELECT id FROM task").await;
    let url = format!("/workshops/task/{task}/");
    let form = app.get(&format!("{url}edit/")).as_user(&admin).await.expect_page().form("main-form");
    form.fill("event", &other.id.to_string()).send(&app).as_user(&admin).await.expect_status(302);
    for at in [&event, &other] {
        let page = timeline(&app, &admin, at, "?kind=task").await;
        in_order(&page, &["Task changed: Grace Hopper as Instructor", "Event"]);
        assert!(page.links().contains(&other.url("")), "{}: {:?}", at.slug, page.links());
    }
    app.post(&format!("{url}delete/"), &[]).as_user(&admin).await.expect_status(302);
    let page = timeline(&app, &admin, &other, "?kind=task").await;
    in_order(&page, &["Task removed: Grace Hopper as Instructor"]);
    assert!(!page.links().contains(&url), "{:?}", page.links());
    let page = timeline(&app, &admin, &event, "?kind=task").await;
    assert!(page.says("Task added") && !page.says("Task removed"), "{}", page.visible());
}

#[tokio::test]
async fn emails_about_its_tasks_are_told_and_one_that_was_called_off_when_that_was() {
    let (app, admin) = start().await;
    let event = busy(&app, &admin).await;
    sqlx::query(
        "WITH mail AS (
            INSERT INTO scheduled_email (state, scheduled_at, to_header, from_header, subject, body, target_type, target_id)
            SELECT 'cancelled', '2026-12-01T09:00:00Z', '{grace@example.org}', 'amy@example.org', 'Welcome', 'x', 'workshops.task', id FROM task
            RETURNING id)
         INSERT INTO scheduled_email_log (scheduled_email_id, details, state_before, state_after, author_id, created_at)
         SELECT id, 'Called off', 'scheduled', 'cancelled', $1, '2026-06-14T08:00:00Z' FROM mail",
    )
    .bind(admin.id)
    .execute(app.pool())
    .await
    .unwrap();
    let page = timeline(&app, &admin, &event, "?kind=email").await;
    in_order(
        &page,
        &[
            "E-mails 3",
            "Sunday 14 June 2026",
            "E-mail: Welcome Cancelled",
            "June 14, 2026, 8 a.m. UTC by Ada Admin",
            "scheduled for Dec. 1, 2026",
        ],
    );
}

#[tokio::test]
async fn the_timeline_is_cut_into_pages() {
    let (app, admin) = start().await;
    let event = busy(&app, &admin).await;
    let page = timeline(&app, &admin, &event, "?items_per_page=2").await;
    assert!(page.says("E-mail: Get ready") && page.says("Well done.") && !page.says("Task added"), "{}", page.visible());
    assert!(page.links().contains(&format!("{}?items_per_page=2&page=3", event.url("timeline/"))), "{:?}", page.links());
    let page = timeline(&app, &admin, &event, "?items_per_page=2&page=2").await;
    in_order(&page, &["Task added", "Event changed"]);
    let page = timeline(&app, &admin, &event, "?items_per_page=2&page=99").await;
    in_order(&page, &["E-mail: Thank you", "Event created"]);
}

#[tokio::test]
async fn a_timeline_of_any_length_costs_the_same_few_statements() {
    let (app, admin) = start().await;
    let event = busy(&app, &admin).await;
    timeline(&app, &admin, &event, "?items_per_page=all").await;
    let few = app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    for n in 0..30 {
        let learner = app.person(&format!("Learner {n}")).create().await;
        app.task(&learner, "learner", &event).await;
        app.run("UPDATE event SET manual_attendance = manual_attendance + 1").await;
    }
    let page = timeline(&app, &admin, &event, "?items_per_page=all").await;
    assert_eq!(app.statements(), few);
    assert!(page.says("Tasks 31") && page.says("Edits 32"), "{}", page.visible());
    assert!(page.says("by unknown user"), "{}", page.visible());
}

#[tokio::test]
async fn an_event_that_is_not_there_has_no_timeline() {
    let (app, admin) = start().await;
    app.get("/workshops/event/2026-01-01-nowhere/timeline/").as_user(&admin).await.expect_status(404);
}
