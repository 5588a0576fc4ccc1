//! Workshop websites (IMP-01, IMP-02): the event forms filled in from them, and how they keep the rules.

mod import;
mod problems;
mod update;
mod validate;

use local::elsewhere::Elsewhere;

use crate::support::{Answer, Form, Person, TestApp};

const ADD: &str = "/workshops/events/add/";

/// The website that most tests look at, and its repository.
const SITE: &str = "https://user.github.io/2026-08-20-malmo/";
const REPOSITORY: &str = "https://github.com/user/2026-08-20-malmo";

/// What it says.
const PAGE: &str = r#"<!DOCTYPE html><html lang="sv"><head><title>Malmö</title>
    <meta name="slug" content="2026-08-20-malmo"><meta name="startdate" content="2026-08-20"><meta name="enddate" content="2026-08-21">
    <meta name="country" content="se"><meta name="language" content="sv"><meta name="venue" content="Stadsbiblioteket &amp; &lt;park&gt;">
    <meta name="address" content="Kung Oscars väg 11"><meta name="latlng" content="55.6, 12.99">
    <meta name="instructor" content="Ada Lovelace|Grace Hopper"><meta name="helper" content="Alan Turing">
    <meta name="contact" content="a@example.org|b@example.org"><meta name="eventbrite" content="1234567890"></head></html>"#;

/// AMY with an administrator, a host for events, and the website.
async fn start() -> (TestApp, Elsewhere, Person) {
    let (app, elsewhere) = TestApp::start_with_elsewhere().await;
    let admin = app.person("Ada Admin").administrator().near("ARN").create().await;
    app.organization("lu.se", "Lund University").await;
    elsewhere.world.add_website("user", "2026-08-20-malmo", PAGE);
    (app, elsewhere, admin)
}

/// Presses the dialog's button with this address in it.
async fn look_at(app: &TestApp, person: &Person, form: Form, url: &str) -> Answer {
    form.press("website-url", url).press("_website", "fill").send(app).as_user(person).await
}

/// The new event's form after the button, with nothing typed before.
async fn import(app: &TestApp, admin: &Person, url: &str) -> Answer {
    let form = app.get(ADD).as_user(admin).await.expect_page().form("main-form");
    look_at(app, admin, form, url).await
}

/// How many events there are.
async fn events(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM event").await
}
