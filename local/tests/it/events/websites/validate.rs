//! How websites keep the rules (IMP-02).

use super::{SITE, start};
use crate::support::{Answer, Event, Person, TestApp};

/// An event whose website this is.
async fn event(app: &TestApp, url: &str) -> Event {
    let event = app.event("2026-07-01-lund").create().await;
    let set = sqlx::query("UPDATE event SET url = nullif($1, '') WHERE id = $2").bind(url).bind(event.id);
    set.execute(app.pool()).await.unwrap();
    event
}

async fn validate(app: &TestApp, admin: &Person, event: &Event) -> Answer {
    app.get(&event.url("validate/")).as_user(admin).await.expect_page()
}

#[tokio::test]
async fn imp_02_a_good_website_is_told_so_and_the_events_page_leads_there() {
    let (app, _elsewhere, admin) = start().await;
    let event = event(&app, SITE).await;
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(page.links().contains(&event.url("validate/")), "{:?}", page.links());
    let page = validate(&app, &admin, &event).await;
    assert!(page.says("All is well: the website keeps every rule."), "{}", page.visible());
    assert!(page.says(&format!("Validated website: {SITE}")) && page.links().contains(&SITE.to_owned()), "{}", page.visible());
    assert!(page.text_of("errors").is_empty() && page.text_of("warnings").is_empty());
    assert!(page.text.contains("<title>AMY: Validate 2026-07-01-lund</title>"));
    assert!((1..=6).contains(&app.statements()), "{} statements", app.statements());
}

#[tokio::test]
async fn imp_02_errors_and_warnings_are_listed_by_name() {
    let (app, elsewhere, admin) = start().await;
    elsewhere.world.add_website(
        "user",
        "bad",
        "<meta name=slug content=lund><meta name=startdate content=2026-08-20><meta name=country content=FIXME>
         <meta name=venue content='FIXME'><meta name=address content='<b>Road</b>'><meta name=eventbrite content=abc>
         <meta name=lat content=55.7><meta name=instructor content=Ada><meta name=helper content=''>",
    );
    let event = event(&app, "https://user.github.io/bad/").await;
    let page = validate(&app, &admin, &event).await;
    let (errors, warnings) = (page.text_of("errors"), page.text_of("warnings"));
    for words in [
        "workshop name slug is “lund”, which is not a day and a place",
        "country still holds the placeholder FIXME.",
        "venue still holds the placeholder FIXME.",
        "contact is missing.",
        "Eventbrite event ID eventbrite is “abc”, which is not digits alone.",
        "longitude lng is missing.",
    ] {
        assert!(errors.contains(words), "“{words}” is not in: {errors}");
    }
    for words in ["end date enddate is missing. It may be left out.", "language is missing. It may be left out."] {
        assert!(warnings.contains(words), "“{words}” is not in: {warnings}");
    }
    for fine in ["start date", "address", "instructor", "helper", "latlng", "latitude"] {
        assert!(!errors.contains(fine) && !warnings.contains(fine), "{fine}: {errors} {warnings}");
    }
    assert!(page.text.contains("notice-error") && page.text.contains("notice-warning"));
    assert!(!page.says("All is well"));
}

#[tokio::test]
async fn imp_02_the_file_is_looked_at_where_the_page_says_nothing() {
    let (app, elsewhere, admin) = start().await;
    elsewhere.world.add_website("user", "2026-08-20-file", "<p>");
    let file = "---\nstartdate: 2026-08-20\nenddate: 2026-08-21\ncountry: se\nlanguage: sv\nvenue: Hall\naddress: Road\ninstructor: [Ada]\nhelper: []\ncontact: a@example.org\neventbrite: 1\nlatlng: 55.7,13.2\n---\n";
    elsewhere.world.add_source("user", "2026-08-20-file", "HEAD", file);
    let event = event(&app, "https://user.github.io/2026-08-20-file/").await;
    let page = validate(&app, &admin, &event).await;
    assert!(page.says("All is well"), "{}", page.visible());
}

#[tokio::test]
async fn imp_02_what_cannot_be_looked_at_is_the_one_error() {
    let (app, elsewhere, admin) = start().await;
    let event = event(&app, "https://user.github.io/nobody-there/").await;
    let page = validate(&app, &admin, &event).await;
    assert!(page.says("/nobody-there/ answered with the status 404"), "{}", page.visible());
    assert!(page.says("Validated website: https://user.github.io/nobody-there/") && page.text_of("errors").is_empty());
    app.run("UPDATE event SET url = 'https://example.org/workshop/'").await;
    let page = validate(&app, &admin, &event).await;
    assert!(page.says("Enter the address of a website on GitHub"), "{}", page.visible());
    app.run("UPDATE event SET url = NULL").await;
    let page = validate(&app, &admin, &event).await;
    assert!(page.says("This event has no website yet."), "{}", page.visible());
    let page = app.get(&event.url("")).as_user(&admin).await.expect_page();
    assert!(!page.links().contains(&event.url("validate/")));
    app.run("UPDATE event SET url = 'https://user.github.io/2026-08-20-malmo/'").await;
    drop(elsewhere);
    let page = validate(&app, &admin, &event).await;
    assert!(page.says("Other sites cannot be asked just now"), "{}", page.visible());
}

#[tokio::test]
async fn imp_02_admins_look_and_nobody_else() {
    let (app, _elsewhere, admin) = start().await;
    let event = event(&app, SITE).await;
    let reader = app.person("Rita Reader").in_group("steering committee").create().await;
    validate(&app, &reader, &event).await;
    let member = app.member().await;
    app.get(&event.url("validate/")).as_user(&member).await.expect_status(403);
    app.get(&event.url("validate/")).await.expect_status(302);
    app.get("/workshops/event/2026-01-01-nowhere/validate/").as_user(&admin).await.expect_status(404);
}
