//! The history of records: what is recorded, the log, the versions, putting one back, and the change feed.

mod feed;
mod log;
mod recorded;
mod restore;
mod version;

use crate::support::{Answer, Form, Person, TestApp};

const URL: &str = "/workshops/event/2026-07-01-lund/";

/// AMY with an event that an administrator made through its form.
async fn lund() -> (TestApp, Person) {
    let app = TestApp::start().await;
    let admin = app.person("Ada Admin").administrator().create().await;
    app.organization("lu.se", "Lund University").await;
    let form = app.get("/workshops/events/add/").as_user(&admin).await.expect_page().form("main-form");
    let lund = app.id_of("organization", "lu.se").await;
    let form = form
        .fill("slug", "2026-07-01-lund")
        .fill("host", &lund)
        .fill("sponsor", &lund)
        .fill("tags", &app.id_of("tag", "SWC").await);
    let form = form.fill("administrator", &app.id_of("organization", "software-carpentry.org").await);
    form.send(&app).as_user(&admin).await.expect_status(302);
    (app, admin)
}

async fn edit(app: &TestApp, person: &Person) -> Form {
    app.get(&format!("{URL}edit/")).as_user(person).await.expect_page().form("main-form")
}

/// The number of the event that [`lund`] made.
async fn lund_id(app: &TestApp) -> i32 {
    app.value("SELECT id FROM event WHERE slug = '2026-07-01-lund'").await
}

/// The newest version of a record of a table, by its id.
async fn version(app: &TestApp, table: &str, id: impl ToString + Send) -> i64 {
    let newest = sqlx::query_scalar("SELECT max(id) FROM version WHERE object_type = $1 AND object_id = $2");
    newest.bind(table).bind(id.to_string()).fetch_one(app.pool()).await.unwrap()
}

/// Opens a version's page and presses "Restore this version".
async fn restore(app: &TestApp, person: &Person, version: i64) -> Answer {
    let page = app.get(&format!("/workshops/version/{version}/")).as_user(person).await.expect_page();
    let newest = page.text.split("name=\"newest\" value=\"").nth(1).unwrap_or_else(|| panic!("no button: {}", page.visible()));
    let newest = newest.split('"').next().unwrap();
    app.post(&format!("/workshops/version/{version}/restore/"), &[("newest", newest)]).as_user(person).await
}
