//! The events on the admin dashboard (UTL-03, DM-EVENT-31).

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::Result;

/// A current event: published, active, upcoming or ongoing (DM-EVENT-27).
#[derive(Debug, Clone)]
pub struct CurrentEvent {
    /// Slug.
    pub slug: String,
    /// Its main tags (DM-EVENT-15).
    pub tags: Vec<String>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
}

/// An active event that lacks something for publication (DM-EVENT-24).
#[derive(Debug, Clone)]
pub struct UnpublishedEvent {
    /// Slug.
    pub slug: String,
    /// Number of instructor tasks.
    pub instructors: i64,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Whether address, venue, country and coordinates are all known.
    pub has_location: bool,
    /// Whether there is a website.
    pub has_url: bool,
    /// Domain of the host.
    pub host_domain: String,
    /// Full name of the host.
    pub host: String,
}

/// Both columns of the dashboard.
#[derive(Debug, Clone)]
pub struct Board {
    /// By first day.
    pub current: Vec<CurrentEvent>,
    /// Newest first day first.
    pub unpublished: Vec<UnpublishedEvent>,
}

/// The events of `assignee`, or of nobody: two statements.
///
/// # Errors
/// When the database cannot be asked.
pub async fn board(db: &mut PgConnection, assignee: Option<i32>, today: NaiveDate) -> Result<Board> {
    let current = sqlx::query_as!(
        CurrentEvent,
        r#"SELECT e.slug, e.start, e."end",
            ARRAY(SELECT t.name FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = e.id
                AND t.name = ANY($3) ORDER BY t.priority, t.name) AS "tags!"
           FROM event e JOIN event_status s ON s.event_id = e.id
           WHERE (e.assigned_to_id = $1 OR ($1::int IS NULL AND e.assigned_to_id IS NULL)) AND (e.start > $2 OR (e.start <= $2 AND e."end" >= $2))
             AND s.active AND s.not_cancelled AND NOT s.incomplete
           ORDER BY e.start, e.id"#,
        assignee,
        today,
        &super::MAIN_TAGS.map(str::to_owned)
    )
    .fetch_all(&mut *db)
    .await?;
    let unpublished = sqlx::query_as!(
        UnpublishedEvent,
        r#"SELECT e.slug, e.start, h.domain AS host_domain, h.fullname AS host, e.url IS NOT NULL AS "has_url!",
            (e.address <> '' AND e.venue <> '' AND e.country IS NOT NULL AND e.latitude IS NOT NULL AND e.longitude IS NOT NULL)
                AS "has_location!",
            (SELECT count(*) FROM task t JOIN role r ON r.id = t.role_id WHERE t.event_id = e.id AND r.name = 'instructor') AS "instructors!"
           FROM event e JOIN event_status s ON s.event_id = e.id JOIN organization h ON h.id = e.host_id
           WHERE (e.assigned_to_id = $1 OR ($1::int IS NULL AND e.assigned_to_id IS NULL)) AND s.active AND s.incomplete
           ORDER BY e.start DESC NULLS FIRST, e.id"#,
        assignee
    )
    .fetch_all(db)
    .await?;
    Ok(Board { current, unpublished })
}
