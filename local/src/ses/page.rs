//! `/_local/mail/`: the mailbox of this machine, newest first, each message by itself, what becomes of it, and the troubles of SES.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, Request, Response, StatusCode};
use maud::{DOCTYPE, Markup, html};

use super::feedback::Fate;
use super::{File, Mails, Quota, Sent, Trouble};

/// The messages taken whose subject or addresses have `filter` in them.
pub fn list(mails: &Mails, filter: &str) -> Markup {
    let all = mails.all();
    let wanted = filter.trim().to_lowercase();
    let shown: Vec<&Sent> = all.iter().rev().filter(|sent| is_about(sent, &wanted)).collect();
    page(
        "Mail on this machine",
        html! {
            p { a href="/_local/" { "What runs where" } }
            p { "What AMY has sent since it was started, newest first: " (mails.taken()) " messages. None of them has left this machine." }
            form method="get" action="/_local/mail/" {
                label for="q" { "Subject or address" } " "
                input id="q" name="q" type="search" value=(filter);
                " " button { "Filter" }
            }
            table {
                thead { tr { th scope="col" { "Subject" } th scope="col" { "To" } th scope="col" { "From" } th scope="col" { "Email" } } }
                tbody {
                    @for sent in &shown {
                        tr {
                            td { a href={ "/_local/mail/" (sent.id) "/" } { (sent.subject) } }
                            td { (sent.to.join(", ")) }
                            td { (sent.from) }
                            td { (sent.tag("amy_email_id")) }
                        }
                    }
                }
            }
            (troubles())
        },
    )
}

fn is_about(sent: &Sent, wanted: &str) -> bool {
    [&sent.to[..], &sent.cc, &sent.bcc, std::slice::from_ref(&sent.subject), std::slice::from_ref(&sent.from)]
        .concat()
        .iter()
        .any(|text| text.to_lowercase().contains(wanted))
}

/// The form that makes SES fail.
fn troubles() -> Markup {
    html! {
        h2 { "Trouble" }
        form method="post" action="/_local/mail/trouble" {
            p {
                label for="kind" { "What messages meet" } " "
                select id="kind" name="kind" {
                    option value="none" { "nothing" }
                    @for (name, words, _) in &Trouble::NAMED { option value=(name) { (words) } }
                }
            }
            p { label for="count" { "How many of the next ones; all, where it is empty" } " " input id="count" name="count" type="number" min="1"; }
            p { label for="rate" { "Messages a second that the account may send" } " " input id="rate" name="rate" type="number" min="0" step="any"; }
            p { label for="daily" { "Messages a day" } " " input id="daily" name="daily" type="number" min="0"; }
            p { button { "Set" } }
        }
    }
}

/// The message with this id, if it is kept.
pub fn message(mails: &Mails, id: &str) -> Option<Markup> {
    let sent = mails.all().into_iter().find(|sent| sent.id == id)?;
    Some(page(
        &sent.subject,
        html! {
            p { a href="/_local/mail/" { "All mail" } }
            (headers(&sent))
            h2 { "Text" }
            pre { (linked(&sent.text)) }
            @if let Some(html) = &sent.html {
                h2 { "HTML" }
                // A frame that may run nothing: what was sent is shown as a mail program would.
                iframe title="The message as HTML" sandbox srcdoc=(html) width="100%" height="400" {}
                h2 { "HTML as it was sent" }
                pre { (html) }
            }
            @if !sent.files.is_empty() {
                h2 { "Files" }
                ul {
                    @for (n, file) in sent.files.iter().enumerate() {
                        li { a href={ "/_local/mail/" (sent.id) "/files/" (n) } { (file.name) } ", " (file.media_type) ", " (file.content.len()) " bytes" }
                    }
                }
            }
            @if mails.emitter().is_some() {
                h2 { "What became of it" }
                form method="post" action={ "/_local/mail/" (sent.id) "/feedback" } {
                    p {
                        label for="recipient" { "At" } " "
                        select id="recipient" name="recipient" {
                            option value="" { "all recipients" }
                            @for address in [&sent.to, &sent.cc, &sent.bcc].into_iter().flatten() { option { (address) } }
                        }
                    }
                    p { @for fate in Fate::ALL { button name="fate" value=(format!("{fate:?}")) { (format!("{fate:?}")) } " " } }
                }
            }
        },
    ))
}

/// Answers what is asked below `/_local/mail/`.
pub async fn answer(mails: &Mails, request: &Request<Bytes>) -> Response<Bytes> {
    let rest = request.uri().path().trim_start_matches("/_local/mail/").trim_end_matches('/');
    let parts: Vec<&str> = rest.split('/').collect();
    let fields: HashMap<String, String> = form_urlencoded::parse(request.body()).into_owned().collect();
    match (request.method().as_str(), parts.as_slice()) {
        ("GET", [""]) => {
            let query = request.uri().query().unwrap_or_default();
            let filter = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "q");
            shown(list(mails, &filter.map_or_else(String::new, |(_, value)| value.into_owned())))
        }
        ("POST", ["trouble"]) => match set(mails, &fields) {
            true => moved("/_local/mail/"),
            false => refused(StatusCode::BAD_REQUEST),
        },
        ("POST", [id, "feedback"]) => {
            let sent = mails.all().into_iter().find(|sent| sent.id == *id);
            let fate = fields.get("fate").and_then(|name| Fate::ALL.into_iter().find(|fate| format!("{fate:?}") == *name));
            let (Some(sent), Some(fate), Some(emitter)) = (sent, fate, mails.emitter()) else {
                return refused(StatusCode::NOT_FOUND);
            };
            let recipient = fields.get("recipient").map(String::as_str).filter(|address| !address.is_empty());
            match emitter.tell(&sent, fate, recipient).await {
                Ok(_) => moved(&format!("/_local/mail/{id}/")),
                Err(why) => {
                    eprintln!("mail feedback failed: {why:#}");
                    refused(StatusCode::INTERNAL_SERVER_ERROR)
                }
            }
        }
        ("GET", [id, "files", n]) => {
            let sent = mails.all().into_iter().find(|sent| sent.id == *id);
            let file = sent.zip(n.parse::<usize>().ok()).and_then(|(sent, n)| sent.files.into_iter().nth(n));
            file.map_or_else(|| refused(StatusCode::NOT_FOUND), downloaded)
        }
        ("GET", [id]) => message(mails, id).map_or_else(|| refused(StatusCode::NOT_FOUND), shown),
        _ => refused(StatusCode::NOT_FOUND),
    }
}

/// Makes SES fail, or be well again; gives whether the fields make sense.
fn set(mails: &Mails, fields: &HashMap<String, String>) -> bool {
    let given = |name: &str| fields.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
    let kind = given("kind").unwrap_or("none");
    let trouble = Trouble::named(kind);
    if trouble.is_none() && kind != "none" {
        return false;
    }
    let mut quota = Quota::default();
    for (name, value) in [("rate", &mut quota.rate), ("daily", &mut quota.daily)] {
        match given(name).map(str::parse::<f64>) {
            None => {}
            Some(Ok(number)) if number >= 0.0 => *value = number,
            Some(_) => return false,
        }
    }
    match (trouble, given("count").map(str::parse::<usize>)) {
        (_, Some(Err(_))) => return false,
        (Some(trouble), Some(Ok(count))) => {
            mails.always(None);
            mails.trouble(vec![trouble; count.min(10_000)]);
        }
        (trouble, _) => mails.always(trouble),
    }
    mails.allow(quota);
    true
}

fn shown(page: Markup) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(page.into_string()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

fn downloaded(file: File) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(file.content));
    if let Ok(media_type) = HeaderValue::from_str(&file.media_type) {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    response
}

fn moved(to: &str) -> Response<Bytes> {
    let mut response = refused(StatusCode::SEE_OTHER);
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

fn refused(status: StatusCode) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    response
}

fn headers(sent: &Sent) -> Markup {
    let own = [
        ("From", sent.from.clone()),
        ("To", sent.to.join(", ")),
        ("Cc", sent.cc.join(", ")),
        ("Bcc", sent.bcc.join(", ")),
        ("Reply-To", sent.reply_to.join(", ")),
        ("Message-ID", sent.id.clone()),
        ("Configuration set", sent.configuration_set.clone().unwrap_or_default()),
    ];
    html! {
        dl {
            @for (name, value) in own.iter().filter(|(_, value)| !value.is_empty()) { dt { (name) } dd { (value) } }
            @for (name, value) in &sent.headers { dt { (name) } dd { (value) } }
            @for (name, value) in &sent.tags { dt { "Tag " (name) } dd { (value) } }
        }
    }
}

/// Text whose addresses of pages can be followed.
fn linked(text: &str) -> Markup {
    html! {
        @for word in text.split_inclusive(char::is_whitespace) {
            @let address = word.trim_end();
            @if address.starts_with("http://") || address.starts_with("https://") {
                a href=(address) { (address) } (word[address.len()..])
            } @else { (word) }
        }
    }
}

fn page(title: &str, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
            }
            body { main { h1 { (title) } (content) } }
        }
    }
}
