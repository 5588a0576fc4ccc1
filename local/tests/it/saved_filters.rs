//! Saved filters of lists: each for oneself, or shared with all staff.

use std::future::IntoFuture;

use crate::support::{Answer, Person, TestApp};

const EVENTS: &str = "/workshops/events/";
const SAVED: &str = "/dashboard/saved_filters/";

/// Saves what a list shows by the form in its sidebar, and gives where that leads.
async fn save(app: &TestApp, person: &Person, address: &str, name: &str, is_shared: bool) -> String {
    let form = app.get(address).as_user(person).await.expect_page().form("save-filter").fill("saved-name", name);
    let form = if is_shared { form.fill("saved-shared", "on") } else { form };
    form.send(app).as_user(person).await.expect_redirect()
}

async fn look(app: &TestApp, person: &Person, address: &str) -> Answer {
    app.get(address).as_user(person).await.expect_page()
}

/// The saved filters beside a list: name as it stands there, address, and whether it is the one shown.
fn beside(page: &Answer) -> Vec<(String, String, bool)> {
    page.text
        .split("<a class=\"saved-filter\"")
        .skip(1)
        .map(|rest| {
            let link = &rest[..rest.find("</a>").unwrap()];
            let (tag, inner) = link.split_once('>').unwrap();
            let href = tag.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
            let text = inner.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect::<String>();
            (text.split_whitespace().collect::<Vec<_>>().join(" "), href, tag.contains("aria-current=\"true\""))
        })
        .collect()
}

fn names(page: &Answer) -> Vec<String> {
    beside(page).into_iter().map(|(name, ..)| name).collect()
}

async fn count(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM saved_filter").await
}

async fn id_of(app: &TestApp, name: &str) -> i32 {
    sqlx::query_scalar("SELECT id FROM saved_filter WHERE name = $1").bind(name).fetch_one(app.pool()).await.unwrap()
}

#[tokio::test]
async fn a_filter_is_saved_under_a_name_found_again_and_marked() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = look(&app, &admin, EVENTS).await;
    assert!(!page.text.contains("id=\"save-filter\""), "there is nothing to save");
    assert!(page.says("you can save that here"), "{}", page.visible());

    let to = save(
        &app,
        &admin,
        "/workshops/events/?order_by=-slug&state=past_events&page=1&items_per_page=50&host=",
        " Past ones ",
        false,
    )
    .await;
    assert_eq!(to, "/workshops/events/?state=past_events&order_by=-slug", "filters and order, no page");
    let page = look(&app, &admin, &to).await;
    assert!(page.says("The filter Past ones was saved."), "{}", page.visible());
    assert_eq!(beside(&page), [("Past ones".to_owned(), to.clone(), true)]);
    assert!(!page.text.contains("id=\"save-filter\""), "it is saved already");

    // However it is spelled, it is the same.
    let page = look(&app, &admin, "/workshops/events/?page=1&order_by=-slug&country=&state=past_events").await;
    assert!(beside(&page)[0].2);
    let page = look(&app, &admin, "/workshops/events/?state=past_events").await;
    assert!(!beside(&page)[0].2 && page.text.contains("id=\"save-filter\""));
    // What a filter cannot take is not saved.
    let form = look(&app, &admin, "/workshops/events/?state=nonsense&completed=true").await.form("save-filter");
    assert_eq!((form.value("saved-list"), form.value("saved-query")), (EVENTS, "completed=true"));
}

#[tokio::test]
async fn every_list_with_an_address_of_its_own_has_its_own_filters() {
    let app = TestApp::start().await;
    let root = app.person("Root").superuser().create().await;
    for (list, query) in [
        (EVENTS, "state=past_events"),
        ("/workshops/tasks/", "order_by=person"),
        ("/workshops/persons/", "order_by=email"),
        ("/workshops/badge/instructor/", "awarded_after=2026-01-01"),
        ("/workshops/badge/trainer/", "order_by=-awarded"),
        ("/workshops/log/", "kind=event"),
        ("/admin/tags/", "order_by=name"),
    ] {
        let address = format!("{list}?{query}");
        assert_eq!(save(&app, &root, &address, "Mine", false).await, address);
        assert_eq!(beside(&look(&app, &root, list).await), [("Mine".to_owned(), address, false)]);
    }
}

#[tokio::test]
async fn shared_ones_come_after_ones_own_with_who_shares_them() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.admin().await, app.person("Grace Hopper").administrator().create().await);
    save(&app, &ada, "/workshops/events/?state=past_events", "zebra", true).await;
    save(&app, &ada, "/workshops/events/?state=active", "Ant", false).await;
    save(&app, &grace, "/workshops/events/?completed=true", "Done", true).await;
    save(&app, &grace, "/workshops/events/?completed=false", "Secret", false).await;
    assert_eq!(names(&look(&app, &ada, EVENTS).await), ["Ant", "zebra shared", "Done of Grace Hopper"]);
    assert_eq!(names(&look(&app, &grace, EVENTS).await), ["Done shared", "Secret", "zebra of Ada Admin"]);
    // One that another shares can be saved for oneself too.
    let to = save(&app, &ada, "/workshops/events/?completed=true", "Done", false).await;
    let page = look(&app, &ada, &to).await;
    let current: Vec<String> =
        beside(&page).into_iter().filter(|(_, _, is_current)| *is_current).map(|(name, ..)| name).collect();
    assert_eq!(current, ["Done", "Done of Grace Hopper"]);
}

#[tokio::test]
async fn it_is_renamed_shared_and_deleted_by_whose_it_is() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let list = save(&app, &admin, "/workshops/events/?state=past_events", "Past", false).await;
    let url = format!("{SAVED}{}/", id_of(&app, "Past").await);
    assert!(look(&app, &admin, EVENTS).await.links().contains(&url));
    let form = look(&app, &admin, &url).await.form("main-form");
    assert_eq!((form.value("name"), form.value("shared")), ("Past", ""));
    let to = form.fill("name", "Over").fill("shared", "on").send(&app).as_user(&admin).await.expect_redirect();
    assert_eq!(to, list);
    let page = look(&app, &admin, &to).await;
    assert!(page.says("The filter Over was updated."), "{}", page.visible());
    assert_eq!(names(&page), ["Over shared"]);

    let delete = look(&app, &admin, &url).await.form_to(&format!("{url}delete/"));
    assert_eq!(delete.send(&app).as_user(&admin).await.expect_redirect(), EVENTS);
    let page = look(&app, &admin, EVENTS).await;
    assert!(page.says("The filter Over was deleted."), "{}", page.visible());
    assert_eq!(count(&app).await, 0);
    app.get(&url).as_user(&admin).await.expect_status(404);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM revision WHERE comment LIKE '%filter%'").await, 0, "it is no record");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_the_name_kept() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    save(&app, &admin, "/workshops/events/?state=past_events", "Past", false).await;
    let form = look(&app, &admin, "/workshops/events/?state=active").await.form("save-filter").fill("saved-shared", "on");
    let long = "x".repeat(61);
    for (name, message) in [
        ("", "Fill this in."),
        ("   ", "Fill this in."),
        (long.as_str(), "Shorten this to 60 characters"),
        ("Past", "A filter of yours has this name already."),
        ("a\u{7}b", "Remove the invisible characters"),
    ] {
        let page = form.clone().fill("saved-name", name).send(&app).as_user(&admin).await.expect_status(422);
        assert!(page.error_at("saved-name").contains(message), "{name:?}: {}", page.visible());
        let again = page.form("save-filter");
        assert_eq!(again.value("saved-name").trim(), name.trim());
        assert_eq!(again.value("saved-shared"), "on");
        assert_eq!((again.value("saved-list"), again.value("saved-query")), (EVENTS, "state=active"));
        assert!(page.links().contains(&"/workshops/events/?state=active".to_owned()), "{:?}", page.links());
    }
    assert_eq!(count(&app).await, 1);
    // Another list, and another person, may have the same name.
    save(&app, &admin, "/workshops/tasks/?order_by=person", "Past", false).await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    save(&app, &grace, "/workshops/events/?state=past_events", "Past", false).await;

    save(&app, &admin, "/workshops/events/?state=active", "Active", false).await;
    let url = format!("{SAVED}{}/", id_of(&app, "Active").await);
    let form = look(&app, &admin, &url).await.form("main-form");
    let page = form.clone().fill("name", "Past").send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.error_at("name").contains("has this name already"), "{}", page.visible());
    assert_eq!(page.form("main-form").value("name"), "Past");
    form.send(&app).as_user(&admin).await.expect_status(302);
}

#[tokio::test]
async fn only_what_a_list_of_this_site_is_asked_for_is_saved() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let post = async |list: &str, query: &str| {
        let fields = [("saved-name", "X"), ("saved-list", list), ("saved-query", query)];
        app.post(SAVED, &fields).as_user(&admin).await.status
    };
    for list in
        ["", "/", "//evil.example/", "https://evil.example/", "/workshops/events", "/workshops/events/?a=/", "/\\evil.example/"]
    {
        assert_eq!(post(list, "state=active").await, 400, "{list}");
    }
    let long = format!("a={}", "x".repeat(2000));
    for query in ["", "page=2", "host=&items_per_page=all", &long] {
        assert_eq!(post(EVENTS, query).await, 422, "{query}");
    }
    assert_eq!(count(&app).await, 0);
    assert_eq!(post(EVENTS, "?state=active&page=7&a=%00").await, 302);
    let stored: String = app.value("SELECT list || '|' || query FROM saved_filter").await;
    assert_eq!(stored, "/workshops/events/|state=active", "what no database takes is left out");
}

#[tokio::test]
async fn fifty_of_a_list_are_enough() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.run("INSERT INTO saved_filter (person_id, list, name, query) SELECT p.id, '/workshops/events/', n::text, 'a=1' FROM generate_series(1, 50) n, person p WHERE p.username = 'admin_ada'").await;
    let form = look(&app, &admin, "/workshops/events/?state=active").await.form("save-filter").fill("saved-name", "One more");
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.says("Delete one of them first."), "{}", page.visible());
    assert_eq!(page.form("save-filter").value("saved-name"), "One more");
    save(&app, &admin, "/workshops/tasks/?order_by=person", "Of another list", false).await;
    // One of the fifty can still be renamed.
    let url = format!("{SAVED}{}/", id_of(&app, "7").await);
    look(&app, &admin, &url).await.form("main-form").fill("name", "Seven").send(&app).as_user(&admin).await.expect_status(302);
    app.run("DELETE FROM saved_filter WHERE name = '8'").await;
    save(&app, &admin, "/workshops/events/?state=active", "One more", false).await;
    assert_eq!(count(&app).await, 51);
}

/// Where the form has found room, but the same person just takes it elsewhere.
#[tokio::test]
async fn the_last_filter_is_counted_when_it_is_saved() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let fill = "INSERT INTO saved_filter (person_id, list, name, query) SELECT $1, '/workshops/events/', n::text, 'a=1' FROM generate_series($2, $3) n";
    sqlx::query(fill).bind(admin.id).bind(1).bind(49).execute(app.pool()).await.unwrap();
    let form = look(&app, &admin, "/workshops/events/?state=active").await.form("save-filter").fill("saved-name", "One more");
    let mut rival = app.pool().begin().await.unwrap();
    sqlx::query("SELECT FROM person FOR NO KEY UPDATE").execute(&mut *rival).await.unwrap();
    sqlx::query(fill).bind(admin.id).bind(50).bind(50).execute(&mut *rival).await.unwrap();
    let rival = async {
        app.until_blocked().await;
        rival.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(form.send(&app).as_user(&admin).into_future(), rival);
    answer.expect_status(409);
    assert_eq!(count(&app).await, 50);
    // The next try is told why.
    let page = form.send(&app).as_user(&admin).await.expect_status(422);
    assert!(page.says("Delete one of them first."), "{}", page.visible());
}

#[tokio::test]
async fn filters_of_others_are_out_of_reach_but_for_superusers_what_is_shared() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.admin().await, app.person("Grace Hopper").administrator().create().await);
    let root = app.person("Root").superuser().create().await;
    save(&app, &ada, "/workshops/events/?state=past_events", "Shared", true).await;
    save(&app, &ada, "/workshops/events/?state=active", "Own", false).await;
    let (shared, own) = (id_of(&app, "Shared").await, id_of(&app, "Own").await);
    for id in [shared, own] {
        let url = format!("{SAVED}{id}/");
        app.get(&url).as_user(&grace).await.expect_status(404);
        app.post(&url, &[("name", "Mine")]).as_user(&grace).await.expect_status(404);
        app.post(&format!("{url}delete/"), &[]).as_user(&grace).await.expect_status(404);
        app.post(&url, &[("name", "Mine")]).as_user(&root).await.expect_status(404);
        assert!(!look(&app, &grace, EVENTS).await.links().contains(&url));
    }
    app.get(&format!("{SAVED}{own}/")).as_user(&root).await.expect_status(404);
    app.post(&format!("{SAVED}{own}/delete/"), &[]).as_user(&root).await.expect_status(404);
    assert_eq!(count(&app).await, 2);

    let url = format!("{SAVED}{shared}/");
    assert!(look(&app, &root, EVENTS).await.links().contains(&url));
    let page = look(&app, &root, &url).await;
    assert!(page.says("Saved by Ada Admin") && !page.text.contains("id=\"main-form\""), "{}", page.visible());
    assert_eq!(page.form_to(&format!("{url}delete/")).send(&app).as_user(&root).await.expect_redirect(), EVENTS);
    assert_eq!(names(&look(&app, &ada, EVENTS).await), ["Own"]);
}

#[tokio::test]
async fn a_list_takes_one_statement_more_and_an_export_none() {
    let app = TestApp::start().await;
    let (ada, grace) = (app.admin().await, app.person("Grace Hopper").administrator().create().await);
    look(&app, &ada, EVENTS).await;
    let few = app.statements();
    app.get("/workshops/events/?format=csv").as_user(&ada).await.expect_page();
    // A page counts and shows its saved filters; an export does neither.
    assert_eq!(app.statements(), few - 2);
    for n in 0..20 {
        for person in [&ada, &grace] {
            sqlx::query("INSERT INTO saved_filter (person_id, list, name, query, is_shared) VALUES ($1, '/workshops/events/', $2, 'state=active', true)")
                .bind(person.id)
                .bind(format!("Number {n}"))
                .execute(app.pool())
                .await
                .unwrap();
        }
    }
    let page = look(&app, &ada, EVENTS).await;
    assert_eq!((app.statements(), beside(&page).len()), (few, 40));
}

#[tokio::test]
async fn names_are_text_and_nothing_else() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    save(&app, &admin, "/workshops/events/?state=active", "<b onclick=\"x\">&</b>", true).await;
    let page = look(&app, &admin, EVENTS).await;
    assert!(
        page.text.contains("&lt;b onclick=&quot;x&quot;&gt;&amp;&lt;/b&gt;") && !page.text.contains("<b onclick"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn merged_people_keep_the_filters_of_both_and_archived_ones_none() {
    use shared::merge::{Choice, MergeInput, PERSON, Pair, Side, merge};
    let app = TestApp::start().await;
    let (ada, grace) = (app.admin().await, app.person("Grace Hopper").administrator().create().await);
    for person in [&ada, &grace] {
        save(&app, person, "/workshops/events/?state=active", "Active", false).await;
    }
    save(&app, &grace, "/workshops/tasks/?order_by=person", "Instructors", false).await;
    let mut change = app.change(None).await;
    let choices = PERSON.offers().map(|offer| (offer.name.to_owned(), Choice::A)).collect();
    let input = MergeInput { id: Side::A, choices };
    merge(&mut change, &PERSON, Pair::of(ada.id, grace.id).unwrap(), &input).await.unwrap();
    change.commit().await.unwrap();
    let kept: Vec<String> = sqlx::query_scalar("SELECT name FROM saved_filter WHERE person_id = $1 ORDER BY name")
        .bind(ada.id)
        .fetch_all(app.pool())
        .await
        .unwrap();
    assert_eq!(kept, ["Active", "Instructors"]);

    let mut change = app.change(None).await;
    assert!(shared::person::archive(&mut change, ada.id).await.unwrap().is_some());
    change.commit().await.unwrap();
    assert_eq!(count(&app).await, 0);
}
