//! Search over all kinds of records (UTL-04).

use sqlx::PgConnection;

use crate::Result;
use crate::listing::like;
use crate::record::{Kind, event_url, person_url};

/// So many records of a kind are listed at most; the term must be narrowed to see others.
pub const MOST: i64 = 200;

/// One record found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What the link reads.
    pub label: String,
    /// The record's page; `None` where there is none yet.
    pub url: Option<String>,
}

/// The records of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Short name, for the fragment.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// The records.
    pub hits: Vec<Hit>,
}

/// Records that contain `term` in one of their fields, in any case; a name of two words matches persons either way round.
/// One statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn search(db: &mut PgConnection, term: &str) -> Result<Vec<Tab>> {
    let words: Vec<&str> = term.split_whitespace().collect();
    let (first, second) = if let [first, second] = words[..] { (Some(like(first)), Some(like(second))) } else { (None, None) };
    let rows = sqlx::query!(
        r#"(SELECT 'organizations' AS "tab!", domain::text AS "key!", domain::text AS "label!" FROM organization
                WHERE domain ILIKE $1 OR fullname ILIKE $1 ORDER BY fullname LIMIT $4)
           UNION ALL
           (SELECT 'events', e.slug, e.slug FROM event e JOIN organization h ON h.id = e.host_id
                WHERE e.slug ILIKE $1 OR h.domain ILIKE $1 OR h.fullname ILIKE $1 OR e.url ILIKE $1 OR e.contact ILIKE $1
                    OR e.venue ILIKE $1 OR e.address ILIKE $1
                ORDER BY e.slug DESC LIMIT $4)
           UNION ALL
           (SELECT 'persons', p.id::text, person_label(p) FROM person p
                WHERE p.personal ILIKE $1 OR p.middle ILIKE $1 OR p.family ILIKE $1 OR p.email ILIKE $1 OR p.secondary_email ILIKE $1
                    OR p.github ILIKE $1
                    OR (p.personal ILIKE $2 AND p.family ILIKE $3) OR (p.personal ILIKE $3 AND p.family ILIKE $2)
                ORDER BY p.family, p.personal, p.id LIMIT $4)
           UNION ALL
           (SELECT 'comments', c.object_type || '#' || coalesce(e.slug, o.domain, c.object_id) || '#' || c.id,
                    coalesce(e.slug, o.fullname || ' <' || o.domain || '>', person_label(p), c.object_id)
                FROM comment c
                LEFT JOIN event e ON c.object_type = 'workshops.event' AND e.id::text = c.object_id
                LEFT JOIN organization o ON c.object_type = 'workshops.organization' AND o.id::text = c.object_id
                LEFT JOIN person p ON c.object_type = 'workshops.person' AND p.id::text = c.object_id
                LEFT JOIN person a ON a.id = c.person_id
                WHERE NOT c.is_removed AND (e.id IS NOT NULL OR o.id IS NOT NULL OR p.id IS NOT NULL)
                    AND (c.comment ILIKE $1 OR c.user_name ILIKE $1 OR c.user_email ILIKE $1
                        OR a.personal ILIKE $1 OR a.family ILIKE $1 OR a.email ILIKE $1 OR a.github ILIKE $1)
                ORDER BY c.submit_date, c.id LIMIT $4)"#,
        like(term),
        first,
        second,
        MOST
    )
    .fetch_all(db)
    .await?;
    let mut tabs = [("organizations", "Organisations"), ("events", "Events"), ("persons", "Persons"), ("comments", "Comments")]
        .map(|(id, title)| Tab { id, title, hits: Vec::new() });
    for row in rows {
        if let Some(tab) = tabs.iter_mut().find(|tab| tab.id == row.tab) {
            tab.hits.push(Hit { url: url(&row.tab, &row.key), label: row.label });
        }
    }
    Ok(tabs.into())
}

fn url(tab: &str, key: &str) -> Option<String> {
    match tab {
        "events" => Some(event_url(key)),
        "persons" => key.parse().ok().map(person_url),
        "comments" => comment_url(key),
        // Organizations have no page in this release.
        _ => None,
    }
}

/// The page of what is commented on, at the comment: the key is type, record and comment.
fn comment_url(key: &str) -> Option<String> {
    let (object_type, rest) = key.split_once('#')?;
    let (record, comment) = rest.rsplit_once('#')?;
    let page = Kind::of(object_type)?.page(record)?;
    Some(format!("{page}#c{comment}"))
}

#[cfg(test)]
mod tests {
    use super::comment_url;

    #[test]
    fn a_comments_address_is_that_of_its_record() {
        assert_eq!(comment_url("workshops.event#2026-01-01-a#7").as_deref(), Some("/workshops/event/2026-01-01-a/#c7"));
        assert_eq!(comment_url("workshops.person#12#7").as_deref(), Some("/workshops/person/12/#c7"));
        assert_eq!(comment_url("workshops.unknown#12#7"), None);
    }
}
