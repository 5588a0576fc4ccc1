//! Lists of consents: those of a person (PER-11), and all of them (MNT-03). Nobody edits them (DM-CONS-06).

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::Result;
use crate::db::Db;
use crate::listing::{Filter, Listing, Meaning, Order};

/// A consent of a person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Record {
    /// Consent id.
    pub id: i32,
    /// The term in a few words.
    pub term: String,
    /// What was answered; `None` while unset.
    pub answer: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When another took its place.
    pub archived_at: Option<DateTime<Utc>>,
}

/// The person's consents: active ones first, then the latest archived. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_person(db: &mut Db, person: i32) -> Result<Vec<Record>> {
    Ok(sqlx::query_as!(
        Record,
        r#"SELECT c.id, t.short_description AS term, c.created_at, c.archived_at, CASE WHEN o.id IS NOT NULL THEN term_option_text(o) END AS answer
           FROM consent c JOIN term t ON t.id = c.term_id LEFT JOIN term_option o ON o.id = c.term_option_id
           WHERE c.person_id = $1 ORDER BY c.archived_at DESC NULLS FIRST, t.id, c.id DESC"#,
        person
    )
    .fetch_all(db)
    .await?)
}

/// A row of the list of all consents.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Consent id.
    pub id: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Person id.
    pub person_id: i32,
    /// Display string of the person.
    pub person: String,
    /// Slug of the term.
    pub term: String,
    /// What was answered; `None` while unset.
    pub answer: Option<String>,
    /// `agree` or `decline`.
    pub option_type: Option<String>,
    /// When another took its place.
    pub archived_at: Option<DateTime<Utc>>,
}

/// Filters, orders and rows of the list of all consents.
pub const LISTING: Listing = Listing {
    select: "SELECT c.id, c.created_at, c.person_id, person_label(p) AS person, t.slug AS term,
        CASE WHEN o.id IS NOT NULL THEN term_option_text(o) END AS answer, o.option_type, c.archived_at
        FROM consent c JOIN person p ON p.id = c.person_id JOIN term t ON t.id = c.term_id LEFT JOIN term_option o ON o.id = c.term_option_id",
    from: "FROM consent c JOIN person p ON p.id = c.person_id LEFT JOIN term_option o ON o.id = c.term_option_id",
    filters: &[
        Filter { name: "search", meaning: Meaning::Contains("concat_ws(' ', p.personal, p.family, p.email) ILIKE {}") },
        Filter { name: "term", meaning: Meaning::Ints("c.term_id = ANY({})") },
        Filter {
            name: "option_type",
            meaning: Meaning::OneOf(&[
                ("agree", "o.option_type = 'agree'"),
                ("decline", "o.option_type = 'decline'"),
                ("unset", "o.id IS NULL"),
            ]),
        },
        Filter { name: "archived", meaning: Meaning::Bool("(c.archived_at IS NOT NULL) = {}") },
    ],
    orders: &[
        Order { name: "created", ascending: "c.created_at", descending: "c.created_at DESC" },
        Order { name: "person", ascending: "p.family, p.personal", descending: "p.family DESC, p.personal DESC" },
    ],
    default_order: "c.created_at DESC, c.id DESC",
    tie: "c.id",
};
