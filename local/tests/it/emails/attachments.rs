//! Files sent with emails.

use chrono::Duration;
use shared::scheduled_email::{LINK_LIFE, TransitionError, add_attachment, attachments, keep_link};
use uuid::Uuid;

use super::{put, scheduled, steps};
use crate::support::TestApp;

/// DM-MAIL-05
#[tokio::test]
async fn a_file_has_a_key_of_its_own_and_a_link_for_an_hour() {
    let app = TestApp::start().await;
    let email = scheduled(&app).await;
    let file = Uuid::from_u128(7);
    let mut change = app.change(None).await;
    let added = add_attachment(&mut change, email, file, "certificate.pdf", "bucket", None).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(added.s3_path, format!("{email}/{file}-certificate.pdf"));
    assert_eq!(added.link(app.clock.now()), None);
    assert_eq!(steps(&app, email).await, ">scheduled scheduled>scheduled", "the log tells of it");

    let mut change = app.change(None).await;
    assert!(keep_link(&mut change, file, "https://s3.example/x", LINK_LIFE).await.unwrap());
    assert!(!keep_link(&mut change, Uuid::from_u128(8), "https://s3.example/x", LINK_LIFE).await.unwrap());
    change.commit().await.unwrap();
    let files = attachments(&mut *app.db().await, email).await.unwrap();
    assert_eq!(files.len(), 1);
    let now = app.clock.now();
    assert_eq!(files[0].link(now + Duration::seconds(3599)), Some("https://s3.example/x"));
    assert_eq!(files[0].link(now + Duration::seconds(3600)), None);

    // Of a long name the end stays, which tells the type.
    let mut change = app.change(None).await;
    let long = format!("{}.pdf", "x".repeat(300));
    let added = add_attachment(&mut change, email, Uuid::from_u128(10), &long, "bucket", None).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(added.filename, format!("{}.pdf", "x".repeat(196)));

    // An email with files stays, and one that is being sent takes none.
    sqlx::query("DELETE FROM scheduled_email").execute(app.pool()).await.unwrap_err();
    put(&app, email, "running").await;
    let mut change = app.change(None).await;
    let late = add_attachment(&mut change, email, Uuid::from_u128(9), "x", "", None).await;
    assert!(matches!(late, Err(TransitionError::Illegal { .. })));
}
