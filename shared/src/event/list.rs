//! The list of events (EVT-01).

use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::{Predicate, TagLabel};
use crate::Result;
use crate::listing::{Filter, Listing, Located, Meaning, Order};

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListRow {
    /// Event id.
    pub id: i32,
    /// Slug.
    pub slug: String,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Whether no further work is needed.
    pub completed: bool,
    /// Website as stored.
    pub url: Option<String>,
    /// Person who looks after it.
    pub assigned_to_id: Option<i32>,
    /// That person's personal name.
    pub assigned_to: Option<String>,
    /// Domain of the host.
    pub host_domain: String,
    /// Full name of the host.
    pub host: String,
    /// Tags by priority.
    pub tags: Json<Vec<TagLabel>>,
    /// Number of instructor tasks.
    pub instructors: i64,
}

/// Filters, orders and rows of the list.
pub const LISTING: Listing = Listing {
    select: r#"SELECT e.id, e.slug, e.start, e."end", e.completed, e.url, e.assigned_to_id, a.personal AS assigned_to,
        h.domain AS host_domain, h.fullname AS host,
        coalesce((SELECT jsonb_agg(jsonb_build_object('name', t.name, 'details', t.details) ORDER BY t.priority, t.name)
            FROM event_tag et JOIN tag t ON t.id = et.tag_id WHERE et.event_id = e.id), '[]') AS tags,
        (SELECT count(*) FROM task k JOIN role r ON r.id = k.role_id WHERE k.event_id = e.id AND r.name = 'instructor') AS instructors
        FROM event e JOIN organization h ON h.id = e.host_id LEFT JOIN person a ON a.id = e.assigned_to_id"#,
    from: "FROM event e",
    filters: &[
        Filter { name: "assigned_to", meaning: Meaning::Ints("e.assigned_to_id = ANY({})") },
        Filter {
            name: "tags",
            meaning: Meaning::Ints("EXISTS (SELECT FROM event_tag et WHERE et.event_id = e.id AND et.tag_id = ANY({}))"),
        },
        Filter { name: "host", meaning: Meaning::Ints("e.host_id = ANY({})") },
        Filter { name: "administrator", meaning: Meaning::Ints("e.administrator_id = ANY({})") },
        Filter { name: "completed", meaning: Meaning::Bool("e.completed = {}") },
        Filter { name: "country", meaning: Meaning::Texts("e.country = ANY({})") },
        Filter {
            name: "continent",
            meaning: Meaning::Ints("e.country IN (SELECT cc.country FROM continent_country cc WHERE cc.continent_id = ANY({}))"),
        },
        Filter { name: "event_category", meaning: Meaning::Uuids("e.event_category_id = ANY({})") },
        Filter {
            name: "state",
            meaning: Meaning::OneOf(&[
                ("active", Predicate::Active.condition()),
                ("past_events", Predicate::Past.condition()),
                ("ongoing_events", Predicate::Ongoing.condition()),
                ("upcoming_events", Predicate::Upcoming.condition()),
                ("unpublished_events", Predicate::Unpublished.condition()),
                ("published_events", Predicate::Published.condition()),
                ("metadata_changed", Predicate::MetadataChanged.condition()),
            ]),
        },
        Filter {
            name: "area",
            meaning: Meaning::Within(Located {
                latitude: "e.latitude",
                longitude: "e.longitude",
                place: "(SELECT c.name FROM country c WHERE c.code = e.country)",
            }),
        },
        // What calendars ask for beside; the page of the list does not offer these.
        Filter { name: "event", meaning: Meaning::Ints("e.id = ANY({})") },
        Filter { name: "person", meaning: Meaning::Ints("e.id IN (SELECT k.event_id FROM task k WHERE k.person_id = ANY({}))") },
        Filter { name: "dated", meaning: Meaning::Switch("e.start IS NOT NULL") },
    ],
    orders: &[
        Order { name: "slug", ascending: "e.slug", descending: "e.slug DESC" },
        Order { name: "start", ascending: "e.start NULLS LAST", descending: "e.start DESC NULLS FIRST" },
        Order { name: "end", ascending: r#"e."end" NULLS LAST"#, descending: r#"e."end" DESC NULLS FIRST"# },
    ],
    default_order: "e.start DESC NULLS FIRST, e.id",
    tie: "e.id",
};

/// What the filters offer, each as key and label.
#[derive(Debug, Clone, Default)]
pub struct FilterChoices {
    /// Persons that some event is assigned to.
    pub assigned_to: Vec<(String, String)>,
    /// Organizations that administer some event.
    pub administrators: Vec<(String, String)>,
    /// Countries of events.
    pub countries: Vec<(String, String)>,
    /// All continents.
    pub continents: Vec<(String, String)>,
    /// All categories.
    pub categories: Vec<(String, String)>,
}

/// What the filters offer: one statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn filter_choices(db: &mut PgConnection) -> Result<FilterChoices> {
    let rows = sqlx::query!(
        r#"SELECT kind AS "kind!", id AS "id!", label AS "label!" FROM (
            SELECT 'assigned_to' AS kind, p.id::text, person_label(p) AS label, p.family AS sort
                FROM ids_in_use('event', 'assigned_to_id') i JOIN person p ON p.id = i
            UNION ALL SELECT 'administrator', o.id::text, organization_label(o), o.domain
                FROM ids_in_use('event', 'administrator_id') i JOIN organization o ON o.id = i
            UNION ALL SELECT 'country', c.code, c.name, c.name FROM country c WHERE c.code IN (SELECT country FROM event)
            UNION ALL SELECT 'continent', id::text, name, name FROM continent
            UNION ALL SELECT 'category', id::text, name, name FROM event_category
           ) choice ORDER BY sort, label"#
    )
    .fetch_all(db)
    .await?;
    let mut choices = FilterChoices::default();
    for row in rows {
        let list = match row.kind.as_str() {
            "assigned_to" => &mut choices.assigned_to,
            "administrator" => &mut choices.administrators,
            "country" => &mut choices.countries,
            "continent" => &mut choices.continents,
            _ => &mut choices.categories,
        };
        list.push((row.id, row.label));
    }
    Ok(choices)
}
