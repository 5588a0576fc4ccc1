//! An event that begins as another one was.

use sqlx::PgConnection;

use super::{EventInput, stored};
use crate::Result;

/// Tags that tell how one event went, and say nothing of the next.
const OF_ONE_EVENT: [&str; 3] = ["cancelled", "stalled", "unresponsive"];

/// What a new event takes over from the one called `slug`; `None` when there is none. Two statements.
///
/// Taken over is what the same people would do again at the same place: host, organiser, administrator, category, whether it is
/// public and takes open applications, who looks after it, curricula, tags, language, contacts and location. Left to be filled in
/// is what belongs to that one event: slug and days, website, Eventbrite key, attendance, survey, lessons covered, whether it is
/// completed, and the tags that tell how it went; and the membership or benefit that it was charged to, so that nothing is charged
/// without anybody choosing it.
///
/// # Errors
/// When the database cannot be asked.
pub async fn like(db: &mut PgConnection, slug: &str) -> Result<Option<EventInput>> {
    let Some(source) = stored(db, slug, false).await? else { return Ok(None) };
    let tags = sqlx::query_scalar!(
        "SELECT id FROM tag WHERE id = ANY($1) AND name <> ALL($2) ORDER BY id",
        &source.input.tags,
        &OF_ONE_EVENT.map(str::to_owned)
    )
    .fetch_all(db)
    .await?;
    Ok(Some(EventInput {
        slug: String::new(),
        completed: false,
        start: None,
        end: None,
        membership: None,
        allocated_benefit: None,
        lessons: None,
        tags,
        url: String::new(),
        reg_key: String::new(),
        manual_attendance: None,
        instructors_pre: String::new(),
        comment: String::new(),
        ..source.input
    }))
}
