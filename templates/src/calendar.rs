//! Calendars as RFC 5545 has them: what calendar programs read.

use chrono::{Days, Duration};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};
use shared::calendar_feed::CalendarEvent;
use shared::event::website_url;
use shared::record::event_url;

use crate::components::SafeUrl;

/// Who wrote the calendar, for programs that must know.
const PRODUCT: &str = "-//The Carpentries//AMY//EN";

/// How often a program should look for changes.
const LOOK_AGAIN: Duration = Duration::hours(1);

/// A calendar called `name`. Each event lasts whole days and keeps its identity whatever changes. `amy` is AMY's own address, for
/// links to the events' pages; empty where the reader has no use for them.
#[must_use]
pub fn calendar(name: &str, events: &[CalendarEvent], amy: &str) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0")).append_property(("PRODID", PRODUCT)).append_property(("CALSCALE", "GREGORIAN"));
    calendar.name(&plain(name)).ttl(&LOOK_AGAIN);
    for event in events {
        calendar.push(entry(event, amy));
    }
    calendar.to_string()
}

fn entry(event: &CalendarEvent, amy: &str) -> Event {
    let mut entry = Event::new();
    let last = event.end.filter(|end| *end >= event.start).unwrap_or(event.start);
    entry
        .uid(&format!("event-{}@amy.carpentries.org", event.id))
        .timestamp(event.changed_at)
        .last_modified(event.changed_at)
        .summary(&plain(&event.slug))
        .starts(event.start)
        // The end of an event that lasts whole days is the first day on which it is over.
        .ends(last.checked_add_days(Days::new(1)).unwrap_or(last))
        .status(if event.is_cancelled() { EventStatus::Cancelled } else { EventStatus::Confirmed });
    let page = (!amy.is_empty()).then(|| format!("{amy}{}", event_url(&event.slug)));
    let description = [
        Some(format!("Host: {}", event.host)),
        (!event.tags.is_empty()).then(|| format!("Tags: {}", event.tags.join(", "))),
        page.clone(),
    ];
    entry.description(&plain(&description.into_iter().flatten().collect::<Vec<_>>().join("\n")));
    let location = location(event);
    if !location.is_empty() {
        entry.location(&plain(&location));
    }
    if let Some((latitude, longitude)) = event.latitude.zip(event.longitude) {
        entry.add_property("GEO", format!("{latitude};{longitude}"));
    }
    let website = event.url.as_deref().map(website_url).as_deref().and_then(SafeUrl::new).map(|url| url.as_str().to_owned());
    if let Some(url) = website.or(page) {
        entry.url(&url);
    }
    entry
}

/// Venue, address and country, what is the same told once.
fn location(event: &CalendarEvent) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in [event.venue.as_str(), event.address.as_str(), event.country.as_deref().unwrap_or_default()] {
        let part = part.trim();
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

/// A text without control characters but line breaks: a calendar may not hold others.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> CalendarEvent {
        CalendarEvent {
            id: 7,
            slug: "2026-07-01-lund".into(),
            start: "2026-07-01".parse().unwrap(),
            end: "2026-07-02".parse().ok(),
            url: Some("https://example.org/lund".into()),
            host: "Lund University".into(),
            venue: "Hall; \\ A,\r\nupstairs".into(),
            address: "Road 1".into(),
            country: Some("Sweden".into()),
            latitude: Some(55.7),
            longitude: Some(13.25),
            tags: vec!["SWC".into()],
            changed_at: "2026-06-15T12:00:00Z".parse().unwrap(),
        }
    }

    /// The lines, unfolded.
    fn lines(events: &[CalendarEvent]) -> Vec<String> {
        let text = calendar("My feed", events, "https://amy.org");
        assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text:?}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[track_caller]
    fn has(lines: &[String], wanted: &str) {
        assert!(lines.iter().any(|line| line == wanted), "{wanted} is not in {lines:#?}");
    }

    #[test]
    fn an_event_lasts_whole_days_and_ends_the_day_after() {
        let lines = lines(&[event()]);
        for wanted in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "DTSTART;VALUE=DATE:20260701",
            "DTEND;VALUE=DATE:20260703",
            "UID:event-7@amy.carpentries.org",
            "DTSTAMP:20260615T120000Z",
            "LAST-MODIFIED:20260615T120000Z",
            "SUMMARY:2026-07-01-lund",
            "LOCATION:Hall\\; \\\\ A\\,\\nupstairs\\, Road 1\\, Sweden",
            "GEO:55.7;13.25",
            "URL:https://example.org/lund",
            "STATUS:CONFIRMED",
        ] {
            has(&lines, wanted);
        }
    }

    #[test]
    fn an_event_without_an_end_or_with_a_wrong_one_lasts_a_day() {
        for end in [None, "2026-06-01".parse().ok()] {
            has(&lines(&[CalendarEvent { end, ..event() }]), "DTEND;VALUE=DATE:20260702");
        }
    }

    #[test]
    fn one_that_was_called_off_says_so() {
        has(&lines(&[CalendarEvent { tags: vec!["cancelled".into()], ..event() }]), "STATUS:CANCELLED");
    }

    #[test]
    fn without_a_website_its_page_is_linked_and_an_unsafe_one_is_none() {
        for url in [None, Some("javascript:x".to_owned()), Some("https://x.org/\r\nBEGIN:VALARM".to_owned())] {
            has(&lines(&[CalendarEvent { url, ..event() }]), "URL:https://amy.org/workshops/event/2026-07-01-lund/");
        }
    }

    #[test]
    fn long_names_in_any_script_are_folded_between_letters() {
        let host = "老虎大学".repeat(40);
        let lines = lines(&[CalendarEvent { host: host.clone(), ..event() }]);
        assert!(lines.iter().any(|line| line.contains(&host)), "{lines:#?}");
    }
}
