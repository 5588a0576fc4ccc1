//! What everyone agreed to: a current answer, or none yet, for each term, and a few earlier ones. One term has been given up, and
//! one answer.

use chrono::{DateTime, Duration, Utc};
use sqlx::PgConnection;

use super::World;
use super::bulk::{Bulk, row};
use super::people::{Kind, Person};
use super::random::{Random, turn};

/// Writes the consents.
pub(super) async fn write(connection: &mut PgConnection, world: &World, people: &[Person]) -> anyhow::Result<()> {
    // Those that a new person is asked for; here everyone has been asked already.
    sqlx::query("DELETE FROM consent").execute(&mut *connection).await?;
    let mut random = Random::named("consents");
    let mut bulk = Bulk::into(
        "consent",
        "created_at timestamptz, last_updated_at timestamptz, archived_at timestamptz, person_id int, term_id int, term_option_id int",
    );
    let given_up = give_up(connection, world, &mut random).await?;
    for (number, person) in people.iter().enumerate() {
        for (place, term) in world.lookups.terms.iter().enumerate() {
            let day = world.today - Duration::days(random.between(1, 900));
            let option = match (number + place) % 10 {
                // Whoever can log in has answered what must be answered, so as not to be asked first (DM-CONS-09).
                _ if person.kind == Kind::Login && term.required => term.options.first(),
                _ if person.archived => None,
                0..6 => term.options.first(),
                6..8 => Some(turn(&term.options, number)),
                _ => None,
            };
            // What was said before: nothing at first, and what archival took away (DM-ARCH-02).
            if option.is_some() && random.chance(10) {
                row!(bulk, day - Duration::days(300), day, Some(day), person.id, term.id, None::<i32>);
            }
            if person.archived {
                row!(
                    bulk,
                    day - Duration::days(300),
                    day,
                    Some(day),
                    person.id,
                    term.id,
                    term.options.first().map(|option| option.1)
                );
            }
            row!(bulk, day, day, None::<String>, person.id, term.id, option.map(|option| option.1));
        }
        // DM-CONS-04
        if number % 4 == 1 {
            let option = given_up.options[number / 4 % given_up.options.len()];
            row!(bulk, given_up.asked, given_up.ended, Some(given_up.ended), person.id, given_up.id, option);
        }
    }
    bulk.write(connection).await?;
    Ok(())
}

/// A term that is no longer asked for.
struct GivenUp {
    id: i32,
    /// Unset, or one of its answers.
    options: [Option<i32>; 3],
    asked: DateTime<Utc>,
    ended: DateTime<Utc>,
}

/// Writes a term that has been archived with its answers, and an archived answer of one that has not.
async fn give_up(connection: &mut PgConnection, world: &World, random: &mut Random) -> anyhow::Result<GivenUp> {
    let (asked, ended) = (random.moment(world.today - Duration::days(1_100)), random.moment(world.today - Duration::days(150)));
    let id: i32 = sqlx::query_scalar(
        "INSERT INTO term (created_at, last_updated_at, archived_at, slug, content, required_type, short_description)
         VALUES ($1, $2, $2, 'newsletter', 'May we send you our printed newsletter?', 'optional', 'Printed newsletter') RETURNING id",
    )
    .bind(asked)
    .bind(ended)
    .fetch_one(&mut *connection)
    .await?;
    // Asking everyone about a new term is for terms that begin now.
    sqlx::query("DELETE FROM consent WHERE term_id = $1").bind(id).execute(&mut *connection).await?;
    let mut options = [None; 3];
    for (place, (term, kind, content)) in
        [(None, "agree", ""), (None, "decline", ""), (Some("may-publish-name"), "agree", "Yes, under a pen name")]
            .into_iter()
            .enumerate()
    {
        let option: i32 = sqlx::query_scalar(
            "INSERT INTO term_option (created_at, last_updated_at, archived_at, term_id, option_type, content)
             VALUES ($1, $2, $2, coalesce((SELECT id FROM term WHERE slug = $3), $4), $5, $6) RETURNING id",
        )
        .bind(asked)
        .bind(ended)
        .bind(term)
        .bind(id)
        .bind(kind)
        .bind(content)
        .fetch_one(&mut *connection)
        .await?;
        if term.is_none() {
            options[place + 1] = Some(option);
        }
    }
    Ok(GivenUp { id, options, asked, ended })
}
