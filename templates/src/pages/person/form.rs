//! The person form (PER-02, PER-11).

use shared::lookup::Lookup;
use shared::person::{Choices, GENDERS, OTHER_GENDER, timezones};

use crate::form::{Choice, Field, Form, Kind, Of, Other};

/// The form. A new person's asks for no user name, but takes a comment.
#[must_use]
pub fn form(choices: &Choices, is_new: bool) -> Form {
    let form = Form::new(if is_new { "Add" } else { "Update" })
        .group("Name and gender", name(is_new))
        .group("Contact", contact())
        .group("Place", place(choices))
        .group("Profiles", profiles())
        .group("Work and interests", interests(choices));
    if is_new {
        form.fields([Field::new("comment", "Comment", Kind::Markdown(3000)).help("Becomes the first comment on this person.")])
    } else {
        form
    }
}

fn name(is_new: bool) -> Vec<Field> {
    let username = Field::new("username", "Username", Kind::Slug(100))
        .required()
        .help("To log in with. Letters without accents, digits, hyphens and underscores.");
    let asked = [
        Field::text("personal", "Personal (first) name", 100).required(),
        Field::text("middle", "Middle name", 100),
        Field::text("family", "Family (last) name", 100),
        Field::radio(
            "gender",
            "Gender",
            Choice::list(GENDERS),
            Some(Other { name: "gender_other", key: OTHER_GENDER, max: 100 }),
        )
        .required(),
    ];
    (!is_new).then_some(username).into_iter().chain(asked).collect()
}

fn contact() -> Vec<Field> {
    vec![
        Field::new("email", "Email address", Kind::Email).help("To write to, and to log in with."),
        Field::new("secondary_email", "Secondary email address", Kind::Email).help("Another way to reach the person."),
    ]
}

fn place(choices: &Choices) -> Vec<Field> {
    let zones = timezones().map(|zone| Choice::new(zone, zone)).collect();
    vec![
        Field::look_up("airport_iata", "Airport", Lookup::Airports)
            .required()
            .help("The nearest large airport. Its country and time zone, in parentheses, are taken for the person's."),
        Field::select("country", "Country", Of::Text, Choice::list(choices.countries.clone()))
            .help("Only where it is not the airport's. Choosing another airport empties it, unless you change it too."),
        Field::select("timezone", "Timezone", Of::Text, zones).help("Only where it is not the airport's."),
    ]
}

fn profiles() -> Vec<Field> {
    vec![
        Field::text("github", "GitHub username", 39).help("One user name alone."),
        Field::text("twitter", "Twitter username", 100),
        Field::text("bluesky", "BlueSky username", 100).placeholder("alice.bsky.social").help("Without the @."),
        Field::text("mastodon", "Mastodon username", 100).placeholder("alice@mastodon.social"),
        Field::text("orcid", "ORCID ID", 100).placeholder("https://orcid.org/0000-0001-2345-6789").help("The whole address."),
        Field::text("url", "Personal website", 100).placeholder("https://"),
    ]
}

fn interests(choices: &Choices) -> Vec<Field> {
    vec![
        Field::text("affiliation", "Affiliation", 100).help("University, company, lab or the like."),
        Field::text("occupation", "Current occupation/career stage", 100),
        Field::new(
            "lessons",
            "Topic and lessons you're comfortable teaching",
            Kind::MultiSelect(Of::Int, Choice::list(choices.lessons.clone())),
        ),
        Field::new("domains", "Areas of expertise", Kind::MultiSelect(Of::Int, Choice::list(choices.domains.clone()))),
        Field::look_ups("languages", "Languages", Lookup::Languages),
        Field::new("user_notes", "User notes", Kind::LongText(100_000)).help("What the person told about themselves."),
    ]
}

#[cfg(test)]
mod tests {
    use shared::person::PersonInput;

    use super::*;
    use crate::form::State;

    fn choices() -> Choices {
        let one = |key: &str| vec![(key.to_owned(), "One".to_owned())];
        Choices { countries: one("PL"), lessons: one("1"), domains: one("2"), ..Choices::default() }
    }

    fn input() -> PersonInput {
        PersonInput {
            username: "potter_harry".into(),
            personal: "Harry".into(),
            middle: "James".into(),
            family: "Potter".into(),
            email: "harry@hogwarts.edu".into(),
            secondary_email: "h@potter.org".into(),
            gender: "O".into(),
            gender_other: "wizard".into(),
            airport_iata: "EDI".into(),
            country: Some("PL".into()),
            timezone: Some("Europe/Warsaw".into()),
            affiliation: "Hogwarts".into(),
            github: "hpotter".into(),
            twitter: "hp".into(),
            bluesky: "harry.bsky.social".into(),
            mastodon: "harry@mastodon.social".into(),
            url: "hogwarts.edu/~harry".into(),
            occupation: "Auror".into(),
            orcid: "https://orcid.org/0000-0001-2345-678X".into(),
            user_notes: "first\nsecond".into(),
            lessons: vec![1],
            domains: vec![2],
            languages: vec![3, 4],
            comment: String::new(),
        }
    }

    #[test]
    fn a_person_goes_into_the_form_and_comes_back_the_same() {
        let form = form(&choices(), false);
        let mut state = State::of(&form, &input());
        assert_eq!(form.read::<PersonInput>(&mut state), Some(input()), "{:?}", state.errors);
    }

    #[test]
    fn an_empty_form_names_every_required_field() {
        for (is_new, expected) in
            [(true, vec!["airport_iata", "gender", "personal"]), (false, vec!["airport_iata", "gender", "personal", "username"])]
        {
            let form = form(&choices(), is_new);
            let mut state = State::default();
            assert_eq!(form.read::<PersonInput>(&mut state), None);
            assert_eq!(state.errors.iter().map(|(name, _)| name).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_new_person_has_a_comment_and_no_user_name_yet() {
        let form = form(&choices(), true);
        let mut state = State::of(&form, &input());
        state.preset("comment", "Met at a conference.");
        let read = form.read::<PersonInput>(&mut state);
        assert_eq!(read, Some(PersonInput { username: String::new(), comment: "Met at a conference.".into(), ..input() }));
    }
}
