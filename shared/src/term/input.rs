//! What the term form sends, and what it starts from.

use serde::{Deserialize, Serialize};
use sqlx::types::Json;

use super::OPTIONAL;
use crate::Result;
use crate::db::Db;

/// The term form's fields by their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermInput {
    /// The term's name in the code.
    pub slug: String,
    /// What is asked; may hold links in HTML.
    pub content: String,
    /// The same for applicants to instructor training; empty for no other words.
    pub training_request_content: String,
    /// Key of one of [`super::REQUIRED_TYPES`].
    pub required_type: String,
    /// What it means.
    pub help_text: String,
    /// The term in a few words.
    pub short_description: String,
    /// The answers on offer. One that is stored and left out here stays as it is: options are archived, not deleted.
    pub options: Vec<OptionInput>,
}

impl Default for TermInput {
    /// A new term is optional (DM-CONS-03).
    fn default() -> Self {
        Self {
            slug: String::new(),
            content: String::new(),
            training_request_content: String::new(),
            required_type: OPTIONAL.to_owned(),
            help_text: String::new(),
            short_description: String::new(),
            options: Vec::new(),
        }
    }
}

/// An answer in the term form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionInput {
    /// Option id; `None` for a new one.
    pub id: Option<i32>,
    /// Key of one of [`super::OPTION_TYPES`].
    pub option_type: String,
    /// Its own words; empty for yes or no.
    pub content: String,
}

/// A term as its edit form starts from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The fields, with the active options.
    pub input: TermInput,
    /// Newest version, to notice a faster hand.
    pub version: i64,
}

/// The stored term `id` as the form shows it. With `lock`, its row is held until the transaction ends.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: i32, lock: bool) -> Result<Option<Stored>> {
    if lock {
        sqlx::query!("SELECT id FROM term WHERE id = $1 FOR UPDATE", id).fetch_optional(&mut *db).await?;
    }
    let row = sqlx::query!(
        r#"SELECT t.slug, t.content, t.training_request_content, t.required_type, t.help_text, t.short_description,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'option_type', o.option_type, 'content', o.content) ORDER BY o.id)
                FROM term_option o WHERE o.term_id = t.id AND o.archived_at IS NULL), '[]') AS "options!: Json<Vec<OptionInput>>",
            (SELECT coalesce(max(v.id), 0) FROM version v WHERE v.object_type = 'term' AND v.object_id = t.id::text) AS "version!"
           FROM term t WHERE t.id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored {
        version: row.version,
        input: TermInput {
            slug: row.slug,
            content: row.content,
            training_request_content: row.training_request_content,
            required_type: row.required_type,
            help_text: row.help_text,
            short_description: row.short_description,
            options: row.options.0,
        },
    }))
}
