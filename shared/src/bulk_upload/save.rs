//! From verified rows to persons and tasks (PER-06).

use std::collections::{BTreeSet, HashMap};

use super::{Row, Verified, verify};
use crate::Result;
use crate::db::Change;
use crate::event::{self, ReportsLink};

/// What was created.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saved {
    /// Persons.
    pub persons: usize,
    /// Tasks.
    pub tasks: usize,
}

/// Verifies the rows again and creates what is missing: persons as [`crate::person::create`] does, and tasks, whose emails follow
/// when the change is committed (EML-TRG-02). The upload is gone then. `None`, and nothing is written, while anything must be mended. The number of
/// statements does not grow with the rows.
///
/// # Errors
/// When the database refuses; somebody may have taken a name or an address meanwhile.
pub async fn save(change: &mut Change, owner: i32, rows: &[Row], reports: &ReportsLink) -> Result<Option<Saved>> {
    let verified = verify(change, rows).await?;
    if verified.iter().any(|row| !row.errors.is_empty()) {
        return Ok(None);
    }
    let persons = add_persons(change, &verified).await?;
    let tasks = add_tasks(change, &verified, &persons).await?;
    let events: BTreeSet<i32> = verified.iter().filter(|row| row.adds_task).filter_map(|row| row.event).collect();
    event::resave_all(change, &events.into_iter().collect::<Vec<_>>(), reports).await?;
    super::discard(change, owner).await?;
    Ok(Some(Saved { persons: persons.len(), tasks }))
}

/// Creates those who are not here yet; gives their ids by their user names.
async fn add_persons(change: &mut Change, rows: &[Verified]) -> Result<HashMap<String, i32>> {
    let new: Vec<&Verified> = rows.iter().filter(|row| row.person.is_none()).collect();
    if new.is_empty() {
        return Ok(HashMap::new());
    }
    let text = |field: fn(&Verified) -> &str| new.iter().map(|row| field(row).to_owned()).collect::<Vec<_>>();
    let now = change.now();
    let created = sqlx::query!(
        "INSERT INTO person (created_at, last_updated_at, username, personal, family, email, airport_iata, airport_country, airport_lat,
             airport_lon, airport_timezone)
         SELECT $1, $1, r.username, r.personal, r.family, lower(nullif(r.email, '')), coalesce(a.iata, ''), coalesce(a.country, ''),
             coalesce(a.latitude, 0), coalesce(a.longitude, 0), coalesce(a.timezone, '')
         FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
             WITH ORDINALITY r (username, personal, family, email, airport, n)
         LEFT JOIN airport a ON a.iata = r.airport
         ORDER BY r.n
         RETURNING id, username",
        now,
        &text(Verified::username),
        &text(|row| &row.row.personal),
        &text(|row| &row.row.family),
        &text(|row| &row.row.email),
        &text(|row| &row.row.airport_iata)
    )
    .fetch_all(&mut **change)
    .await?;
    Ok(created.into_iter().map(|row| (row.username, row.id)).collect())
}

/// Creates the tasks that are not there yet, and gives their number.
async fn add_tasks(change: &mut Change, rows: &[Verified], persons: &HashMap<String, i32>) -> Result<usize> {
    let (mut events, mut people, mut roles) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows.iter().filter(|row| row.adds_task) {
        let person = row.person.as_ref().map(|person| person.id).or_else(|| persons.get(row.username()).copied());
        if let (Some(event), Some(person), Some(role)) = (row.event, person, row.role) {
            events.push(event);
            people.push(person);
            roles.push(role);
        }
    }
    let created = sqlx::query!(
        "INSERT INTO task (event_id, person_id, role_id)
         SELECT r.event, r.person, r.role FROM unnest($1::int[], $2::int[], $3::int[]) WITH ORDINALITY r (event, person, role, n) ORDER BY r.n
         ON CONFLICT (event_id, person_id, role_id) DO NOTHING",
        &events,
        &people,
        &roles
    )
    .execute(&mut **change)
    .await?;
    Ok(usize::try_from(created.rows_affected()).unwrap_or(usize::MAX))
}
