//! Letters and the change that causes them (EML-OTH-10).

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::Duration;
use local::ses::Trouble;
use shared::workshop_request::Kind;
use web::{Failure, receipts};

use super::super::{inquiry, request, submission};
use super::{arrived, home, send_inquiry, send_request, send_submission, subjects};
use crate::support::TestApp;

async fn waiting(app: &TestApp) -> i64 {
    app.value("SELECT count(*) FROM scheduled_email").await
}

#[tokio::test]
async fn eml_oth_10_a_request_that_is_rolled_back_leaves_no_mail() {
    let app = TestApp::start().await;
    let (wanted, site) = (request(&app).await, &app.amy.site);
    let mut change = app.change(None).await;
    let id = wanted.create(&mut change).await.unwrap();
    receipts::workshop_request(site, &home(), &mut change, id).await.unwrap();
    drop(change);
    assert_eq!(waiting(&app).await, 0);
    assert_eq!(subjects(&arrived(&app).await), [""; 0]);
}

/// The receipt goes first, nobody waits for the provider, and staff see neither in the list of scheduled emails.
#[tokio::test]
async fn eml_oth_10_receipt_and_notice_are_kept_with_the_request_and_sent_by_the_worker() {
    let app = TestApp::start().await;
    send_request(&app, &request(&app).await).await;
    assert_eq!(app.mails.taken(), 0);
    let queued: Vec<String> = app
        .value("SELECT array_agg(e.subject::text ORDER BY l.position) FROM scheduled_email e JOIN scheduled_email_log l ON l.scheduled_email_id = e.id")
        .await;
    assert_eq!(queued, ["Workshop request confirmation", "New workshop request: Lund University, 2026-09-01"]);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE is_direct AND state = 'scheduled'").await, 2);
    assert_eq!(arrived(&app).await.len(), 2);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM scheduled_email WHERE state = 'succeeded'").await, 2);
    assert_eq!(arrived(&app).await.len(), 2, "each goes once");
}

#[tokio::test]
async fn eml_oth_10_a_provider_that_is_away_loses_neither_request_nor_mail() {
    let app = TestApp::start().await;
    app.mails.always(Some(Trouble::BROKEN));
    send_request(&app, &request(&app).await).await;
    send_inquiry(&app, &inquiry(&app).await).await;
    send_submission(&app, &submission(&app).await).await;
    assert_eq!(arrived(&app).await.len(), 0);
    let stored = "SELECT (SELECT count(*) FROM workshop_request) + (SELECT count(*) FROM workshop_inquiry_request)
        + (SELECT count(*) FROM self_organised_submission)";
    assert_eq!((app.value::<i64>(stored).await, waiting(&app).await), (3, 6));

    app.mails.always(None);
    app.clock.advance(Duration::hours(7));
    let mails = arrived(&app).await;
    let mut subjects = subjects(&mails);
    subjects.sort_unstable();
    assert_eq!(
        subjects,
        [
            "New self-organised submission: Lund University",
            "New workshop inquiry: Lund University, 2026-09-01",
            "New workshop request: Lund University, 2026-09-01",
            "Self-organised submission confirmation",
            "Workshop inquiry confirmation",
            "Workshop request confirmation",
        ]
    );
}

#[tokio::test]
async fn letters_about_no_request_are_not_written() {
    let app = TestApp::start().await;
    let (site, home) = (&app.amy.site, home());
    let mut change = app.change(None).await;
    for written in [
        receipts::training_request(&mut change, 1).await,
        receipts::workshop_request(site, &home, &mut change, 1).await,
        receipts::inquiry(site, &home, &mut change, 1).await,
        receipts::submission(site, &home, &mut change, 1).await,
    ] {
        assert!(matches!(written, Err(Failure::NotFound)), "{written:?}");
    }
    change.commit().await.unwrap();
    assert_eq!(waiting(&app).await, 0);
}

/// Two for what is told, one for each mail, one for the mailboxes; two more where there is a code of a membership.
#[tokio::test]
async fn letters_take_few_statements_however_much_a_request_says() {
    let app = TestApp::start().await;
    app.run(
        "INSERT INTO membership (name, variant, agreement_start, agreement_end, contribution_type, registration_code)
         VALUES ('Lund', 'gold', '2026-01-01', '2026-12-31', 'financial', 'lund-26')",
    )
    .await;
    let (plain, mut coded, organised) = (request(&app).await, request(&app).await, submission(&app).await);
    coded.member_code = "lund-26".into();
    let mut asked = inquiry(&app).await;
    asked.domains = app.value("SELECT array_agg(id) FROM knowledge_domain").await;
    asked.routine_data = app.value("SELECT array_agg(id) FROM data_variant").await;
    let mut change = app.change(None).await;
    let requests = [
        (Kind::Request, plain.create(&mut change).await.unwrap(), 5),
        (Kind::Request, coded.create(&mut change).await.unwrap(), 7),
        (Kind::Inquiry, asked.create(&mut change).await.unwrap(), 5),
        (Kind::Submission, organised.create(&mut change).await.unwrap(), 5),
    ];
    let (site, home) = (&app.amy.site, home());
    for (kind, id, statements) in requests {
        let count = Arc::new(AtomicU32::new(0));
        let work = async {
            match kind {
                Kind::Request => receipts::workshop_request(site, &home, &mut change, id).await,
                Kind::Inquiry => receipts::inquiry(site, &home, &mut change, id).await,
                Kind::Submission => receipts::submission(site, &home, &mut change, id).await,
            }
        };
        web::count_statements(Arc::clone(&count), Box::pin(work)).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), statements, "{kind:?}");
    }
}
