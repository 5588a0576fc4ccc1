//! Maintenance of the reference tables (UTL-09, MNT-01 … MNT-09).

mod access;
mod edit;
mod every;
mod groups;
mod lists;
mod samples;
mod terms;

use crate::support::{Answer, Form, Person, TestApp};

/// Whoever may do all this.
async fn root(app: &TestApp) -> Person {
    app.person("Root Superuser").superuser().near("ARN").create().await
}

/// The form for a new record of a table.
async fn new_form(app: &TestApp, root: &Person, table: &str) -> Form {
    app.get(&format!("/admin/{table}/add/")).as_user(root).await.expect_page().form("main-form")
}

/// The form of a record.
async fn edit_form(app: &TestApp, root: &Person, table: &str, id: &str) -> Form {
    app.get(&format!("/admin/{table}/{id}/edit/")).as_user(root).await.expect_page().form("main-form")
}

/// Sends a form that must be fine, and gives the page that it leads to.
async fn save(app: &TestApp, root: &Person, form: &Form) -> Answer {
    let to = form.send(app).as_user(root).await.expect_redirect();
    // Whoever requires a term is asked it, too (GLB-05).
    app.agree(root.id).await;
    app.get(&to).as_user(root).await.expect_page()
}

/// A text out of the database, for the one parameter.
async fn told(app: &TestApp, query: &'static str, parameter: &str) -> Option<String> {
    sqlx::query_scalar(query).bind(parameter).fetch_optional(app.pool()).await.unwrap().flatten()
}

/// Writes rows down by one statement, and gives the id of the last.
async fn insert(app: &TestApp, statement: &'static str) -> String {
    sqlx::query_scalar(statement).fetch_one(app.pool()).await.unwrap()
}
