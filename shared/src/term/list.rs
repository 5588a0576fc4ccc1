//! The list of terms (MNT-01).

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::types::Json;

use crate::Result;
use crate::db::Db;

/// A term with all its options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Term id.
    pub id: i32,
    /// Slug.
    pub slug: String,
    /// What is asked.
    pub content: String,
    /// The same for applicants to instructor training.
    pub training_request_content: String,
    /// The term in a few words.
    pub short_description: String,
    /// Key of one of [`super::REQUIRED_TYPES`].
    pub required_type: String,
    /// When it was archived.
    pub archived_at: Option<DateTime<Utc>>,
    /// Active options first.
    pub options: Json<Vec<TermOption>>,
}

/// An answer that a term offers, or offered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TermOption {
    /// Option id.
    pub id: i32,
    /// Key of one of [`super::OPTION_TYPES`].
    pub option_type: String,
    /// Its own words; empty for yes or no.
    pub content: String,
    /// When it was archived.
    pub archived_at: Option<DateTime<Utc>>,
}

/// All terms, active ones first, by id: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn all(db: &mut Db) -> Result<Vec<Term>> {
    Ok(sqlx::query_as!(
        Term,
        r#"SELECT t.id, t.slug, t.content, t.training_request_content, t.short_description, t.required_type, t.archived_at,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'option_type', o.option_type, 'content', o.content,
                    'archived_at', o.archived_at) ORDER BY o.archived_at NULLS FIRST, o.id)
                FROM term_option o WHERE o.term_id = t.id), '[]') AS "options!: Json<Vec<TermOption>>"
           FROM term t ORDER BY t.archived_at NULLS FIRST, t.id"#
    )
    .fetch_all(db)
    .await?)
}
