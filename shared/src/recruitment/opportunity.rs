//! Events at which an instructor may apply to teach (DSH-08, DM-RECR-11).

use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::list::{BY_START, COUNTRY, CURRICULA};
use crate::Result;
use crate::access::Viewer;
use crate::event::CurriculumLabel;
use crate::listing::{Filter, Listing, Meaning, Order};

/// An opportunity, as its reader sees it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Opportunity {
    /// Process id.
    pub id: i32,
    /// For instructors to read.
    pub notes: String,
    /// Chosen, else automatic (DM-RECR-02).
    pub calculated_priority: i32,
    /// Event id.
    pub event_id: i32,
    /// Slug of the event.
    pub event: String,
    /// Full name of the host.
    pub host: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Whether it takes place online.
    pub is_online: bool,
    /// Venue.
    pub venue: String,
    /// Country code.
    pub country: Option<String>,
    /// Curricula by slug.
    pub curricula: Json<Vec<CurriculumLabel>>,
    /// The reader's application.
    pub signup_id: Option<i32>,
    /// Its state by its code.
    pub signup_state: Option<String>,
    /// What the reader wrote in it.
    pub signup_notes: Option<String>,
    /// Whether the reader teaches at this event.
    pub teaches: bool,
    /// Slugs of other events at which the reader teaches on these days: they cannot apply.
    pub conflicts: Vec<String>,
    /// Slugs of other events at which the reader teaches within 14 days (DM-RECR-13).
    pub nearby: Vec<String>,
    /// Slugs of events of the reader's other applications on these days (DM-RECR-13).
    pub applied: Vec<String>,
}

/// Filters, orders and rows of the opportunities; `{viewer}` is the reader. Nearness is the square of the difference in degrees
/// between the event and the reader's airport.
pub const OPPORTUNITIES: Listing = Listing {
    select: r#"SELECT i.id, i.notes, e.id AS event_id, e.slug AS event, h.fullname AS host, e.start, e."end", e.venue, e.country,
        event_has_tag(e.id, 'online') AS is_online,
        coalesce(i.priority, recruitment_priority(e.start, event_has_tag(e.id, 'online'), {today})) AS calculated_priority,
        coalesce((SELECT jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name) ORDER BY c.slug)
            FROM event_curriculum ec JOIN curriculum c ON c.id = ec.curriculum_id WHERE ec.event_id = e.id), '[]') AS curricula,
        s.id AS signup_id, s.state AS signup_state, s.user_notes AS signup_notes,
        EXISTS (SELECT FROM task t JOIN role r ON r.id = t.role_id
            WHERE t.event_id = e.id AND t.person_id = v.id AND r.name = 'instructor') AS teaches,
        ARRAY(SELECT x.slug FROM events_of(v.id, 'instructor', e.start, e."end") x WHERE x.id <> e.id ORDER BY x.start, x.id) AS conflicts,
        ARRAY(SELECT x.slug FROM events_of(v.id, 'instructor', e.start - 14, e."end" + 14) x WHERE x.id <> e.id ORDER BY x.start, x.id) AS nearby,
        ARRAY(SELECT x.slug FROM instructor_recruitment_signup o JOIN instructor_recruitment j ON j.id = o.recruitment_id
            JOIN event x ON x.id = j.event_id WHERE o.person_id = v.id AND o.state <> 'd' AND x.id <> e.id
            AND x.start <= e."end" AND x."end" >= e.start ORDER BY x.start, x.id) AS applied,
        (e.latitude - v.airport_lat) ^ 2 + (e.longitude - v.airport_lon) ^ 2 AS distance
        FROM instructor_recruitment i JOIN event e ON e.id = i.event_id JOIN organization h ON h.id = e.host_id
        LEFT JOIN person v ON v.id = {viewer}
        LEFT JOIN instructor_recruitment_signup s ON s.recruitment_id = i.id AND s.person_id = v.id"#,
    from: "FROM instructor_recruitment i JOIN event e ON e.id = i.event_id",
    filters: &[
        Filter { name: OFFERED, meaning: Meaning::Switch("i.status = 'o' AND event_may_recruit(e, {today})") },
        Filter {
            name: "status",
            meaning: Meaning::OneOf(&[
                ("online", "event_has_tag(e.id, 'online')"),
                ("inperson", "NOT event_has_tag(e.id, 'online')"),
            ]),
        },
        Filter {
            name: "only_applied_to",
            meaning: Meaning::Ints(
                "EXISTS (SELECT FROM instructor_recruitment_signup o WHERE o.recruitment_id = i.id AND o.person_id = ANY({}))",
            ),
        },
        COUNTRY,
        CURRICULA,
    ],
    orders: &[
        Order { name: "calculated_priority", ascending: "calculated_priority", descending: "calculated_priority DESC" },
        BY_START,
        Order { name: "proximity", ascending: "distance NULLS LAST", descending: "distance DESC NULLS FIRST" },
    ],
    default_order: "e.start, i.id",
    tie: "i.id",
};

/// The filter that the page always switches on: open processes of events to come whose place is known (DM-RECR-11).
pub const OFFERED: &str = "offered";

/// Whether the viewer may see opportunities: staff, and instructors with an active role (DM-RECR-11, D-26). One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn may_see(db: &mut PgConnection, viewer: &Viewer, today: NaiveDate) -> Result<bool> {
    if viewer.is_admin {
        return Ok(true);
    }
    Ok(sqlx::query_scalar!(r#"SELECT has_community_role($1, 'instructor', $2) AS "is_instructor!""#, viewer.id, today)
        .fetch_one(db)
        .await?)
}

/// Whether the viewer may apply: as [`may_see`], and instructors must have told their airport (DM-RECR-11).
///
/// # Errors
/// When the database cannot be asked.
pub async fn may_sign_up(db: &mut PgConnection, viewer: &Viewer, today: NaiveDate) -> Result<bool> {
    Ok((viewer.is_admin || viewer.has_airport) && may_see(db, viewer, today).await?)
}
