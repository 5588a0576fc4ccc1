//! The event form (EVT-02, EVT-06).

use shared::event::Choices;
use shared::lookup::Lookup;

use crate::form::{Choice, Field, Form, Kind, Of};

/// The form; with `lessons` for an existing event.
#[must_use]
pub fn form(choices: &Choices, is_new: bool) -> Form {
    let form = Form::new(if is_new { "Add" } else { "Update" })
        .group("The event", what(choices))
        .group("Who", who())
        .group("What is taught", taught(choices, is_new))
        .group("Website and contacts", contacts())
        .group("Location details", place(choices));
    form.fields([Field::new("comment", "Comment", Kind::Markdown(3000)).help("Added to the event's comments when you save.")])
}

/// The form of the assignment dialog (EVT-05).
#[must_use]
pub fn assignment() -> Form {
    Form { id: "assignment-form", ..Form::new("Assign") }.fields([Field::look_up("person", "Administrator", Lookup::Admins)])
}

fn what(choices: &Choices) -> Vec<Field> {
    let categories = Choice::list(choices.categories.clone());
    vec![
        Field::new("slug", "Slug", Kind::Slug(100)).required().placeholder("YYYY-MM-DD-location").help(
            "Year, month and day, then the place, such as 2026-03-21-krakow. Put x for what is not known yet: xxxx-xx-xx-krakow.",
        ),
        Field::check_box("completed", "Completed").help("No further work is needed on this event."),
        Field::date("start", "Start").next_day("id_end").help("Needed for publishing."),
        Field::date("end", "End"),
        Field::select("event_category", "Event category", Of::Text, categories),
        Field::select(
            "public_status",
            "Is this workshop public?",
            Of::Text,
            Choice::list([("public", "Public"), ("private", "Private")]),
        )
        .help("Public workshops appear in feeds."),
        Field::new("manual_attendance", "Manual attendance", Kind::Integer(0, i32::MAX))
            .help("The higher of this and the number of learner tasks is shown."),
        Field::new("instructors_pre", "Assessment survey for instructors:", Kind::Url(200))
            .help("Filled in by itself until the event is completed."),
        Field::text("reg_key", "Eventbrite key", 20),
    ]
}

fn who() -> Vec<Field> {
    vec![
        Field::look_up("host", "Host Site", Lookup::Organizations)
            .required()
            .help("Where the event takes place, or would take place."),
        Field::look_up("sponsor", "Organiser", Lookup::Organizations).required().help("Who organizes and funds it."),
        Field::look_up("membership", "Membership", Lookup::Memberships).help("The workshop counts towards it."),
        Field::look_up("allocated_benefit", "Allocated account benefit (of type 'event')", Lookup::AccountBenefitsEvents)
            .help("The workshop is held on a benefit of an account; not together with a membership."),
        Field::look_up("administrator", "Administrator", Lookup::AdminOrganizations).required(),
        Field::look_up("assigned_to", "Assigned to", Lookup::Admins),
    ]
}

fn taught(choices: &Choices, is_new: bool) -> Vec<Field> {
    let tags = choices
        .tags
        .iter()
        .map(|tag| Choice { hint: Some(tag.details.clone()), ..Choice::new(tag.id.to_string(), &tag.name) })
        .collect();
    let curricula = choices.curricula.iter().map(|curriculum| Choice::new(curriculum.id.to_string(), &curriculum.name)).collect();
    let mut fields = vec![
        Field::new("tags", "Tags", Kind::MultiSelect(Of::Int, tags)).required().ticks("TTT", "open_TTT_applications").help(
            "stalled: contact lost, or a training that does not run; unresponsive: the host will not send attendance; cancelled: planned, but called off.",
        ),
        Field::check_box("open_TTT_applications", "TTT Open applications").help("Only for events tagged TTT."),
        Field::look_up("language", "Language", Lookup::Languages).help("Language of instruction."),
        Field::new("curricula", "Curricula taught at the workshop", Kind::CheckBoxes(Of::Int, curricula)),
    ];
    if !is_new {
        fields.push(Field::new("lessons", "Lessons covered", Kind::CheckBoxes(Of::Int, Choice::list(choices.lessons.clone()))));
    }
    fields
}

fn contacts() -> Vec<Field> {
    vec![
        Field::new("url", "URL", Kind::Url(100))
            .placeholder("https://")
            .help("The event's website, not its repository. Needed for publishing."),
        Field::new("contact", "Additional people to contact", Kind::Tags(255))
            .help("E-mail addresses, separated by commas or semicolons."),
    ]
}

fn place(choices: &Choices) -> Vec<Field> {
    vec![
        Field::select("country", "Country", Of::Text, Choice::list(choices.countries.clone()))
            .online("id_venue id_address", "id_latitude id_longitude")
            .help("All of the location is needed for publishing. Choose “Online” for an event on the Internet."),
        Field::text("venue", "Venue", 255),
        Field::text("address", "Address", 350),
        Field::new("latitude", "Latitude", Kind::Decimal(-90.0, 90.0)).placeholder("50.0614"),
        Field::new("longitude", "Longitude", Kind::Decimal(-180.0, 180.0)).placeholder("19.9366"),
    ]
}

#[cfg(test)]
mod tests {
    use shared::event::EventInput;

    use super::*;
    use crate::form::State;

    fn choices() -> Choices {
        let one = vec![("1".to_owned(), "One".to_owned())];
        Choices {
            tags: vec![shared::event::TagChoice { id: 3, name: "TTT".into(), details: "d".into() }],
            curricula: vec![shared::event::CurriculumChoice { id: 4, name: "c".into() }],
            lessons: one.clone(),
            categories: vec![("11111111-2222-3333-4444-555555555555".into(), "c".into())],
            countries: vec![("PL".into(), "Poland".into())],
            roles: one,
        }
    }

    fn input() -> EventInput {
        EventInput {
            slug: "2026-03-21-krakow".into(),
            completed: true,
            start: "2026-03-21".parse().ok(),
            end: "2026-03-22".parse().ok(),
            host: 1,
            sponsor: 2,
            membership: Some(5),
            allocated_benefit: Some("22222222-2222-3333-4444-555555555555".parse().ok()),
            administrator: 6,
            public_status: Some("private".into()),
            assigned_to: Some(7),
            event_category: "11111111-2222-3333-4444-555555555555".parse().ok(),
            curricula: vec![4],
            lessons: Some(vec![1]),
            tags: vec![3],
            open_ttt_applications: true,
            url: "https://a.github.io/b/".into(),
            language: Some(8),
            reg_key: "k".into(),
            manual_attendance: Some(0),
            contact: "a@b.org;c@d.org".into(),
            instructors_pre: "https://x.org/".into(),
            country: Some("PL".into()),
            venue: "v".into(),
            address: "a".into(),
            latitude: Some(50.5),
            longitude: Some(-19.25),
            comment: String::new(),
        }
    }

    #[test]
    fn an_event_goes_into_the_form_and_comes_back_the_same() {
        let form = form(&choices(), false);
        let mut state = State::of(&form, &input());
        assert_eq!(form.read::<EventInput>(&mut state), Some(input()), "{:?}", state.errors);
    }

    #[test]
    fn an_empty_event_form_names_every_required_field() {
        let form = form(&choices(), true);
        let mut state = State::default();
        assert_eq!(form.read::<EventInput>(&mut state), None);
        let named: Vec<&str> = state.errors.iter().map(|(name, _)| name).collect();
        assert_eq!(named, ["administrator", "host", "slug", "sponsor", "tags"]);
    }

    #[test]
    fn a_new_events_form_leaves_lessons_alone() {
        let form = form(&choices(), true);
        let mut state = State::of(&form, &input());
        assert_eq!(form.read::<EventInput>(&mut state).and_then(|input| input.lessons), None);
    }
}
