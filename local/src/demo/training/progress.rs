//! What trainees have passed, failed, have to repeat, or wait to hear about: each requirement in each state.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::demo::World;
use crate::demo::bulk::{Bulk, row};
use crate::demo::events::Event;
use crate::demo::people::Person;
use crate::demo::random::{Random, turn};
use crate::demo::tasks::Tasks;

/// Requirements with the states that a trainee has got to, in the order in which it happened.
type Course = &'static [(&'static str, &'static str)];

/// Those who teach by now passed everything, some not at once.
const GRADUATES: &[Course] = &[
    &[("Training", "p"), ("Welcome Session", "p"), ("Get Involved", "p"), ("Demo", "p")],
    &[("Training", "p"), ("Get Involved", "a"), ("Get Involved", "p"), ("Welcome Session", "p"), ("Demo", "f"), ("Demo", "p")],
];
/// All others; at large scales most stay with what they did at the training.
const TRAINEES: &[Course] = &[
    &[("Training", "p")],
    &[("Training", "p"), ("Welcome Session", "p"), ("Get Involved", "p"), ("Demo", "p")],
    &[("Training", "p"), ("Get Involved", "n")],
    &[("Training", "f")],
    &[("Training", "p"), ("Get Involved", "p"), ("Demo", "a")],
    &[("Training", "n")],
    &[("Training", "p"), ("Get Involved", "a"), ("Welcome Session", "n")],
    &[("Training", "a"), ("Demo", "n")],
    &[("Training", "p"), ("Get Involved", "f"), ("Demo", "f")],
    &[("Training", "p"), ("Welcome Session", "f")],
    &[("Training", "p"), ("Welcome Session", "a")],
];
/// A kind of getting involved that is no longer offered.
const ARCHIVED: &str = "CarpentryCon";

const COLUMNS: &str = "created_at timestamptz, last_updated_at timestamptz, trainee_id int, requirement_id int, state text,
    involvement_type_id int, event_id int, date date, url text, trainee_notes text, notes text";

struct Writer<'w> {
    world: &'w World,
    random: Random,
    /// Kinds of getting involved: the id, and whether an address belongs to it.
    involvements: Vec<(i32, bool)>,
    involved: usize,
    bulk: Bulk,
}

/// Writes the progress of everyone who was at a training, and answers how many rows there are.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    events: &[Event],
    tasks: &Tasks,
) -> anyhow::Result<usize> {
    let mut random = Random::named("training progress");
    let archived: i32 = sqlx::query_scalar(
        "INSERT INTO involvement (created_at, last_updated_at, archived_at, name, display_name, url_required, date_required, notes_required)
         VALUES ($1, $2, $2, $3, 'Helped to run a CarpentryCon', false, true, true) RETURNING id",
    )
    .bind(random.moment(world.today - Duration::days(1_500)))
    .bind(random.moment(world.today - Duration::days(200)))
    .bind(ARCHIVED)
    .fetch_one(&mut *connection)
    .await?;
    let names = ["Community Meeting", "GitHub Contribution", "Workshop Instructor/Helper", "Other"];
    let mut involvements = vec![(archived, false)];
    for name in names {
        involvements
            .push((world.lookups.involvements.id(name)?, matches!(name, "GitHub Contribution" | "Workshop Instructor/Helper")));
    }
    let mut writer = Writer { world, random, involvements, involved: 0, bulk: Bulk::into("training_progress", COLUMNS) };
    let teaches: HashSet<i32> = people.iter().filter(|person| person.teaches).map(|person| person.id).collect();
    // Once for each person: a second training changes nothing here.
    let mut seen: HashMap<i32, usize> = HashMap::new();
    for task in tasks.trainees(events).filter(|task| events[task.event].is_over()) {
        let number = seen.len();
        if seen.insert(task.person, number).is_some() {
            continue;
        }
        let event = &events[task.event];
        let Some(end) = event.end else { continue };
        let course = if teaches.contains(&task.person) {
            *turn(GRADUATES, number)
        } else if number >= 50 && writer.random.chance(40) {
            TRAINEES[0]
        } else {
            *turn(TRAINEES, number)
        };
        writer.course(task.person, event.id, end, course)?;
    }
    writer.bulk.write(connection).await
}

impl Writer<'_> {
    fn course(&mut self, trainee: i32, event: i32, end: NaiveDate, course: Course) -> anyhow::Result<()> {
        let mut day = end;
        for (requirement, state) in course {
            day = (day + Duration::days(self.random.between(1, 14))).min(self.world.today);
            let created = self.random.moment(day);
            let id = self.world.lookups.requirements.id(requirement)?;
            let notes = if *state == "f" { "Left before the end of the session." } else { "" };
            match *requirement {
                "Training" => self.training(trainee, id, state, event, created, notes),
                "Get Involved" => self.involved(trainee, id, state, day, created, notes),
                _ => {
                    let none = None::<i32>;
                    row!(self.bulk, created, created, trainee, id, *state, none, none, none, none, "", notes);
                }
            }
        }
        Ok(())
    }

    fn training(&mut self, trainee: i32, requirement: i32, state: &str, event: i32, created: DateTime<Utc>, notes: &str) {
        let none = None::<i32>;
        row!(self.bulk, created, created, trainee, requirement, state, none, event, none, none, "", notes);
    }

    fn involved(&mut self, trainee: i32, requirement: i32, state: &str, day: NaiveDate, created: DateTime<Utc>, notes: &str) {
        let (involvement, with_address) = *turn(&self.involvements, self.involved);
        self.involved += 1;
        let address = with_address.then(|| format!("https://github.com/carpentries/amy/pull/{}", self.involved));
        let told = if with_address { "" } else { "I led the discussion of the second part." };
        row!(
            self.bulk,
            created,
            created,
            trainee,
            requirement,
            state,
            involvement,
            None::<i32>,
            (day - Duration::days(1)),
            address,
            told,
            notes,
        );
    }
}
