//! What a person is asked.

use serde::Deserialize;
use sqlx::types::Json;

use super::{Answer, OWN};
use crate::Result;
use crate::db::Db;

/// Which terms a form asks about. Archived ones never (DM-CONS-01, D-27).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Required ones without an answer, before the person may go on (DM-CONS-09).
    Missing,
    /// Those of the own profile (DM-CONS-10).
    Own,
    /// All of them.
    All,
}

/// A term with its possible answers, as a form asks it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// Term id.
    pub term: i32,
    /// Slug of the term: the field's name.
    pub slug: String,
    /// What is asked; may hold links in HTML.
    pub content: String,
    /// The same on the form for applicants to instructor training.
    pub application_content: String,
    /// What it means.
    pub help_text: String,
    /// The term in a few words.
    pub short_description: String,
    /// Whether it must be answered.
    pub required: bool,
    /// The answers that are offered.
    pub options: Vec<Choice>,
    /// Id of the present answer.
    pub answer: Option<i32>,
}

/// A possible answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Choice {
    /// Option id.
    pub id: i32,
    /// What it says.
    pub text: String,
}

/// What `person` is asked, or somebody who is none yet, in the order of the terms' ids: one statement. With
/// [`Scope::Missing`], nothing means that they may go on (DM-CONS-09).
///
/// # Errors
/// When the database cannot be asked.
pub async fn questions(db: &mut Db, person: Option<i32>, scope: Scope) -> Result<Vec<Question>> {
    let own = OWN.map(str::to_owned);
    let rows = sqlx::query!(
        r#"SELECT t.id, t.slug, t.content, coalesce(nullif(t.training_request_content, ''), t.content) AS "application_content!",
            t.help_text, t.short_description, t.required_type <> 'optional' AS "required!",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'text', term_option_text(o)) ORDER BY o.id)
                FROM term_option o WHERE o.term_id = t.id AND o.archived_at IS NULL), '[]') AS "options!: Json<Vec<Choice>>",
            (SELECT c.term_option_id FROM consent c WHERE c.person_id = $1 AND c.term_id = t.id AND c.archived_at IS NULL) AS answer
           FROM term t
           WHERE t.archived_at IS NULL AND ($2::text[] IS NULL OR t.slug = ANY($2)) AND (NOT $3 OR must_answer($1, t))
           ORDER BY t.id"#,
        person,
        (scope == Scope::Own).then_some(&own[..]),
        scope == Scope::Missing,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Question {
            term: row.id,
            slug: row.slug,
            content: row.content,
            application_content: row.application_content,
            help_text: row.help_text,
            short_description: row.short_description,
            required: row.required,
            options: row.options.0,
            answer: row.answer,
        })
        .collect())
}

/// Whether the person has a required term yet to answer, and so may go nowhere else (DM-CONS-09): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn must_answer(db: &mut Db, person: i32) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM term t WHERE must_answer($1, t)) AS "must!""#, person)
        .fetch_one(db)
        .await?)
}

/// How the person stands to the term `slug` (DM-CONS-11): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn read_answer(db: &mut Db, person: i32, slug: &str) -> Result<Answer> {
    let answer = sqlx::query_scalar!("SELECT consent_answer(p, $2) FROM person p WHERE p.id = $1", person, slug)
        .fetch_optional(db)
        .await?
        .flatten();
    Ok(match answer.as_deref() {
        Some("agree") => Answer::Agreed,
        Some(_) => Answer::Declined,
        None => Answer::Unset,
    })
}
