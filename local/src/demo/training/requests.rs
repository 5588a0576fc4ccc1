//! Applications to instructor training: in every state, with and without a person, with every answer, and some twice.

use std::collections::HashSet;

use chrono::{DateTime, Duration, Utc};
use sqlx::PgConnection;

use crate::demo::World;
use crate::demo::bulk::{Bulk, row};
use crate::demo::events::Event;
use crate::demo::memberships::Membership;
use crate::demo::names::{FAMILY, PERSONAL, REASONS};
use crate::demo::offering::Offering;
use crate::demo::people::{Person, by_id};
use crate::demo::places::City;
use crate::demo::random::{Random, turn};
use crate::demo::tasks::{Task, Tasks};

/// How an application stands: its state, and whose it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// State, of nobody that is known.
    Unmatched(&'static str),
    /// State, of a person without a training.
    Matched(&'static str),
    /// Accepted, of somebody at a training.
    InTraining,
    /// The one before it once more.
    Again,
}

const STANDINGS: &[Standing] = &[
    Standing::InTraining,
    Standing::Unmatched("p"),
    Standing::InTraining,
    Standing::Matched("p"),
    Standing::InTraining,
    Standing::Unmatched("d"),
    Standing::Matched("w"),
    Standing::Unmatched("a"),
    Standing::InTraining,
    Standing::Matched("a"),
    Standing::Unmatched("p"),
    Standing::Again,
    Standing::Unmatched("w"),
    Standing::Matched("d"),
];

// Answers take turns, each list at its own pace.
const OCCUPATIONS: &[&str] =
    &["undisclosed", "undergrad", "grad", "postdoc", "faculty", "research", "support", "librarian", "commerce", ""];
const YES_NO: &[&str] = &["yes", "no", "undisclosed"];
const TRAINING: &[&str] = &["none", "hours", "workshop", "course", "full", "other"];
const EXPERIENCE: &[&str] = &["none", "hours", "workshop", "ta", "courses", "other"];
const USAGE: &[&str] = &["daily", "weekly", "monthly", "yearly", "not-much"];
const CHECKOUT: &[&str] = &["yes", "no", "unsure"];
const TEACHING: &[&str] = &["yes-local", "yes-central", "yes-either", "no", "unsure"];
const FREQUENCY: &[&str] = &["not-at-all", "yearly", "monthly", "other"];
const TRAVELLING: &[&str] = &["not-at-all", "yearly", "often", "other"];

const COLUMNS: &str =
    "id int, created_at timestamptz, last_updated_at timestamptz, person_id int, state text, review_process text,
    member_code text, member_code_override boolean, eventbrite_url text, personal text, middle text, family text, email text,
    secondary_email text, github text, occupation text, occupation_other text, affiliation text, location text, country text,
    airport_iata text, underresourced boolean, domains_other text, underrepresented text, underrepresented_details text,
    nonprofit_teaching_experience text, previous_training text, previous_training_other text, previous_training_explanation text,
    previous_experience text, previous_experience_other text, previous_experience_explanation text,
    programming_language_usage_frequency text, checkout_intent text, teaching_intent text, teaching_frequency_expectation text,
    teaching_frequency_expectation_other text, max_travelling_frequency text, max_travelling_frequency_other text, reason text,
    user_notes text, data_privacy_agreement boolean, code_of_conduct_agreement boolean, score_manual int, score_notes text";

/// Who applies.
#[derive(Clone)]
struct Applicant<'w> {
    person: Option<&'w Person>,
    personal: String,
    middle: &'static str,
    family: String,
    email: String,
    city: &'w City,
    code: String,
    /// Before that moment.
    before: DateTime<Utc>,
}

/// Writes the applications, and answers how many there are.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    events: &[Event],
    tasks: &Tasks,
    memberships: &[Membership],
    offering: &Offering,
) -> anyhow::Result<usize> {
    let mut random = Random::named("training requests");
    let trainees: Vec<&Task> = tasks.trainees(events).filter(|task| by_id(people, task.person).email.is_some()).collect();
    let in_training: HashSet<i32> = trainees.iter().map(|task| task.person).collect();
    let others: Vec<&Person> = people
        .iter()
        .filter(|person| person.email.is_some() && !person.archived && !person.teaches && !in_training.contains(&person.id))
        .collect();
    let codes: Vec<&str> = memberships
        .iter()
        .filter_map(|membership| membership.code.as_deref())
        .chain(offering.partnerships.iter().map(|partnership| partnership.code.as_str()))
        .chain(offering.grants.iter().filter_map(|grant| grant.code.as_deref()))
        .collect();
    let mut writer = Writer {
        world,
        bulk: Bulk::into("training_request", COLUMNS),
        domains: Bulk::into("training_request_domain", "training_request_id int, knowledge_domain_id int"),
        involvements: Bulk::into("training_request_involvement", "training_request_id int, role_id int"),
        consents: Bulk::into(
            "training_request_consent",
            "created_at timestamptz, last_updated_at timestamptz, archived_at timestamptz, training_request_id int, term_id int, term_option_id int",
        ),
    };
    let mut before: Option<Applicant<'_>> = None;
    let (mut trainee, mut other) = (0, 0);
    for (id, number) in (1..).zip(0..world.size.training_requests) {
        let standing = *turn(STANDINGS, number);
        let (state, applicant) = match standing {
            Standing::InTraining if trainee < trainees.len() => {
                // Spread over all trainings.
                let task = trainees[trainee * 7 % trainees.len()];
                trainee += 1;
                let seat = task.seat.and_then(|seat| memberships.iter().find(|membership| membership.id == seat)?.code.clone());
                let begins = events[task.event].start.unwrap_or(world.today).min(world.today) - Duration::days(20);
                let person = by_id(people, task.person);
                ("a", writer.of(person, seat.unwrap_or_default(), random.moment(begins)))
            }
            Standing::Matched(state) if other < others.len() => {
                let person = others[other * 3 % others.len()];
                other += 1;
                let code = if number.is_multiple_of(2) { (*random.pick(&codes)).to_owned() } else { String::new() };
                (state, writer.of(person, code, random.moment(world.today)))
            }
            Standing::Again if before.is_some() => {
                ("p", before.clone().unwrap_or_else(|| writer.stranger(&mut random, id, &codes)))
            }
            Standing::Unmatched(state) | Standing::Matched(state) => (state, writer.stranger(&mut random, id, &codes)),
            Standing::InTraining | Standing::Again => ("p", writer.stranger(&mut random, id, &codes)),
        };
        writer.request(&mut random, id, number, state, &applicant)?;
        before = Some(applicant).filter(|applicant| applicant.person.is_none());
    }
    let Writer { bulk, domains, involvements, consents, .. } = writer;
    let written = bulk.write(connection).await?;
    domains.write(connection).await?;
    involvements.write(connection).await?;
    consents.write(connection).await?;
    sqlx::query("UPDATE training_request r SET score_auto = training_request_score(r)").execute(connection).await?;
    Ok(written)
}

struct Writer<'w> {
    world: &'w World,
    bulk: Bulk,
    domains: Bulk,
    involvements: Bulk,
    consents: Bulk,
}

impl<'w> Writer<'w> {
    fn of(&self, person: &'w Person, code: String, before: DateTime<Utc>) -> Applicant<'w> {
        let city = self.world.cities.iter().find(|city| city.airport == person.airport).unwrap_or(&self.world.cities[0]);
        Applicant {
            person: Some(person),
            personal: person.personal.clone(),
            middle: person.middle,
            family: person.family.to_owned(),
            email: person.email.clone().unwrap_or_default(),
            city,
            code,
            before,
        }
    }

    fn stranger(&self, random: &mut Random, id: i32, codes: &[&str]) -> Applicant<'w> {
        let (personal, family) = (*random.pick(PERSONAL), *random.pick(FAMILY));
        Applicant {
            person: None,
            personal: personal.to_owned(),
            middle: "",
            family: family.to_owned(),
            email: format!("applicant.{id}@example.com"),
            city: &self.world.cities[random.below(self.world.cities.len())],
            code: if random.chance(80) { (*random.pick(codes)).to_owned() } else { "no-such-code".to_owned() },
            before: random.moment(self.world.today),
        }
    }

    fn request(&mut self, random: &mut Random, id: i32, number: usize, state: &str, of: &Applicant<'_>) -> anyhow::Result<()> {
        let other = |value: &str, text: &'static str| if value == "other" { text } else { "" };
        let created = of.before - Duration::days(random.between(1, 120));
        let updated = if state == "p" { created } else { created + Duration::hours(20) };
        let occupation = *turn(OCCUPATIONS, number);
        let underrepresented = *turn(YES_NO, number);
        let training = *turn(TRAINING, number);
        let experience = *turn(EXPERIENCE, number + number / 6);
        let frequency = *turn(FREQUENCY, number + number / 4);
        let travelling = *turn(TRAVELLING, number + number / 8);
        // Whoever has no code goes through the open review (DM-TREQ-04).
        let review = if of.code.is_empty() { "open" } else { "preapproved" };
        let affiliation = of.person.map_or("", |person| person.affiliation.as_str());
        row!(
            self.bulk,
            id,
            created,
            updated,
            of.person.map(|person| person.id),
            state,
            if number == 9 { "" } else { review },
            &of.code,
            of.code == "no-such-code",
            if number % 7 == 2 {
                format!("https://www.eventbrite.com/e/instructor-training-tickets-{}", 480_000_000_000_i64 + i64::from(id))
            } else {
                String::new()
            },
            &of.personal,
            of.middle,
            &of.family,
            &of.email,
            if number % 9 == 4 { format!("second.{}", of.email) } else { String::new() },
            of.person.and_then(|person| person.github.as_ref()),
            occupation,
            if occupation.is_empty() { "Science journalist" } else { "" },
            if affiliation.is_empty() { "Independent" } else { affiliation },
            of.city.name,
            &of.city.country,
            of.city.airport,
            number.is_multiple_of(5),
            if number % 11 == 3 { "History of science" } else { "" },
            underrepresented,
            if underrepresented == "yes" { "First in my family at a university" } else { "" },
            if number % 6 == 1 { "Two years at a night school" } else { "" },
            training,
            other(training, "A summer school"),
            if training == "none" { "" } else { "I learned how to plan a lesson." },
            experience,
            other(experience, "Study groups"),
            if experience == "none" { "" } else { "Small groups, mostly online." },
            *turn(USAGE, number),
            *turn(CHECKOUT, number + number / 3),
            *turn(TEACHING, number + number / 5),
            frequency,
            other(frequency, "Whenever I can"),
            travelling,
            other(travelling, "Only by train"),
            *turn(REASONS, number),
            if number % 4 == 1 { "I use a screen reader." } else { "" },
            true,
            true,
            (number % 6 == 5).then_some(i64::try_from(number % 5)? - 2),
            if number % 6 == 5 { "Seen by two reviewers." } else { "" },
        );
        let lookups = &self.world.lookups;
        let count = random.below(4);
        for domain in random.some(&lookups.domains.all, count) {
            row!(self.domains, id, *domain);
        }
        let count = number % 5;
        for role in random.some(&lookups.roles.all, count) {
            row!(self.involvements, id, *role);
        }
        // DM-TREQ-06
        for (place, term) in lookups.terms.iter().filter(|term| term.required).enumerate() {
            let option = turn(&term.options, if number % 4 == 3 { place } else { 0 });
            if number % 20 == 6 {
                row!(self.consents, created, updated, Some(updated), id, term.id, term.options.first().map(|option| option.1));
            }
            row!(self.consents, created, created, None::<DateTime<Utc>>, id, term.id, option.1);
        }
        Ok(())
    }
}
