//! What the person form offers besides look-ups.

use sqlx::PgConnection;
use sqlx::types::Json;

use crate::Result;

/// The lists of the person form, each as key and label.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// All countries by name.
    pub countries: Vec<(String, String)>,
    /// All lessons by name.
    pub lessons: Vec<(String, String)>,
    /// Knowledge domains but "don't know yet", in the order of their ids.
    pub domains: Vec<(String, String)>,
    /// All roles at events, for the task form on the same page.
    pub task_roles: Vec<(String, String)>,
}

/// The lists of the person form, in one statement. `person` adds the domains that they have, so that saving keeps them.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut PgConnection, person: Option<i32>) -> Result<Choices> {
    type Pairs = Json<Vec<(String, String)>>;
    let row = sqlx::query!(
        r#"SELECT
            coalesce((SELECT jsonb_agg(jsonb_build_array(code, name) ORDER BY name) FROM country), '[]') AS "countries!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, name) ORDER BY name, id) FROM lesson), '[]') AS "lessons!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_array(d.id::text, d.name) ORDER BY d.id) FROM knowledge_domain d
                WHERE d.name NOT LIKE 'Don''t know yet%'
                OR EXISTS (SELECT FROM person_domain pd WHERE pd.person_id = $1 AND pd.knowledge_domain_id = d.id)), '[]') AS "domains!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, coalesce(nullif(verbose_name, ''), name)) ORDER BY name) FROM role), '[]')
                AS "task_roles!: Pairs""#,
        person
    )
    .fetch_one(db)
    .await?;
    Ok(Choices { countries: row.countries.0, lessons: row.lessons.0, domains: row.domains.0, task_roles: row.task_roles.0 })
}
