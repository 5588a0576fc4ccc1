//! Receipts and notices of the public forms (EML-OTH-00 … EML-OTH-07, EML-OTH-10 … EML-OTH-12), as they arrive.

mod inquiry;
mod known;
mod outbox;
mod recipients;
mod submission;
mod training;
mod workshop;

use chrono::Duration;
use email_worker::{EmailWorker, Event, Own};
use local::ses::{Quota, Sent};
use shared::workshop_request::{InquiryInput, RequestInput, SubmissionInput};
use web::{Home, receipts};

use crate::support::{TestApp, links};

/// Where the links of notices lead.
const HOME: &str = "https://amy.example.org";

fn home() -> Home {
    Home(HOME.to_owned())
}

/// Stores a request and has its letters written, as the handler of its form does; gives its number.
async fn send_request(app: &TestApp, input: &RequestInput) -> i32 {
    let mut change = app.change(None).await;
    let id = input.create(&mut change).await.unwrap();
    receipts::workshop_request(&app.amy.site, &home(), &mut change, id).await.unwrap();
    change.commit().await.unwrap();
    id
}

/// The same for an inquiry.
async fn send_inquiry(app: &TestApp, input: &InquiryInput) -> i32 {
    let mut change = app.change(None).await;
    let id = input.create(&mut change).await.unwrap();
    receipts::inquiry(&app.amy.site, &home(), &mut change, id).await.unwrap();
    change.commit().await.unwrap();
    id
}

/// The same for a submission.
async fn send_submission(app: &TestApp, input: &SubmissionInput) -> i32 {
    let mut change = app.change(None).await;
    let id = input.create(&mut change).await.unwrap();
    receipts::submission(&app.amy.site, &home(), &mut change, id).await.unwrap();
    change.commit().await.unwrap();
    id
}

/// Lets the email worker send what is due; gives all that has arrived so far.
async fn arrived(app: &TestApp) -> Vec<Sent> {
    app.mails.allow(Quota { rate: 10_000.0, ..Quota::default() });
    let worker = EmailWorker::of(&app.amy.site, Own::default());
    worker.run(&Event::default(), "test", app.clock.now() + Duration::minutes(2)).await.unwrap();
    app.mails.all()
}

/// The one mail with this subject.
fn with_subject<'a>(mails: &'a [Sent], subject: &str) -> &'a Sent {
    let mut found = mails.iter().filter(|mail| mail.subject == subject);
    let mail = found.next().unwrap_or_else(|| panic!("no “{subject}” among {:?}", subjects(mails)));
    assert!(found.next().is_none(), "several “{subject}”");
    mail
}

fn subjects(mails: &[Sent]) -> Vec<&str> {
    mails.iter().map(|mail| mail.subject.as_str()).collect()
}

fn html(mail: &Sent) -> &str {
    mail.html.as_deref().expect("a part in HTML")
}

/// The rows of a mail's plain text: what comes after the line below their heading.
fn rows(mail: &Sent) -> &str {
    mail.text.split_once("--\n\n").expect("rows below a heading").1
}

/// What stands beside a label in the plain text, its lines joined by ` | `; `None` where there is no such row.
fn told(mail: &Sent, label: &str) -> Option<String> {
    let mut lines = rows(mail).lines().skip_while(|line| !line.starts_with(&format!("{label}:")));
    let first = lines.next()?.strip_prefix(&format!("{label}:"))?.trim();
    let rest = lines.take_while(|line| line.starts_with("    ")).map(str::trim);
    Some(Some(first).into_iter().filter(|first| !first.is_empty()).chain(rest).collect::<Vec<_>>().join(" | "))
}

/// EML-OTH-12: whatever was typed, both parts have the same rows, nothing of it is markup, and links can be followed from anywhere.
fn assert_readable(mail: &Sent) {
    let html = html(mail);
    let labels = html.split("<dt><strong>").skip(1).filter_map(|rest| rest.split_once("</strong>")).map(|(label, _)| label);
    let lines = rows(mail).lines().filter(|line| !line.starts_with("    ")).filter_map(|line| line.split_once(':'));
    assert_eq!(labels.collect::<Vec<_>>(), lines.map(|(label, _)| label).collect::<Vec<_>>());
    for address in links(html) {
        assert!(address.starts_with("https://") || address.starts_with("mailto:"), "{address}");
    }
    for entity in ["&lt;", "&gt;", "&amp;", "&quot;", "&#"] {
        assert!(!mail.text.contains(entity), "{entity} in {}", mail.text);
    }
    assert!(!html.contains("<script"), "{html}");
}

/// A receipt says nothing that only staff may know, and leads to none of their pages.
fn assert_public(receipt: &Sent) {
    assert_readable(receipt);
    for part in [receipt.text.as_str(), html(receipt)] {
        assert!(!part.contains(HOME), "{part}");
    }
    for label in ["State", "Last change", "Related event", "Person in AMY", "Institution in AMY", "The code belongs to"] {
        assert_eq!(told(receipt, label), None, "{label}");
    }
    assert_eq!(receipt.reply_to, Vec::<String>::new());
}
