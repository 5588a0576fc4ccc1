//! Writing persons.

use super::{PersonInput, Stored, username};
use crate::comment;
use crate::db::{self, Change, Set};
use crate::email_action::Subject;
use crate::record::Kind;
use crate::{Error, Result};

/// Stores a new person who has passed [`PersonInput::check`]: inactive, without a password, with a user name made of the
/// names (DM-PERSON-03) and, by a trigger, no answer to any term yet (DM-CONS-07). Gives the id.
///
/// # Errors
/// When the database refuses; the name or address may have been taken meanwhile.
pub async fn create(change: &mut Change, input: PersonInput) -> Result<i32> {
    let now = change.now();
    let wish = username::wish(&input.personal, &input.family);
    let username =
        username::free(change, &wish).await?.ok_or(Error::Inconsistent { table: "person", column: "username", value: wish })?;
    let id = sqlx::query_scalar!(
        "INSERT INTO person (created_at, username, personal) VALUES ($1, $2, $3) RETURNING id",
        now,
        username,
        input.personal
    )
    .fetch_one(&mut **change)
    .await?;
    let input = input.settle(&PersonInput::default());
    write(change, id, &PersonInput { username, ..input }).await?;
    Ok(id)
}

/// Stores a changed person who has passed [`PersonInput::check`]; `before` is who is stored, read under a lock.
///
/// # Errors
/// When the database refuses.
pub async fn update(change: &mut Change, id: i32, before: &Stored, input: PersonInput) -> Result<()> {
    change.touch(Subject::Person(id));
    write(change, id, &input.settle(&before.input)).await
}

/// Writes all fields. What is known of the airport is copied from the data set (DM-PERSON-10).
async fn write(change: &mut Change, id: i32, input: &PersonInput) -> Result<()> {
    let now = change.now();
    sqlx::query!(
        "UPDATE person SET last_updated_at = $2, username = $3, personal = $4, middle = $5, family = $6, email = lower(nullif($7, '')),
            secondary_email = lower($8), gender = $9, gender_other = $10, country = $11, timezone = $12, affiliation = $13,
            github = nullif($14, ''), twitter = nullif($15, ''), bluesky = nullif($16, ''), mastodon = nullif($17, ''),
            url = $18, occupation = $19, orcid = $20, user_notes = $21,
            airport_iata = coalesce(a.iata, ''), airport_country = coalesce(a.country, ''), airport_lat = coalesce(a.latitude, 0),
            airport_lon = coalesce(a.longitude, 0), airport_timezone = coalesce(a.timezone, '')
         FROM (SELECT $22::text AS code) chosen LEFT JOIN airport a ON a.iata = chosen.code
         WHERE person.id = $1",
        id,
        now,
        input.username,
        input.personal.trim(),
        input.middle.trim(),
        input.family.trim(),
        input.email.trim(),
        input.secondary_email.trim(),
        input.gender,
        input.gender_other,
        input.country.as_deref().unwrap_or(""),
        input.timezone.as_deref().unwrap_or(""),
        input.affiliation,
        input.github,
        input.twitter,
        input.bluesky,
        input.mastodon,
        input.url,
        input.occupation,
        input.orcid,
        input.user_notes,
        input.airport_iata,
    )
    .execute(&mut **change)
    .await?;
    db::replace_set(change, Set::PersonLessons, id, &input.lessons).await?;
    db::replace_set(change, Set::PersonDomains, id, &input.domains).await?;
    db::replace_set(change, Set::PersonLanguages, id, &input.languages).await?;
    comment::automatic(change, Kind::Person, &id.to_string(), &input.comment).await
}
