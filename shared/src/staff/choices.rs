//! What the search form offers.

use sqlx::PgConnection;

use crate::Result;

/// What the filters offer, each as key and label.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Countries of those who can be found.
    pub countries: Vec<(String, String)>,
    /// All continents.
    pub continents: Vec<(String, String)>,
    /// All lessons.
    pub lessons: Vec<(String, String)>,
}

/// What the filters offer: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut PgConnection) -> Result<Choices> {
    let rows = sqlx::query!(
        r#"SELECT kind AS "kind!", key AS "key!", label AS "label!" FROM (
            SELECT 'country' AS kind, c.code::text AS key, c.name AS label FROM country c
                WHERE c.code IN (SELECT person_country(p) FROM person p WHERE p.airport_iata <> '')
            UNION ALL SELECT 'continent', id::text, name FROM continent
            UNION ALL SELECT 'lesson', id::text, name FROM lesson
           ) choice ORDER BY label, key"#
    )
    .fetch_all(db)
    .await?;
    let mut choices = Choices::default();
    for row in rows {
        let list = match row.kind.as_str() {
            "country" => &mut choices.countries,
            "continent" => &mut choices.continents,
            _ => &mut choices.lessons,
        };
        list.push((row.key, row.label));
    }
    Ok(choices)
}
