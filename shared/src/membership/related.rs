//! The tasks and events that count against a membership (MEM-03).

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::types::Json;

use crate::Result;
use crate::db::Db;

/// A task that takes one of the membership's training seats, in whatever role.
#[derive(Debug, Clone, Deserialize)]
pub struct SeatTask {
    /// Task id.
    pub id: i32,
    /// Slug of the event.
    pub event: String,
    /// Person id.
    pub person_id: i32,
    /// The person's full name.
    pub person: String,
    /// The person's awards, as badge and day.
    pub awards: Vec<String>,
    /// A public seat, or an in-house one.
    pub seat_public: bool,
}

/// An event that counts towards the membership.
#[derive(Debug, Clone, Deserialize)]
pub struct MembershipEvent {
    /// Slug.
    pub slug: String,
    /// Names of its tags by priority.
    pub tags: Vec<String>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Website as stored.
    pub url: Option<String>,
}

/// What counts against a membership.
#[derive(Debug, Clone, Default)]
pub struct Related {
    /// Tasks that take a seat, newest event first.
    pub seat_tasks: Vec<SeatTask>,
    /// Events, newest first.
    pub events: Vec<MembershipEvent>,
}

/// The tasks that take a seat of the membership, and its events: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn related(db: &mut Db, membership: i32) -> Result<Related> {
    let row = sqlx::query!(
        r#"SELECT
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'event', e.slug, 'person_id', p.id, 'person', person_full_name(p),
                    'seat_public', t.seat_public, 'awards', ARRAY(SELECT b.title || ' (' || a.awarded || ')'
                        FROM award a JOIN badge b ON b.id = a.badge_id WHERE a.person_id = p.id ORDER BY a.awarded, b.title))
                    ORDER BY e.start DESC NULLS FIRST, e.id, p.family, p.personal, t.id)
                FROM task t JOIN event e ON e.id = t.event_id JOIN person p ON p.id = t.person_id
                WHERE t.seat_membership_id = $1), '[]') AS "seat_tasks!: Json<Vec<SeatTask>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('slug', e.slug, 'start', e.start, 'end', e."end", 'url', e.url,
                    'tags', ARRAY(SELECT g.name FROM event_tag et JOIN tag g ON g.id = et.tag_id WHERE et.event_id = e.id
                        ORDER BY g.priority, g.name))
                    ORDER BY e.start DESC NULLS FIRST, e.id)
                FROM event e WHERE e.membership_id = $1), '[]') AS "events!: Json<Vec<MembershipEvent>>""#,
        membership
    )
    .fetch_one(db)
    .await?;
    Ok(Related { seat_tasks: row.seat_tasks.0, events: row.events.0 })
}
