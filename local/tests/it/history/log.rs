//! "Recently changed" (UTL-07).

use chrono::Duration;

use super::{URL, edit, lund, lund_id, version};
use crate::support::Answer;

const LOG: &str = "/workshops/log/";

/// The lines of the log, as a reader sees them.
fn lines(page: &Answer) -> Vec<String> {
    // Another table is in the help on shortcuts.
    let table = page.text.split("list-table\">").nth(1).unwrap_or_default().split("</tbody>").next().unwrap_or_default();
    table.split("</tr>").filter(|row| row.contains("<td")).map(crate::support::visible).collect()
}

/// DM-VER-07
#[tokio::test]
async fn all_changes_newest_first_with_all_their_records() {
    let (app, admin) = lund().await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    app.clock.advance(Duration::minutes(67));
    let form = edit(&app, &grace).await;
    form.fill("venue", "Hall").send(&app).as_user(&grace).await.expect_status(302);
    let form = app.get(&format!("{URL}edit/")).as_user(&admin).await.expect_page().form("task-form");
    let form = form.fill("task-person", &grace.id.to_string()).fill("task-role", &app.id_of("role", "helper").await);
    app.run("UPDATE event SET instructors_pre = ''").await;
    app.clock.advance(Duration::minutes(1));
    form.send(&app).as_user(&admin).await.expect_status(302);

    let page = app.get(&format!("{LOG}?person={}", grace.id)).as_user(&admin).await.expect_page();
    assert_eq!(lines(&page), ["Jun 15 2026, 1:07 p.m. Grace Hopper Event 2026-07-01-lund changed edit event"]);
    assert!(app.statements() <= 6, "{}", app.statements());
    let page = app.get(LOG).as_user(&admin).await.expect_page();
    assert!(app.statements() <= 6, "{}", app.statements());
    let found = lines(&page);
    // What the tests' own statements do comes at the clock of the machine.
    let ours: Vec<&String> = found.iter().filter(|line| line.starts_with("Jun 15 2026")).collect();
    assert_eq!(
        ours,
        [
            "Jun 15 2026, 1:08 p.m. Ada Admin Task 2026-07-01-lund/Grace Hopper <grace.hopper@example.org>=Helper created \
             Event 2026-07-01-lund changed add task",
            "Jun 15 2026, 1:07 p.m. Grace Hopper Event 2026-07-01-lund changed edit event",
            "Jun 15 2026, noon Ada Admin Event 2026-07-01-lund created add event",
        ]
    );
    let links = page.links();
    let event = lund_id(&app).await;
    assert!(links.contains(&format!("/workshops/version/{}/", version(&app, "event", event).await)), "{links:?}");
    assert!(links.contains(&format!("/workshops/person/{}/", grace.id)), "{links:?}");
}

#[tokio::test]
async fn it_is_filtered_by_person_kind_and_day() {
    let (app, admin) = lund().await;
    app.clock.advance(Duration::days(1));
    edit(&app, &admin).await.fill("venue", "Hall").send(&app).as_user(&admin).await.expect_status(302);
    let count = async |query: &str| {
        let page = app.get(&format!("{LOG}?person={}&{query}", admin.id)).as_user(&admin).await.expect_page();
        lines(&page).len()
    };
    assert_eq!(count("").await, 2);
    assert_eq!((count("kind=event").await, count("kind=task").await), (2, 0));
    assert_eq!((count("since=2026-06-16").await, count("until=2026-06-15").await), (1, 1));
    assert_eq!(count("since=2026-06-15&until=2026-06-16").await, 2);
    assert_eq!(count("since=tomorrow").await, 2);
    let page = app.get(&format!("{LOG}?kind=nonsense")).as_user(&admin).await.expect_page();
    assert!(page.says("Choose one of the offered values."), "{}", page.visible());
}

/// DM-VER-05 leaves revisions without versions, whoever made a change may be gone, and a change may be of hundreds of records.
#[tokio::test]
async fn it_bears_what_is_gone_and_what_is_many() {
    let (app, admin) = lund().await;
    app.run("DELETE FROM version WHERE object_type = 'event'").await;
    app.run("UPDATE revision SET person_id = NULL").await;
    app.run(
        "WITH r AS (INSERT INTO revision (created_at, comment, transaction_id) VALUES ('2027-01-01', 'many', pg_current_xact_id()) RETURNING id)
         INSERT INTO organization (domain, fullname) SELECT 'x' || n || '.org', 'X ' || n FROM r, generate_series(1, 30) n",
    )
    .await;
    let page = app.get(LOG).as_user(&admin).await.expect_page();
    let found = lines(&page);
    let many = found.first().unwrap();
    assert!(many.starts_with("Jan 1 2027, midnight unknown user Organization X 1 <x1.org> created"), "{many}");
    assert!(many.contains("X 10 <x10.org>") && !many.contains("X 11 <x11.org>"), "{many}");
    assert!(many.ends_with("all records of this change many"), "{many}");
    assert!(found.iter().any(|line| line == "Jun 15 2026, noon unknown user no longer on record add event"), "{found:?}");

    let all = page.links().into_iter().find(|link| link.starts_with("/workshops/log/?revision=")).unwrap();
    let first = app.get(&all).as_user(&admin).await.expect_page();
    assert!(app.statements() <= 6, "{}", app.statements());
    assert_eq!(lines(&first).len(), 25);
    assert!(first.says("Jan 1 2027, midnight by unknown user: many"), "{}", first.visible());
    let second = app.get(&format!("{all}&page=2")).as_user(&admin).await.expect_page();
    assert_eq!(lines(&second).last().unwrap(), "X 30 <x30.org> Organization created");
    app.get(&format!("{LOG}?revision=999999999")).as_user(&admin).await.expect_status(404);
}

/// DM-VER-03: imported versions say what their record was called.
#[tokio::test]
async fn an_imported_version_keeps_its_label() {
    let (app, admin) = lund().await;
    app.run("UPDATE version SET label = 'the event as it was' WHERE object_type = 'event'").await;
    let page = app.get(LOG).as_user(&admin).await.expect_page();
    assert!(lines(&page).iter().any(|line| line.contains("Event the event as it was created")), "{}", page.visible());
}

#[tokio::test]
async fn its_statements_do_not_grow_and_it_offers_no_file() {
    let (app, admin) = lund().await;
    app.get(LOG).as_user(&admin).await.expect_page();
    let few = app.statements();
    for _ in 0..30 {
        app.run("UPDATE event SET manual_attendance = manual_attendance + 1").await;
    }
    let page = app.get(LOG).as_user(&admin).await.expect_page();
    assert_eq!((app.statements(), lines(&page).len()), (few, 25));
    assert!(!page.says("CSV"), "{}", page.visible());
    let nobody = app.member().await;
    app.get(LOG).as_user(&nobody).await.expect_status(403);
}
