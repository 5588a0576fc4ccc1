//! What request forms offer.

use crate::Result;
use crate::db::Db;

/// Which curricula a form offers besides the usual ones (DM-CURR-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// "Don't know yet".
    pub unknown: bool,
    /// The "other" of each carpentry.
    pub other: bool,
    /// Mix & match.
    pub mix_match: bool,
    /// "Don't know yet" comes first, not last.
    pub unknown_first: bool,
}

impl Default for Offer {
    fn default() -> Self {
        Self { unknown: true, other: true, mix_match: false, unknown_first: false }
    }
}

/// A curriculum to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurriculumChoice {
    /// Curriculum id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// What it is about, in Markdown.
    pub description: String,
    /// Website.
    pub website: String,
    /// "Don't know yet" excludes every other choice.
    pub unknown: bool,
}

/// The active curricula of `offer` in the order of forms (DM-CURR-02): one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut Db, offer: Offer) -> Result<Vec<CurriculumChoice>> {
    Ok(sqlx::query_as!(
        CurriculumChoice,
        "SELECT id, name, description, website, unknown FROM curriculum
         WHERE active AND ($1 OR NOT unknown) AND ($2 OR NOT other) AND ($3 OR NOT mix_match)
         ORDER BY CASE
             WHEN carpentry = 'SWC' THEN CASE WHEN other THEN 15 ELSE 10 END
             WHEN carpentry = 'DC' THEN CASE WHEN other THEN 25 ELSE 20 END
             WHEN carpentry = 'LC' THEN CASE WHEN other THEN 35 ELSE 30 END
             WHEN unknown THEN CASE WHEN $4 THEN 1 ELSE 200 END
             WHEN carpentry = '' THEN 100
             ELSE 1 END, name",
        offer.unknown,
        offer.other,
        offer.mix_match,
        offer.unknown_first
    )
    .fetch_all(db)
    .await?)
}
