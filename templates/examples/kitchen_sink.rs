//! Writes pages with every component into the folder named by the first argument, to be looked at in a browser:
//! `cargo run -p templates --example kitchen_sink -- /tmp/pages`. The second argument is the base address of the assets.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, Render as _, html};
use shared::access::Viewer;
use templates::components::{
    Button, Change, Colour, Comment, CommentTarget, Details, Icon, Mark, PageHead, RequestState, Tabs, Tone, action_link, check,
    columns, comments, country, curriculum_pill, dash, day, day_range, delete_button, dialog, email_link, empty_state,
    external_link, history, icon, important_badge, instructor_role_badge, link, meter, pill, section, state_badge, tag_pill,
    yes_no,
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
        frame: &account,
        username: "ann",
        next: "/x/",
        error: Some("Username and password do not match."),
        github: true,
        password_reset: true,
    };
    Ok([
        ("details.html", page(&frame, html! { (details(now, first, last)) (pieces()) })),
        ("form.html", page(&quiet, html! { (PageHead::new("2026-11-04-raymondfurt").kind("Edit event")) (form()) })),
        ("list.html", page(&quiet, list(first, last))),
        ("login.html", login(&way_in)),
        ("error.html", error(&quiet, Problem::Forbidden("change_event"))),
    ])
}

fn details(now: DateTime<Utc>, first: Option<NaiveDate>, last: Option<NaiveDate>) -> Markup {
    let created = Change { when: now, who: None, href: Some("/workshops/version/1/") };
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
            .below(html! { span { (icon(Icon::Calendar)) " " (day_range(first, last)) } (history(Some(&created), None)) })
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
                    &[Comment { id: 3, author: "Gina Houston".to_owned(), when: now, body_markdown: "Asked the **host** about rooms, see https://example.org/rooms".to_owned() }],
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

fn field(id: &str, label: &str, required: bool, help: Option<&str>, error: Option<&str>, control: Markup) -> Markup {
    html! {
        div.field {
            label.field-label for=(id) { (label) @if required { span.required-mark { "*" } } }
            div.field-control {
                (control)
                @if let Some(error) = error { p.field-error { (error) } }
            }
            @if let Some(help) = help { p.field-help { (help) } }
        }
    }
}

fn form() -> Markup {
    let cities = ["Paris", "Lyon", "Marseille"];
    html! {
        div.error-summary { h2 { "Two things need your attention" } ul { li { a href="#id_slug" { "Slug: use Latin letters only." } } li { a href="#id_venue" { "Venue: say where." } } } }
        form.form-page id="main-form" method="post" action="/x/" {
            fieldset.form-group-card {
                legend { "Basics" }
                (field("id_slug", "Slug", true, Some("YYYY-MM-DD-location; use xx for what is not known."), Some("Use Latin letters only."), html! { input.form-control.is-invalid #id_slug name="slug" value="2026-11-04-raymondfürt"; }))
                (field("id_start", "Start", false, Some("Required to be published."), None, html! { input.form-control #id_start type="date" name="start" data-sets-next-day="id_end"; }))
                (field("id_end", "End", false, None, None, html! { input.form-control #id_end type="date" name="end"; }))
                (field("id_host", "Host", true, Some("Where the workshop takes place."), None, html! { select.form-select #id_host name="host" required data-lookup="/lookup/" { option value="3" selected { "Cohen, Young and Brown <white-burke.org>" } } }))
                (field("id_membership", "Membership", false, None, None, html! { select.form-select #id_membership name="membership" data-lookup="/lookup/" data-depends="host:id_host" { option value="" { "---------" } option value="9" selected { "Hall-Gomez Titanium membership" } } }))
                (field("id_tags", "Tags", true, None, None, html! { select.form-select #id_tags name="tags" multiple data-search data-checks="TTT:id_open" { @for (i, tag) in ["SWC", "DC", "LC", "TTT", "online"].iter().enumerate() { option value=(i) selected[i < 2] { (tag) } } } }))
                (field("id_open", "Applications", false, None, None, html! { label.choice { input.form-check-input #id_open type="checkbox" name="open"; span { "Open TTT applications" } } }))
                (field("id_country", "Country", false, None, None, html! { select.form-select #id_country name="country" data-search data-country-online data-online-fields="id_venue id_address" data-online-blanks="id_latitude" { option value="" { "---------" } option value="FR" { "France" } option value="W3" { "Online" } } }))
                (field("id_venue", "Venue", false, None, Some("Say where."), html! { input.form-control.is-invalid #id_venue name="venue"; }))
                (field("id_address", "Address", false, None, None, html! { input.form-control #id_address name="address"; }))
                (field("id_latitude", "Latitude", false, None, None, html! { input.form-control #id_latitude type="number" name="latitude" step="any" value="48.85"; }))
                (field("id_lessons", "Keywords", false, None, None, html! { input.form-control #id_lessons name="keywords" data-tags value="one;two"; }))
                fieldset.field {
                    legend.field-label { "Gender" }
                    div.field-control {
                        div.choices {
                            label.choice { input.form-check-input type="radio" name="gender" value="F" checked; span { "Woman" } }
                            label.choice { input.form-check-input type="radio" name="gender" value="O" data-other="id_other"; span { "Other" } }
                            input.form-control #id_other name="gender_other" aria-label="Other gender";
                        }
                    }
                }
                fieldset.field {
                    legend.field-label { "Cities" }
                    div.field-control { div.choices.choices-columns { @for city in cities { label.choice { input.form-check-input type="checkbox" name="city" value=(city); span { (city) } } } } }
                }
                (field("id_notes", "Notes", false, Some("Markdown."), None, html! { textarea.form-control #id_notes name="notes" data-markdown="/markdownx/markdownify/" rows="3" {} }))
            }
            fieldset.form-group-card {
                legend { "Contacts" }
                div.rows data-rows {
                    (contact("0"))
                    template { (contact("__index__")) }
                    button.btn.btn-plain.btn-sm type="submit" name="add" data-rows-add { (icon(Icon::Plus)) "Add a contact" }
                }
            }
            table.conflict {
                thead { tr { th { "Field" } th { "Their value" } th { "Your value" } } }
                tbody { tr.changed { th { "Venue" } td { "Hall 3" } td { "Hall 4" } } }
            }
            div.form-actions { (Button::submit("Save").tone(Tone::Primary)) (Button::link("Cancel", "/x/")) (Button::submit("Delete").tone(Tone::Danger)) }
        }
    }
}

fn contact(index: &str) -> Markup {
    html! {
        div.rows-row {
            div.field { label.field-label for={ "id_c-" (index) "-name" } { "Name" } div.field-control { input.form-control id={ "id_c-" (index) "-name" } name={ "c-" (index) "-name" }; } }
            div.field { label.field-label for={ "id_c-" (index) "-org" } { "Organisation" } div.field-control { select.form-select id={ "id_c-" (index) "-org" } name={ "c-" (index) "-org" } data-lookup="/lookup/" { option value="" {} } } }
            button.btn.btn-quiet.btn-icon type="submit" name="remove" value=(index) data-rows-remove { (icon(Icon::Close)) span.visually-hidden { "Remove" } }
        }
    }
}

fn list(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Markup {
    html! {
        div.list-page {
            aside.list-filters {
                details.filters-panel {
                    summary { (icon(Icon::Filter)) "Filter" }
                    form method="get" data-autosubmit {
                        div.field { label.field-label for="f-tag" { "Tags" } div.field-control { select.form-select #f-tag name="tags" multiple data-search { option { "SWC" } option { "DC" } } } }
                        div.field { label.field-label for="f-host" { "Host" } div.field-control { select.form-select #f-host name="host" data-lookup="/lookup/" { option value="" {} } } }
                        div.field { label.field-label for="f-done" { "Completed" } div.field-control { select.form-select #f-done name="completed" { option value="" { "Any" } option { "Yes" } option { "No" } } } }
                        div.filters-actions { (Button::submit("Filter").tone(Tone::Primary)) (Button::link("Clear", "?")) }
                    }
                }
            }
            div.list-main {
                (PageHead::new("All events").actions(Button::link("New event", "/x/").tone(Tone::Create).icon(Icon::Plus).render()))
                form {
                    div.list-head {
                        p.list-count { "2,134 events" }
                        ul.chips { li { a.chip href="?" { span { "Tag: " strong { "SWC" } } (icon(Icon::Close)) } } li { a.chip.chip-clear href="?" { "Clear all" } } }
                        div.list-tools { (Button::link("CSV", "?format=csv").small().icon(Icon::Download)) }
                    }
                    div.table-scroll role="region" tabindex="0" aria-label="Events" {
                        table.list-table {
                            thead {
                                tr {
                                    th.check { input.form-check-input type="checkbox" data-select-all aria-label="Select all"; }
                                    th { "Assignee" }
                                    th aria-sort="descending" { a.sort-link href="?" { "Slug" (icon(Icon::ArrowDown)) } }
                                    th { "Tags" } th { "Instructors" } th { "Host" } th { a.sort-link href="?" { "Dates" } } th { "Completed" } th { span.visually-hidden { "Actions" } }
                                }
                            }
                            tbody {
                                @for (slug, tag, count) in [("2027-03-10-loribury", "cancelled", 1), ("2027-03-08-johnbury", "WiSE", 0), ("2027-02-09-kleinstad", "SWC", 2), ("2027-01-21-danielsborough", "ITT", 0), ("2026-11-21-tammyshire-ttt", "TTT", 3)] {
                                    tr .row-success[count == 2] .row-danger[count == 3] {
                                        td.check { input.form-check-input type="checkbox" name="ids" value=(slug) data-select-row data-email="a@x.org" aria-label={ "Select " (slug) }; }
                                        td { (dash()) }
                                        td { a.slug href="/x/" { (slug) } }
                                        td { span.pills { (tag_pill(tag, None)) (tag_pill("Pilot", None)) } }
                                        td .cell-warning[count == 0] { (count) }
                                        td { a href="/x/" { "Bentley, Kramer and Gentry <west.biz>" } }
                                        td.nowrap { (day_range(first, last)) }
                                        td { (check(count == 2, "Completed")) }
                                        td.actions { (action_link(Icon::Info, "Details", "/x/", true)) (action_link(Icon::Pencil, "Edit", "/x/", true)) }
                                    }
                                }
                            }
                        }
                    }
                    div.bulk-bar { span { strong data-bulk-count { "0" } " selected" } (Button::submit("Discard").confirm("Discard the selected requests?")) button.btn.btn-plain type="button" data-mail-selected { "Mail selected" } }
                }
                nav.pager aria-label="Pages" { a href="?page=1" { "«" } a href="?page=1" { "1" } span aria-current="page" { "2" } a href="?page=3" { "3" } span { "…" } a href="?page=85" { "85" } a href="?page=3" { "»" } }
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
        (dialog("update", "Update from URL", html! { form.form-page { (field("id_url", "Address", true, None, None, html! { input.form-control #id_url type="url"; })) div.dialog-actions { (Button::submit("Read the website").tone(Tone::Primary)) } } }))
    }
}
