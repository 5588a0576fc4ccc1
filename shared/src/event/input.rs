//! What the event form sends, and what it starts from.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Result;
use crate::check::asked;

/// The event form's fields by their names (EVT-02). Texts are trimmed, empty ones stand for nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EventInput {
    /// The event's name in addresses (DM-EVENT-01).
    pub slug: String,
    /// No further work is needed.
    pub completed: bool,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Organization where it takes place.
    pub host: i32,
    /// Organization that organizes and funds it.
    pub sponsor: i32,
    /// Membership that it counts towards.
    pub membership: Option<i32>,
    /// Benefit of an account, counted in events, that it uses; `None` leaves it as it is (a form may not ask).
    #[serde(default, deserialize_with = "asked", skip_serializing_if = "Option::is_none")]
    pub allocated_benefit: Option<Option<Uuid>>,
    /// One of [`super::ADMINISTRATORS`].
    pub administrator: i32,
    /// `public`, `private` or nothing.
    pub public_status: Option<String>,
    /// Person who looks after it.
    pub assigned_to: Option<i32>,
    /// Category.
    pub event_category: Option<Uuid>,
    /// Curricula taught.
    pub curricula: Vec<i32>,
    /// Lessons covered; `None` leaves them as they are (the form for a new event does not ask).
    #[serde(default)]
    pub lessons: Option<Vec<i32>>,
    /// Tags, at least one.
    pub tags: Vec<i32>,
    /// Takes applications without a member's seat.
    #[serde(rename = "open_TTT_applications")]
    pub open_ttt_applications: bool,
    /// Website.
    pub url: String,
    /// Language of instruction.
    pub language: Option<i32>,
    /// Eventbrite key.
    pub reg_key: String,
    /// Attendance as told by the host.
    pub manual_attendance: Option<i32>,
    /// Additional contacts, joined by `;`.
    pub contact: String,
    /// Survey for instructors (DM-EVENT-05).
    pub instructors_pre: String,
    /// Country code.
    pub country: Option<String>,
    /// Venue.
    pub venue: String,
    /// Address.
    pub address: String,
    /// Latitude in degrees.
    pub latitude: Option<f64>,
    /// Longitude in degrees.
    pub longitude: Option<f64>,
    /// A comment to add (DM-EVENT-10).
    #[serde(default)]
    pub comment: String,
}

/// An event as its edit form starts from it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Event id.
    pub id: i32,
    /// The fields.
    pub input: EventInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored event called `slug`, as the form shows it; one statement. With `lock`, its row is held until the transaction
/// ends, so that the version cannot move.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut PgConnection, slug: &str, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM event WHERE slug = $1 FOR UPDATE", slug).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT e.*,
            ARRAY(SELECT tag_id FROM event_tag x WHERE x.event_id = e.id ORDER BY 1) AS "tags!",
            ARRAY(SELECT curriculum_id FROM event_curriculum x WHERE x.event_id = e.id ORDER BY 1) AS "curricula!",
            ARRAY(SELECT lesson_id FROM event_lesson x WHERE x.event_id = e.id ORDER BY 1) AS "lessons!",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'event' AND v.object_id = e.id::text) AS "version!"
           FROM event e WHERE e.slug = $1"#,
        slug,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        id: row.id,
        version: row.version,
        input: EventInput {
            slug: row.slug,
            completed: row.completed,
            start: row.start,
            end: row.end,
            host: row.host_id,
            sponsor: row.sponsor_id.unwrap_or_default(),
            membership: row.membership_id,
            allocated_benefit: Some(row.allocated_benefit_id),
            administrator: row.administrator_id.unwrap_or_default(),
            public_status: (!row.public_status.is_empty()).then_some(row.public_status),
            assigned_to: row.assigned_to_id,
            event_category: row.event_category_id,
            curricula: row.curricula,
            lessons: Some(row.lessons),
            tags: row.tags,
            open_ttt_applications: row.open_ttt_applications,
            url: row.url.unwrap_or_default(),
            language: row.language_id,
            reg_key: row.reg_key,
            manual_attendance: Some(row.manual_attendance),
            contact: row.contact,
            instructors_pre: row.instructors_pre,
            country: row.country,
            venue: row.venue,
            address: row.address,
            latitude: row.latitude,
            longitude: row.longitude,
            comment: String::new(),
        },
    }))
}
