//! What becomes of records that are not wanted any more.

use sqlx::AssertSqlSafe;

use super::{Stored, Table};
use crate::Result;
use crate::db::{Change, Db};
use crate::deletion::{self, Blockers};
use crate::involvement;
use crate::record::Kind;
use crate::term::{self, Archival};

/// Why a record was not deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// These records refer to it.
    Blocked(Blockers),
    /// It must not be, for this reason.
    Refused(String),
}

/// Deletes a record, or changes nothing and says why (DM-GEN-02).
///
/// # Errors
/// When the database cannot be asked, or somebody refers to the record in this very moment.
pub async fn delete(change: &mut Change, table: &'static Table, stored: &Stored) -> Result<Option<Kept>> {
    if let Some(name) = stored.fixed_name(table) {
        let noun = table.noun.0;
        return Ok(Some(Kept::Refused(format!("AMY’s rules look for the {noun} “{name}”, so it cannot be deleted."))));
    }
    if let Some(reason) = table.keep.and_then(|keep| keep(stored)) {
        return Ok(Some(Kept::Refused(reason)));
    }
    if let Some(kind) = table.kind {
        let blockers = deletion::delete(change, kind, &stored.id).await?;
        return Ok((!blockers.is_empty()).then_some(Kept::Blocked(blockers)));
    }
    let sql = format!("DELETE FROM {} WHERE id = $1::text::{}", table.name, table.key.sql());
    sqlx::query(AssertSqlSafe(sql)).bind(&stored.id).execute(&mut **change).await?;
    Ok(None)
}

/// Records of one kind that would lose a record with its deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Their kind.
    pub kind: Kind,
    /// How many they are.
    pub total: i64,
}

/// Who would lose a record that is deleted: those that have it in a set, and those that name it and would name nothing. One
/// statement.
///
/// # Errors
/// When the database cannot be asked.
pub async fn links(db: &mut Db, kind: Kind, id: &str) -> Result<Vec<Link>> {
    let rows = sqlx::query!(
        r#"SELECT kind AS "kind!", sum(total)::bigint AS "total!" FROM record_links($1, $2) WHERE kind IS NOT NULL GROUP BY 1 ORDER BY 1"#,
        kind.table(),
        id
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some(Link { kind: Kind::of_table(&row.kind)?, total: row.total })).collect())
}

/// Archives a record: it is offered no more, and stays where it is. Gives why it was not archived, if so.
///
/// # Errors
/// When the database refuses.
pub async fn archive(change: &mut Change, table: &'static Table, stored: &Stored) -> Result<Option<String>> {
    let Ok(id) = stored.id.parse() else { return Ok(None) };
    let became = match table.kind {
        Some(Kind::Term) => term::archive(change, id).await?,
        Some(Kind::TermOption) => term::archive_option(change, id).await?,
        Some(Kind::Involvement) => involvement::archive(change, id).await?.map(|archived| match archived {
            involvement::Archived::Now => Archival::Done,
            involvement::Archived::Before => Archival::Already,
        }),
        _ => None,
    };
    let (noun, label) = (table.noun.0, &stored.label);
    Ok(match became {
        Some(Archival::Done) => None,
        Some(Archival::OnlyAgreement) => Some(format!(
            "The {noun} {label} was not archived: its term is required, and this is its only option to agree to. Add another one first."
        )),
        Some(Archival::Already) | None => Some(format!("The {noun} {label} is archived already.")),
    })
}

/// Hides a comment, or shows it again. Nobody edits what another has written.
///
/// # Errors
/// When the database refuses.
pub async fn hide(change: &mut Change, stored: &Stored, hide: bool) -> Result<()> {
    sqlx::query!(
        "UPDATE comment SET is_removed = $2, is_public = is_public OR NOT $2 WHERE id = $1::text::integer",
        stored.id,
        hide
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}
