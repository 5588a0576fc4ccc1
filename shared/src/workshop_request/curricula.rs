//! Which curricula each form offers, and in which order (DM-WREQ-07, DM-CURR-02).

use serde::Deserialize;
use sqlx::PgConnection;

use super::Kind;
use crate::Result;

/// What decides whether a curriculum is offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Offered {
    /// Taught at present.
    pub active: bool,
    /// Stands for "Don't know yet".
    pub unknown: bool,
    /// Stands for another of its carpentry.
    pub other: bool,
    /// Stands for a mix of several.
    pub mix_match: bool,
}

impl Offered {
    /// Whether the form of this kind offers such a curriculum (DM-WREQ-07).
    #[must_use]
    pub fn on(self, kind: Kind) -> bool {
        self.active
            && !self.other
            && match kind {
                Kind::Request => !self.unknown && !self.mix_match,
                Kind::Inquiry => !self.mix_match,
                Kind::Submission => !self.unknown,
            }
    }
}

/// A curriculum that a form offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurriculumOffer {
    /// Curriculum id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// What it is, Markdown.
    pub description: String,
}

/// The curricula that the form of `kind` offers: first "Don't know yet" where it is offered, then by carpentry, then the rest,
/// each by name, and Mix & Match last. `request` adds those that an existing request has. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn offered(db: &mut PgConnection, kind: Kind, request: Option<i32>) -> Result<Vec<CurriculumOffer>> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.name, c.description, c.active, c.unknown, c.other, c.mix_match,
            EXISTS (SELECT FROM common_request_curriculum x WHERE x.kind = $1 AND x.request_id = $2 AND x.curriculum_id = c.id) AS "has!"
           FROM curriculum c
           ORDER BY CASE WHEN c.unknown THEN 0 WHEN c.mix_match THEN 9
                WHEN c.carpentry = 'SWC' THEN 1 WHEN c.carpentry = 'DC' THEN 2 WHEN c.carpentry = 'LC' THEN 3 ELSE 4 END, c.name"#,
        kind.table(),
        request
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter(|row| {
            row.has || Offered { active: row.active, unknown: row.unknown, other: row.other, mix_match: row.mix_match }.on(kind)
        })
        .map(|row| CurriculumOffer { id: row.id, name: row.name, description: row.description })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dm_wreq_07_each_form_offers_its_own_curricula() {
        let plain = Offered { active: true, ..Offered::default() };
        for (curriculum, on) in [
            (plain, [true, true, true]),
            (Offered { unknown: true, ..plain }, [false, true, false]),
            (Offered { mix_match: true, ..plain }, [false, false, true]),
            (Offered { other: true, ..plain }, [false, false, false]),
            (Offered { active: false, ..plain }, [false, false, false]),
        ] {
            assert_eq!(Kind::ALL.map(|kind| curriculum.on(kind)), on, "{curriculum:?}");
        }
    }
}
