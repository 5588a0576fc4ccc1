//! Who did what at which event.

use std::collections::HashSet;

use sqlx::PgConnection;
use uuid::Uuid;

use super::World;
use super::bulk::{Bulk, row};
use super::events::{Event, State};
use super::offering::Grant;
use super::people::{Kind, Person};
use super::random::Random;

/// A task.
pub(super) struct Task {
    pub(super) id: i32,
    /// The event, as an index.
    pub(super) event: usize,
    pub(super) person: i32,
    pub(super) role: &'static str,
    /// The membership whose seat it takes.
    pub(super) seat: Option<i32>,
}

/// The tasks, in the order of the events.
pub(super) struct Tasks {
    pub(super) all: Vec<Task>,
    /// Where each event's tasks begin.
    starts: Vec<usize>,
}

impl Tasks {
    /// The tasks of the event with that index.
    pub(super) fn of(&self, event: usize) -> &[Task] {
        let end = self.starts.get(event + 1).copied().unwrap_or(self.all.len());
        &self.all[self.starts[event]..end]
    }

    /// The persons with a role at the event with that index.
    pub(super) fn persons(&self, event: usize, role: &str) -> Vec<i32> {
        self.of(event).iter().filter(|task| task.role == role).map(|task| task.person).collect()
    }

    /// Who learns at a training (DM-PERSON-20).
    pub(super) fn trainees<'t>(&'t self, events: &'t [Event]) -> impl Iterator<Item = &'t Task> {
        self.all.iter().filter(|task| task.role == "learner" && events[task.event].subject.is_training())
    }
}

/// Writes the tasks.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    events: &[Event],
    grants: &[Grant],
) -> anyhow::Result<Tasks> {
    let mut random = Random::named("tasks");
    let of = |chosen: &dyn Fn(&Person) -> bool| -> Vec<i32> {
        people.iter().filter(|person| !person.archived && chosen(person)).map(|person| person.id).collect()
    };
    let trainers = of(&|person| person.kind == Kind::Trainer);
    let instructors = of(&|person| person.teaches && person.kind != Kind::Trainer);
    let learners = of(&|person| person.kind == Kind::Learner);
    // Instructors were trained once, each at one of the trainings that are over.
    let trainings = events.iter().filter(|event| event.subject.is_training() && event.state == State::Completed).count().max(1);
    let mut untrained = instructors.iter().copied().filter(|person| *person > 6);
    let class = instructors.len().div_ceil(2 * trainings);

    let mut tasks = Tasks { all: Vec::with_capacity(world.size.tasks), starts: Vec::with_capacity(events.len()) };
    let mut writer = Writer { world, grants, bulk: Bulk::into("task", COLUMNS) };
    for (number, event) in events.iter().enumerate() {
        tasks.starts.push(tasks.all.len());
        // What is left of all tasks is shared among the events that are left.
        let share = world.size.tasks.saturating_sub(tasks.all.len()) / (events.len() - number);
        let unstaffed = matches!(event.state, State::Unpublished | State::Stalled);
        let wanted = if unstaffed { random.below(2) } else { 2 };
        let mut there: HashSet<i32> = HashSet::new();
        for teacher in random.some(if event.subject.by_trainers() { &trainers } else { &instructors }, wanted) {
            there.insert(*teacher);
            writer.task(&mut random, &mut tasks.all, number, event, *teacher, "instructor")?;
        }
        if event.subject.is_training() && event.state == State::Completed {
            for trainee in untrained.by_ref().take(class) {
                there.insert(trainee);
                writer.task(&mut random, &mut tasks.all, number, event, trainee, "learner")?;
            }
        }
        let others = share.saturating_sub(there.len()) * if event.subject.is_training() { 2 } else { 1 };
        let others = random.below(2 * others + 1);
        for (place, person) in random.some(&learners, others).into_iter().enumerate() {
            let role = match place {
                0 => "host",
                1 if !number.is_multiple_of(3) => "helper",
                2 if random.chance(30) => "organizer",
                3 if random.chance(20) => "supporting-instructor",
                4 if number % 20 == 8 => "contributor",
                _ => "learner",
            };
            writer.task(&mut random, &mut tasks.all, number, event, *person, role)?;
        }
    }
    writer.bulk.write(connection).await?;
    Ok(tasks)
}

const COLUMNS: &str = "id int, event_id int, person_id int, role_id int, seat_membership_id int, seat_public boolean,
    seat_open_training boolean, allocated_benefit_id uuid";

struct Writer<'w> {
    world: &'w World,
    grants: &'w [Grant],
    bulk: Bulk,
}

impl Writer<'_> {
    fn task(
        &mut self,
        random: &mut Random,
        all: &mut Vec<Task>,
        number: usize,
        event: &Event,
        person: i32,
        role: &'static str,
    ) -> anyhow::Result<()> {
        let id = i32::try_from(all.len())? + 1;
        let learns = role == "learner";
        let seat = event.seats.filter(|_| learns && random.chance(60));
        let open = event.open && learns && seat.is_none() && random.chance(50);
        let benefit = if learns && seat.is_none() && !open && random.chance(40) { self.benefit(random, event) } else { None };
        let public = seat.is_none() || !random.chance(15);
        row!(self.bulk, id, event.id, person, self.world.lookups.roles.id(role)?, seat, public, open, benefit);
        all.push(Task { id, event: number, person, role, seat });
        Ok(())
    }

    /// A benefit that pays for a seat at the event.
    fn benefit(&self, random: &mut Random, event: &Event) -> Option<Uuid> {
        let (benefit, start) = (event.subject.seat_benefit()?, event.start?);
        let fitting: Vec<&Grant> = self
            .grants
            .iter()
            .filter(|grant| grant.benefit == benefit && !grant.frozen && grant.start <= start && start <= grant.end)
            .collect();
        (!fitting.is_empty()).then(|| random.pick(&fitting).id)
    }
}
