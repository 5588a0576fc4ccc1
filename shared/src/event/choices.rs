//! What the event form offers besides look-ups.

use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::Result;

/// A tag to choose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TagChoice {
    /// Tag id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// What it stands for.
    pub details: String,
}

/// A curriculum to choose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CurriculumChoice {
    /// Curriculum id.
    pub id: i32,
    /// Name.
    pub name: String,
}

/// The lists of the event form.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Tags by priority and name.
    pub tags: Vec<TagChoice>,
    /// Active curricula that are not "unknown", by slug.
    pub curricula: Vec<CurriculumChoice>,
    /// All lessons by name, as key and label.
    pub lessons: Vec<(String, String)>,
    /// All categories by name.
    pub categories: Vec<(String, String)>,
    /// All countries by name.
    pub countries: Vec<(String, String)>,
    /// All roles by name, for the form of one more task on the same page.
    pub roles: Vec<(String, String)>,
}

/// The lists of the event form, in one statement. `event` adds the retired curricula that it has, so that saving keeps them.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut PgConnection, event: Option<i32>) -> Result<Choices> {
    type Pairs = Json<Vec<(String, String)>>;
    let row = sqlx::query!(
        r#"SELECT
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'details', details) ORDER BY priority, name) FROM tag), '[]')
                AS "tags!: Json<Vec<TagChoice>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) ORDER BY c.slug) FROM curriculum c
                WHERE (c.active AND NOT c.unknown)
                OR EXISTS (SELECT FROM event_curriculum ec WHERE ec.event_id = $1 AND ec.curriculum_id = c.id)), '[]')
                AS "curricula!: Json<Vec<CurriculumChoice>>",
            coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, name) ORDER BY name, id) FROM lesson), '[]') AS "lessons!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, name) ORDER BY name, id) FROM event_category), '[]') AS "categories!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_array(code, name) ORDER BY name) FROM country), '[]') AS "countries!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, coalesce(nullif(verbose_name, ''), name)) ORDER BY name) FROM role), '[]')
                AS "roles!: Pairs""#,
        event
    )
    .fetch_one(db)
    .await?;
    Ok(Choices {
        tags: row.tags.0,
        curricula: row.curricula.0,
        lessons: row.lessons.0,
        categories: row.categories.0,
        countries: row.countries.0,
        roles: row.roles.0,
    })
}
