//! The kinds of records that have a history both in AMY and here.

use std::collections::BTreeMap;

use sqlx::{PgConnection, Row as _};

use super::super::left_out::LeftOut;
use super::super::source::Source;
use super::super::staging::{Staged, execute};
use super::set::Set;
use super::{Audited, snapshot};

/// What is left out, and whether it is a whole version or only something of one.
pub(super) struct Line {
    pub(super) left_out: LeftOut,
    pub(super) is_version: bool,
}

/// A kind of record with a history in AMY and here.
pub(super) struct Kind<'s> {
    /// In AMY's words, `app.model`.
    pub(super) name: String,
    staged: &'s Staged<'s>,
    sets: Vec<Set<'s>>,
}

impl Kind<'_> {
    /// Reads this kind's snapshots into versions, and answers what of them is left out.
    pub(super) async fn convert(&self, source: &mut Source, connection: &mut PgConnection) -> anyhow::Result<Vec<Line>> {
        let (kind, table) = (&self.name, self.staged.mapping.source);
        let columns = source.table(table).await?;
        let is_uuid = self.staged.target.columns.iter().any(|column| column.name == "id" && column.wide_type == "uuid");
        let id = if is_uuid { "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" } else { "^[1-9][0-9]{0,8}$" };
        let readable: String = self.sets.iter().map(|set| format!(" AND {}", set.readable())).collect();
        snapshot::fill(connection, kind, table, &columns, &format!("s.object_id ~ '{id}'{readable}")).await?;
        execute(
            connection,
            format!(
                "UPDATE amy_snapshot s SET unreadable = true, fields = NULL
                 WHERE s.kind = '{kind}' AND NOT EXISTS (SELECT FROM pg_temp.{table} r WHERE r.id = s.id)"
            ),
        )
        .await?;
        snapshot::convert(connection, self.staged).await?;
        for (part, set) in self.sets.iter().enumerate() {
            set.convert(connection, kind, part + 1).await?;
        }
        execute(connection, format!("DROP TABLE pg_temp.{table}")).await?;
        let fields = columns.iter().map(|column| column.name.strip_suffix("_id").unwrap_or(&column.name).to_owned());
        let known: Vec<String> = fields.chain(self.sets.iter().map(|set| set.field.clone())).collect();
        self.forgotten(connection, &known).await
    }

    /// Fields that AMY itself has no longer.
    async fn forgotten(&self, connection: &mut PgConnection, known: &[String]) -> anyhow::Result<Vec<Line>> {
        let rows = sqlx::query(
            "SELECT key, count(*) FROM (SELECT fields - $2::text[] AS rest FROM amy_snapshot WHERE kind = $1) s
             CROSS JOIN LATERAL jsonb_object_keys(rest) key WHERE rest <> '{}' GROUP BY key ORDER BY key",
        )
        .bind(&self.name)
        .bind(known)
        .fetch_all(connection)
        .await?;
        rows.iter()
            .map(|row| {
                let field: String = row.try_get(0)?;
                let what = format!("reversion_version: {} in snapshots of {}, which AMY itself has no longer", field, self.name);
                Ok(Line { left_out: LeftOut { what, rows: row.try_get(1)? }, is_version: false })
            })
            .collect()
    }
}

/// The kinds that there are snapshots of and that have a history here, with their sets.
pub(super) async fn present<'s>(
    connection: &mut PgConnection,
    staged: &'s [Staged<'s>],
    audited: &'s [Audited],
) -> anyhow::Result<Vec<Kind<'s>>> {
    let names: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT kind FROM amy_text ORDER BY kind").fetch_all(&mut *connection).await?;
    let audited: BTreeMap<&str, &Audited> = audited.iter().map(|table| (table.table.as_str(), table)).collect();
    let owner = |staged: &Staged<'_>| audited.get(staged.mapping.table).map(|audited| audited.owner.as_str());
    let mut kinds = Vec::new();
    for name in names {
        let source = name.replace('.', "_");
        let record = staged.iter().find(|table| {
            table.mapping.source == source && table.mapping.one_to_one && owner(table) == Some(table.mapping.table)
        });
        let Some(record) = record else { continue };
        let sets = staged.iter().filter_map(|set| {
            let field = set.mapping.source.strip_prefix(&source)?.strip_prefix('_')?.to_owned();
            let audited = audited.get(set.mapping.table)?;
            (audited.owner == record.mapping.table).then_some(Set { staged: set, audited, field })
        });
        kinds.push(Kind { sets: sets.collect(), name, staged: record });
    }
    Ok(kinds)
}
