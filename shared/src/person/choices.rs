//! What the forms on a person's pages offer besides look-ups.

use sqlx::PgConnection;
use sqlx::types::Json;

use crate::Result;
use crate::badge::RETIRED;
use crate::consent::{Question, Record as ConsentRecord};

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
    /// The badges that are still awarded (DM-AWARD-02), for the award form there.
    pub badges: Vec<(String, String)>,
    /// Why community roles are made inactive, for their form there.
    pub inactivations: Vec<(String, String)>,
    /// The active terms with the present answers, as [`crate::consent::questions`] gives them, for the consents there.
    pub questions: Vec<Question>,
    /// All answers there were, as [`crate::consent::of_person`] gives them.
    pub consents: Vec<ConsentRecord>,
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
                AS "task_roles!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, title) ORDER BY title, name) FROM badge WHERE name <> ALL($2)), '[]')
                AS "badges!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_array(id::text, name) ORDER BY name, id) FROM community_role_inactivation), '[]')
                AS "inactivations!: Pairs",
            coalesce((SELECT jsonb_agg(jsonb_build_object('term', t.id, 'slug', t.slug, 'content', t.content, 'application_content', '',
                    'help_text', t.help_text, 'short_description', t.short_description, 'required', t.required_type <> 'optional',
                    'options', coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'text', term_option_text(o)) ORDER BY o.id)
                        FROM term_option o WHERE o.term_id = t.id AND o.archived_at IS NULL), '[]'),
                    'answer', (SELECT c.term_option_id FROM consent c WHERE c.person_id = $1 AND c.term_id = t.id AND c.archived_at IS NULL))
                    ORDER BY t.id)
                FROM term t WHERE t.archived_at IS NULL), '[]') AS "questions!: Json<Vec<Question>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'term', t.short_description, 'created_at', c.created_at,
                    'archived_at', c.archived_at, 'answer', CASE WHEN o.id IS NOT NULL THEN term_option_text(o) END)
                    ORDER BY c.archived_at DESC NULLS FIRST, t.id, c.id DESC)
                FROM consent c JOIN term t ON t.id = c.term_id LEFT JOIN term_option o ON o.id = c.term_option_id
                WHERE c.person_id = $1), '[]') AS "consents!: Json<Vec<ConsentRecord>>""#,
        person,
        &RETIRED.map(str::to_owned)
    )
    .fetch_one(db)
    .await?;
    Ok(Choices {
        countries: row.countries.0,
        lessons: row.lessons.0,
        domains: row.domains.0,
        task_roles: row.task_roles.0,
        badges: row.badges.0,
        inactivations: row.inactivations.0,
        questions: row.questions.0,
        consents: row.consents.0,
    })
}
