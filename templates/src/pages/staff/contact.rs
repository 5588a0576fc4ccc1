//! Writing to those who were ticked, where no script opens the mail by itself.

use maud::{Render as _, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use shared::staff::Contact;

use crate::components::{Button, Icon, Tone, page_head};
use crate::view::View;

const TITLE: &str = "Contact selected people";
const SEARCH: &str = "/workshops/workshop_staff/";
/// What would end an address inside the link is encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'-').remove(b'_');

/// A link to a mail with everybody's address in blind copy, and who is left out.
#[must_use]
pub fn contact(contact: &Contact) -> View {
    let addresses: Vec<String> =
        contact.addresses.iter().map(|address| utf8_percent_encode(address, ENCODED).to_string()).collect();
    let mail = format!("mailto:?bcc={}", addresses.join(","));
    let label = format!("Write to {}", people(contact.addresses.len()));
    View::new(
        TITLE,
        html! {
            (page_head(TITLE, None))
            @if contact.addresses.is_empty() {
                p { "Nobody of those whom you ticked may be written to." }
            } @else {
                p { (Button::link(&label, &mail).tone(Tone::Primary).icon(Icon::Envelope).render()) }
            }
            @if !contact.left_out.is_empty() {
                p { "Left out, because they have not agreed to be contacted or have no address: " (people(contact.left_out.len())) "." }
                ul { @for name in &contact.left_out { li { (name) } } }
            }
            p { a href=(SEARCH) { "Find other people" } }
        },
    )
}

/// Nobody was ticked.
#[must_use]
pub fn nobody() -> View {
    View::new(
        TITLE,
        html! {
            (page_head(TITLE, None))
            p role="alert" { "Tick at least one person first." }
            p { a href=(SEARCH) { "Find workshop staff" } }
        },
    )
}

fn people(number: usize) -> String {
    format!("{number} {}", if number == 1 { "person" } else { "people" })
}
