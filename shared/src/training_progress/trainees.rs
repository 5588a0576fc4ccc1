//! The list of trainees (DM-TPROG-10, TRN-02).

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::types::Json;

use super::State;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TraineeRow {
    /// Person id.
    pub id: i32,
    /// Full name.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// When they last signed in.
    pub last_login: Option<DateTime<Utc>>,
    /// All progress, oldest first.
    pub progress: Json<Vec<Progress>>,
    /// The trainings where they learned, oldest first: event id and slug.
    pub trainings: Json<Vec<(i32, String)>>,
    /// Their training requests, oldest first: id and when it was made.
    pub requests: Json<Vec<(i32, DateTime<Utc>)>>,
    /// Holds the badge of an instructor.
    pub is_instructor: bool,
    /// More than 0 for who has passed all requirements (DM-PERSON-18).
    pub instructor_eligible: i64,
    /// What is not passed yet (DM-PERSON-19).
    pub missing: Vec<String>,
}

/// A piece of progress in a row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Progress {
    /// Record id.
    pub id: i32,
    /// Name of the requirement.
    pub requirement: String,
    /// How it was judged.
    pub state: State,
    /// The activity; for one that is none of the named, what the trainee said.
    pub activity: Option<String>,
    /// When the activity took place.
    pub date: Option<NaiveDate>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// The admins' words.
    pub notes: String,
}

/// Filters, orders and rows of the list. Without `all_persons` set to yes, pass [`TRAINEES_ONLY`].
pub const LISTING: Listing = Listing {
    select: r#"SELECT p.id, person_full_name(p) AS name, p.email, p.last_login,
        coalesce((SELECT jsonb_agg(jsonb_build_object('id', tp.id, 'requirement', r.name, 'state', tp.state,
                'activity', CASE WHEN i.name = 'Other' THEN tp.trainee_notes ELSE i.display_name END, 'date', tp.date,
                'created_at', tp.created_at, 'notes', tp.notes) ORDER BY tp.created_at, tp.id)
            FROM training_progress tp JOIN training_requirement r ON r.id = tp.requirement_id
            LEFT JOIN involvement i ON i.id = tp.involvement_type_id WHERE tp.trainee_id = p.id), '[]') AS progress,
        coalesce((SELECT jsonb_agg(jsonb_build_array(e.id, e.slug) ORDER BY e.start, e.slug)
            FROM training_task t JOIN event e ON e.id = t.event_id WHERE t.person_id = p.id), '[]') AS trainings,
        coalesce((SELECT jsonb_agg(jsonb_build_array(q.id, q.created_at) ORDER BY q.created_at, q.id)
            FROM training_request q WHERE q.person_id = p.id), '[]') AS requests,
        holds_badge(p.id, '{instructor}') AS is_instructor,
        eligibility.instructor_eligible,
        array_remove(ARRAY[
            CASE WHEN eligibility.passed_training = 0 THEN 'Training' END,
            CASE WHEN eligibility.passed_get_involved = 0 THEN 'Get Involved' END,
            CASE WHEN eligibility.passed_welcome = 0 THEN 'Welcome Session' END,
            CASE WHEN eligibility.passed_demo = 0 THEN 'Demo' END], NULL) AS missing
        FROM person p JOIN instructor_eligibility eligibility ON eligibility.person_id = p.id"#,
    from: "FROM person p",
    filters: &[
        Filter { name: "search", meaning: Meaning::Words("p.personal ILIKE {} OR p.family ILIKE {} OR p.email ILIKE {}") },
        Filter {
            name: "all_persons",
            meaning: Meaning::Bool("{} OR EXISTS (SELECT FROM training_task t WHERE t.person_id = p.id)"),
        },
        Filter {
            name: "get_involved",
            meaning: Meaning::Switch(
                "EXISTS (SELECT FROM training_progress tp JOIN training_requirement r ON r.id = tp.requirement_id
                 WHERE tp.trainee_id = p.id AND tp.state = 'n' AND r.name = 'Get Involved')",
            ),
        },
        Filter {
            name: "training_request",
            meaning: Meaning::Bool("EXISTS (SELECT FROM training_request q WHERE q.person_id = p.id) = {}"),
        },
        Filter {
            name: "is_instructor",
            meaning: Meaning::OneOf(&[
                ("yes", "holds_badge(p.id, '{instructor}')"),
                (
                    "eligible",
                    "EXISTS (SELECT FROM instructor_eligibility y WHERE y.person_id = p.id AND y.instructor_eligible > 0)
                     AND NOT holds_badge(p.id, '{instructor}')",
                ),
                ("no", "NOT holds_badge(p.id, '{instructor}')"),
            ]),
        },
        Filter {
            name: "training",
            meaning: Meaning::Ints("EXISTS (SELECT FROM training_task t WHERE t.person_id = p.id AND t.event_id = ANY({}))"),
        },
    ],
    orders: &[
        Order { name: "last_login", ascending: "p.last_login NULLS FIRST", descending: "p.last_login DESC NULLS LAST" },
        Order { name: "email", ascending: "lower(p.email) NULLS LAST", descending: "lower(p.email) DESC NULLS LAST" },
        Order {
            name: "lastname",
            ascending: "p.family, p.middle, p.personal",
            descending: "p.family DESC, p.middle DESC, p.personal DESC",
        },
        Order {
            name: "firstname",
            ascending: "p.personal, p.middle, p.family",
            descending: "p.personal DESC, p.middle DESC, p.family DESC",
        },
    ],
    default_order: "p.family, p.personal, p.id",
    tie: "p.id",
};

/// The filter that a query must have, unless it asks for all persons: who is no trainee is not shown.
pub const TRAINEES_ONLY: (&str, crate::listing::Value) = ("all_persons", crate::listing::Value::Bool(false));
