//! The sets of records, such as an event's tags: what was added to them and removed from one snapshot to the next.

use anyhow::ensure;
use sqlx::PgConnection;

use super::super::staging::{Staged, execute};
use super::Audited;

/// A set of a kind of record, listed in the record's snapshots.
pub(super) struct Set<'s> {
    pub(super) staged: &'s Staged<'s>,
    pub(super) audited: &'s Audited,
    /// The field of the snapshots that lists it.
    pub(super) field: String,
}

impl Set<'_> {
    /// Whether a snapshot `s` lists the set in a way that can be read, or not at all.
    pub(super) fn readable(&self) -> String {
        format!("NOT jsonb_path_exists(s.fields, '$.\"{}\"[*] ? (@.type() != \"number\")')", self.field)
    }

    /// Writes insertions and deletions for the snapshots of `kind`. `part` orders the sets of a record.
    pub(super) async fn convert(&self, connection: &mut PgConnection, kind: &str, part: usize) -> anyhow::Result<()> {
        let Audited { table, owner, owner_id, key } = self.audited;
        let [first, item] = key.as_slice() else { anyhow::bail!("{table} is no set of pairs") };
        ensure!(first == owner_id, "{table} does not begin with its owner");
        let listed = format!("s.kind = '{kind}' AND jsonb_typeof(s.fields -> '{}') = 'array'", self.field);
        // Stored once for both sides, smaller id first; either side's snapshots tell of it.
        let symmetrical = !self.staged.mapping.one_to_one;
        let (pair, sides) = if symmetrical {
            ("least(s.object_id::int, e.value::int)::text, greatest(s.object_id::int, e.value::int)::text", "(p.owner, p.item)")
        } else {
            ("s.object_id, e.value", "(p.owner)")
        };
        let (pair, permissions) = if self.staged.mapping.by_codename {
            ("s.object_id, a.permission_id::text", "JOIN amy_permission a ON a.id = e.value::int")
        } else {
            (pair, "")
        };
        execute(
            connection,
            format!(
                "WITH listed (snapshot, owner, item) AS MATERIALIZED (
                     SELECT s.id, {pair} FROM amy_snapshot s CROSS JOIN LATERAL jsonb_array_elements_text(s.fields -> '{field}') e (value)
                     {permissions} WHERE {listed}
                 ), pairs (owner, item) AS (
                     SELECT owner, item FROM listed
                     UNION SELECT after ->> '{owner_id}', after ->> '{item}' FROM newest WHERE table_name = '{table}' AND after IS NOT NULL
                 ), looked AS (
                     SELECT s.id AS snapshot, s.revision_id, p.owner, p.item, l.snapshot IS NOT NULL AS present,
                         CASE WHEN s.object_id = p.owner THEN s.label END AS label
                     FROM pairs p JOIN amy_snapshot s ON {listed} AND s.object_id IN {sides}
                     LEFT JOIN listed l ON l.snapshot = s.id AND l.owner = p.owner AND l.item = p.item
                 ), changed AS (
                     SELECT k.*, coalesce(lag(k.present) OVER (PARTITION BY k.owner, k.item ORDER BY k.snapshot), n.after IS NOT NULL) AS was,
                         jsonb_build_object('{owner_id}', k.owner::int, '{item}', k.item::int) AS row
                     FROM looked k LEFT JOIN newest n ON n.table_name = '{table}' AND n.key = k.owner || ',' || k.item
                 )
                 INSERT INTO amy_version (snapshot, revision_id, part, object_type, object_id, table_name, operation, before, after, label)
                 SELECT snapshot, revision_id, {part}, '{owner}', owner, '{table}', CASE WHEN present THEN 'I' ELSE 'D' END,
                     CASE WHEN NOT present THEN row END, CASE WHEN present THEN row END, label
                 FROM changed WHERE present <> was",
                field = self.field,
            ),
        )
        .await?;
        Ok(())
    }
}
