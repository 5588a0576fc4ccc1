//! Two records side by side, before they are merged: three statements, whatever belongs to them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::choice::Side;
use super::declaration::{COMMENTS, Dropped, Mergeable, Offer, Related};
use super::run::Pair;
use crate::Result;
use crate::db::Db;

/// So many rows of a set are told; of the others only the number.
pub const MOST: i64 = 25;

/// Two records, and what would become of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The first record.
    pub a: Party,
    /// The second.
    pub b: Party,
    /// What there is to choose, in the order of [`Mergeable::offers`].
    pub rows: Vec<Row>,
    /// Answers to terms.
    pub consents: Vec<Answers>,
    /// What moves to the survivor without being asked for.
    pub moved: Vec<Belonging>,
    /// What goes with the record that goes.
    pub lost: Vec<Belonging>,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Record id.
    pub id: i32,
    /// Display string.
    pub label: String,
    /// Its page.
    pub url: String,
}

/// A field or a set of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The choice.
    pub offer: Offer,
    /// What the first has.
    pub a: Cell,
    /// What the second has.
    pub b: Cell,
    /// Whether it makes no difference which is chosen.
    pub is_same: bool,
    /// What becomes of rows that are not chosen; `None` for a field.
    pub fate: Option<Fate>,
}

/// What becomes of the rows of a set that are not chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They are deleted.
    Deleted,
    /// They are nobody's from then on.
    Unlinked,
    /// They are not shown any more.
    Hidden,
}

/// What one record has of a field or set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The value, or the first rows.
    pub texts: Vec<String>,
    /// How many rows there are.
    pub total: i64,
    /// How many of them the other record has too.
    pub twins: i64,
}

/// The answers to a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The term.
    pub term: String,
    /// The first record's answer.
    pub a: Option<Answer>,
    /// The second's.
    pub b: Option<Answer>,
}

/// An answer to a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// In words; `None` where the person has not said yet.
    pub text: Option<String>,
    /// When it was given.
    pub at: DateTime<Utc>,
}

impl Answers {
    /// Whose answer stays; `None` where both were given in the same moment, and the term is open again (DM-MERGE-11).
    #[must_use]
    pub fn newer(&self) -> Option<Side> {
        match (&self.a, &self.b) {
            (Some(a), Some(b)) if a.at == b.at => None,
            (Some(a), Some(b)) => Some(if a.at > b.at { Side::A } else { Side::B }),
            (Some(_), None) => Some(Side::A),
            (None, _) => Some(Side::B),
        }
    }
}

/// Rows of another table that refer to the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belonging {
    /// Their table.
    pub table: &'static str,
    /// The column that refers to the record.
    pub owner: &'static str,
    /// How many refer to the first.
    pub a: i64,
    /// How many refer to the second.
    pub b: i64,
    /// How many of those of either the other has too.
    pub twins: i64,
}

/// Compares two records of `kind`; `None` when they are not both there.
///
/// # Errors
/// When the database cannot be asked.
pub async fn compare(db: &mut Db, kind: &'static Mergeable, pair: Pair, today: NaiveDate) -> Result<Option<Comparison>> {
    let mut stored = stored(db, kind, pair, today).await?;
    let (Some(a), Some(b)) = (stored.remove(&pair.id(Side::A)), stored.remove(&pair.id(Side::B))) else { return Ok(None) };
    let counted = belonging(db, kind, pair).await?;
    let cell = |texts: &Vec<Option<String>>, n: usize| {
        let text = texts.get(n).cloned().flatten().filter(|text| !text.is_empty());
        Cell { total: i64::from(text.is_some()), texts: text.into_iter().collect(), twins: 0 }
    };
    let fields = kind.scalars.iter().enumerate().map(|(n, scalar)| Row {
        offer: Offer { name: scalar.name, combine: scalar.separator.is_some() },
        a: cell(&a.texts, n),
        b: cell(&b.texts, n),
        is_same: scalar.columns.iter().all(|column| a.values.get(column) == b.values.get(column)),
        fate: None,
    });
    let of = |part: &str, side| counted.get(&(part.to_owned(), side == Side::A)).cloned().unwrap_or_default();
    let set = |name: &'static str, fate| {
        let (a, b) = (of(name, Side::A), of(name, Side::B));
        let is_same = a.total <= MOST && a.total == b.total && a.texts == b.texts && name != COMMENTS;
        Row { offer: Offer { name, combine: true }, is_same: is_same || a.total + b.total == 0, a, b, fate: Some(fate) }
    };
    let sets = kind
        .sets
        .iter()
        .map(|related| set(related.name, if related.dropped == Dropped::Deleted { Fate::Deleted } else { Fate::Unlinked }));
    let belongs = |(table, owner): (&'static str, &'static str)| {
        let (a, b) = (of(&format!("{table}.{owner}"), Side::A), of(&format!("{table}.{owner}"), Side::B));
        Belonging { table, owner, a: a.total, b: b.total, twins: a.twins.max(b.twins) }
    };
    let there = |belonging: &Belonging| belonging.a + belonging.b > 0;
    Ok(Some(Comparison {
        rows: fields.chain(sets).chain([set(COMMENTS, Fate::Hidden)]).collect(),
        consents: consents(db, kind, pair).await?,
        moved: kind.moved.iter().map(|moved| belongs((moved.table, moved.owner))).filter(there).collect(),
        lost: kind.lost.iter().copied().map(belongs).filter(there).collect(),
        a: a.party,
        b: b.party,
    }))
}

/// A record as it is stored.
struct Stored {
    party: Party,
    /// What a person reads of each field, in the order of the declaration.
    texts: Vec<Option<String>>,
    values: Value,
}

async fn stored(db: &mut Db, kind: &Mergeable, pair: Pair, today: NaiveDate) -> Result<HashMap<i32, Stored>> {
    let table = kind.kind.table();
    let shown: Vec<String> = kind
        .scalars
        .iter()
        .map(|scalar| match (scalar.shown, scalar.columns.first()) {
            ("", Some(column)) => format!("t.\"{column}\"::text"),
            (shown, _) => format!("({shown})::text"),
        })
        .collect();
    let sql = format!(
        "SELECT t.id, record_label('{table}', to_jsonb(t), $3), record_key('{table}', to_jsonb(t)), ARRAY[{}]::text[], to_jsonb(t)
         FROM {table} t WHERE t.id IN ($1, $2)",
        shown.join(", ")
    );
    /// Id, label, key, what is shown of each field, and the row itself.
    type Record = (i32, String, String, Vec<Option<String>>, Json<Value>);
    let rows: Vec<Record> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(pair.id(Side::A)).bind(pair.id(Side::B)).bind(today).fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|(id, label, key, texts, Json(values))| {
            let url = kind.kind.page(&key).unwrap_or_default();
            (id, Stored { party: Party { id, label, url }, texts, values })
        })
        .collect())
}

/// Everything that belongs to the two, by what it is called and whether it is the first's.
type Counted = HashMap<(String, bool), Cell>;

async fn belonging(db: &mut Db, kind: &Mergeable, pair: Pair) -> Result<Counted> {
    let mut parts: Vec<String> = kind.sets.iter().map(|set| part(set, set.name, set.shown)).collect();
    parts.extend(kind.moved.iter().map(|set| part(set, &format!("{}.{}", set.table, set.owner), "NULL")));
    parts.extend(kind.lost.iter().map(|(table, owner)| {
        format!(
            "SELECT '{table}.{owner}', r.{owner} = $1, NULL::text, count(*), 0::bigint, 1::bigint FROM {table} r WHERE r.{owner} IN ($1, $2) GROUP BY r.{owner}"
        )
    }));
    parts.push(format!(
        "SELECT '{COMMENTS}', c.object_id = $1::text, c.submit_date::date || ': ' || left(c.comment, 100),
             count(*) OVER (PARTITION BY c.object_id), 0::bigint, row_number() OVER (PARTITION BY c.object_id ORDER BY c.submit_date, c.id)
         FROM comment c WHERE c.object_type = '{}' AND c.object_id IN ($1::text, $2::text) AND NOT c.is_removed",
        kind.kind.object_type()
    ));
    let sql = format!(
        "SELECT x.part, x.is_a, x.label, x.total, x.twins FROM ({}) AS x (part, is_a, label, total, twins, n)
         WHERE x.n <= $3 ORDER BY x.part, x.is_a, x.n",
        parts.join(" UNION ALL ")
    );
    let rows: Vec<(String, bool, Option<String>, i64, i64)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(pair.id(Side::A)).bind(pair.id(Side::B)).bind(MOST).fetch_all(db).await?;
    let mut counted = Counted::new();
    for (part, is_a, label, total, twins) in rows {
        let cell = counted.entry((part, is_a)).or_default();
        cell.texts.extend(label);
        (cell.total, cell.twins) = (total, twins);
    }
    Ok(counted)
}

/// The rows of one set with their numbers; of a set that nobody chooses, the numbers alone.
fn part(set: &Related, name: &str, shown: &str) -> String {
    let Related { table, owner, .. } = set;
    let twin = set.twin(&format!("CASE r.{owner} WHEN $1 THEN $2 ELSE $1 END")).unwrap_or_else(|| "false".to_owned());
    if set.name.is_empty() {
        return format!(
            "SELECT '{name}', r.{owner} = $1, NULL::text, count(*), count(*) FILTER (WHERE {twin}), 1::bigint
             FROM {table} r WHERE r.{owner} IN ($1, $2) GROUP BY r.{owner}"
        );
    }
    format!(
        "SELECT '{name}', s.is_a, s.label, count(*) OVER (PARTITION BY s.is_a), count(*) FILTER (WHERE s.is_twin) OVER (PARTITION BY s.is_a),
             row_number() OVER (PARTITION BY s.is_a ORDER BY s.label)
         FROM (SELECT r.{owner} = $1 AS is_a, ({shown})::text AS label, {twin} AS is_twin FROM {table} r WHERE r.{owner} IN ($1, $2)) s"
    )
}

async fn consents(db: &mut Db, kind: &Mergeable, pair: Pair) -> Result<Vec<Answers>> {
    let Some((table, owner)) = kind.consents else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT t.content, c.{owner} = $1, c.created_at,
             CASE WHEN o.content <> '' THEN o.content WHEN o.option_type = 'agree' THEN 'Yes' WHEN o.option_type = 'decline' THEN 'No' END
         FROM {table} c JOIN term t ON t.id = c.term_id LEFT JOIN term_option o ON o.id = c.term_option_id
         WHERE c.{owner} IN ($1, $2) AND c.archived_at IS NULL ORDER BY t.id"
    );
    let rows: Vec<(String, bool, DateTime<Utc>, Option<String>)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(pair.id(Side::A)).bind(pair.id(Side::B)).fetch_all(db).await?;
    let mut answers: Vec<Answers> = Vec::new();
    for (term, is_a, at, text) in rows {
        let known = answers.iter().position(|known| known.term == term).unwrap_or_else(|| {
            answers.push(Answers { term, a: None, b: None });
            answers.len() - 1
        });
        if let Some(known) = answers.get_mut(known) {
            *(if is_a { &mut known.a } else { &mut known.b }) = Some(Answer { text, at });
        }
    }
    Ok(answers)
}
