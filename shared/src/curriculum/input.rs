//! What the curriculum form sends, and its rules.

use serde::{Deserialize, Serialize};

use super::CARPENTRIES;
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// So many characters may describe a curriculum.
const LONGEST_DESCRIPTION: usize = 400;

/// The curriculum form's fields by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurriculumInput {
    /// Whether forms offer it.
    pub active: bool,
    /// Key of one of [`CARPENTRIES`].
    pub carpentry: String,
    /// Its name in the code.
    pub slug: String,
    /// Name.
    pub name: String,
    /// What it is about, in Markdown.
    pub description: String,
    /// Stands for any other of its carpentry.
    pub other: bool,
    /// Stands for "don't know yet"; takes that from the present one (DM-CURR-01).
    pub unknown: bool,
    /// Stands for mix & match; takes that from the present one (DM-CURR-01).
    pub mix_match: bool,
    /// Website.
    pub website: String,
}

impl Input for CurriculumInput {
    /// The curriculum's own number when it exists.
    type Own = Option<i32>;

    async fn check(&self, db: &mut Db, own: &Option<i32>) -> Result<FieldErrors> {
        let facts = sqlx::query!(
            r#"SELECT EXISTS (SELECT FROM curriculum WHERE slug = $1 AND id IS DISTINCT FROM $3) AS "slug_taken!",
                EXISTS (SELECT FROM curriculum WHERE name = $2 AND id IS DISTINCT FROM $3) AS "name_taken!""#,
            self.slug,
            self.name,
            *own
        )
        .fetch_one(db)
        .await?;
        let mut errors = FieldErrors::default();
        errors.require(
            !self.slug.is_empty() && self.slug.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')),
            "slug",
            "Use letters, digits, hyphens and underscores, such as swc-python.",
        );
        errors.require(!facts.slug_taken, "slug", "Another curriculum has this slug already.");
        errors.require(!self.name.is_empty(), "name", "Give it a name.");
        errors.require(!facts.name_taken, "name", "Another curriculum has this name already.");
        errors.require(
            CARPENTRIES.iter().any(|(key, _)| *key == self.carpentry),
            "carpentry",
            "Choose one of the offered carpentries.",
        );
        errors.require(
            self.description.chars().count() <= LONGEST_DESCRIPTION,
            "description",
            "Say it in at most 400 characters.",
        );
        Ok(errors)
    }
}

/// The stored curriculum `id` as its form shows it: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn stored(db: &mut Db, id: i32) -> Result<Option<CurriculumInput>> {
    Ok(sqlx::query_as!(
        CurriculumInput,
        "SELECT active, carpentry, slug, name, description, other, unknown, mix_match, website FROM curriculum WHERE id = $1",
        id
    )
    .fetch_optional(db)
    .await?)
}
