//! The list of processes (REC-01, DM-RECR-04).

use chrono::NaiveDate;

use crate::listing::{Filter, Listing, Meaning, Order};

/// A process in the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Process id.
    pub id: i32,
    /// Status by its code.
    pub status: String,
    /// For instructors to read.
    pub notes: String,
    /// Priority that somebody chose.
    pub priority: Option<i32>,
    /// Chosen, else automatic (DM-RECR-02).
    pub calculated_priority: i32,
    /// Who looks after it.
    pub assigned_to_id: Option<i32>,
    /// That person's full name.
    pub assigned_to: Option<String>,
    /// Event id.
    pub event_id: i32,
    /// Slug of the event.
    pub event: String,
    /// The event's first day.
    pub start: Option<NaiveDate>,
    /// The event's last day.
    pub end: Option<NaiveDate>,
    /// Whether it takes place online.
    pub is_online: bool,
    /// How many applications are pending.
    pub num_pending: i64,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: r#"SELECT i.id, i.status, i.notes, i.priority, i.assigned_to_id, person_full_name(a) AS assigned_to, i.event_id,
        e.slug AS event, e.start, e."end", event_has_tag(e.id, 'online') AS is_online,
        coalesce(i.priority, recruitment_priority(e.start, event_has_tag(e.id, 'online'), {today})) AS calculated_priority,
        (SELECT count(*) FROM instructor_recruitment_signup s WHERE s.recruitment_id = i.id AND s.state = 'p') AS num_pending
        FROM instructor_recruitment i JOIN event e ON e.id = i.event_id LEFT JOIN person a ON a.id = i.assigned_to_id"#,
    from: "FROM instructor_recruitment i JOIN event e ON e.id = i.event_id",
    filters: &[
        Filter { name: "assigned_to", meaning: Meaning::Ints("i.assigned_to_id = ANY({})") },
        Filter { name: "status", meaning: Meaning::Texts("i.status = ANY({})") },
        Filter {
            name: "online_inperson",
            meaning: Meaning::OneOf(&[
                ("online", "event_has_tag(e.id, 'online')"),
                ("inperson", "NOT event_has_tag(e.id, 'online')"),
            ]),
        },
        COUNTRY,
        CURRICULA,
    ],
    orders: &[
        Order { name: "calculated_priority", ascending: "calculated_priority", descending: "calculated_priority DESC" },
        BY_START,
    ],
    default_order: "i.created_at DESC, i.id DESC",
    tie: "i.id",
};

pub(super) const COUNTRY: Filter = Filter { name: "country", meaning: Meaning::Texts("e.country = ANY({})") };
pub(super) const CURRICULA: Filter = Filter {
    name: "curricula",
    meaning: Meaning::Ints("EXISTS (SELECT FROM event_curriculum ec WHERE ec.event_id = e.id AND ec.curriculum_id = ANY({}))"),
};
pub(super) const BY_START: Order =
    Order { name: "event__start", ascending: "e.start NULLS LAST", descending: "e.start DESC NULLS LAST" };
