//! The search for instructors: open and closed, of every priority, with offers in every state.

use std::collections::HashSet;

use chrono::Duration;
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::events::{Event, State};
use super::people::{Person, by_id};
use super::random::{Random, turn};
use super::tasks::Tasks;

/// An offer to teach.
pub(super) struct Signup {
    pub(super) id: i32,
    pub(super) person: i32,
    /// The event, as an index.
    pub(super) event: usize,
    pub(super) state: &'static str,
}

const PRIORITIES: &[Option<i32>] = &[None, Some(1), Some(2), Some(3)];
const INTERESTS: &[&str] = &["session", "session", "part", "support"];

/// Writes the recruitments and the signups, and answers how many recruitments there are, and the signups.
pub(super) async fn write(
    connection: &mut PgConnection,
    world: &World,
    people: &[Person],
    events: &[Event],
    tasks: &Tasks,
    instructors: &HashSet<i32>,
) -> anyhow::Result<(usize, Vec<Signup>)> {
    let mut random = Random::named("recruitments");
    let mut candidates: Vec<&Person> = people.iter().filter(|person| instructors.contains(&person.id)).collect();
    candidates.retain(|person| !person.airport.is_empty());
    let mut bulk = Bulk::into(
        "instructor_recruitment",
        "id int, created_at timestamptz, last_updated_at timestamptz, assigned_to_id int, status text, notes text, event_id int, priority int",
    );
    let mut rows = Bulk::into(
        "instructor_recruitment_signup",
        "id int, created_at timestamptz, last_updated_at timestamptz, state text, recruitment_id int, person_id int, interest text,
         user_notes text, notes text",
    );
    let mut signups: Vec<Signup> = Vec::new();
    let chosen = events_with(events, world.size.recruitments);
    for (id, (number, event)) in (1..).zip(chosen.iter().copied().enumerate()) {
        let coming = events[event].state == State::Upcoming;
        // A search that is over may be for an event that is still to come.
        let open = coming && number % 4 != 3;
        let begins = events[event].start.unwrap_or(world.today).min(world.today);
        let created = begins - Duration::days(random.between(20, 50));
        let notes = if number % 3 == 1 { "Thirty learners, half of them beginners.\n\nThe host speaks Spanish." } else { "" };
        row!(
            bulk,
            id,
            created,
            created + Duration::days(5),
            (number % 3 != 2).then_some(people[if number.is_multiple_of(2) { 0 } else { 3 }].id),
            if open { "o" } else { "c" },
            notes,
            events[event].id,
            *turn(PRIORITIES, number),
        );
        // Whoever teaches there was accepted (DM-ST-26); others were not, or wait.
        let teachers = tasks.persons(event, "instructor");
        let mut offers: Vec<(i32, &'static str)> = teachers.iter().map(|person| (*person, "a")).collect();
        for (place, person) in random.some(&candidates, 1 + number % 4).into_iter().enumerate() {
            let state = if open && place % 2 == 0 { "p" } else { "d" };
            offers.extend((!teachers.contains(&person.id)).then_some((person.id, state)));
        }
        for (person, state) in offers {
            let number = signups.len();
            let signup = i32::try_from(number)? + 1;
            let day = created + Duration::days(random.between(1, 15));
            let at = random.moment(day);
            let remark =
                if by_id(people, person).teaches && number.is_multiple_of(5) { "I can be there a day earlier." } else { "" };
            row!(
                rows,
                signup,
                at,
                if state == "p" { at } else { at + Duration::days(3) },
                state,
                id,
                person,
                *turn(INTERESTS, number),
                remark,
                if number % 7 == 3 { "Taught with the same host before." } else { "" },
            );
            signups.push(Signup { id: signup, person, event, state });
        }
    }
    let written = bulk.write(connection).await?;
    rows.write(connection).await?;
    Ok((written, signups))
}

/// So many events for which instructors were or are looked for, as indexes: those to come first.
fn events_with(events: &[Event], count: usize) -> Vec<usize> {
    let fitting = |state: State| {
        (0..events.len()).filter(move |event| {
            let event = &events[*event];
            event.state == state
                && event.reachable
                && !event.subject.is_self_organized()
                && event.subject.seat_benefit().is_none()
        })
    };
    // Three quarters for those to come, where there are so many.
    let mut chosen: Vec<usize> = fitting(State::Upcoming).take(count * 3 / 4).collect();
    let rest = count - chosen.len();
    chosen.extend(fitting(State::Completed).take(rest));
    chosen
}
