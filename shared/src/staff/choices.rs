//! What the search form offers, and where the airport is that it names.

use sqlx::PgConnection;

use crate::Result;
use crate::listing::Point;

/// What the filters offer, each as key and label.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Countries of those who can be found.
    pub countries: Vec<(String, String)>,
    /// All continents.
    pub continents: Vec<(String, String)>,
    /// All lessons.
    pub lessons: Vec<(String, String)>,
    /// Where the airport is that was asked for, if there is one.
    pub airport: Option<Point>,
}

/// What the filters offer, and where the airport with the code `airport_iata` is: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(db: &mut PgConnection, airport_iata: Option<&str>) -> Result<Choices> {
    let rows = sqlx::query!(
        r#"SELECT kind AS "kind!", key AS "key!", label AS "label!" FROM (
            SELECT 'country' AS kind, c.code::text AS key, c.name AS label FROM country c
                WHERE c.code IN (SELECT person_country(p) FROM person p WHERE p.airport_iata <> '')
            UNION ALL SELECT 'continent', id::text, name FROM continent
            UNION ALL SELECT 'lesson', id::text, name FROM lesson
            UNION ALL SELECT 'airport', latitude::text, longitude::text FROM airport WHERE iata = $1
           ) choice ORDER BY label, key"#,
        airport_iata
    )
    .fetch_all(db)
    .await?;
    let mut choices = Choices::default();
    for row in rows {
        let list = match row.kind.as_str() {
            "airport" => {
                let degrees = (row.key.parse().ok(), row.label.parse().ok());
                choices.airport = degrees.0.zip(degrees.1).map(|(latitude, longitude)| Point { latitude, longitude });
                continue;
            }
            "country" => &mut choices.countries,
            "continent" => &mut choices.continents,
            _ => &mut choices.lessons,
        };
        list.push((row.key, row.label));
    }
    Ok(choices)
}
