//! Everything that holds a term (UTL-04).

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::Hit;
use super::area::{Area, kinds, url};
use super::pattern::clean;
use crate::Result;
use crate::listing::like;

/// So many records of a kind are listed at most; the term must be narrowed to see others.
pub const MOST: usize = 200;

/// The records of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The kind.
    pub area: Area,
    /// The records, at most [`MOST`].
    pub hits: Vec<Hit>,
    /// Whether there are more than are listed.
    pub has_more: bool,
}

/// Records that contain `term` in one of their fields, in any case; a name of two words matches persons and applicants either
/// way round. Partnerships and consortiums are searched where services are offered. One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn search(db: &mut PgConnection, term: &str, offers_services: bool, today: NaiveDate) -> Result<Vec<Tab>> {
    let term = clean(term);
    let words: Vec<&str> = term.split_whitespace().collect();
    let (first, second) = if let [first, second] = words[..] { (Some(like(first)), Some(like(second))) } else { (None, None) };
    let (object_types, tables) = kinds();
    let rows = sqlx::query!(
        r#"(SELECT 'organizations' AS "area!", 'organization' AS "table!", o.domain::text AS "key!", o.domain::text AS "label!",
                    NULL::int AS "comment?"
                FROM organization o WHERE search_text(o) ILIKE $1 ORDER BY o.fullname, o.id LIMIT $4)
           UNION ALL
           (SELECT 'memberships', 'membership', m.id::text, membership_label(m), NULL
                FROM membership m WHERE search_text(m) ILIKE $1 ORDER BY m.agreement_start DESC, m.id LIMIT $4)
           UNION ALL
           (SELECT 'partnerships', 'partnership', p.id::text, partnership_label(p), NULL
                FROM partnership p WHERE $5 AND search_text(p) ILIKE $1 ORDER BY p.name, p.id LIMIT $4)
           UNION ALL
           (SELECT 'consortiums', 'consortium', c.id::text, c.name::text, NULL
                FROM consortium c WHERE $5 AND search_text(c) ILIKE $1 ORDER BY c.name, c.id LIMIT $4)
           UNION ALL
           (SELECT 'events', 'event', e.slug::text, e.slug::text, NULL
                FROM event e
                WHERE e.id IN (SELECT x.id FROM event x WHERE search_text(x) ILIKE $1
                               UNION SELECT x.id FROM organization h JOIN event x ON x.host_id = h.id WHERE search_text(h) ILIKE $1)
                ORDER BY e.slug DESC LIMIT $4)
           UNION ALL
           (SELECT 'persons', 'person', p.id::text, person_label(p), NULL
                FROM person p
                WHERE search_text(p) ILIKE $1 OR (p.personal ILIKE $2 AND p.family ILIKE $3) OR (p.personal ILIKE $3 AND p.family ILIKE $2)
                ORDER BY p.family, p.personal, p.id LIMIT $4)
           UNION ALL
           (SELECT 'training_requests', 'training_request', q.id::text, training_request_label(q), NULL
                FROM training_request q
                WHERE search_text(q) ILIKE $1 OR (q.personal ILIKE $2 AND q.family ILIKE $3) OR (q.personal ILIKE $3 AND q.family ILIKE $2)
                ORDER BY q.family, q.personal, q.id LIMIT $4)
           UNION ALL
           (SELECT 'comments', c.table_name, record_key(c.table_name, r), record_label(c.table_name, r, $8), c.id
                FROM (SELECT c.id, c.object_id, c.submit_date, k.table_name
                      FROM comment c JOIN unnest($6::text[], $7::text[]) AS k (object_type, table_name) ON k.object_type = c.object_type
                      WHERE c.is_public AND NOT c.is_removed
                          AND c.id IN (SELECT x.id FROM comment x WHERE search_text(x) ILIKE $1
                                       UNION SELECT x.id FROM person a JOIN comment x ON x.person_id = a.id
                                             WHERE search_text(a) ILIKE $1
                                                 AND (a.personal ILIKE $1 OR a.family ILIKE $1 OR a.email ILIKE $1 OR a.github ILIKE $1))
                      ORDER BY c.submit_date, c.id) c
                CROSS JOIN LATERAL record_row(c.table_name, c.object_id) AS r
                WHERE r IS NOT NULL
                ORDER BY c.submit_date, c.id LIMIT $4)"#,
        like(&term),
        first,
        second,
        i64::try_from(MOST + 1).unwrap_or(i64::MAX),
        offers_services,
        &object_types,
        &tables,
        today
    )
    .fetch_all(db)
    .await?;
    let mut tabs: Vec<Tab> = Area::shown(offers_services).map(|area| Tab { area, hits: Vec::new(), has_more: false }).collect();
    for row in rows {
        if let Some(tab) = tabs.iter_mut().find(|tab| tab.area.id() == row.area) {
            tab.hits.push(Hit { url: url(&row.table, &row.key, row.comment), label: row.label });
        }
    }
    for tab in &mut tabs {
        tab.has_more = tab.hits.len() > MOST;
        tab.hits.truncate(MOST);
    }
    Ok(tabs)
}
