//! Deleting a record, unless others refer to it (DM-GEN-02).

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
    let rows = sqlx::query!(
        r#"SELECT DISTINCT kind AS "kind!", id AS "id!", key AS "key!", label AS "label!", total AS "total!"
           FROM record_blockers($1, $2, $3, $4) ORDER BY 1, 4, 2"#,
        kind.table(),
        id,
        today,
        MOST
    )
    .fetch_all(&mut **change)
    .await?;
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let kind = Kind::of_table(&row.kind);
        let plural = kind.map_or_else(|| row.kind.replace('_', " "), |kind| kind.plural().to_owned());
        let blocker = Blocker { label: row.label, url: kind.and_then(|kind| kind.page(&row.key)) };
        match groups.iter_mut().find(|group| group.kind == plural) {
            Some(group) => group.records.push(blocker),
            None => groups.push(Group { kind: plural, records: vec![blocker], more: (row.total - MOST).max(0) }),
        }
    }
    Ok(Blockers { groups })
}
