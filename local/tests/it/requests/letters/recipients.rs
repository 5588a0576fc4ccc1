//! Who is told (EML-OTH-00).

use web::Config;

use super::super::{inquiry, request, submission};
use super::{arrived, send_inquiry, send_request, send_submission, subjects};
use crate::support::TestApp;

#[tokio::test]
async fn eml_oth_00_notices_go_to_each_mailbox_of_the_country_once_or_else_to_the_usual_one() {
    let app = TestApp::start_with(|config| Config { requests_mailbox: "else@c.org".to_owned(), ..config }).await;
    app.run("DELETE FROM criterium").await;
    app.run(
        "INSERT INTO criterium (name, email)
         VALUES ('UK', 'uk@c.org'), ('Europe', 'europe@c.org'), ('Union', 'UK@c.org'), ('AU', 'au@c.org')",
    )
    .await;
    app.run(
        "INSERT INTO criterium_country SELECT c.id, x.code FROM criterium c
         JOIN (VALUES ('UK', 'GB'), ('Europe', 'GB'), ('Union', 'GB'), ('Europe', 'FR'), ('AU', 'AU')) x (name, code) USING (name)",
    )
    .await;
    let (mut british, mut french, mut nowhere) = (request(&app).await, inquiry(&app).await, inquiry(&app).await);
    let mut brazilian = submission(&app).await;
    for (common, country) in [
        (&mut british.common, Some("GB")),
        (&mut french.common, Some("FR")),
        (&mut nowhere.common, None),
        (&mut brazilian.common, Some("BR")),
    ] {
        common.country = country.map(str::to_owned);
        common.institution_other_name = country.unwrap_or("nowhere").to_owned();
    }
    send_request(&app, &british).await;
    send_inquiry(&app, &french).await;
    send_inquiry(&app, &nowhere).await;
    send_submission(&app, &brazilian).await;

    let mails = arrived(&app).await;
    assert_eq!(mails.len(), 8, "{:?}", subjects(&mails));
    for (subject, to) in [
        ("New workshop request: GB, 2026-09-01", vec!["europe@c.org", "uk@c.org"]),
        ("New workshop inquiry: FR, 2026-09-01", vec!["europe@c.org"]),
        ("New workshop inquiry: nowhere, 2026-09-01", vec!["else@c.org"]),
        ("New self-organised submission: BR", vec!["else@c.org"]),
    ] {
        let notice = super::with_subject(&mails, subject);
        assert_eq!((notice.to.iter().map(String::as_str).collect(), &notice.reply_to), (to, &vec![address()]), "{subject}");
    }
    for receipt in mails.iter().filter(|mail| mail.subject.ends_with("confirmation")) {
        assert_eq!((&receipt.to, receipt.reply_to.len()), (&vec![address()], 0), "{}", receipt.subject);
    }
}

fn address() -> String {
    "grace.hopper@example.org".to_owned()
}
