//! The list of applications (TRQ-01).

use chrono::{DateTime, Utc};
use sqlx::types::Json;

use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Request id.
    pub id: i32,
    /// Full name of the applicant.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Registration code.
    pub member_code: String,
    /// Affiliation as in the application.
    pub affiliation: String,
    /// Location.
    pub location: String,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// Stored letter of the state.
    pub state: String,
    /// The matched person.
    pub person_id: Option<i32>,
    /// Their full name.
    pub person: Option<String>,
    /// Their address.
    pub person_email: Option<String>,
    /// Their affiliation.
    pub person_affiliation: Option<String>,
    /// Slugs of the trainings where they learn.
    pub trainings: Json<Vec<String>>,
    /// The whole score (DM-TREQ-01).
    pub score_total: i32,
}

/// What the list shows when nothing is asked for: open applications without a person.
pub const DEFAULT_FILTERS: [(&str, &str); 2] = [("state", "pa"), ("matched", "u")];

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: "SELECT r.id, trim(concat_ws(' ', r.personal, nullif(r.middle, ''), r.family)) AS name, r.email, r.member_code, r.affiliation,
        r.location, r.created_at, r.state::text AS state, r.person_id, person_full_name(p) AS person, p.email AS person_email,
        p.affiliation AS person_affiliation, r.score_auto + coalesce(r.score_manual, 0) AS score_total,
        coalesce((SELECT jsonb_agg(e.slug ORDER BY e.start, e.slug) FROM training_task t JOIN event e ON e.id = t.event_id
            WHERE t.person_id = r.person_id), '[]') AS trainings
        FROM training_request r LEFT JOIN person p ON p.id = r.person_id",
    from: "FROM training_request r LEFT JOIN person p ON p.id = r.person_id",
    filters: &[
        Filter {
            name: "search",
            meaning: Meaning::Words(
                "r.personal ILIKE {} OR r.middle ILIKE {} OR r.family ILIKE {} OR r.email ILIKE {}
                 OR p.personal ILIKE {} OR p.middle ILIKE {} OR p.family ILIKE {} OR p.email ILIKE {}",
            ),
        },
        Filter { name: "member_code", meaning: Meaning::Contains("r.member_code ILIKE {}") },
        Filter {
            // DM-TREQ-19: the id in an address, else the text itself.
            name: "eventbrite_id",
            meaning: Meaning::Contains("r.eventbrite_url ILIKE coalesce('%' || substring({} FROM '[0-9]{10,}') || '%', {})"),
        },
        Filter {
            name: "state",
            meaning: Meaning::OneOf(&[
                ("pa", "r.state IN ('p', 'a')"),
                ("p", "r.state = 'p'"),
                ("d", "r.state = 'd'"),
                ("a", "r.state = 'a'"),
                ("w", "r.state = 'w'"),
            ]),
        },
        Filter {
            // DM-TREQ-07
            name: "matched",
            meaning: Meaning::OneOf(&[
                ("u", "r.person_id IS NULL"),
                ("p", "r.person_id IS NOT NULL AND NOT EXISTS (SELECT FROM training_task t WHERE t.person_id = r.person_id)"),
                ("t", "EXISTS (SELECT FROM training_task t WHERE t.person_id = r.person_id)"),
            ]),
        },
        Filter { name: "nonnull_manual_score", meaning: Meaning::Switch("r.score_manual IS NOT NULL") },
        Filter { name: "invalid_member_code", meaning: Meaning::Switch("r.member_code_override") },
        Filter { name: "affiliation", meaning: Meaning::Contains("r.affiliation ILIKE {} OR p.affiliation ILIKE {}") },
        Filter { name: "location", meaning: Meaning::Contains("r.location ILIKE {}") },
        // What was ticked, for downloads; nothing ticked is nothing downloaded.
        Filter { name: "ids", meaning: Meaning::Ints("r.id = ANY({})") },
    ],
    orders: &[
        Order { name: "created_at", ascending: "r.created_at", descending: "r.created_at DESC" },
        Order {
            name: "score_total",
            ascending: "r.score_auto + coalesce(r.score_manual, 0)",
            descending: "r.score_auto + coalesce(r.score_manual, 0) DESC",
        },
        Order {
            name: "lastname",
            ascending: "r.family, r.middle, r.personal",
            descending: "r.family DESC, r.middle DESC, r.personal DESC",
        },
        Order {
            name: "firstname",
            ascending: "r.personal, r.middle, r.family",
            descending: "r.personal DESC, r.middle DESC, r.family DESC",
        },
    ],
    default_order: "r.created_at, r.id",
    tie: "r.id",
};
