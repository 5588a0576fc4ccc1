//! The page of mail on a developer's machine.

use axum::body::Bytes;
use axum::http::Request;
use local::ses::{Trouble, answer};

use super::{due, run, start, states};
use crate::support::TestApp;

async fn ask(app: &TestApp, method: &str, path: &str, body: &'static str) -> (u16, String) {
    let request = Request::builder().method(method).uri(path).body(Bytes::from_static(body.as_bytes())).unwrap();
    let response = answer(&app.mails, &request).await;
    (response.status().as_u16(), String::from_utf8(response.body().to_vec()).unwrap())
}

#[tokio::test]
async fn the_page_of_mail_shows_messages_and_makes_ses_fail() {
    let app = start().await;
    let emails = due(&app, 2).await;
    assert_eq!(run(&app).await.counts.sent, 2);
    let (status, page) = ask(&app, "GET", "/_local/mail/", "").await;
    assert!(
        status == 200 && page.contains("Mail 1") && page.contains("to2@example.org") && page.contains(&emails[0].to_string())
    );
    let (_, page) = ask(&app, "GET", "/_local/mail/?q=TO2%40", "").await;
    assert!(!page.contains("Mail 1") && page.contains("Mail 2"));
    let id = app.mails.all()[0].id.clone();
    let (_, page) = ask(&app, "GET", &format!("/_local/mail/{id}/"), "").await;
    assert!(page.contains("X-AMY-Email-Id") && page.contains("Text"), "{page}");
    assert_eq!(ask(&app, "GET", "/_local/mail/none/", "").await.0, 404);

    assert_eq!(ask(&app, "POST", "/_local/mail/trouble", "kind=reject&count=1&rate=9999&daily=").await.0, 303);
    let emails = due(&app, 2).await;
    run(&app).await;
    assert_eq!(states(&app, &emails).await, ["dead_letter message_rejected", "succeeded"]);
    assert_eq!(ask(&app, "POST", "/_local/mail/trouble", "kind=earthquake").await.0, 400);
    assert_eq!(ask(&app, "POST", "/_local/mail/trouble", "kind=fail&count=many").await.0, 400);
    for (name, ..) in &Trouble::NAMED {
        assert!(Trouble::named(name).is_some());
    }
}
