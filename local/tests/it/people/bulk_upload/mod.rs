//! People out of a CSV file (PER-04 … PER-09).

mod confirm;
mod large;
mod review;
mod rows;
mod upload;

use axum::http::Method;

use crate::support::{Answer, Form, Person, TestApp};

const UPLOAD: &str = "/workshops/persons/bulk_upload/";
const CONFIRM: &str = "/workshops/persons/bulk_upload/confirm/";
const HEAD: &str = "personal,family,email,airport_iata,event,role";
const GONE: &str = "No rows of yours are waiting";

/// Sends a file of this kind.
async fn send(app: &TestApp, who: &Person, kind: &str, bytes: &[u8]) -> Answer {
    send_parts(app, who, kind, bytes, "").await
}

/// Sends a file, and a pasted text beside it.
async fn send_parts(app: &TestApp, who: &Person, kind: &str, bytes: &[u8], pasted: &str) -> Answer {
    let mut body = format!(
        "--XX\r\nContent-Disposition: form-data; name=\"pasted\"\r\n\r\n{pasted}\r\n\
         --XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\nContent-Type: {kind}\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--XX--\r\n");
    app.ask(Method::POST, UPLOAD).with_body("multipart/form-data; boundary=XX", body).as_user(who).await
}

/// Sends a pasted text.
async fn paste(app: &TestApp, who: &Person, text: &str) -> Answer {
    app.post(UPLOAD, &[("pasted", text)]).as_user(who).await
}

/// Uploads rows under the usual head, and gives the page that shows them.
async fn uploaded(app: &TestApp, who: &Person, rows: &[&str]) -> Answer {
    let to = paste(app, who, &format!("{HEAD}\n{}\n", rows.join("\n"))).await.expect_redirect();
    assert_eq!(to, CONFIRM);
    shown(app, who).await
}

/// The page that shows the rows.
async fn shown(app: &TestApp, who: &Person) -> Answer {
    app.get(CONFIRM).as_user(who).await.expect_page()
}

/// The form of the rows, with what it sends when a button is pressed.
fn press(page: &Answer, button: &str) -> Form {
    page.form("main-form").press(button, "1")
}

/// How many persons and tasks there are.
async fn records(app: &TestApp) -> (i64, i64) {
    (app.value("SELECT count(*) FROM person").await, app.value("SELECT count(*) FROM task").await)
}

/// How many uploads wait.
async fn uploads(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM bulk_upload").await
}
