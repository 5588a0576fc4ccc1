//! An event's page (EVT-04).

use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::calendar_feed;
use shared::comment::Comment;
use shared::email_address;
use shared::event::{Details as Event, EventTask, SELF_ORGANIZED, timeline_url, website_url};
use shared::history::Summary;
use shared::record::{Kind, account_benefit_url, event_url, membership_url, organization_url, person_url, query};
use shared::scheduled_email::Related;

use super::tasks;
use crate::components::{
    Button, Colour, CommentTarget, Details, Icon, Mark, PageHead, Tone, comments, country, curriculum_pill, day, day_range,
    delete_button, dialog, email_link, external_link, history, icon, link, mail_button, pill, post_button, related_mail, section,
    tag_pill, yes_no,
};
use crate::form::{Form, State};
use crate::view::View;

/// Everything that the page shows.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Who looks.
    pub viewer: &'a Viewer,
    /// The event.
    pub event: &'a Event,
    /// Its tasks.
    pub tasks: &'a [EventTask],
    /// When it was made and changed.
    pub history: &'a Summary,
    /// Its comments.
    pub comments: &'a [Comment],
    /// The form of the assignment dialog.
    pub assignment: &'a Form,
    /// The emails about it, its tasks and the applications for it; none while emails are switched off.
    pub emails: Option<&'a [Related]>,
}

/// The page.
#[must_use]
pub fn details(sheet: &Sheet<'_>) -> View {
    let Sheet { viewer, event, .. } = sheet;
    let url = event_url(&event.slug);
    let edit = format!("{url}edit/");
    let next = format!("{url}#comments");
    let mail = tasks::mail_everyone(sheet.tasks);
    let subscribe = calendar_feed::add_url(&[("kind", "event"), ("event", &event.id.to_string())]);
    View::new(
        format!("Event {}", event.slug),
        html! {
            (PageHead::new(&event.slug).kind("Event").beside(pills(event)).below(below(sheet)).actions(html! {
                (Button::link("Timeline", &timeline_url(&event.slug)).icon(Icon::History))
                (Button::link("Clone", &format!("{url}clone/")).icon(Icon::Plus).allowed(viewer.can("add_event")))
                (Button::link("Edit", &edit).tone(Tone::Primary).icon(Icon::Pencil).allowed(viewer.can_all(&["change_event", "add_task"])))
            }))
            (facts(event))
            (section("tasks", "Tasks", mail, tasks::table(viewer, sheet.tasks, &format!("{url}#tasks"))))
            @if let Some(emails) = sheet.emails {
                (section("emails", "Related scheduled emails", Some(mail_button(viewer, &url)), related_mail(emails)))
            }
            (comments(sheet.comments, Some(CommentTarget { content_type: Kind::Event.object_type(), object_pk: event.id, next: &next, draft: None })))
            div.page-foot {
                (Button::link("Edit", &edit).tone(Tone::Primary).icon(Icon::Pencil).allowed(viewer.can_all(&["change_event", "add_task"])))
                (Button::link("Subscribe", &subscribe).icon(Icon::Calendar))
                (Button::link("Download as .ics", &format!("{url}event.ics")).icon(Icon::Download))
                (delete_button(&format!("{url}delete/"), "Delete event", &format!("Delete the event {}?", event.slug), viewer.can("delete_event")))
            }
            (dialog("assignment", "Assignment", assignment_form(sheet.assignment, event)))
        },
    )
}

fn pills(event: &Event) -> Markup {
    html! {
        @if event.completed { (pill("completed", Colour::Green, Some("No further work is needed"))) " " }
        @for tag in event.tags.iter() { (tag_pill(&tag.name, Some(&tag.details))) " " }
        @if event.administrator_domain.as_deref() == Some(SELF_ORGANIZED) { span.none { "self-organised" } }
    }
}

fn below(sheet: &Sheet<'_>) -> Markup {
    let event = sheet.event;
    html! {
        p.lead-facts { (icon(Icon::Calendar)) " " (day_range(event.start, event.end)) }
        (assignment(sheet.viewer, event))
        (history(sheet.history))
    }
}

fn assignment(viewer: &Viewer, event: &Event) -> Markup {
    let action = format!("{}assign/", event_url(&event.slug));
    let may = viewer.can("change_event");
    let me = viewer.id.to_string();
    html! {
        div.assignment {
            @match (event.assigned_to_id, &event.assigned_to) {
                (Some(id), Some(name)) => {
                    "Assigned to: " (link(&person_url(id), name)) " "
                    (post_button(&action, &[("person", "")], Button::submit("clear").tone(Tone::Quiet).small().allowed(may)))
                }
                _ => {
                    "Not assigned "
                    (post_button(&action, &[("person", &me)], Button::submit("assign yourself").tone(Tone::Quiet).small().allowed(may)))
                }
            }
            (Button::opens("Assign somebody", "assignment").tone(Tone::Quiet).icon(Icon::Person).small().allowed(may))
        }
    }
}

fn assignment_form(form: &Form, event: &Event) -> Markup {
    let mut state = State::default();
    if let (Some(id), Some(name)) = (event.assigned_to_id, &event.assigned_to) {
        state.preset("person", id.to_string());
        state.labels.insert(("person".to_owned(), id.to_string()), name.clone());
    }
    form.render(&format!("{}assign/", event_url(&event.slug)), &state)
}

/// A row that is red where something expected lacks.
fn expected(text: &str) -> (Mark, Option<Markup>) {
    if text.trim().is_empty() { (Mark::Danger, None) } else { (Mark::None, Some(html! { (text) })) }
}

fn facts(event: &Event) -> Markup {
    let wrong_dates = matches!((event.start, event.end), (Some(start), Some(end)) if start > end);
    let membership = event.membership_id.zip(event.membership.as_deref());
    let benefit = event.allocated_benefit_id.zip(event.allocated_benefit.as_deref());
    let date_mark = if wrong_dates { Mark::Danger } else { Mark::None };
    let facts = Details::new()
        .text("Slug", Some(&event.slug))
        .row("Completed", yes_no(event.completed))
        .marked("Start date", date_mark, event.start.map(|start| day(Some(start))))
        .marked("End date", date_mark, event.end.map(|end| day(Some(end))))
        .row("Host Site", link(&organization_url(&event.host_domain), &event.host))
        .optional("Organiser", organization(event.sponsor_domain.as_deref(), event.sponsor.as_deref()))
        .optional("Membership", membership.map(|(id, label)| link(&membership_url(id), label)))
        .optional("Allocated benefit", benefit.map(|(id, label)| link(&account_benefit_url(id), label)))
        .optional("Administrator", organization(event.administrator_domain.as_deref(), event.administrator.as_deref()))
        .text(
            "Is this workshop public?",
            Some(match event.public_status.as_str() {
                "public" => "Public",
                "private" => "Private",
                _ => "",
            }),
        )
        .optional(
            "Tags",
            (!event.tags.is_empty())
                .then(|| html! { @for tag in event.tags.iter() { (tag_pill(&tag.name, Some(&tag.details))) " " } }),
        )
        .text("Event category", event.category.as_deref())
        .optional(
            "Curricula",
            (!event.curricula.is_empty())
                .then(|| html! { @for c in event.curricula.iter() { (curriculum_pill(&c.slug, &c.name)) " " } }),
        )
        .optional("Lessons covered", (!event.lessons.is_empty()).then(|| html! { (event.lessons.join(", ")) }))
        .row("Open applications", yes_no(event.open_ttt_applications))
        .marked(
            "Website URL",
            if event.url.is_none() { Mark::Danger } else { Mark::None },
            event.url.as_deref().map(|url| website(event, url)),
        )
        .text("Language", event.language.as_deref())
        .optional(
            "Eventbrite key",
            (!event.reg_key.is_empty()).then(|| {
                external_link(Some(&format!("https://www.eventbrite.com/myevent?eid={}", event.reg_key)), Some(&event.reg_key))
            }),
        )
        .optional(
            "Assessment survey for instructors",
            (!event.instructors_pre.is_empty()).then(|| external_link(Some(&event.instructors_pre), None)),
        )
        .marked("Attendance", if event.attendance() == 0 { Mark::Danger } else { Mark::None }, Some(attendance(event)))
        .optional("Contact", contacts(event));
    html! {
        (facts)
        (section("location", "Location details", None, location(event)))
    }
}

/// An organization, where there is one.
fn organization(domain: Option<&str>, label: Option<&str>) -> Option<Markup> {
    let (domain, label) = domain.zip(label)?;
    Some(link(&organization_url(domain), label))
}

/// The website, and the way to what it lacks (IMP-02).
fn website(event: &Event, url: &str) -> Markup {
    let validate = format!("{}validate/", event_url(&event.slug));
    html! {
        (external_link(Some(&website_url(url)), None)) " "
        (Button::link("Validate event", &validate).tone(Tone::Quiet).icon(Icon::Check).small())
    }
}

fn addresses(event: &Event) -> Vec<&str> {
    event.contact.split([';', ',']).map(str::trim).filter(|text| !text.is_empty()).collect()
}

fn contacts(event: &Event) -> Option<Markup> {
    let contacts = addresses(event);
    (!contacts.is_empty()).then(|| {
        html! {
            ul.plain-list {
                @for contact in contacts { li { @if contact.contains('@') { (email_link(Some(contact))) } @else { (contact) } } }
            }
        }
    })
}

fn attendance(event: &Event) -> Markup {
    // DM-EVENT-13
    let mails = email_address::extract(&event.contact);
    let body = format!(
        "Hello,

how many people attended {}? We have no number yet.

Thank you!",
        event.slug
    );
    let ask = format!(
        "mailto:{}?{}",
        mails.join(","),
        query(&[("subject", &format!("Attendance of {}", event.slug)), ("body", &body)])
    );
    html! {
        span title={ "Manual attendance: " (event.manual_attendance) "; learner tasks: " (event.learners) } { (event.attendance()) } " "
        span.none { "(manual " (event.manual_attendance) ", counted " (event.learners) ")" } " "
        (Button::link("Ask for attendance", &ask).tone(Tone::Quiet).icon(Icon::Envelope).small().allowed(event.attendance() == 0 && !mails.is_empty()))
    }
}

fn location(event: &Event) -> Markup {
    let (venue_mark, venue) = expected(&event.venue);
    let (address_mark, address) = expected(&event.address);
    let place = event.country.as_deref().zip(event.country_name.as_deref());
    let coordinates = event.latitude.zip(event.longitude);
    Details::new()
        .marked("Country", if place.is_none() { Mark::Danger } else { Mark::None }, place.map(|(code, name)| country(code, name)))
        .marked("Venue", venue_mark, venue)
        .marked("Address", address_mark, address)
        .marked(
            "Lat/long",
            if coordinates.is_none() { Mark::Danger } else { Mark::None },
            coordinates.map(|(latitude, longitude)| {
                let map = format!("https://www.google.com/maps/place/{latitude},{longitude}");
                let near = format!("/workshops/workshop_staff/?latitude={latitude}&longitude={longitude}");
                html! {
                    (latitude) " / " (longitude) " " (external_link(Some(&map), Some("map"))) " "
                    (link(&near, "Find nearest instructors"))
                }
            }),
        )
        .render()
}
