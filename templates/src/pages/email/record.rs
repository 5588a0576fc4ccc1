//! The emails of a record: which there are, and which are to come, when and why.

use chrono::{DateTime, Utc};
use maud::{Render as _, html};
use shared::email_action::Explained;
use shared::scheduled_email::Related;

use crate::components::{Button, PageHead, related_mail, section, upcoming_mail};
use crate::view::View;

/// The page of the emails of the record called `label`, whose own page is `url`.
#[must_use]
pub fn of_record(label: &str, url: &str, actions: &[Explained], related: &[Related], now: DateTime<Utc>) -> View {
    View::new(
        format!("E-mails of {label}"),
        html! {
            (PageHead::new(label).kind("E-mails").actions(Button::link("Back to the record", url).render()))
            (section("upcoming", "Upcoming mail", None, upcoming_mail(actions, now)))
            (section("emails", "Related scheduled emails", None, related_mail(related)))
        },
    )
}
