//! The events of a calendar.

use chrono::{DateTime, NaiveDate, Utc};

use crate::Result;
use crate::db::Db;
use crate::event;
use crate::listing::{Listing, Query, Value};

/// A calendar holds at most so many events, the latest ones.
pub const MOST_EVENTS: i64 = 2000;

/// An event as a calendar shows it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct CalendarEvent {
    /// Event id.
    pub id: i32,
    /// Slug.
    pub slug: String,
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Website as stored.
    pub url: Option<String>,
    /// Full name of the host.
    pub host: String,
    /// Venue.
    pub venue: String,
    /// Address.
    pub address: String,
    /// Name of the country.
    pub country: Option<String>,
    /// Latitude in degrees.
    pub latitude: Option<f64>,
    /// Longitude in degrees.
    pub longitude: Option<f64>,
    /// Names of its tags by priority.
    pub tags: Vec<String>,
    /// When it last changed; the beginning of time for one whose changes were never recorded.
    pub changed_at: DateTime<Utc>,
}

impl CalendarEvent {
    /// Whether it was called off.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.tags.iter().any(|tag| tag == "cancelled")
    }
}

/// The list of events, as a calendar shows it.
const CALENDAR: Listing = Listing {
    select: r#"SELECT e.id, e.slug, e.start, e."end", e.url, h.fullname AS host, e.venue, e.address, e.latitude, e.longitude,
        (SELECT c.name FROM country c WHERE c.code = e.country) AS country,
        ARRAY(SELECT t.name::text FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = e.id ORDER BY t.priority, t.name) AS tags,
        coalesce((SELECT r.created_at FROM version v JOIN revision r ON r.id = v.revision_id
            WHERE v.object_type = 'event' AND v.object_id = e.id::text ORDER BY v.id DESC LIMIT 1), 'epoch') AS changed_at
        FROM event e JOIN organization h ON h.id = e.host_id"#,
    from: event::LISTING.from,
    filters: event::LISTING.filters,
    orders: &[],
    default_order: "e.start DESC, e.id",
    tie: "e.id",
};

/// The events that `filters`, of the list of events, let through and that have a first day, at most [`MOST_EVENTS`] of them, the
/// latest first. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn events(db: &mut Db, filters: Vec<(&'static str, Value)>, today: NaiveDate) -> Result<Vec<CalendarEvent>> {
    let mut query = Query { filters, today, ..Query::default() };
    query.filters.push(("dated", Value::Bool(true)));
    CALENDAR.first(db, &query, MOST_EVENTS).await
}
