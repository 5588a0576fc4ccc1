//! Events (EVT-01 … EVT-07).

mod add;
mod assign;
mod calendars;
mod delete;
mod details;
mod edit;
mod issues;
mod like;
mod list;
mod predicates;
mod race;
mod rules;
mod timeline;
mod websites;

pub(crate) use details::consents;

use crate::support::{Form, Person, TestApp};

/// The form of the page for a new event, with everything filled in that must be: a workshop tagged SWC.
async fn new_event(app: &TestApp, admin: &Person, slug: &str) -> Form {
    let page = app.get("/workshops/events/add/").as_user(admin).await.expect_page();
    let (lund, swc) = (app.id_of("organization", "lu.se").await, app.id_of("tag", "SWC").await);
    let administrator = app.id_of("organization", "software-carpentry.org").await;
    let form = page.form("main-form").fill("slug", slug).fill("host", &lund).fill("sponsor", &lund);
    form.fill("administrator", &administrator).fill("tags", &swc)
}

/// AMY with an administrator and a host for events.
async fn start() -> (TestApp, Person) {
    let app = TestApp::start().await;
    let admin = app.person("Ada Admin").administrator().near("ARN").create().await;
    app.organization("lu.se", "Lund University").await;
    (app, admin)
}
