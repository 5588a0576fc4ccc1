//! The tasks and events that count against a membership (MEM-03).

use chrono::NaiveDate;

use crate::Result;
use crate::db::Db;

/// A task that takes one of the membership's training seats, in whatever role.
#[derive(Debug, Clone)]
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

/// The tasks that take a seat of the membership, newest event first: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn seat_tasks(db: &mut Db, membership: i32) -> Result<Vec<SeatTask>> {
    Ok(sqlx::query_as!(
        SeatTask,
        r#"SELECT t.id, e.slug AS event, p.id AS person_id, person_full_name(p) AS "person!", t.seat_public,
            ARRAY(SELECT b.title || ' (' || a.awarded || ')' FROM award a JOIN badge b ON b.id = a.badge_id
                  WHERE a.person_id = p.id ORDER BY a.awarded, b.title) AS "awards!"
           FROM task t JOIN event e ON e.id = t.event_id JOIN person p ON p.id = t.person_id
           WHERE t.seat_membership_id = $1 ORDER BY e.start DESC NULLS FIRST, e.id, p.family, p.personal, t.id"#,
        membership
    )
    .fetch_all(db)
    .await?)
}

/// An event that counts towards the membership.
#[derive(Debug, Clone)]
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

/// The events of the membership, newest first: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn events(db: &mut Db, membership: i32) -> Result<Vec<MembershipEvent>> {
    Ok(sqlx::query_as!(
        MembershipEvent,
        r#"SELECT e.slug, e.start, e."end", e.url,
            ARRAY(SELECT t.name FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = e.id ORDER BY t.priority, t.name) AS "tags!"
           FROM event e WHERE e.membership_id = $1 ORDER BY e.start DESC NULLS FIRST, e.id"#,
        membership
    )
    .fetch_all(db)
    .await?)
}
