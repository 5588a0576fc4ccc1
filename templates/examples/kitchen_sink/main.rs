//! Writes pages with every component into the folder named by the first argument, to be looked at in a browser:
//! `cargo run -p templates --example kitchen_sink -- /tmp/pages`. The second argument is the base address of the assets.

mod form;
mod list;

use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use shared::comment::Comment;
use shared::history::{Moment, Summary};
use templates::components::{
    Button, Colour, CommentTarget, Details, Icon, Mark, PageHead, RequestState, Tabs, Tone, action_link, columns, comments,
    country, curriculum_pill, dash, day, day_range, delete_button, dialog, email_link, empty_state, external_link, history, icon,
    important_badge, instructor_role_badge, link, meter, pill, section, state_badge, tag_pill, yes_no,
};
use templates::layout::{Environment, Flash, Frame, Layout, Level, page};
use templates::pages::error::{Problem, error};
use templates::pages::login::{Login, login};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name the folder to write into")?);
    let assets = arguments.next().unwrap_or_else(|| "/static".to_owned());
    for (name, markup) in pages(&assets)? {
        std::fs::write(folder.join(name), markup.into_string())?;
    }
    Ok(())
}

fn pages(assets: &str) -> Result<[(&'static str, Markup); 5], Box<dyn Error>> {
    let viewer = Viewer {
        id: 7,
        username: "admin".to_owned(),
        personal: "Ann".to_owned(),
        full_name: "Ann Other".to_owned(),
        email: None,
        is_superuser: false,
        is_admin: true,
        has_airport: false,
        permissions: BTreeSet::from(["add_event".to_owned()]),
    };
    let flashes = [
        Flash::new(Level::Success, "Event 2026-11-04-raymondfurt was updated."),
        Flash::new(Level::Info, "An e-mail was scheduled for 3 days from now.").with_link("See it", "/emails/"),
        Flash::new(Level::Error, "Fix the form below."),
    ];
    let frame = Frame {
        title: Some("Kitchen sink"),
        path: "/workshops/events/?page=2",
        viewer: Some(&viewer),
        flags: None,
        flashes: &flashes,
        environment: Environment::Local,
        assets,
        request_id: "1-65f2-0123456789",
        version: "5.0.0",
        layout: Layout::Wide,
        search_term: None,
    };
    let now: DateTime<Utc> = "2026-11-23T15:07:00Z".parse()?;
    let first = NaiveDate::from_ymd_opt(2026, 11, 4);
    let last = NaiveDate::from_ymd_opt(2026, 11, 6);
    let quiet = Frame { flashes: &[], environment: Environment::Production, ..frame };
    let account = Frame { viewer: None, layout: Layout::Account, title: Some("Log in"), ..frame };
    let way_in = Login {
        username: "ann",
        next: "/x/",
        error: Some("Username and password do not match."),
        github: true,
        password_reset: true,
    };
    Ok([
        ("details.html", page(&frame, html! { (details(now, first, last)) (pieces()) })),
        ("form.html", page(&quiet, html! { (PageHead::new("2026-11-04-raymondfurt").kind("Edit event")) (form::form(now)) })),
        ("list.html", page(&quiet, list::list(first, last))),
        ("login.html", page(&account, login(&way_in).body)),
        ("error.html", error(&quiet, Problem::Forbidden("change_event"))),
    ])
}

fn details(now: DateTime<Utc>, first: Option<NaiveDate>, last: Option<NaiveDate>) -> Markup {
    let changes = Summary { created: Some(Moment { version: 1, at: now, by: None }), modified: None };
    let facts = Details::new()
        .text("Slug", Some("2026-11-04-raymondfurt"))
        .row("Completed", yes_no(false))
        .row("Start date", day(first))
        .row("End date", day(last))
        .row("Host", link("/x/", "Cohen, Young and Brown <white-burke.org>"))
        .row("Organiser", link("/x/", "Lamb-Williams <jackson-shelton.com>"))
        .row("Country", country("FR", "France"))
        .row("Website", external_link(Some("https://white-burke.github.io/2026-11-04-raymondfurt/"), None))
        .row("Contact", email_link(Some("ann@example.org")))
        .row("Curricula", html! { (curriculum_pill("swc-python", "Software Carpentry (Python)")) " " (curriculum_pill("lc", "Library Carpentry")) })
        .row("Attendance", meter("Attendance", 17, 40))
        .marked("Instructors", Mark::Danger, None)
        .marked("Instructor selection", Mark::Warning, Some(html! { "unavailable (no location data)" }))
        .text("Membership", None)
        .text("Lessons", None)
        .text("Language", None)
        .text("Assigned to", None);
    html! {
        (PageHead::new("2026-11-04-raymondfurt").kind("Event")
            .beside(html! { (tag_pill("LMO", None)) (tag_pill("DC", Some("Data Carpentry workshop."))) (tag_pill("online", None)) (tag_pill("LC", None)) (tag_pill("ITT", None)) })
            .below(html! { span { (icon(Icon::Calendar)) " " (day_range(first, last)) } (history(&changes)) })
            .actions(html! {
                (Button::link("Edit", "/x/").tone(Tone::Primary).icon(Icon::Pencil))
                (Button::link("Change permissions", "/x/").tone(Tone::Caution).icon(Icon::Key))
                (Button::link("Not allowed", "/x/").allowed(false))
                (delete_button("/x/delete/", "Delete", "Delete the event 2026-11-04-raymondfurt? This cannot be undone.", true))
            }))
        (columns(
            html! {
                (section("facts", "Event", None, facts.render()))
                (section("tasks", "Tasks", Some(Button::link("New task", "/x/").tone(Tone::Create).small().icon(Icon::Plus).render()), tasks()))
            },
            html! {
                (section("recruitment", "Instructor selection", None, Details::new().one_column().row("Applicants", html! { "4" }).row("Pending", html! { "2" }).text("Notes", None).render()))
                (comments(
                    &[Comment { id: 3, author: "Gina Houston".to_owned(), at: now, body: "Asked the **host** about rooms, see https://example.org/rooms".to_owned() }],
                    Some(CommentTarget { content_type: "workshops.event", object_pk: 3, next: "/x/#comments", draft: None }),
                ))
            },
        ))
    }
}

fn tasks() -> Markup {
    html! {
        table.list-table {
            thead { tr { th { "Person" } th { "Role" } th { "Seat" } th { span.visually-hidden { "Actions" } } } }
            tbody {
                @for (person, role) in [("Gina Houston", "instructor"), ("Ada Example", "helper")] {
                    tr { td { a href="/x/" { (person) } } td { (role) } td { (dash()) } td.actions { (action_link(Icon::Info, "Details", "/x/", true)) (action_link(Icon::Pencil, "Edit", "/x/", false)) } }
                }
            }
        }
    }
}

fn pieces() -> Markup {
    html! {
        (Tabs::new("Parts of the person")
            .tab("awards", "Awards", Some(2), html! { p { "Two awards." } })
            .tab("consents", "Consents", None, html! { p { "Consents here." } })
            .tab("roles", "Community roles", Some(0), empty_state("No community roles.", Some(Button::link("New role", "/x/").tone(Tone::Create).render()))))
        p {
            (important_badge("instructor")) " " (important_badge("trainer")) " " (instructor_role_badge(true)) " " (instructor_role_badge(false)) " "
            @for state in [RequestState::Pending, RequestState::Accepted, RequestState::Discarded, RequestState::Withdrawn] { (state_badge(state)) " " }
            (pill("repeat", Colour::Cyan, Some("Asked to repeat on 5 Nov.")))
        }
        (Button::opens("Update from URL", "update"))
        (dialog("update", "Update from URL", form::dialog_form()))
    }
}
