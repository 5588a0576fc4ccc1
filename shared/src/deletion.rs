//! Deleting a record, unless others refer to it (DM-GEN-02).

use sqlx::AssertSqlSafe;

use crate::Result;
use crate::db::Change;
use crate::record::Kind;

/// So many records of each kind are named; of the rest only the number is told.
const MOST: i64 = 50;

/// A record that refers to the one to be deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// Its display string.
    pub label: String,
    /// Its page, if it has one.
    pub url: Option<String>,
}

/// The records of one kind that stand in the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Plural name of the kind.
    pub kind: String,
    /// The first of them.
    pub records: Vec<Blocker>,
    /// How many more there are.
    pub more: i64,
}

/// All that stands in the way, by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blockers {
    /// In the order of the tables' names.
    pub groups: Vec<Group>,
}

impl Blockers {
    /// Whether the deletion may go on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// Deletes the record `id` of `kind` with all that belongs to it, or changes nothing and tells what refers to it. Two
/// statements, whatever refers to it and how often.
///
/// # Errors
/// When the database cannot be asked, or somebody refers to the record in this very moment.
pub async fn delete(change: &mut Change, kind: Kind, id: &str) -> Result<Blockers> {
    let blockers = blockers(change, kind, id).await?;
    if blockers.is_empty() {
        sqlx::query_scalar!("SELECT delete_record($1, $2)", kind.table(), id).fetch_one(&mut **change).await?;
    }
    Ok(blockers)
}

/// What refers to a record, and so must go first: read from the foreign keys, so that no reference can be forgotten.
///
/// # Errors
/// When the database cannot be asked.
pub async fn blockers(change: &mut Change, kind: Kind, id: &str) -> Result<Blockers> {
    let today = change.today();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT kind AS "kind!", key AS "key!", label AS "label!", total AS "total!"
           FROM record_blockers($1, $2, $3, $4) GROUP BY kind, id, key, label, total ORDER BY kind, label, id"#,
        kind.table(),
        id,
        today,
        MOST
    )
    .fetch_all(&mut **change)
    .await?;
    Ok(grouped(rows))
}

/// What refers to the rows of `kind` whose column `owner` is `id`, for those who are about to delete them all.
///
/// # Errors
/// When the database cannot be asked.
pub(crate) async fn blockers_of_rows(change: &mut Change, kind: Kind, owner: &'static str, id: i32) -> Result<Blockers> {
    let today = change.today();
    let statement = format!(
        "SELECT b.kind, b.key, b.label, b.total FROM {0} t CROSS JOIN LATERAL record_blockers('{0}', t.id::text, $2, $3) b
         WHERE t.{owner} = $1 GROUP BY b.kind, b.id, b.key, b.label, b.total ORDER BY b.kind, b.label, b.id",
        kind.table()
    );
    let rows = sqlx::query_as(AssertSqlSafe(statement)).bind(id).bind(today).bind(MOST).fetch_all(&mut **change).await?;
    Ok(grouped(rows))
}

/// A record that refers to another.
#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    key: String,
    label: String,
    total: i64,
}

fn grouped(rows: Vec<Row>) -> Blockers {
    let mut groups: Vec<Group> = Vec::new();
    for Row { kind, key, label, total } in rows {
        let known = Kind::of_table(&kind);
        let plural = known.map_or_else(|| kind.replace('_', " "), |kind| kind.plural().to_owned());
        let blocker = Blocker { label, url: known.and_then(|kind| kind.page(&key)) };
        match groups.iter_mut().find(|group| group.kind == plural) {
            Some(group) => group.records.push(blocker),
            None => groups.push(Group { kind: plural, records: vec![blocker], more: (total - MOST).max(0) }),
        }
    }
    Blockers { groups }
}
