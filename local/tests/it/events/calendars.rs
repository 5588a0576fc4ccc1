//! Calendars of events: files, and feeds by a secret address.

use std::future::IntoFuture;

use chrono::Duration;
use shared::{person, secret};

use super::start;
use crate::support::{Answer, Person, TestApp};

const FEEDS: &str = "/workshops/calendar_feeds/";

/// The path of the feed whose address a page shows.
fn address(page: &Answer) -> String {
    let tags = page.tags();
    let shown = tags.iter().find(|tag| tag.attribute("id") == Some("feed-address")).and_then(|tag| tag.attribute("value"));
    shown
        .and_then(|address| address.strip_prefix("http://localhost:3000"))
        .unwrap_or_else(|| panic!("{}", page.visible()))
        .to_owned()
}

/// Makes a feed by the form that this query opens; gives its path.
async fn subscribe(app: &TestApp, person: &Person, query: &str) -> String {
    let form = app.get(&format!("{FEEDS}add/{query}")).as_user(person).await.expect_page().form("main-form");
    address(&form.send(app).as_user(person).await.expect_page())
}

/// What a calendar program reads, long lines put together again.
async fn read(app: &TestApp, path: &str) -> String {
    let answer = app.get(path).await.expect_page();
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    answer.text.replace("\r\n ", "")
}

/// The slugs in a calendar, in its order.
fn slugs(calendar: &str) -> Vec<&str> {
    calendar.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect()
}

#[tokio::test]
async fn an_event_is_a_file_to_download() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").in_country("SE").tagged("SWC").create().await;
    app.run("UPDATE event SET venue = 'Hall; A, B', latitude = 55.7, longitude = 13.25, url = 'https://example.org/lund'").await;
    let file = app.get(&event.url("event.ics")).as_user(&admin).await.expect_page();
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"2026-07-01-lund.ics\"");
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        &format!("UID:event-{}@amy.carpentries.org", event.id),
        "DTSTART;VALUE=DATE:20260701",
        "DTEND;VALUE=DATE:20260703",
        "SUMMARY:2026-07-01-lund",
        "LOCATION:Hall\\; A\\, B\\, Sweden",
        "GEO:55.7;13.25",
        "URL:https://example.org/lund",
        "STATUS:CONFIRMED",
        "END:VCALENDAR",
    ] {
        assert!(file.text.lines().any(|found| found == line), "{line} is not in {}", file.text);
    }
    assert!(app.get(&event.url("")).as_user(&admin).await.expect_page().links().contains(&event.url("event.ics")));
    app.get("/workshops/event/2026-01-01-nowhere/event.ics").as_user(&admin).await.expect_status(404);
}

#[tokio::test]
async fn an_event_without_a_first_day_is_no_file() {
    let (app, admin) = start().await;
    let event = app.event("xxxx-xx-xx-lund").create().await;
    let to = app.get(&event.url("event.ics")).as_user(&admin).await.expect_redirect();
    assert_eq!(to, event.url(""));
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("An event without a first day cannot be put into a calendar."), "{}", page.visible());
}

#[tokio::test]
async fn a_feed_is_read_without_signing_in_by_an_address_that_is_shown_once() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await;
    app.event("2026-08-01-other").between("2026-08-01", "2026-08-02").create().await;
    let way = app.get(&event.url("")).as_user(&admin).await.expect_page().links();
    let way = way.into_iter().find(|link| link.starts_with("/workshops/calendar_feeds/add/")).unwrap();
    let page = app.get(&way).as_user(&admin).await.expect_page();
    assert!(page.says("The event 2026-07-01-lund"), "{}", page.visible());
    let form = page.form("main-form");
    assert_eq!(form.value("name"), "2026-07-01-lund");
    let path = address(&form.fill("name", "Lund, at last").send(&app).as_user(&admin).await.expect_page());
    let calendar = read(&app, &path).await;
    assert_eq!(slugs(&calendar), ["2026-07-01-lund"]);
    assert!(calendar.contains("X-WR-CALNAME:Lund\\, at last"), "{calendar}");
    assert!(calendar.contains("URL:http://localhost:3000/workshops/event/2026-07-01-lund/"), "{calendar}");

    let token = path.strip_prefix(FEEDS).and_then(|rest| rest.strip_suffix("/amy.ics")).unwrap();
    assert_eq!(token.len(), 43);
    assert_eq!(app.value::<String>("SELECT secret_hash::text FROM calendar_feed").await, secret::digest(token));
    let row: String = app.value("SELECT f::text FROM calendar_feed f").await;
    assert!(!row.contains(token), "{row}");
    let list = app.get(FEEDS).as_user(&admin).await.expect_page();
    assert!(list.says("Lund, at last") && list.says("Event 2026-07-01-lund") && !list.text.contains(token), "{}", list.visible());
}

#[tokio::test]
async fn a_secret_that_nobody_has_leads_nowhere() {
    let (app, admin) = start().await;
    app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await;
    let path = subscribe(&app, &admin, "?kind=list").await;
    let hash: String = app.value("SELECT secret_hash::text FROM calendar_feed").await;
    for secret in ["x", "%00", "%27", &"a".repeat(43), &hash] {
        app.get(&format!("{FEEDS}{secret}/amy.ics")).await.expect_status(404);
    }
    app.get(&path.replace("amy.ics", "other.ics")).await.expect_status(404);
    app.get(&path).await.expect_page();
}

#[tokio::test]
async fn a_revoked_feed_is_gone_for_good() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").administrator().near("ARN").create().await;
    app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await;
    let path = subscribe(&app, &admin, "?kind=list").await;
    let form = app.get(FEEDS).as_user(&admin).await.expect_page().form_to("/workshops/calendar_feeds/revoke/");
    // Nobody revokes another's.
    form.send(&app).as_user(&grace).await.expect_status(404);
    read(&app, &path).await;
    for feed in ["", "x", "999999"] {
        app.post("/workshops/calendar_feeds/revoke/", &[("feed", feed)]).as_user(&admin).await.expect_status(404);
    }
    assert_eq!(form.send(&app).as_user(&admin).await.expect_redirect(), FEEDS);
    app.get(&path).await.expect_status(404);
    let list = app.get(FEEDS).as_user(&admin).await.expect_page();
    assert!(
        list.says("All events was revoked.") && list.says("Nobody can read it any more June 15, 2026, noon UTC"),
        "{}",
        list.visible()
    );
    // Again is no fault, and changes nothing.
    form.send(&app).as_user(&admin).await.expect_status(302);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM calendar_feed WHERE revoked_at = '2026-06-15T12:00:00Z'").await, 1);
    let others = app.get(FEEDS).as_user(&grace).await.expect_page();
    assert!(others.says("You have no calendar feeds."), "{}", others.visible());
}

#[tokio::test]
async fn a_feed_ends_with_the_rights_of_its_owner() {
    let (app, admin) = start().await;
    app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await;
    let all = subscribe(&app, &admin, "?kind=list").await;
    let own = subscribe(&app, &admin, "").await;
    app.run("CREATE TABLE kept AS SELECT * FROM person_user_group").await;
    app.run("DELETE FROM person_user_group").await;
    app.get(&all).await.expect_status(404);
    app.get(&own).await.expect_page();
    app.run("INSERT INTO person_user_group SELECT * FROM kept").await;
    app.get(&all).await.expect_page();
    app.run("UPDATE person SET is_active = false WHERE username = 'admin_ada'").await;
    app.get(&all).await.expect_status(404);
    app.get(&own).await.expect_status(404);
}

#[tokio::test]
async fn somebody_without_rights_has_the_feed_of_their_own_tasks_alone() {
    let (app, admin) = start().await;
    let ned = app.member().await;
    let (one, other) = (
        app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await,
        app.event("2026-08-01-other").between("2026-08-01", "2026-08-02").create().await,
    );
    app.task(&ned, "helper", &one).await;
    app.task(&ned, "host", &one).await;
    app.task(&admin, "helper", &other).await;
    let page = app.get(FEEDS).as_user(&ned).await.expect_page();
    assert!(page.says("Subscribe to my tasks") && !page.says("Subscribe to all events"), "{}", page.visible());
    let path = subscribe(&app, &ned, "").await;
    let page = app.get(FEEDS).as_user(&ned).await.expect_page();
    let own = format!("/workshops/person/{}/", ned.id);
    assert!(page.says("Tasks of Ned Nobody") && !page.links().contains(&own), "they may not open it: {:?}", page.links());
    let calendar = read(&app, &path).await;
    assert_eq!(slugs(&calendar), ["2026-07-01-lund"], "once, although there are two tasks");
    assert!(!calendar.contains("localhost"), "they may not open the page of the event: {calendar}");

    let foreign = [
        ("event", "event", one.id.to_string()),
        ("person", "person", admin.id.to_string()),
        ("list", "query", "country=SE".to_owned()),
    ];
    for (kind, field, value) in foreign {
        app.get(&format!("{FEEDS}add/?kind={kind}&{field}={value}")).as_user(&ned).await.expect_status(403);
        let fields = [("name", "Mine"), ("kind", kind), (field, &value)];
        app.post("/workshops/calendar_feeds/add/", &fields).as_user(&ned).await.expect_status(403);
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM calendar_feed").await, 1);
}

#[tokio::test]
async fn the_tasks_of_a_person_are_a_feed_from_their_page() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let event = app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await;
    app.event("2026-08-01-other").between("2026-08-01", "2026-08-02").create().await;
    app.task(&grace, "instructor", &event).await;
    let links = app.get(&format!("/workshops/person/{}/", grace.id)).as_user(&admin).await.expect_page().links();
    let query = format!("?kind=person&person={}", grace.id);
    assert!(links.contains(&format!("{FEEDS}add/{query}")), "{links:?}");
    let form = app.get(&format!("{FEEDS}add/{query}")).as_user(&admin).await.expect_page().form("main-form");
    assert_eq!(form.value("name"), "Tasks of Grace Hopper");
    let path = address(&form.send(&app).as_user(&admin).await.expect_page());
    assert_eq!(slugs(&read(&app, &path).await), ["2026-07-01-lund"]);
    let list = app.get(FEEDS).as_user(&admin).await.expect_page();
    assert!(list.links().contains(&format!("/workshops/person/{}/", grace.id)), "{:?}", list.links());
    app.run("DELETE FROM task").await;
    assert!(slugs(&read(&app, &path).await).is_empty());
}

#[tokio::test]
async fn a_list_is_filtered_when_it_is_read() {
    let (app, admin) = start().await;
    let event = async |slug: &str, country: &str, start: &str| {
        app.event(slug).between(start, start).in_country(country).tagged("SWC").create().await
    };
    event("2026-07-01-lund", "SE", "2026-07-01").await;
    event("2026-08-01-oslo", "NO", "2026-08-01").await;
    let swc = app.id_of("tag", "SWC").await;
    let list =
        app.get(&format!("/workshops/events/?country=SE&tags={swc}&page=1&order_by=slug")).as_user(&admin).await.expect_page();
    let way = list.links().into_iter().find(|link| link.starts_with("/workshops/calendar_feeds/add/")).unwrap();
    assert_eq!(way, format!("{FEEDS}add/?kind=list&country=SE&tags={swc}"));
    let page = app.get(&way).as_user(&admin).await.expect_page();
    assert!(page.says("Tags: SWC") && page.says("Country: Sweden"), "{}", page.visible());
    let form = page.form("main-form");
    let path = address(&form.send(&app).as_user(&admin).await.expect_page());
    assert_eq!(slugs(&read(&app, &path).await), ["2026-07-01-lund"]);
    event("2026-09-01-uppsala", "SE", "2026-09-01").await;
    assert_eq!(slugs(&read(&app, &path).await), ["2026-09-01-uppsala", "2026-07-01-lund"], "the latest first");
    // A country that no event is in is no choice any more: then nothing is let through, and not everything.
    app.run("UPDATE event SET country = 'NO'").await;
    assert!(slugs(&read(&app, &path).await).is_empty());
}

/// Of what is sent, only filters that make sense are stored.
#[tokio::test]
async fn other_parameters_of_the_list_are_not_kept() {
    let (app, admin) = start().await;
    let query = "?kind=list&completed=true&page=7&order_by=slug&format=csv&host=999999&country=XX&weather=fine";
    subscribe(&app, &admin, query).await;
    assert_eq!(app.value::<String>("SELECT query::text FROM calendar_feed").await, "completed=true");
    let fields = [("name", "Mine"), ("kind", "list"), ("query", "page=7&completed=false&event=1")];
    app.post("/workshops/calendar_feeds/add/", &fields).as_user(&admin).await.expect_page();
    assert_eq!(app.value::<String>("SELECT query::text FROM calendar_feed WHERE name = 'Mine'").await, "completed=false");
}

#[tokio::test]
async fn undated_events_are_left_out_and_cancelled_ones_say_so() {
    let (app, admin) = start().await;
    app.event("xxxx-xx-xx-undated").create().await;
    app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").tagged("cancelled").create().await;
    let path = subscribe(&app, &admin, "?kind=list").await;
    let calendar = read(&app, &path).await;
    assert_eq!(slugs(&calendar), ["2026-07-01-lund"]);
    assert!(calendar.contains("STATUS:CANCELLED"), "{calendar}");
}

#[tokio::test]
async fn a_program_that_holds_the_same_already_gets_nothing_again() {
    let (app, admin) = start().await;
    app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await;
    let path = subscribe(&app, &admin, "?kind=list").await;
    let first = app.get(&path).await.expect_page();
    let tag = first.header("etag").to_owned();
    assert!(
        tag.starts_with('"') && tag.ends_with('"') && first.header("cache-control") == "private, no-cache",
        "{:?}",
        first.headers
    );
    let same = app.get(&path).with_header("if-none-match", &tag).await.expect_status(304);
    assert_eq!((same.text.as_str(), same.header("etag")), ("", tag.as_str()));
    app.run("UPDATE event SET venue = 'Hall'").await;
    let changed = app.get(&path).with_header("if-none-match", &tag).await.expect_page();
    assert!(changed.text.contains("LOCATION:Hall") && changed.header("etag") != tag, "{}", changed.text);
}

#[tokio::test]
async fn when_a_feed_was_read_is_known_to_the_hour() {
    let (app, admin) = start().await;
    app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await;
    let path = subscribe(&app, &admin, "?kind=list").await;
    let list = app.get(FEEDS).as_user(&admin).await.expect_page();
    assert!(list.says("never"), "{}", list.visible());
    let last = "SELECT to_char(last_read_at AT TIME ZONE 'UTC', 'HH24:MI') FROM calendar_feed";
    for (minutes, known) in [(0, "12:00"), (59, "12:00"), (2, "13:01"), (30, "13:01")] {
        app.clock.advance(Duration::minutes(minutes));
        read(&app, &path).await;
        assert_eq!(app.value::<String>(last).await, known);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_new_feed_is_said_and_nothing_is_stored() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").create().await;
    let query = format!("?kind=event&event={}", event.id);
    let form = app.get(&format!("{FEEDS}add/{query}")).as_user(&admin).await.expect_page().form("main-form");
    for (name, says) in [("", "Fill this in."), (&*"x".repeat(101), "Shorten this to 100 characters")] {
        let page = form.clone().fill("name", name).send(&app).as_user(&admin).await.expect_status(422);
        assert!(page.error_at("name").contains(says), "{}", page.visible());
        assert!(page.says("The event 2026-07-01-lund"), "{}", page.visible());
        assert_eq!((page.form("main-form").value("name"), page.form("main-form").value("event")), (name, form.value("event")));
    }
    for query in ["?kind=event&event=999999", "?kind=event", "?kind=person&person=999999", "?kind=person", "?kind=weather"] {
        app.get(&format!("{FEEDS}add/{query}")).as_user(&admin).await.expect_status(404);
    }
    assert_eq!(app.value::<i64>("SELECT count(*) FROM calendar_feed").await, 0);

    sqlx::query(FEEDS_OF).bind(admin.id).bind(1).bind(50).execute(app.pool()).await.unwrap();
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.text_of("main-form-errors").contains("You have 50 calendar feeds."), "{}", page.visible());
    app.run("UPDATE calendar_feed SET revoked_at = now() WHERE secret_hash = '1'").await;
    form.send(&app).as_user(&admin).await.expect_page();
}

/// Gives a person so many feeds, numbered from `from`.
const FEEDS_OF: &str = "INSERT INTO calendar_feed (owner_id, name, kind, secret_hash, created_at)
    SELECT $1, 'x', 'list', n::text, now() FROM generate_series($2, $3) n";

/// Where the form has found room, but somebody else is just taking it.
#[tokio::test]
async fn the_last_feed_is_counted_when_it_is_made() {
    let (app, admin) = start().await;
    sqlx::query(FEEDS_OF).bind(admin.id).bind(1).bind(49).execute(app.pool()).await.unwrap();
    let form = app.get(&format!("{FEEDS}add/?kind=list")).as_user(&admin).await.expect_page().form("main-form");
    let mut rival = app.pool().begin().await.unwrap();
    sqlx::query("SELECT FROM person FOR NO KEY UPDATE").execute(&mut *rival).await.unwrap();
    sqlx::query(FEEDS_OF).bind(admin.id).bind(50).bind(50).execute(&mut *rival).await.unwrap();
    let rival = async {
        app.until_blocked().await;
        rival.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(form.send(&app).as_user(&admin).into_future(), rival);
    answer.expect_status(409);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM calendar_feed").await, 50);
    // The next try is told why.
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.text_of("main-form-errors").contains("You have 50 calendar feeds."), "{}", page.visible());
}

#[tokio::test]
async fn an_archived_person_has_no_feeds_and_is_the_subject_of_none() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let own = subscribe(&app, &grace, "").await;
    let about = subscribe(&app, &admin, &format!("?kind=person&person={}", grace.id)).await;
    let kept = subscribe(&app, &admin, "").await;
    let mut change = app.change(None).await;
    drop(person::archive(&mut change, grace.id).await.unwrap());
    change.commit().await.unwrap();
    for gone in [own, about] {
        app.get(&gone).await.expect_status(404);
    }
    app.get(&kept).await.expect_page();
}

#[tokio::test]
async fn a_deleted_event_takes_its_feeds_along() {
    let (app, admin) = start().await;
    let event = app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").create().await;
    let path = subscribe(&app, &admin, &format!("?kind=event&event={}", event.id)).await;
    app.post(&event.url("delete/"), &[]).as_user(&admin).await.expect_status(302);
    app.get(&path).await.expect_status(404);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM calendar_feed").await, 0);
}

#[tokio::test]
async fn a_feed_costs_few_statements_whatever_is_in_it() {
    let (app, admin) = start().await;
    app.event("2026-07-01-lund").between("2026-07-01", "2026-07-02").tagged("SWC").create().await;
    let swc = app.id_of("tag", "SWC").await;
    let path = subscribe(&app, &admin, &format!("?kind=list&tags={swc}")).await;
    read(&app, &path).await;
    let first = app.statements();
    assert!((1..=6).contains(&first), "{first} statements");
    read(&app, &path).await;
    assert_eq!(app.statements(), first - 1, "it is written down once");
    for n in 0..30 {
        app.event(&format!("2026-08-01-lund{n}")).between("2026-08-01", "2026-08-02").tagged("SWC").create().await;
    }
    assert_eq!(slugs(&read(&app, &path).await).len(), 31);
    assert_eq!(app.statements(), first - 1);
    app.get(FEEDS).as_user(&admin).await.expect_page();
    let few = app.statements();
    for _ in 0..5 {
        subscribe(&app, &admin, "?kind=list").await;
    }
    app.get(FEEDS).as_user(&admin).await.expect_page();
    assert_eq!(app.statements(), few);
}
