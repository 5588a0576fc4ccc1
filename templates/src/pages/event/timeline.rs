//! The timeline of an event.

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, Render as _, html};
use shared::event::{Entry, Happening, Overview, What, timeline_url};
use shared::history::{Doing, Told, version_url};
use shared::listing::Rows;
use shared::record::{Kind, event_url};
use shared::scheduled_email::State as EmailState;

use crate::components::{Button, Colour, Icon, PageHead, empty_state, icon, link, moment, pill, record_link};
use crate::format;
use crate::list::{ListState, pager};
use crate::markdown;
use crate::pages::history::{changed, who};
use crate::view::View;

/// Name of the query parameter with the kind of entries that are shown.
pub const KIND: &str = "kind";

/// Everything that the page shows.
#[derive(Debug)]
pub struct Page<'a> {
    /// The event's slug.
    pub slug: &'a str,
    /// How much there is to tell.
    pub overview: &'a Overview,
    /// The chosen kind; all where none is.
    pub kind: Option<Happening>,
    /// The entries of this page, newest first.
    pub rows: &'a Rows<Entry>,
    /// What the page was asked for.
    pub state: &'a ListState,
    /// What is later than this is planned.
    pub now: DateTime<Utc>,
}

/// The page.
#[must_use]
pub fn timeline(page: &Page<'_>) -> View {
    let here = timeline_url(page.slug);
    let back = event_url(page.slug);
    View::new(
        format!("Timeline of {}", page.slug),
        html! {
            (PageHead::new(page.slug).kind("Timeline").actions(Button::link("Event", &back).icon(Icon::Calendar).render()).render())
            (kinds(page, &here))
            @if page.rows.rows.is_empty() { (empty_state("Nothing to tell.", None)) }
            @for (day, entries) in days(&page.rows.rows) { (one_day(day, entries, page)) }
            (pager(&here, page.state, page.rows.at.page, page.rows.at.pages))
        },
    )
}

/// The kinds to choose from, each with how many entries it has.
fn kinds(page: &Page<'_>, here: &str) -> Markup {
    let choice = |kind: Option<Happening>, label: &str, count: i64| {
        let href = kind.map_or_else(|| here.to_owned(), |kind| format!("{here}?{KIND}={}", kind.code()));
        let current = (kind == page.kind).then_some("true");
        html! { li { a href=(href) aria-current=[current] { (label) " " span.tab-count { (count) } } } }
    };
    html! {
        nav aria-label="Kinds of entries" {
            ul.timeline-kinds {
                (choice(None, "All", page.overview.total(Happening::ALL)))
                @for kind in Happening::ALL { (choice(Some(*kind), kind.label(), page.overview.count(*kind))) }
            }
        }
    }
}

/// The entries by day, in their order.
fn days(entries: &[Entry]) -> Vec<(NaiveDate, &[Entry])> {
    entries
        .chunk_by(|one, other| one.at.date_naive() == other.at.date_naive())
        .filter_map(|chunk| Some((chunk.first()?.at.date_naive(), chunk)))
        .collect()
}

fn one_day(day: NaiveDate, entries: &[Entry], page: &Page<'_>) -> Markup {
    html! {
        h2.timeline-day { time datetime=(format::iso(day)) { (format::weekday_date(day)) } }
        ol.timeline {
            @for entry in entries {
                li.timeline-entry {
                    (icon(picture(&entry.what)))
                    (told(entry, page))
                }
            }
        }
    }
}

fn picture(what: &What) -> Icon {
    match what.kind() {
        Happening::Edit => Icon::Pencil,
        Happening::Task => Icon::Person,
        Happening::Comment => Icon::Comment,
        Happening::Email => Icon::Envelope,
    }
}

/// What happened, then who did it and when, then what it was in full.
fn told(entry: &Entry, page: &Page<'_>) -> Markup {
    match &entry.what {
        What::Edit { version, told } => html! {
            p.timeline-told { (link(&version_url(*version), &format!("Event {}", told.doing.word()))) }
            (by(entry))
            (fields(told))
        },
        What::Task { version, id, is_there, person, role, told } => {
            let verb = match told.doing {
                Doing::Created => "added",
                Doing::Changed => "changed",
                Doing::Deleted => "removed",
            };
            let whose = format!("{} as {}", person.as_deref().unwrap_or("Somebody who is gone"), role.as_deref().unwrap_or("?"));
            html! {
                p.timeline-told {
                    (link(&version_url(*version), &format!("Task {verb}"))) ": "
                    @if *is_there { (record_link(Kind::Task, id, &whose)) } @else { (whose) }
                }
                (by(entry))
                (fields(told))
            }
        }
        What::Comment { id, author, body } => html! {
            p.timeline-told { (link(&format!("{}#c{id}", event_url(page.slug)), "Comment")) }
            @if entry.by.is_none() && !author.is_empty() {
                p.timeline-who { (moment(entry.at)) " by " (author) }
            } @else {
                (by(entry))
            }
            div.prose { (markdown::render(body)) }
        },
        What::Email { id, template, subject, to, state, scheduled_at } => html! {
            p.timeline-told {
                "E-mail: " (record_link(Kind::ScheduledEmail, id, subject)) " "
                (pill(state.label(), colour(*state), Some("Where the e-mail is on its way"))) " "
                @if entry.at > page.now { (pill("planned", Colour::Grey, Some("Has not happened yet"))) }
            }
            p.timeline-who {
                (moment(entry.at))
                @if let Some((id, name)) = &entry.by { " by " (who(Some(*id), Some(name.as_str()))) }
                @if *scheduled_at != entry.at { ", scheduled for " (moment(*scheduled_at)) }
                @if !to.is_empty() { ", to " (to.join(", ")) }
                @if let Some(template) = template { ", template " (template) }
            }
        },
    }
}

fn by(entry: &Entry) -> Markup {
    let (id, name) = entry.by.as_ref().map_or((None, None), |(id, name)| (Some(*id), Some(name.as_str())));
    html! { p.timeline-who { (moment(entry.at)) " by " (who(id, name)) } }
}

fn fields(told: &Told) -> Markup {
    html! { @if !told.fields.is_empty() { (changed(&told.fields)) } }
}

fn colour(state: EmailState) -> Colour {
    match state {
        EmailState::Succeeded => Colour::Green,
        EmailState::Failed | EmailState::DeadLetter => Colour::Red,
        EmailState::Scheduled | EmailState::Locked | EmailState::Running => Colour::Yellow,
        EmailState::Cancelled => Colour::Grey,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_a_day_stand_together() {
        let entry = |at: &str| Entry {
            at: at.parse().unwrap(),
            by: None,
            what: What::Comment { id: "1".into(), author: "A".into(), body: "b".into() },
        };
        let entries = [entry("2026-06-15T12:00:00Z"), entry("2026-06-15T00:00:00Z"), entry("2026-06-14T23:59:59Z")];
        let days = days(&entries);
        assert_eq!(days.iter().map(|(_, entries)| entries.len()).collect::<Vec<_>>(), [2, 1]);
    }
}
