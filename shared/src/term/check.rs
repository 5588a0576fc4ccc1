//! The rules of a term (DM-CONS-03).

use super::{AGREE, OPTION_TYPES, OPTIONAL, REQUIRED_TYPES, TermInput};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

impl Input for TermInput {
    /// The term's own number when it exists.
    type Own = Option<i32>;

    async fn check(&self, db: &mut Db, own: &Option<i32>) -> Result<FieldErrors> {
        let mut errors = FieldErrors::default();
        let is_slug = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        errors.require(
            !self.slug.is_empty() && self.slug.chars().all(is_slug),
            "slug",
            "Use letters, digits, hyphens and underscores, such as may-contact.",
        );
        errors.require(!self.content.trim().is_empty(), "content", "Say what is asked.");
        errors.require(!self.short_description.trim().is_empty(), "short_description", "Say it in a few words.");
        errors.require(
            REQUIRED_TYPES.iter().any(|(key, _)| *key == self.required_type),
            "required_type",
            "Choose one of the offered values.",
        );
        errors.require(
            self.options.iter().all(|option| OPTION_TYPES.iter().any(|(key, _)| *key == option.option_type)),
            "options",
            "Each answer agrees or declines: choose which.",
        );
        let ids: Vec<i32> = self.options.iter().filter_map(|option| option.id).collect();
        let facts = sqlx::query!(
            r#"SELECT
                EXISTS (SELECT FROM term WHERE slug = $1 AND id IS DISTINCT FROM $2) AS "slug_taken!",
                EXISTS (SELECT FROM term WHERE id = $2 AND archived_at IS NOT NULL) AS "archived!",
                NOT EXISTS (SELECT unnest($3::int[]) EXCEPT SELECT id FROM term_option WHERE term_id = $2 AND archived_at IS NULL)
                    AS "options_known!",
                EXISTS (SELECT FROM term_option WHERE term_id = $2 AND archived_at IS NULL AND option_type = 'agree' AND id <> ALL($3))
                    AS "agreement_kept!""#,
            self.slug,
            *own,
            &ids
        )
        .fetch_one(db)
        .await?;
        errors.require(!facts.slug_taken, "slug", "Another term has this slug already.");
        errors.require(facts.options_known, "options", "One of these answers was archived meanwhile. Open the form again.");
        let is_required = self.required_type != OPTIONAL;
        errors.require(
            own.is_some() || !is_required,
            "required_type",
            "A new term is optional. Add its answers, and make it required afterwards.",
        );
        errors.require(
            !is_required
                || facts.archived
                || facts.agreement_kept
                || self.options.iter().any(|option| option.option_type == AGREE),
            FieldErrors::FORM,
            "A required term needs an answer that agrees. Add one, or leave the term optional.",
        );
        Ok(errors)
    }
}
