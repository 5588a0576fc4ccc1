//! Submissions: workshops that their hosts organise on their own.

use chrono::Duration;
use sqlx::PgConnection;

use super::{COLUMNS, Kind, Linked, Sources, tick};
use crate::demo::bulk::{Bulk, values};
use crate::demo::random::{Random, turn};

const FORMATS: &[&str] = &["standard", "short", "periodic", "other"];
/// What may be taught (DM-WREQ-07).
const CURRICULA: &[&str] = &["swc-python", "mix-match", "dc-ecology-r", "lc", "swc-r"];

/// Writes them, and answers how many there are and which have an event.
pub(super) async fn write(connection: &mut PgConnection, sources: &Sources<'_>) -> anyhow::Result<(usize, Vec<Linked>)> {
    let mut random = Random::named("submissions");
    let world = sources.world;
    let events: Vec<usize> =
        (0..sources.events.len()).filter(|event| sources.events[*event].subject.is_self_organized()).collect();
    let own =
        ", start date, end date, workshop_url text, workshop_format text, workshop_format_other text, workshop_types_other text,
        workshop_types_other_explain text";
    let mut bulk = Bulk::into("self_organised_submission", &format!("{COLUMNS}{own}"));
    let mut curricula = Bulk::into("self_organised_submission_curriculum", "self_organised_submission_id int, curriculum_id int");
    let mut linked = Vec::new();
    for request in sources.common(&mut random, world.size.submissions, &events) {
        let number = request.number;
        let format = *turn(FORMATS, number);
        let types = *turn(CURRICULA, number);
        let mixed = types == "mix-match";
        let event = request.event.map(|event| &sources.events[event]);
        let start =
            event.and_then(|event| event.start).unwrap_or(request.created.date_naive() + Duration::days(random.between(5, 90)));
        let end = event.and_then(|event| event.end).unwrap_or(start + Duration::days(1));
        let mut row = request.row(&mut random, sources, Kind::Submission)?;
        row.extend(values![
            start,
            end,
            // DM-WREQ-06
            if format == "standard" || number % 2 == 1 {
                format!("https://workshops.example.org/of-our-own-{}", request.id)
            } else {
                String::new()
            },
            format,
            if format == "other" { "Four evenings" } else { "" },
            if number % 12 == 5 { "A lesson on testing" } else { "" },
            if mixed { "The shell from one curriculum, spreadsheets from another." } else { "" },
        ]);
        bulk.push(row);
        tick(&mut curricula, request.id, &[&world.lookups.curricula.id(types)?]);
        if let Some(event) = request.event.filter(|_| request.state == "a") {
            linked.push(Linked { id: request.id, event, email: request.email });
        }
    }
    let written = bulk.write(connection).await?;
    curricula.write(connection).await?;
    Ok((written, linked))
}
