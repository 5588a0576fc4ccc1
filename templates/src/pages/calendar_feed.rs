//! One's calendar feeds: list, form, and the address of a new one.

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::calendar_feed::{FEEDS, Feed, FeedKind, add_url};
use shared::record::{event_url, person_url};

use crate::components::{Button, Colour, Icon, PageHead, Tone, empty_state, link, moment, page_head, pill, post_button, section};
use crate::form::{Field, Form, Kind, Of, State};
use crate::view::View;

/// The form for a new feed.
#[must_use]
pub fn form() -> Form {
    Form::new("Make the feed").cancel(FEEDS).fields([
        Field::text("name", "Name", 100).required().help("What you and your calendar program call it."),
        Field::new("kind", "Kind", Kind::Hidden(Of::Text)).required(),
        Field::new("event", "Event", Kind::Hidden(Of::Int)),
        Field::new("person", "Person", Kind::Hidden(Of::Int)),
        Field::new("query", "Filters", Kind::Hidden(Of::Text)),
    ])
}

/// What a new feed will hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// In a few words, such as `The event 2026-07-01-lund`.
    pub label: String,
    /// The filters of a list: each with what a person reads of its value.
    pub filters: Vec<(String, String)>,
}

/// The page for a new feed.
#[must_use]
pub fn add(form: &Form, state: &State, subject: &Subject) -> View {
    View::new(
        "New calendar feed",
        html! {
            (page_head("New calendar feed", None))
            (section("what", "What it holds", None, html! {
                p { (subject.label) }
                @if !subject.filters.is_empty() {
                    ul { @for (name, value) in &subject.filters { li { (name) ": " strong { (value) } } } }
                }
                p { "Your calendar program reads it by an address that is secret: whoever knows the address can read the calendar without signing in. You see the address once, and can revoke it at any time." }
            }))
            (form.render(&format!("{FEEDS}add/"), state))
        },
    )
}

/// The page that shows the address of a new feed, for the only time.
#[must_use]
pub fn made(name: &str, address: &str) -> View {
    let subscribe = address.split_once("://").map(|(_, rest)| format!("webcal://{rest}"));
    View::new(
        "Calendar feed",
        html! {
            (PageHead::new(name).kind("Calendar feed").render())
            (section("address", "Its address", None, html! {
                p { "Copy the address now: it is shown this once, and AMY does not know it any more." }
                label.form-label for="feed-address" { "Address for calendar programs" }
                input.form-control.feed-address id="feed-address" type="text" readonly value=(address) autocomplete="off" spellcheck="false";
                p { "In your calendar program, add a calendar “from URL” or “by subscription”. Events show up there and follow what changes in AMY." }
                p {
                    @if let Some(subscribe) = &subscribe { (Button::link("Open in a calendar program", subscribe).tone(Tone::Primary).icon(Icon::Calendar)) " " }
                    (Button::link("All my calendar feeds", FEEDS))
                }
            }))
        },
    )
}

/// The list of one's feeds.
#[must_use]
pub fn list(viewer: &Viewer, feeds: &[Feed]) -> View {
    let own = add_url(&[("kind", "person"), ("person", &viewer.id.to_string())]);
    let all = add_url(&[("kind", "list")]);
    let actions = html! {
        (Button::link("Subscribe to my tasks", &own).tone(Tone::Create).icon(Icon::Plus))
        @if viewer.is_admin { (Button::link("Subscribe to all events", &all).icon(Icon::Plus)) }
    };
    View::new(
        "Calendar feeds",
        html! {
            (page_head("Calendar feeds", Some(actions)))
            @if feeds.is_empty() {
                (empty_state("You have no calendar feeds. Make one with Subscribe: here, and for admins on the pages of events, persons and the list of events.", None))
            } @else {
                (table(viewer, feeds))
            }
        },
    )
}

fn table(viewer: &Viewer, feeds: &[Feed]) -> Markup {
    html! {
        div.table-scroll tabindex="0" role="group" aria-label="Calendar feeds" {
            table.table.list-table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "What" } th scope="col" { "Made" } th scope="col" { "Last read" } th scope="col" { "Revoke" } } }
                tbody {
                    @for feed in feeds {
                        tr {
                            td data-label="Name" { span.slug { (feed.name) } }
                            td data-label="What" { (what(viewer, feed)) }
                            td data-label="Made" { (moment(feed.created_at)) }
                            td data-label="Last read" { @if let Some(at) = feed.last_read_at { (moment(at)) } @else { "never" } }
                            td data-label="Revoke" { (revocation(feed)) }
                        }
                    }
                }
            }
        }
    }
}

/// What a feed holds, with links for those who may open the pages.
fn what(viewer: &Viewer, feed: &Feed) -> Markup {
    let to = |url: &str, label: &str| {
        if viewer.is_admin {
            link(url, label)
        } else {
            html! { (label) }
        }
    };
    match feed.kind {
        FeedKind::Event => html! { "Event " @if let Some(slug) = &feed.event { (to(&event_url(slug), slug)) } },
        FeedKind::Person => html! {
            "Tasks of "
            @if let (Some(id), Some(name)) = (feed.person_id, &feed.person) { (to(&person_url(id), name)) }
        },
        FeedKind::List if feed.query.is_empty() => to("/workshops/events/", "All events"),
        FeedKind::List => to(&format!("/workshops/events/?{}", feed.query), "Events, filtered"),
    }
}

fn revocation(feed: &Feed) -> Markup {
    let question = format!("Revoke {}? Calendar programs cannot read it any more. There is no way back.", feed.name);
    match feed.revoked_at {
        Some(at) => html! { (pill("revoked", Colour::Grey, Some("Nobody can read it any more"))) " " (moment(at)) },
        None => post_button(
            &format!("{FEEDS}revoke/"),
            &[("feed", &feed.id.to_string())],
            Button::submit("Revoke").tone(Tone::Danger).small().confirm(&question),
        ),
    }
}
