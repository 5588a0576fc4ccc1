//! Changing events (EVT-06).

use super::{new_event, start};
use crate::support::{Answer, Form, Person, TestApp};

const EDIT: &str = "/workshops/event/2026-07-01-lund/edit/";

/// An event that was made through its form, with a place and a comment.
async fn lund() -> (TestApp, Person) {
    let (app, admin) = start().await;
    let form = new_event(&app, &admin, "2026-07-01-lund").await.fill("start", "2026-07-01").fill("end", "2026-07-02");
    let form = form.fill("country", "SE").fill("venue", "Hall").fill("latitude", "55.7").fill("longitude", "-0.5");
    form.send(&app).as_user(&admin).await.expect_status(302);
    (app, admin)
}

async fn open(app: &TestApp, person: &Person) -> Form {
    app.get(EDIT).as_user(person).await.expect_page().form("main-form")
}

async fn save(app: &TestApp, person: &Person, form: Form) -> Answer {
    form.send(app).as_user(person).await
}

#[tokio::test]
async fn saving_what_one_opened_changes_nothing() {
    let (app, admin) = lund().await;
    let versions = app.value::<i64>("SELECT count(*) FROM version").await;
    let before: String = app.value("SELECT e::text FROM event e").await;
    let form = open(&app, &admin).await;
    save(&app, &admin, form).await.expect_status(302);
    assert_eq!(app.value::<String>("SELECT e::text FROM event e").await, before);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM version").await, versions);
}

#[tokio::test]
async fn a_change_is_stored_and_said() {
    let (app, admin) = lund().await;
    let (git, dc) = (app.id_of("lesson", "swc/git").await, app.id_of("tag", "DC").await);
    let form = open(&app, &admin).await.fill("venue", "Other hall").fill("lessons", &git).fill("tags", &dc).fill("latitude", "");
    let form = form.fill("end", "").fill("comment", "Moved.");
    let to = save(&app, &admin, form).await.expect_redirect();
    assert_eq!(to, "/workshops/event/2026-07-01-lund/");
    let page = app.get(&to).as_user(&admin).await.expect_page();
    assert!(page.says("Success: The event 2026-07-01-lund was updated."), "{}", page.visible());
    assert!(page.says("Venue Other hall") && page.says("Tags DC") && page.says("Lessons covered swc/git"), "{}", page.visible());
    assert!(page.says("Moved."), "{}", page.visible());

    let form = open(&app, &admin).await;
    assert_eq!((form.value("venue"), form.value("latitude"), form.value("longitude")), ("Other hall", "", "-0.5"));
    assert_eq!((form.values("lessons"), form.values("tags")), (vec![git.as_str()], vec![dc.as_str()]));
    assert_eq!((form.value("end"), form.value("comment")), ("", ""));
}

#[tokio::test]
async fn a_new_slug_is_a_new_address() {
    let (app, admin) = lund().await;
    let form = open(&app, &admin).await.fill("slug", "2026-08-01-lund");
    assert_eq!(save(&app, &admin, form).await.expect_redirect(), "/workshops/event/2026-08-01-lund/");
    app.get("/workshops/event/2026-08-01-lund/").as_user(&admin).await.expect_page();
    app.get("/workshops/event/2026-07-01-lund/").as_user(&admin).await.expect_status(404);
    // The reports link follows (DM-EVENT-05).
    assert!(app.value::<String>("SELECT instructors_pre FROM event").await.ends_with("&slug=2026-08-01-lund"));
}

#[tokio::test]
async fn a_mistake_leaves_the_event_as_it_was_and_the_form_as_it_is() {
    let (app, admin) = lund().await;
    let form = open(&app, &admin).await.fill("venue", "Lost?").fill("end", "2026-06-01").fill("slug", "lund");
    let page = save(&app, &admin, form).await.expect_status(422);
    assert!(page.error_at("end").contains("cannot end before"), "{}", page.error_at("end"));
    assert!(page.error_at("slug").contains("Begin with year"), "{}", page.error_at("slug"));
    // The page is still that of the stored event.
    let again = page.form("main-form");
    assert_eq!((again.action.as_str(), again.value("venue"), again.value("slug")), (EDIT, "Lost?", "lund"));
    assert_eq!(app.value::<String>("SELECT venue FROM event").await, "Hall");
    save(&app, &admin, again.fill("end", "2026-07-03").fill("slug", "2026-07-01-lund")).await.expect_status(302);
    assert_eq!(app.value::<String>("SELECT venue FROM event").await, "Lost?");
}

#[tokio::test]
async fn the_slower_of_two_sees_both_versions_and_decides() {
    let (app, ada) = lund().await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    let (hers, his) = (open(&app, &ada).await, open(&app, &grace).await);
    app.clock.advance(chrono::Duration::minutes(1));
    save(&app, &ada, hers.fill("venue", "Ada’s hall").fill("reg_key", "ada")).await.expect_status(302);

    let page = save(&app, &grace, his.fill("venue", "Grace’s hall").fill("address", "Road 2")).await.expect_status(409);
    assert!(page.says("Somebody else was faster") && page.says("Ada Admin saved this record"), "{}", page.visible());
    assert!(page.says("Eventbrite key ada Venue Ada’s hall Grace’s hall Address Road 2"), "{}", page.visible());
    assert!(!page.says("Country Sweden Sweden"), "what is the same is not compared: {}", page.visible());
    assert_eq!(app.value::<String>("SELECT venue FROM event").await, "Ada’s hall");
    assert_eq!(page.form("main-form").value("address"), "Road 2");

    save(&app, &grace, page.form("main-form")).await.expect_status(302);
    let both: String = app.value("SELECT concat_ws('|', venue, address, reg_key) FROM event").await;
    assert_eq!(both, "Grace’s hall|Road 2|");
}

#[tokio::test]
async fn a_third_hand_in_between_is_noticed_too() {
    let (app, ada) = lund().await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    let (one, other) = (open(&app, &ada).await, open(&app, &grace).await);
    save(&app, &ada, one.fill("venue", "One")).await.expect_status(302);
    let page = save(&app, &grace, other.fill("venue", "Two")).await.expect_status(409);
    let third = open(&app, &ada).await;
    save(&app, &ada, third.fill("venue", "Three")).await.expect_status(302);
    let page = save(&app, &grace, page.form("main-form")).await.expect_status(409);
    assert!(page.says("Venue Three Two"), "{}", page.visible());
}

/// A change of its tags alone is a change of the event.
#[tokio::test]
async fn another_set_of_tags_is_another_version() {
    let (app, ada) = lund().await;
    let grace = app.person("Grace Hopper").administrator().create().await;
    let (hers, his) = (open(&app, &ada).await, open(&app, &grace).await);
    let (swc, online) = (app.id_of("tag", "SWC").await, app.id_of("tag", "online").await);
    save(&app, &ada, hers.choose("tags", &[&swc, &online])).await.expect_status(302);
    let page = save(&app, &grace, his.fill("venue", "Hall 2")).await.expect_status(409);
    assert!(page.says("Tags SWC, online SWC"), "{}", page.visible());
}

/// DM-EVENT-04
#[tokio::test]
async fn moving_online_forgets_the_place() {
    let (app, admin) = lund().await;
    let form = open(&app, &admin).await.fill("country", "W3");
    save(&app, &admin, form).await.expect_status(302);
    let place: String = app.value("SELECT concat_ws('|', country, venue, address, latitude, longitude) FROM event").await;
    assert_eq!(place, "W3|Internet|Internet");
}

/// DM-EVENT-05
#[tokio::test]
async fn the_survey_link_is_ours_until_the_event_is_completed() {
    let (app, admin) = lund().await;
    let link = "SELECT instructors_pre FROM event";
    let ours: String = app.value(link).await;
    let form = open(&app, &admin).await;
    assert_eq!(form.value("instructors_pre"), ours);
    save(&app, &admin, form.fill("instructors_pre", "https://example.org/mine")).await.expect_status(302);
    assert_eq!(app.value::<String>(link).await, ours);
    let form = open(&app, &admin).await.fill("completed", "on").fill("instructors_pre", "https://example.org/mine");
    save(&app, &admin, form).await.expect_status(302);
    assert_eq!(app.value::<String>(link).await, "https://example.org/mine");
    let form = open(&app, &admin).await.choose("completed", &[]);
    save(&app, &admin, form).await.expect_status(302);
    assert_eq!(app.value::<String>(link).await, ours);
}

/// AMY held the rule against the tags from before the edit.
#[tokio::test]
async fn the_tag_and_what_it_allows_come_in_one_go() {
    let (app, admin) = lund().await;
    let ttt = app.id_of("tag", "TTT").await;
    let form = open(&app, &admin).await.fill("tags", &ttt).fill("open_TTT_applications", "on");
    save(&app, &admin, form).await.expect_status(302);
    let swc = app.id_of("tag", "SWC").await;
    let form = open(&app, &admin).await.fill("tags", &swc);
    let page = save(&app, &admin, form).await.expect_status(422);
    assert!(page.error_at("open_TTT_applications").contains("Only an event tagged TTT"), "{}", page.visible());
}

#[tokio::test]
async fn a_retired_curriculum_stays_with_the_events_that_taught_it() {
    let (app, admin) = lund().await;
    let python = app.id_of("curriculum", "swc-python").await;
    let form = open(&app, &admin).await.fill("curricula", &python);
    save(&app, &admin, form).await.expect_status(302);
    app.run("UPDATE curriculum SET active = false WHERE slug = 'swc-python'").await;
    let form = open(&app, &admin).await;
    assert_eq!(form.values("curricula"), [python.as_str()]);
    save(&app, &admin, form.fill("venue", "Elsewhere")).await.expect_status(302);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM event_curriculum").await, 1);
    // New events are not offered it any more.
    let new = new_event(&app, &admin, "2026-09-01-lund").await.fill("curricula", &python);
    new.send(&app).as_user(&admin).await.expect_status(422);
}

#[tokio::test]
async fn its_own_slug_and_website_are_not_taken() {
    let (app, admin) = lund().await;
    let form = open(&app, &admin).await.fill("url", "https://lund.example.org/");
    save(&app, &admin, form).await.expect_status(302);
    let form = open(&app, &admin).await.fill("venue", "Hall 3");
    save(&app, &admin, form).await.expect_status(302);
    app.event("2026-01-01-other").create().await;
    let form = open(&app, &admin).await.fill("slug", "2026-01-01-other");
    save(&app, &admin, form).await.expect_status(422);
}

#[tokio::test]
async fn the_page_costs_few_statements() {
    let (app, admin) = lund().await;
    open(&app, &admin).await;
    let few = app.statements();
    assert!((1..=6).contains(&few), "{few} statements");
    let event = crate::support::Event { id: app.value("SELECT id FROM event").await, slug: "2026-07-01-lund".to_owned() };
    for n in 0..20 {
        let person = app.person(&format!("Learner {n}")).create().await;
        app.task(&person, "learner", &event).await;
    }
    open(&app, &admin).await;
    assert_eq!(app.statements(), few);
}

#[tokio::test]
async fn an_unknown_slug_is_not_found() {
    let (app, admin) = lund().await;
    app.get("/workshops/event/2026-01-01-nowhere/edit/").as_user(&admin).await.expect_status(404);
    app.post("/workshops/event/2026-01-01-nowhere/edit/", &[("slug", "x")]).as_user(&admin).await.expect_status(404);
}

#[tokio::test]
async fn evt_06_the_page_lists_tasks_with_ways_to_change_and_delete_them() {
    let (app, admin) = lund().await;
    let event = crate::support::Event { id: app.value("SELECT id FROM event").await, slug: "2026-07-01-lund".to_owned() };
    let grace = app.person("Grace Hopper").create().await;
    let task = app.task(&grace, "helper", &event).await;
    let page = app.get(EDIT).as_user(&admin).await.expect_page();
    assert!(page.says("Grace Hopper helper"), "{}", page.visible());
    let links = page.links();
    for link in [format!("/workshops/task/{task}/"), format!("/workshops/task/{task}/edit/")] {
        assert!(links.contains(&link), "{link} is not among {links:?}");
    }
    let tags = page.tags();
    let deletion = tags.iter().filter_map(|tag| tag.attribute("action")).find(|action| action.contains("/delete/")).unwrap();
    assert!(deletion.starts_with(&format!("/workshops/task/{task}/delete/?next=")), "{deletion}");
    let to = app.post(deletion, &[]).as_user(&admin).await.expect_redirect();
    assert_eq!(to, format!("{EDIT}#tasks"));
}

#[tokio::test]
async fn evt_06_a_comment_of_the_form_is_the_events() {
    let (app, admin) = lund().await;
    let form = open(&app, &admin).await.fill("comment", "  Moved to the other hall.  ");
    save(&app, &admin, form).await.expect_status(302);
    let stored: String = app.value("SELECT concat_ws('|', user_name, comment, person_id) FROM comment").await;
    assert_eq!(stored, "Automatic comment|Moved to the other hall.");
    let page = app.get(EDIT).as_user(&admin).await.expect_page();
    assert!(page.says("Moved to the other hall."), "{}", page.visible());
}
