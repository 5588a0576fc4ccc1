//! What everyone agreed to: a current answer, or none yet, for each term, and a few earlier ones.

use chrono::Duration;
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::people::{Kind, Person};
use super::random::Random;

/// Writes the consents.
pub(super) async fn write(connection: &mut PgConnection, world: &World, people: &[Person]) -> anyhow::Result<()> {
    let mut random = Random::named("consents");
    let mut bulk = Bulk::into(
        "consent",
        "created_at timestamptz, last_updated_at timestamptz, archived_at timestamptz, person_id int, term_id int, term_option_id int",
    );
    for person in people {
        for term in &world.lookups.terms {
            let day = world.today - Duration::days(random.between(1, 900));
            let option = match random.below(10) {
                // Whoever can log in has answered what must be answered, so as not to be asked first (DM-CONS-09).
                _ if person.kind == Kind::Login && term.required => term.options.first(),
                _ if person.archived => None,
                0..6 => term.options.first(),
                6..8 => Some(random.pick(&term.options)),
                _ => None,
            };
            if option.is_some() && random.chance(10) {
                row!(bulk, day - Duration::days(300), day, Some(day), person.id, term.id, None::<i32>);
            }
            row!(bulk, day, day, None::<String>, person.id, term.id, option.map(|option| option.1));
        }
    }
    bulk.write(connection).await?;
    Ok(())
}
