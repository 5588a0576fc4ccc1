//! Files that go with emails (EML-NEW-12): out of the bucket that their row names, or made right before.

use std::net::Ipv4Addr;
use std::path::Path;

use axum::Router;
use axum::http::StatusCode;
use local::s3::S3;
use local::ses::{Quota, Sent};
use shared::award::{AwardInput, create};
use shared::email_template::Signal;
use shared::mail::Settings;
use shared::record::Kind;
use shared::scheduled_email::{Context, Outcome, Plan, Recipient, Target, When, schedule};
use tokio::net::TcpListener;
use uuid::Uuid;
use web::Config;

use super::{due, run, start, states};
use crate::support::TestApp;

/// A file of an email as the database knows it.
async fn attach(app: &TestApp, email: Uuid, name: &str, bucket: &str, key: &str) {
    let add = sqlx::query("INSERT INTO attachment (email_id, filename, s3_bucket, s3_path) VALUES ($1, $2, $3, $4)");
    add.bind(email).bind(name).bind(bucket).bind(key).execute(app.pool()).await.unwrap();
}

/// The message of an email.
fn sent(app: &TestApp, email: Uuid) -> Sent {
    app.mails.all().into_iter().find(|sent| sent.tag("amy_email_id") == email.to_string()).unwrap()
}

/// EML-NEW-07, EML-NEW-12
#[tokio::test]
async fn eml_new_12_files_come_out_of_the_bucket_of_their_row_and_none_that_is_too_large() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("s3-sending");
    let _nothing_there = std::fs::remove_dir_all(&folder);
    let s3 = S3::start(folder.clone()).await.unwrap();
    let app = TestApp::start_with(|config| {
        let config = config.with_attachments_at(s3.endpoint());
        let mail = Settings { largest: 20_000, ..config.mail.clone() };
        Config { mail, ..config }
    })
    .await;
    for (bucket, key, size) in [("attachments", "a.pdf", 5), ("elsewhere", "b.csv", 6), ("attachments", "c.pdf", 20_001)] {
        std::fs::create_dir_all(s3.bucket(bucket)).unwrap();
        std::fs::write(s3.bucket(bucket).join(key), vec![b'x'; size]).unwrap();
    }
    let emails = due(&app, 4).await;
    attach(&app, emails[0], "report.pdf", "", "a.pdf").await;
    attach(&app, emails[0], "table.csv", "elsewhere", "b.csv").await;
    attach(&app, emails[1], "", "attachments", "a.pdf").await;
    attach(&app, emails[2], "large.pdf", "", "c.pdf").await;
    attach(&app, emails[3], "table.csv", "", "b.csv").await;
    assert_eq!(run(&app).await.counts.sent, 2);
    let ends = ["succeeded", "succeeded", "dead_letter too_large", "dead_letter attachment_missing"];
    assert_eq!(states(&app, &emails).await, ends, "what is in the other bucket is not in this one");
    let files = sent(&app, emails[0]).files;
    let told: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.media_type.as_str(), file.content.len())).collect();
    assert_eq!(told, [("report.pdf", "application/pdf", 5), ("table.csv", "text/csv", 6)]);
    assert_eq!(sent(&app, emails[1]).files[0].name, "attachment", "it has no name");
    std::fs::remove_dir_all(folder).unwrap();
}

/// EML-UI-11: what the page takes goes out.
#[tokio::test]
async fn eml_ui_11_a_file_that_is_taken_is_not_too_large_to_be_sent() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("s3-large");
    let _nothing_there = std::fs::remove_dir_all(&folder);
    let s3 = S3::start(folder.clone()).await.unwrap();
    let app = TestApp::start_with(|config| config.with_attachments_at(s3.endpoint())).await;
    std::fs::create_dir_all(s3.bucket("attachments")).unwrap();
    std::fs::write(s3.bucket("attachments").join("slides.odp"), vec![b'x'; 8_000_000]).unwrap();
    let emails = due(&app, 1).await;
    attach(&app, emails[0], "slides.odp", "", "slides.odp").await;
    assert_eq!(run(&app).await.counts.sent, 1, "{:?}", states(&app, &emails).await);
    let file = sent(&app, emails[0]).files.remove(0);
    let told = (file.media_type.as_str(), file.content.len());
    assert_eq!(told, ("application/vnd.oasis.opendocument.presentation", 8_000_000));
    std::fs::remove_dir_all(folder).unwrap();
}

/// EML-NEW-05: S3 away is no fault of a file's, and costs an attempt.
#[tokio::test]
async fn eml_new_12_an_email_whose_files_are_away_is_tried_again() {
    let app = TestApp::start_with(|config| config.with_attachments_at("http://127.0.0.1:9")).await;
    let emails = due(&app, 1).await;
    attach(&app, emails[0], "report.pdf", "", "a.pdf").await;
    assert_eq!(run(&app).await.counts.failed, 1);
    assert_eq!((states(&app, &emails).await, app.mails.taken()), (vec!["failed transient".to_owned()], 0));
}

/// The address of an S3 that gives nothing, as where a permission is missing.
async fn without_permission() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let denied = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
    let refusing = Router::new().fallback(async move || (StatusCode::FORBIDDEN, denied));
    tokio::spawn(async move { axum::serve(listener, refusing).await });
    endpoint
}

/// EML-MIG-03, EML-NEW-05: that S3 refuses a file is the installation's fault, such as the old AMY's bucket without a permission. The
/// email waits for somebody to mend that, and no other does.
#[tokio::test]
async fn eml_mig_03_an_email_whose_files_may_not_be_read_is_tried_again() {
    let endpoint = without_permission().await;
    let app = TestApp::start_with(|config| config.with_attachments_at(&endpoint)).await;
    let emails = due(&app, 5).await;
    for email in &emails[..4] {
        attach(&app, *email, "report.pdf", "amy-old", "a.pdf").await;
    }
    let report = run(&app).await;
    assert_eq!((report.stop, report.counts.failed, report.counts.sent), (None, 4, 1), "{report:?}");
    assert_eq!(states(&app, &emails[3..]).await, ["failed internal", "succeeded"]);
}

/// EML-NEW-05: S3 away is no SES that is away: mail without files goes.
#[tokio::test]
async fn eml_new_05_files_that_are_away_hold_up_no_mail_without_files() {
    let app = TestApp::start_with(|config| config.with_attachments_at("http://127.0.0.1:9")).await;
    app.mails.allow(Quota { rate: 10_000.0, ..Quota::default() });
    let emails = due(&app, 5).await;
    for email in &emails[..4] {
        attach(&app, *email, "report.pdf", "", "a.pdf").await;
    }
    let report = run(&app).await;
    assert_eq!((report.stop, report.counts.failed, report.counts.sent), (None, 4, 1), "{report:?}");
    assert_eq!(states(&app, &emails).await[3..], ["failed transient", "succeeded"]);
}

/// EML-NEW-12: a certificate is drawn when its email goes.
#[tokio::test]
async fn eml_new_12_a_certificate_is_made_right_before_it_is_sent() {
    let app = start().await;
    let ada = app.person("Ada Lovelace").create().await;
    let badge = app.id_of("badge", "instructor").await.parse().unwrap();
    let awarded = "2026-06-15".parse().unwrap();
    let input = AwardInput { person: ada.id, badge, awarded, event: None, awarded_by: None, confirmed: false };
    let mut change = app.change(None).await;
    let award = create(&mut change, &input).await.unwrap();
    let plan = Plan {
        signal: Signal::InstructorBadgeAwarded,
        context: Context::default().record("person", "person", ada.id).record("award", "award", award),
        when: When::At(app.clock.now()),
        to: vec![ada.email.clone()],
        recipients: vec![Recipient::person(ada.id)],
        target: Some(Target { kind: Kind::Award, id: award }),
    };
    let Outcome::Scheduled(email) = schedule(&mut change, &plan, true, None).await.unwrap() else { panic!() };
    change.commit().await.unwrap();
    attach(&app, email, "certificate.pdf", "", "certificate.pdf").await;
    app.run("UPDATE attachment SET is_pending = true").await;
    assert_eq!(run(&app).await.counts.sent, 1);
    let file = sent(&app, email).files.remove(0);
    assert_eq!((file.name.as_str(), file.media_type.as_str()), ("certificate.pdf", "application/pdf"));
    assert!(file.content.starts_with(b"%PDF"));
}
