//! Who did what at which event.

use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::events::{Event, State};
use super::people::{Kind, Person};
use super::random::Random;

/// Writes the tasks, and answers how many there are.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    events: &[Event],
) -> anyhow::Result<usize> {
    let mut random = Random::named("tasks");
    let of =
        |kind: Kind| people.iter().filter(|person| person.kind == kind && !person.archived).map(|person| person.id).collect();
    let trainers: Vec<i32> = of(Kind::Trainer);
    let instructors: Vec<i32> = of(Kind::Instructor);
    let learners: Vec<i32> = of(Kind::Learner);
    let roles = &world.lookups.roles;
    let mut bulk = Bulk::into(
        "task",
        "event_id int, person_id int, role_id int, seat_membership_id int, seat_public boolean, seat_open_training boolean",
    );
    let mut written = 0;
    for (number, event) in events.iter().enumerate() {
        // What is left of all tasks is shared among the events that are left.
        let share = (world.size.tasks - written.min(world.size.tasks)) / (events.len() - number);
        let unstaffed = matches!(event.state, State::Unpublished | State::Stalled);
        let wanted = if unstaffed { random.below(2) } else { 2 };
        let teachers = random.some(if event.training { &trainers } else { &instructors }, wanted);
        for teacher in &teachers {
            row!(bulk, event.id, **teacher, roles.id("instructor")?, None::<i32>, true, false);
        }
        let others = share.saturating_sub(teachers.len()) * if event.training { 2 } else { 1 };
        let others = random.below(2 * others + 1);
        for (place, person) in random.some(&learners, others).into_iter().enumerate() {
            let role = match place {
                0 => "host",
                1 => "helper",
                2 if random.chance(30) => "organizer",
                3 if random.chance(20) => "supporting-instructor",
                _ => "learner",
            };
            let seat = event.seats.filter(|_| role == "learner" && random.chance(60));
            let open = event.open && role == "learner" && seat.is_none() && random.chance(50);
            row!(bulk, event.id, *person, roles.id(role)?, seat, !random.chance(15), open);
        }
        written += teachers.len() + others.min(learners.len());
    }
    bulk.write(connection).await
}
