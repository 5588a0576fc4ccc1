//! The list of events (EVT-01, GLB-08), on 15 June 2026.

use super::start;
use crate::support::{Answer, Person, TestApp};

/// The slugs of the rows, from the first to the last.
fn rows(page: &Answer) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for link in page.links() {
        let slug = link.strip_prefix("/workshops/event/").and_then(|rest| rest.strip_suffix('/'));
        if let Some(slug) = slug.filter(|slug| !slug.contains('/'))
            && !slugs.iter().any(|known| known == slug)
        {
            slugs.push(slug.to_owned());
        }
    }
    slugs
}

async fn list(app: &TestApp, admin: &Person, query: &str) -> Answer {
    app.get(&format!("/workshops/events/?{query}")).as_user(admin).await.expect_page()
}

/// The names of the events that a query finds, in the order of their slugs; the date before each name is left out.
async fn found(app: &TestApp, admin: &Person, query: &str) -> Vec<String> {
    let page = list(app, admin, &format!("{query}&order_by=slug&items_per_page=all")).await;
    rows(&page).iter().map(|slug| slug["2026-01-01-".len()..].to_owned()).collect()
}

/// Gives an event everything that publication asks for but the days.
const COMPLETE: &str = "UPDATE event SET country = 'SE', venue = 'V', address = 'A', latitude = 1, longitude = 2, url = 'https://example.org/' || slug";

/// One event for each state, all of them complete unless their name says otherwise.
async fn one_of_each(app: &TestApp) {
    let (past, now, future) = (("2026-05-01", "2026-05-02"), ("2026-06-14", "2026-06-15"), ("2026-06-16", "2026-06-17"));
    for (name, days) in [("past", past), ("now", now), ("today", ("2026-06-15", "2026-06-15")), ("future", future)] {
        app.event(&format!("2026-01-01-{name}")).between(days.0, days.1).create().await;
    }
    for tag in ["cancelled", "stalled", "unresponsive"] {
        app.event(&format!("2026-01-01-{tag}")).between(future.0, future.1).tagged(tag).create().await;
    }
    for name in ["endless", "completed", "changed", "homeless"] {
        app.event(&format!("2026-01-01-{name}")).between(past.0, past.1).create().await;
    }
    app.event("2026-01-01-undated").create().await;
    app.event("2026-01-01-online").between(future.0, future.1).create().await;
    app.run(COMPLETE).await;
    app.run(r#"UPDATE event SET "end" = NULL WHERE slug LIKE '%endless'"#).await;
    app.run("UPDATE event SET completed = true WHERE slug LIKE '%completed'").await;
    app.run("UPDATE event SET metadata_changed = true WHERE slug LIKE '%changed'").await;
    app.run("UPDATE event SET venue = '' WHERE slug LIKE '%homeless'").await;
    app.run("UPDATE event SET country = 'W3', venue = 'Internet', address = 'Internet', latitude = NULL, longitude = NULL WHERE slug LIKE '%online'").await;
}

/// DM-EVENT-21 … DM-EVENT-28, DM-EVENT-30
#[tokio::test]
async fn each_status_shows_the_events_in_it() {
    let (app, admin) = start().await;
    one_of_each(&app).await;
    let states: [(&str, &[&str]); 8] = [
        ("active", &["changed", "endless", "future", "homeless", "now", "online", "past", "today", "undated"]),
        ("past_events", &["changed", "completed", "endless", "homeless", "past"]),
        ("ongoing_events", &["now", "today"]),
        ("upcoming_events", &["future", "stalled", "unresponsive"]),
        ("unpublished_events", &["homeless", "online", "undated"]),
        ("published_events", &["changed", "completed", "endless", "future", "now", "past", "stalled", "today", "unresponsive"]),
        ("metadata_changed", &["changed"]),
        (
            "",
            &[
                "cancelled",
                "changed",
                "completed",
                "endless",
                "future",
                "homeless",
                "now",
                "online",
                "past",
                "stalled",
                "today",
                "undated",
                "unresponsive",
            ],
        ),
    ];
    for (state, expected) in states {
        assert_eq!(found(&app, &admin, &format!("state={state}")).await, expected, "{state}");
    }
}

/// Each piece that lacks keeps an event from being published.
#[tokio::test]
async fn an_event_is_unpublished_for_whatever_it_lacks() {
    let (app, admin) = start().await;
    let lacks = ["start", "country", "venue", "address", "latitude", "longitude", "url"];
    for column in lacks {
        app.event(&format!("2026-01-01-{column}")).between("2026-07-01", "2026-07-02").create().await;
    }
    app.event("2026-01-01-whole").between("2026-07-01", "2026-07-02").create().await;
    app.run(COMPLETE).await;
    app.run("UPDATE event SET start = NULL WHERE slug LIKE '%start'").await;
    app.run("UPDATE event SET country = NULL WHERE slug LIKE '%country'").await;
    app.run("UPDATE event SET venue = '' WHERE slug LIKE '%venue'").await;
    app.run("UPDATE event SET address = '' WHERE slug LIKE '%address'").await;
    app.run("UPDATE event SET latitude = NULL WHERE slug LIKE '%latitude'").await;
    app.run("UPDATE event SET longitude = NULL WHERE slug LIKE '%longitude'").await;
    app.run("UPDATE event SET url = NULL WHERE slug LIKE '%url'").await;
    let mut expected = lacks.to_vec();
    expected.sort_unstable();
    assert_eq!(found(&app, &admin, "state=unpublished_events").await, expected);
    assert_eq!(found(&app, &admin, "state=published_events").await, ["whole"]);
}

#[tokio::test]
async fn each_filter_shows_what_it_names() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    app.organization("uu.se", "Uppsala University").await;
    app.event("2026-01-01-a").hosted_by("lu.se").in_country("SE").tagged("SWC").create().await;
    app.event("2026-01-01-b").hosted_by("uu.se").in_country("SE").tagged("DC").tagged("online").create().await;
    app.event("2026-01-01-c").in_country("KE").tagged("TTT").create().await;
    app.event("2026-01-01-d").create().await;
    sqlx::query("UPDATE event SET assigned_to_id = $1 WHERE slug LIKE '%a'").bind(grace.id).execute(app.pool()).await.unwrap();
    app.run("UPDATE event SET completed = true WHERE slug LIKE '%b'").await;
    app.run(
        "UPDATE event SET administrator_id = (SELECT id FROM organization WHERE domain = 'carpentries.org') WHERE slug LIKE '%c'",
    )
    .await;
    app.run("UPDATE event SET event_category_id = (SELECT id FROM event_category WHERE name = 'training') WHERE slug LIKE '%c'")
        .await;
    let id = async |table, name| app.id_of(table, name).await;
    let queries = [
        (format!("assigned_to={}", grace.id), vec!["a"]),
        (format!("tags={}", id("tag", "SWC").await), vec!["a"]),
        (format!("tags={}&tags={}", id("tag", "SWC").await, id("tag", "online").await), vec!["a", "b"]),
        (format!("host={}", id("organization", "uu.se").await), vec!["b"]),
        (format!("administrator={}", id("organization", "carpentries.org").await), vec!["c"]),
        ("completed=true".to_owned(), vec!["b"]),
        ("completed=1".to_owned(), vec!["b"]),
        ("completed=false".to_owned(), vec!["a", "c", "d"]),
        ("completed=".to_owned(), vec!["a", "b", "c", "d"]),
        ("country=SE".to_owned(), vec!["a", "b"]),
        (format!("continent={}", id("continent", "Africa").await), vec!["c"]),
        (format!("continent={}", id("continent", "Europe").await), vec!["a", "b"]),
        (format!("event_category={}", id("event_category", "training").await), vec!["c"]),
        (format!("event_category={}", id("event_category", "skillup").await), vec![]),
        // Filters are independent of each other, and all of them hold.
        (format!("country=SE&completed=false&tags={}", id("tag", "SWC").await), vec!["a"]),
        ("country=SE&completed=true&state=active".to_owned(), vec![]),
        // Of one that takes one value, the last counts.
        ("country=KE&country=SE".to_owned(), vec!["a", "b"]),
    ];
    for (query, expected) in queries {
        assert_eq!(found(&app, &admin, &query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn what_cannot_be_filtered_by_is_said_and_filters_nothing() {
    let (app, admin) = start().await;
    app.event("2026-01-01-a").hosted_by("lu.se").create().await;
    app.event("2026-01-01-b").create().await;
    let invalid = [
        ("assigned_to", "999999"),
        ("tags", "x"),
        ("tags", "99999999999"),
        ("host", "999999"),
        ("administrator", "'"),
        ("completed", "maybe"),
        ("country", "XX"),
        ("continent", "-1"),
        ("event_category", "workshop"),
        ("state", "'; DROP TABLE event"),
        ("order_by", "password"),
    ];
    for (name, value) in invalid {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
        let page = list(&app, &admin, &query).await;
        assert_eq!(rows(&page).len(), 2, "{name}={value}");
        assert!(page.error_at(name).starts_with("Choose"), "{name}={value} says “{}”", page.error_at(name));
    }
    // One that is fine beside it still holds.
    let host = app.id_of("organization", "lu.se").await;
    assert_eq!(rows(&list(&app, &admin, &format!("host={host}&state=nonsense")).await), ["2026-01-01-a"]);
}

#[tokio::test]
async fn the_sidebar_shows_what_is_chosen_and_each_choice_can_be_taken_back() {
    let (app, admin) = start().await;
    app.event("2026-01-01-a").in_country("SE").tagged("SWC").create().await;
    let tag = app.id_of("tag", "SWC").await;
    let page = list(&app, &admin, &format!("tags={tag}&country=SE&state=active&completed=false")).await;
    let form = page.form("filter-form");
    assert_eq!((form.value("tags"), form.value("country")), (tag.as_str(), "SE"));
    assert_eq!((form.value("state"), form.value("completed")), ("active", "false"));
    assert!(page.says("Tags: SWC") && page.says("Country: Sweden") && page.says("Status: Active"), "{}", page.visible());
    let links = page.links();
    assert!(links.contains(&format!("/workshops/events/?tags={tag}&state=active&completed=false")), "{links:?}");
    assert!(links.contains(&"/workshops/events/?country=SE&state=active&completed=false".to_owned()), "{links:?}");
}

#[tokio::test]
async fn orders_hold_both_ways_and_the_newest_come_first() {
    let (app, admin) = start().await;
    app.event("2026-01-01-a").between("2026-02-01", "2026-02-09").create().await;
    app.event("2026-01-01-b").between("2026-03-01", "2026-03-02").create().await;
    app.event("2026-01-01-c").create().await;
    app.event("2026-01-01-d").between("2026-02-01", "2026-02-03").create().await;
    let orders: [(&str, [&str; 4]); 9] = [
        ("", ["c", "b", "a", "d"]),
        ("slug", ["a", "b", "c", "d"]),
        ("-slug", ["d", "c", "b", "a"]),
        ("start", ["a", "d", "b", "c"]),
        ("-start", ["c", "b", "a", "d"]),
        ("end", ["d", "a", "b", "c"]),
        ("-end", ["c", "b", "a", "d"]),
        ("start,-slug", ["d", "a", "b", "c"]),
        ("nonsense", ["c", "b", "a", "d"]),
    ];
    for (order, expected) in orders {
        let page = list(&app, &admin, &format!("order_by={order}")).await;
        let names: Vec<String> = rows(&page).iter().map(|slug| slug["2026-01-01-".len()..].to_owned()).collect();
        assert_eq!(names, expected, "{order}");
    }
}

#[tokio::test]
async fn pages_are_cut_as_asked_and_odd_wishes_are_met() {
    let (app, admin) = start().await;
    for n in 1..=30 {
        app.event(&format!("2026-01-01-e{n:02}")).create().await;
    }
    // Page, length, first row, number of rows.
    let wishes = [
        ("", "", 1, 25),
        ("1", "", 1, 25),
        ("2", "", 26, 5),
        ("3", "", 26, 5),
        ("99999999999999999999", "", 1, 25),
        ("0", "", 26, 5),
        ("-1", "", 26, 5),
        ("x", "", 1, 25),
        ("1.5", "", 1, 25),
        ("2", "10", 11, 10),
        ("3", "10", 21, 10),
        ("1", "all", 1, 30),
        ("9", "all", 1, 30),
        ("1", "0", 1, 25),
        ("1", "-5", 1, 25),
        ("1", "x", 1, 25),
        ("1", "99999999999999999999", 1, 25),
        ("1", "100000", 1, 30),
    ];
    for (page, length, first, count) in wishes {
        let answer = list(&app, &admin, &format!("order_by=slug&page={page}&items_per_page={length}")).await;
        let shown = rows(&answer);
        let expected: Vec<String> = (first..first + count).map(|n| format!("2026-01-01-e{n:02}")).collect();
        assert_eq!(shown, expected, "page {page:?} of {length:?}");
        assert!(answer.says("30 events"), "{}", answer.visible());
    }
    let second = list(&app, &admin, "order_by=slug&page=2&completed=false&utm=x").await;
    assert!(second.says("showing 26–30"), "{}", second.visible());
    assert!(
        second.links().iter().any(|link| link == "/workshops/events/?order_by=slug&completed=false&utm=x&page=1"),
        "{:?}",
        second.links()
    );
}

#[tokio::test]
async fn an_empty_list_says_so() {
    let (app, admin) = start().await;
    for query in ["", "items_per_page=all", "page=7", "items_per_page=0&page=0"] {
        let page = list(&app, &admin, query).await;
        assert!(page.says("No events.") && page.says("0 events"), "{query}: {}", page.visible());
    }
    let page = list(&app, &admin, "completed=true").await;
    assert!(page.says("Clear all filters"), "{}", page.visible());
}

#[tokio::test]
async fn a_row_shows_what_matters() {
    let (app, admin) = start().await;
    let grace = app.person("Grace Hopper").create().await;
    let event = app
        .event("2026-07-01-lund")
        .hosted_by("lu.se")
        .between("2026-07-01", "2026-07-02")
        .tagged("SWC")
        .tagged("online")
        .create()
        .await;
    app.task(&grace, "instructor", &event).await;
    app.task(&admin, "instructor", &event).await;
    app.task(&admin, "learner", &event).await;
    sqlx::query("UPDATE event SET assigned_to_id = $1, url = 'https://github.com/lund/x'")
        .bind(grace.id)
        .execute(app.pool())
        .await
        .unwrap();
    let page = list(&app, &admin, "").await;
    for words in ["Grace 2026-07-01-lund SWC", "online", "2 lu.se Jul 01 - 02, 2026 no"] {
        assert!(page.says(words), "“{words}” is not in: {}", page.visible());
    }
    let links = page.links();
    for link in
        [format!("/workshops/person/{}/", grace.id), event.url(""), event.url("edit/"), "https://lund.github.io/x/".to_owned()]
    {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
}

#[tokio::test]
async fn who_may_not_change_events_is_offered_no_way_to() {
    let (app, _) = start().await;
    let reader = app.person("Rita Reader").in_group("trainers").near("ARN").create().await;
    app.event("2026-07-01-lund").create().await;
    let page = list(&app, &reader, "").await;
    assert!(page.links().contains(&"/workshops/event/2026-07-01-lund/".to_owned()));
    assert!(page.links().iter().all(|link| !link.ends_with("/edit/") && !link.ends_with("/add/")), "{:?}", page.links());
    assert!(page.says("New event"), "a button that is out of reach is shown all the same");
}

#[tokio::test]
async fn the_export_holds_every_row_that_the_filters_let_through() {
    let (app, admin) = start().await;
    for n in 1..=30 {
        app.event(&format!("2026-01-01-e{n:02}")).between("2026-07-01", "2026-07-02").tagged("SWC").tagged("DC").create().await;
    }
    app.run("UPDATE event SET completed = true WHERE slug <= '2026-01-01-e28'").await;
    let csv = app.get("/workshops/events/?format=csv&order_by=-slug&completed=true&page=2").as_user(&admin).await.expect_page();
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"events.csv\"");
    let lines: Vec<&str> = csv.text.split("\r\n").collect();
    assert_eq!(lines[0], "Assignee,Slug,Tags,URL,Instructors,Host Site,Dates,Completed");
    assert_eq!(lines[1], ",2026-01-01-e28,DC; SWC,,0,self-organized,\"Jul 01 - 02, 2026\",yes");
    assert_eq!(lines[28], ",2026-01-01-e01,DC; SWC,,0,self-organized,\"Jul 01 - 02, 2026\",yes");
    assert_eq!(&lines[29..], [""]);
}

/// A spreadsheet must not run what somebody typed as a name.
#[tokio::test]
async fn no_cell_of_the_export_is_a_formula() {
    let (app, admin) = start().await;
    app.organization("@SUM(1+1)*cmd|' /C calc'!A0", "Evil, Inc.").await;
    let evil = app.person("Eve Evil").create().await;
    app.run("UPDATE person SET personal = '=HYPERLINK(\"x\")' WHERE family = 'Evil'").await;
    let event = app.event("2026-07-01-lund").hosted_by("@SUM(1+1)*cmd|' /C calc'!A0").create().await;
    sqlx::query("UPDATE event SET assigned_to_id = $1 WHERE id = $2")
        .bind(evil.id)
        .bind(event.id)
        .execute(app.pool())
        .await
        .unwrap();
    let csv = app.get("/workshops/events/?format=csv").as_user(&admin).await.expect_page();
    let row = csv.text.split("\r\n").nth(1).unwrap();
    assert_eq!(row, "\"'=HYPERLINK(\"\"x\"\")\",2026-07-01-lund,,,0,'@SUM(1+1)*cmd|' /C calc'!A0,,no");
}

#[tokio::test]
async fn a_hundred_rows_cost_no_more_statements_than_one() {
    let (app, admin) = start().await;
    let event = app.event("2026-01-01-e000").hosted_by("lu.se").tagged("SWC").create().await;
    app.task(&admin, "instructor", &event).await;
    list(&app, &admin, "items_per_page=all").await;
    let one = app.statements();
    for n in 1..100 {
        let event = app.event(&format!("2026-01-01-e{n:03}")).hosted_by("lu.se").tagged("SWC").create().await;
        app.task(&admin, "instructor", &event).await;
    }
    assert_eq!(rows(&list(&app, &admin, "items_per_page=all").await).len(), 100);
    assert_eq!(app.statements(), one);
    assert!((1..=6).contains(&one), "{one} statements");
    let (tag, host) = (app.id_of("tag", "SWC").await, app.id_of("organization", "lu.se").await);
    list(&app, &admin, &format!("tags={tag}&host={host}&state=active&order_by=-end")).await;
    assert!((1..=6).contains(&app.statements()), "{} statements with filters", app.statements());
}
