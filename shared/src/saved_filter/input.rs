//! What the form of a saved filter sends, and its rules.

use serde::{Deserialize, Serialize};

use super::{LONGEST_QUERY, has_room};
use crate::Result;
use crate::check::{FieldErrors, Input};
use crate::db::Db;

/// The form's fields by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterInput {
    /// What it is called; one person calls no two filters of a list the same.
    pub name: String,
    /// Whether all staff see it.
    pub shared: bool,
}

/// What the rules must know besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Number of the person whose filter it is.
    pub person: i32,
    /// Its own number when it exists.
    pub id: Option<i32>,
    /// Address of the list.
    pub list: String,
    /// What the list is asked for.
    pub query: String,
}

impl Input for FilterInput {
    type Own = Own;

    async fn check(&self, db: &mut Db, own: &Own) -> Result<FieldErrors> {
        let facts = sqlx::query!(
            r#"SELECT
                EXISTS (SELECT FROM saved_filter WHERE person_id = $1 AND list = $2 AND name = $3 AND id IS DISTINCT FROM $4) AS "taken!",
                count(*) FILTER (WHERE list = $2) AS "of_list!", count(*) AS "in_all!"
               FROM saved_filter WHERE person_id = $1"#,
            own.person,
            own.list,
            self.name,
            own.id
        )
        .fetch_one(db)
        .await?;
        let mut errors = FieldErrors::default();
        errors.require(!self.name.is_empty(), "name", "Fill this in.");
        errors.require(!self.name.chars().any(char::is_control), "name", "Remove the invisible characters from this name.");
        errors.require(!facts.taken, "name", "A filter of yours has this name already. Choose another.");
        errors.require(
            !own.query.is_empty(),
            FieldErrors::FORM,
            "Nothing is filtered or ordered. Go back, filter the list, and save that.",
        );
        errors.require(
            own.query.len() <= LONGEST_QUERY,
            FieldErrors::FORM,
            "So many filters at once cannot be saved. Go back and take some of them out.",
        );
        let fits = own.id.is_some() || has_room(facts.of_list, facts.in_all);
        errors.require(fits, FieldErrors::FORM, "You keep as many filters as there may be. Delete one of them first.");
        Ok(errors)
    }
}
