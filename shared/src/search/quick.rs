//! The best few records of each kind while one types: exact before beginning, beginning of a word before somewhere, and what is
//! merely similar where nothing holds the term.

use std::sync::LazyLock;

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::Hit;
use super::area::{Area, kinds, url};
use super::pattern::{Patterns, clean};
use crate::Result;

/// So many records of a kind are shown.
const SHOWN: usize = 5;
/// Among so many matches of a kind the best are looked for. A term that more records hold says too little about any of them.
const WEIGHED: usize = 1000;
/// A single letter begins a word of every other record: it is no term yet.
const SHORTEST: usize = 2;
/// Shorter terms resemble everything.
const COMPARED: usize = 4;
/// Shorter terms are in every other comment.
const IN_COMMENTS: usize = 3;

/// A record and what else tells it from others.
pub type Described = (Hit, String);

/// The best records of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The kind.
    pub area: Area,
    /// The records, the best first, each with what else is known of it; empty text where nothing is.
    pub hits: Vec<Described>,
}

/// What is found while one types.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quick {
    /// The kinds that have something, that with the best record first.
    pub groups: Vec<Group>,
    /// Nothing holds the term: these are only similar.
    pub is_similar: bool,
}

/// Where the records of a kind come from; `t` is the row.
struct Source {
    area: Area,
    table: &'static str,
    key: &'static str,
    label: &'static str,
    /// What else is shown of it.
    detail: &'static str,
    /// What orders records that fit equally well, and in which direction.
    place: (&'static str, &'static str),
}

const SOURCES: [Source; 7] = [
    Source {
        area: Area::Organizations,
        table: "organization",
        key: "t.domain",
        label: "t.fullname",
        detail: "t.domain",
        place: ("t.fullname", ""),
    },
    Source {
        area: Area::Memberships,
        table: "membership",
        key: "t.id",
        label: "membership_label(t)",
        detail: "coalesce(t.registration_code, '')",
        place: ("t.agreement_start", "DESC"),
    },
    Source {
        area: Area::Partnerships,
        table: "partnership",
        key: "t.id",
        label: "partnership_label(t)",
        detail: "coalesce(t.registration_code, '')",
        place: ("t.name", ""),
    },
    Source {
        area: Area::Consortiums,
        table: "consortium",
        key: "t.id",
        label: "t.name",
        detail: "t.description",
        place: ("t.name", ""),
    },
    Source {
        area: Area::Events,
        table: "event",
        key: "t.slug",
        label: "t.slug",
        detail: "(SELECT h.fullname FROM organization h WHERE h.id = t.host_id)",
        place: ("t.slug", "DESC"),
    },
    Source {
        area: Area::Persons,
        table: "person",
        key: "t.id",
        label: "person_full_name(t)",
        detail: "coalesce(t.email, '')",
        place: ("t.family || ' ' || t.personal", ""),
    },
    Source {
        area: Area::TrainingRequests,
        table: "training_request",
        key: "t.id",
        label: "training_request_label(t)",
        detail: "t.affiliation",
        place: ("t.created_at", "DESC"),
    },
];

/// Area, table of the record, its key, its label, its detail, the comment's id, how well it fits (0 is best).
type Row = (String, String, String, String, String, Option<i32>, i32);

/// The records of each kind that fit `term` best: one statement, and a second where nothing holds the term. Partnerships and
/// consortiums are searched where services are offered.
///
/// # Errors
/// When the database cannot be asked.
pub async fn quick(db: &mut PgConnection, term: &str, offers_services: bool, today: NaiveDate) -> Result<Quick> {
    let term = clean(term);
    let length = term.chars().count();
    let Some(patterns) = Patterns::of(&term).filter(|_| length >= SHORTEST) else { return Ok(Quick::default()) };
    let (object_types, tables) = kinds();
    let [exact_one, exact_other] = patterns.exact_names;
    let [begin_one, begin_other] = patterns.begin_names;
    let [order_one, order_other] = patterns.in_order;
    let rows: Vec<Row> = sqlx::query_as(HOLDING.as_str())
        .bind(patterns.exact)
        .bind(patterns.begins)
        .bind(patterns.words)
        .bind(patterns.anywhere)
        .bind(exact_one)
        .bind(exact_other)
        .bind(begin_one)
        .bind(begin_other)
        .bind(order_one)
        .bind(order_other)
        .bind(offers_services)
        .bind(object_types)
        .bind(tables)
        .bind(today)
        .bind(length >= IN_COMMENTS)
        .fetch_all(&mut *db)
        .await?;
    // Words are mistyped. Addresses and codes are like thousands of others, and looking at all of these takes half a second.
    let is_words = term.chars().all(|letter| letter.is_alphabetic() || letter.is_whitespace() || "'’-.".contains(letter));
    if !rows.is_empty() || length < COMPARED || !is_words {
        return Ok(Quick { groups: groups(rows), is_similar: false });
    }
    let rows: Vec<Row> = sqlx::query_as(SIMILAR.as_str()).bind(&term).bind(offers_services).fetch_all(db).await?;
    let groups = groups(rows);
    Ok(Quick { is_similar: !groups.is_empty(), groups })
}

/// Rows by kind, the kind with the best row first.
fn groups(rows: Vec<Row>) -> Vec<Group> {
    let mut found: Vec<(i32, Group)> = Vec::new();
    for (area, table, key, label, detail, comment, tier) in rows {
        let Some(area) = Area::of(&area) else { continue };
        let hit = (Hit { label, url: url(&table, &key, comment) }, detail);
        match found.iter_mut().find(|(_, group)| group.area == area) {
            Some((best, group)) => {
                *best = tier.min(*best);
                group.hits.push(hit);
            }
            None => found.push((tier, Group { area, hits: vec![hit] })),
        }
    }
    found.sort_by_key(|(best, group)| (*best, group.area));
    found.into_iter().map(|(_, group)| group).collect()
}

/// Whether a kind is searched, where that hangs on the parameter `$n`.
fn condition(area: Area, parameter: &str) -> String {
    if Area::shown(false).any(|shown| shown == area) { "true".to_owned() } else { parameter.to_owned() }
}

/// The ids of the best rows of `table`, and how well each fits. What a field begins with is looked for first, and the rest only
/// where that is too little: a `UNION ALL` with a limit stops when it has enough.
fn best(table: &str, shown: &str, (place, direction): (&str, &str)) -> String {
    let fits = |parameter: &str| format!("search_text(t) ILIKE {parameter}");
    let any = |parameters: &[&str]| parameters.iter().map(|parameter| fits(parameter)).collect::<Vec<_>>().join(" OR ");
    let (exact, begins, anywhere) = (any(&["$1", "$5", "$6"]), any(&["$2", "$7", "$8"]), any(&["$4", "$9", "$10"]));
    let arm = |tier: String, condition: String| {
        format!(
            "(SELECT x.id, x.tier, x.place FROM (
                 SELECT t.id, {tier} AS tier, {place} AS place FROM {table} t WHERE {shown} AND ({condition}) LIMIT {WEIGHED}) x
              ORDER BY x.tier, x.place {direction}, x.id LIMIT {SHOWN})"
        )
    };
    let first = arm(format!("CASE WHEN {exact} THEN 0 ELSE 1 END"), begins.clone());
    let rest = arm(
        format!("CASE WHEN search_text(t) ILIKE ANY ($3) THEN 2 WHEN {} THEN 3 ELSE 4 END", fits("$4")),
        format!("({anywhere}) AND ({begins}) IS NOT TRUE"),
    );
    format!("({first} UNION ALL {rest} LIMIT {SHOWN})")
}

/// All kinds; the parameters are those of [`quick`], in its order.
static HOLDING: LazyLock<String> = LazyLock::new(|| {
    let mut arms: Vec<String> = Vec::new();
    for Source { area, table, key, label, detail, place } in &SOURCES {
        let found = best(table, &condition(*area, "$11"), *place);
        arms.push(format!(
            "SELECT '{}', '{table}', ({key})::text, ({label})::text, ({detail})::text, NULL::int, q.tier,
                 row_number() OVER (ORDER BY q.tier, q.place {}, q.id)
             FROM {found} q JOIN {table} t ON t.id = q.id",
            area.id(),
            place.1
        ));
    }
    let found = best("comment", "$15 AND t.is_public AND NOT t.is_removed", ("t.submit_date", "DESC"));
    arms.push(format!(
        "SELECT '{}', k.table_name, record_key(k.table_name, r), record_label(k.table_name, r, $14), left(t.comment, 120), t.id, q.tier,
             row_number() OVER (ORDER BY q.tier, q.place DESC, q.id)
         FROM {found} q JOIN comment t ON t.id = q.id
         JOIN unnest($12::text[], $13::text[]) AS k (object_type, table_name) ON k.object_type = t.object_type
         CROSS JOIN LATERAL record_row(k.table_name, t.object_id) AS r
         WHERE r IS NOT NULL",
        Area::Comments.id()
    ));
    ordered(&arms)
});

/// What resembles the term `$1`, for words that were mistyped. Comments are left out: among so many words some always do.
static SIMILAR: LazyLock<String> = LazyLock::new(|| {
    let arms = SOURCES.iter().map(|Source { area, table, key, label, detail, .. }| {
        format!(
            "SELECT '{}', '{table}', ({key})::text, ({label})::text, ({detail})::text, NULL::int, 100 - (q.likeness * 100)::int,
                 row_number() OVER (ORDER BY q.likeness DESC, q.id)
             FROM (SELECT t.id, word_similarity($1, search_text(t)) AS likeness FROM {table} t
                   WHERE {} AND search_text(t) %> $1 ORDER BY likeness DESC, t.id LIMIT {SHOWN}) q
             JOIN {table} t ON t.id = q.id",
            area.id(),
            condition(*area, "$2")
        )
    });
    ordered(&arms.collect::<Vec<_>>())
});

/// The rows of all kinds, those of each in their order.
fn ordered(arms: &[String]) -> String {
    let arms: Vec<String> = arms.iter().map(|arm| format!("({arm})")).collect();
    format!(
        "SELECT area, table_name, key, label, detail, comment, tier
         FROM ({}) AS found (area, table_name, key, label, detail, comment, tier, number) ORDER BY number, area",
        arms.join("\nUNION ALL\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(area: &str, label: &str, tier: i32) -> Row {
        (area.to_owned(), "person".to_owned(), "1".to_owned(), label.to_owned(), String::new(), None, tier)
    }

    #[test]
    fn the_kind_with_the_best_record_comes_first() {
        let found =
            groups(vec![row("events", "a", 3), row("persons", "b", 0), row("events", "c", 3), row("organizations", "d", 3)]);
        let named: Vec<_> = found.iter().map(|group| (group.area, group.hits.len())).collect();
        assert_eq!(named, [(Area::Persons, 1), (Area::Organizations, 1), (Area::Events, 2)]);
    }
}
