//! An event with everything its page shows (EVT-04).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::{Json, Uuid};

use crate::Result;

/// A tag as a pill: its name, and what it stands for on hover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagLabel {
    /// Name.
    pub name: String,
    /// What it stands for.
    pub details: String,
}

/// A curriculum as a pill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurriculumLabel {
    /// Slug, shown.
    pub slug: String,
    /// Name, on hover.
    pub name: String,
}

/// An event with the names of what it refers to.
#[derive(Debug, Clone)]
pub struct Details {
    /// Event id.
    pub id: i32,
    /// Slug.
    pub slug: String,
    /// No further work needed.
    pub completed: bool,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Domain of the host.
    pub host_domain: String,
    /// Display string of the host.
    pub host: String,
    /// Domain of the organiser.
    pub sponsor_domain: Option<String>,
    /// Display string of the organiser.
    pub sponsor: Option<String>,
    /// Domain of the administrator.
    pub administrator_domain: Option<String>,
    /// Display string of the administrator.
    pub administrator: Option<String>,
    /// Membership id.
    pub membership_id: Option<i32>,
    /// Display string of the membership.
    pub membership: Option<String>,
    /// Benefit of an account that it uses.
    pub allocated_benefit_id: Option<Uuid>,
    /// Display string of that benefit, as on its first day.
    pub allocated_benefit: Option<String>,
    /// Who looks after it.
    pub assigned_to_id: Option<i32>,
    /// Display string of that person.
    pub assigned_to: Option<String>,
    /// `public`, `private` or empty.
    pub public_status: String,
    /// Category's name.
    pub category: Option<String>,
    /// Tags by priority.
    pub tags: Json<Vec<TagLabel>>,
    /// Curricula by slug.
    pub curricula: Json<Vec<CurriculumLabel>>,
    /// Names of lessons covered.
    pub lessons: Vec<String>,
    /// Takes applications without a member's seat.
    pub open_ttt_applications: bool,
    /// Website as stored.
    pub url: Option<String>,
    /// Language of instruction.
    pub language: Option<String>,
    /// Eventbrite key.
    pub reg_key: String,
    /// Survey for instructors.
    pub instructors_pre: String,
    /// Attendance as told by the host.
    pub manual_attendance: i32,
    /// Number of learner tasks.
    pub learners: i64,
    /// Additional contacts, joined by `;`.
    pub contact: String,
    /// Country code.
    pub country: Option<String>,
    /// Country's name.
    pub country_name: Option<String>,
    /// Venue.
    pub venue: String,
    /// Address.
    pub address: String,
    /// Latitude in degrees.
    pub latitude: Option<f64>,
    /// Longitude in degrees.
    pub longitude: Option<f64>,
}

impl Details {
    /// The higher of what the host told and how many learners are known (DM-EVENT-11).
    #[must_use]
    pub fn attendance(&self) -> i64 {
        self.learners.max(self.manual_attendance.into())
    }

    /// Whether the event carries the tag `name`.
    #[must_use]
    pub fn has_tag(&self, name: &str) -> bool {
        self.tags.iter().any(|tag| tag.name == name)
    }
}

/// The id of the event called `slug`; `None` when there is none. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn id_of(db: &mut PgConnection, slug: &str) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!("SELECT id FROM event WHERE slug = $1", slug).fetch_optional(db).await?)
}

/// The event called `slug`, as of `today`: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn by_slug(db: &mut PgConnection, slug: &str, today: NaiveDate) -> Result<Option<Details>> {
    Ok(sqlx::query_as!(
        Details,
        r#"SELECT e.id, e.slug, e.completed, e.start, e."end", e.public_status, e.open_ttt_applications, e.url, e.reg_key,
            e.instructors_pre, e.manual_attendance, e.contact, e.country, e.venue, e.address, e.latitude, e.longitude,
            e.membership_id, e.allocated_benefit_id, e.assigned_to_id,
            (SELECT account_benefit_label(b, $2) FROM account_benefit b WHERE b.id = e.allocated_benefit_id) AS allocated_benefit,
            h.domain AS host_domain, h.fullname || ' <' || h.domain || '>' AS "host!",
            s.domain AS "sponsor_domain?", s.fullname || ' <' || s.domain || '>' AS sponsor,
            a.domain AS "administrator_domain?", a.fullname || ' <' || a.domain || '>' AS administrator,
            (SELECT membership_label(m) FROM membership m WHERE m.id = e.membership_id) AS membership,
            (SELECT person_label(p) FROM person p WHERE p.id = e.assigned_to_id) AS assigned_to,
            (SELECT name FROM event_category c WHERE c.id = e.event_category_id) AS category,
            (SELECT name FROM language l WHERE l.id = e.language_id) AS language,
            (SELECT name FROM country c WHERE c.code = e.country) AS country_name,
            coalesce((SELECT jsonb_agg(jsonb_build_object('name', t.name, 'details', t.details) ORDER BY t.priority, t.name)
                FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = e.id), '[]') AS "tags!: Json<Vec<TagLabel>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name) ORDER BY c.slug)
                FROM event_curriculum ec JOIN curriculum c ON c.id = ec.curriculum_id WHERE ec.event_id = e.id), '[]')
                AS "curricula!: Json<Vec<CurriculumLabel>>",
            ARRAY(SELECT l.name FROM event_lesson el JOIN lesson l ON l.id = el.lesson_id WHERE el.event_id = e.id ORDER BY 1) AS "lessons!",
            (SELECT count(*) FROM task t JOIN role r ON r.id = t.role_id WHERE t.event_id = e.id AND r.name = 'learner') AS "learners!"
           FROM event e
           JOIN organization h ON h.id = e.host_id
           LEFT JOIN organization s ON s.id = e.sponsor_id
           LEFT JOIN organization a ON a.id = e.administrator_id
           WHERE e.slug = $1"#,
        slug,
        today
    )
    .fetch_optional(db)
    .await?)
}

/// A task at an event, as its page shows it.
#[derive(Debug, Clone)]
pub struct EventTask {
    /// Task id.
    pub id: i32,
    /// Person id.
    pub person_id: i32,
    /// The person's full name.
    pub person: String,
    /// The person's address, if there is one and they consented to be contacted (`may-contact`).
    pub email: Option<String>,
    /// Names of the person's important badges (GLB-09).
    pub badges: Vec<String>,
    /// For each community role `instructor` of the person: whether it is active (DM-CROLE-01).
    pub instructor_roles: Vec<bool>,
    /// The role's name.
    pub role: String,
    /// The membership whose seat it uses.
    pub seat_membership_id: Option<i32>,
    /// Display string of that membership.
    pub seat_membership: Option<String>,
    /// A public seat, or an in-house one.
    pub seat_public: bool,
    /// Came by open application.
    pub seat_open_training: bool,
}

/// The tasks at an event by role's name: one statement. `today` decides which community roles are active.
///
/// # Errors
/// When the database cannot be asked.
pub async fn tasks(db: &mut PgConnection, event: i32, today: NaiveDate) -> Result<Vec<EventTask>> {
    Ok(sqlx::query_as!(
        EventTask,
        r#"SELECT t.id, t.person_id, person_full_name(p) AS "person!", t.seat_membership_id, t.seat_public, t.seat_open_training,
            CASE WHEN may_contact(p) THEN p.email END AS email,
            ARRAY(SELECT b.name FROM award a JOIN badge b ON b.id = a.badge_id
                WHERE a.person_id = p.id AND b.name IN ('instructor', 'trainer') ORDER BY b.name) AS "badges!",
            ARRAY(SELECT community_role_is_active(c, $2) FROM community_role c JOIN community_role_config cc ON cc.id = c.config_id
                WHERE c.person_id = p.id AND cc.name = 'instructor' ORDER BY c.id) AS "instructor_roles!",
            r.name AS role,
            (SELECT membership_label(m) FROM membership m WHERE m.id = t.seat_membership_id) AS seat_membership
           FROM task t JOIN person p ON p.id = t.person_id JOIN role r ON r.id = t.role_id
           WHERE t.event_id = $1
           ORDER BY r.name, p.family, p.personal, t.id"#,
        event,
        today
    )
    .fetch_all(db)
    .await?)
}
