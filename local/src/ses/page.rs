//! `/_local/mail/`: the mailbox of this machine, newest first, and each message by itself.

use maud::{DOCTYPE, Markup, html};

use super::{Mails, Sent};

/// The messages taken.
pub fn list(mails: &Mails) -> Markup {
    let all = mails.all();
    page(
        "Mail on this machine",
        html! {
            p { a href="/_local/" { "What runs where" } }
            p { "What AMY has sent since it was started, newest first: " (all.len()) " messages. None of them has left this machine." }
            table {
                thead { tr { th scope="col" { "Subject" } th scope="col" { "To" } th scope="col" { "From" } } }
                tbody {
                    @for sent in all.iter().rev() {
                        tr {
                            td { a href={ "/_local/mail/" (sent.id) "/" } { (sent.subject) } }
                            td { (sent.to.join(", ")) }
                            td { (sent.from) }
                        }
                    }
                }
            }
        },
    )
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
                pre { (html) }
            }
        },
    ))
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
