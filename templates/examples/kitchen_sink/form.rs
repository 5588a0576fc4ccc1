//! A form with every kind of field, as it comes back with errors and a conflict.

use chrono::{DateTime, Utc};
use maud::Markup;
use shared::lookup::Lookup;
use templates::form::{Choice, Conflict, Field, Form, Kind, Of, Other, State};

pub(crate) fn form(now: DateTime<Utc>) -> Markup {
    let form = declared();
    let mut state = State { version: 3, ..State::default() };
    let values = [
        ("slug", "2026-11-04-raymondfürt"),
        ("host", "3"),
        ("membership", "9"),
        ("tags", "1"),
        ("keywords", "one;two"),
        ("gender", "F"),
        ("cities", "Paris"),
        ("latitude", "48.85"),
        ("contacts-0-name", "Ann"),
        ("contacts-2-name", "Ben"),
    ];
    for (field, text) in values {
        state.preset(field, text);
    }
    state.labels.insert(("host".to_owned(), "3".to_owned()), "Cohen, Young and Brown <white-burke.org>".to_owned());
    state.labels.insert(
        ("membership".to_owned(), "9".to_owned()),
        "Hall-Gomez Titanium membership May 10, 2022 - May 10, 2023".to_owned(),
    );
    let mut theirs = state.clone();
    theirs.values.insert("venue".to_owned(), vec!["Hall 3".to_owned()]);
    state.errors.add("slug", "Use Latin letters, digits and hyphens only.");
    state.errors.add("venue", "Say where.");
    state.conflict = Some(Conflict { by: Some("Gina Houston".to_owned()), at: now, theirs: Box::new(theirs) });
    form.render("/x/", &state)
}

fn declared() -> Form {
    let other = |name| Some(Other { name, key: "other", max: 100 });
    Form::new("Save")
        .cancel("/workshops/events/")
        .group(
            "Basics",
            [
                Field::text("slug", "Slug", 100).required().help("YYYY-MM-DD-location; use xx for what is not known yet."),
                Field::check_box("completed", "Completed").help("No more work is needed."),
                Field::date("start", "Start").next_day("id_end").help("Required to be published."),
                Field::date("end", "End"),
                Field::look_up("host", "Host", Lookup::Organizations).required().help("Where the workshop takes place."),
                Field::look_up("membership", "Membership", Lookup::Memberships).depends("host:id_host"),
                Field::new(
                    "tags",
                    "Tags",
                    Kind::MultiSelect(Of::Int, Choice::list([("1", "SWC"), ("2", "DC"), ("3", "TTT"), ("4", "online")])),
                )
                .required()
                .ticks("TTT", "open"),
                Field::check_box("open", "Open TTT applications"),
                Field::new("keywords", "Keywords", Kind::Tags(200)),
            ],
        )
        .group(
            "Place",
            [
                Field::select("country", "Country", Of::Text, Choice::list([("FR", "France"), ("W3", "Online")]))
                    .online("id_venue id_address", "id_latitude"),
                Field::text("venue", "Venue", 200).required(),
                Field::text("address", "Address", 200),
                Field::new("latitude", "Latitude", Kind::Decimal(-90.0, 90.0)).help("Degrees, with a decimal point."),
            ],
        )
        .group(
            "More",
            [
                Field::radio(
                    "gender",
                    "Gender",
                    Choice::list([("F", "Woman"), ("M", "Man"), ("other", "Other")]),
                    other("gender_other"),
                ),
                Field::new(
                    "source",
                    "Source",
                    Kind::Select(Of::Text, Choice::list([("web", "Website"), ("other", "Other")]), other("source_other")),
                ),
                Field::new(
                    "cities",
                    "Cities",
                    Kind::CheckBoxes(Of::Text, Choice::list([("Paris", "Paris"), ("Lyon", "Lyon"), ("Marseille", "Marseille")])),
                ),
                Field::new("notes", "Notes", Kind::Markdown(1000)).help("Markdown works."),
                Field::new(
                    "contacts",
                    "Contacts",
                    Kind::Rows(
                        vec![Field::text("name", "Name", 100), Field::look_up("org", "Organisation", Lookup::Organizations)],
                        5,
                    ),
                ),
            ],
        )
}

/// A small form, for a dialog.
pub(crate) fn dialog_form() -> Markup {
    Form::new("Read the website")
        .prefixed("url-form", "url")
        .fields([Field::new("address", "Address", Kind::Url(200)).required().help("The workshop's website or repository.")])
        .render("/x/", &State::default())
}
