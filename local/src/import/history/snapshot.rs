//! From a snapshot in AMY's words to a row in ours.
//!
//! AMY's history holds each record as it was after a change, in the JSON of its framework: references without `_id`, lists as
//! text, times cut to milliseconds. It is made a row of AMY's table again, in a temporary table of that name, and then read
//! by the same query as the table itself.

use sqlx::PgConnection;

use super::super::catalog::Column;
use super::super::source::SourceColumn;
use super::super::staging::{Staged, execute, joined, name, quoted};
use super::HIDDEN;

/// Makes a temporary table like AMY's and fills it with the readable snapshots of `kind`, each under the snapshot's id.
/// `readable` says which may be read at all.
pub(super) async fn fill(
    connection: &mut PgConnection,
    kind: &str,
    table: &str,
    columns: &[SourceColumn],
    readable: &str,
) -> anyhow::Result<()> {
    let definitions = joined(columns, ", ", |column| {
        format!("{} {}", quoted(&column.name), if column.name == "id" { "integer" } else { &column.wide_type })
    });
    execute(connection, format!("CREATE TEMPORARY TABLE {table} ({definitions}) ON COMMIT DROP")).await?;
    let renamed: String = columns
        .iter()
        .filter_map(|column| {
            let name = &column.name;
            if let Some(field) = name.strip_suffix("_id") {
                return Some(format!(", '{name}', fields -> '{field}'"));
            }
            column.wide_type.ends_with("[]").then(|| {
                format!(
                    ", '{name}', CASE jsonb_typeof(fields -> '{name}') WHEN 'string' THEN (fields ->> '{name}')::jsonb
                                 ELSE fields -> '{name}' END"
                )
            })
        })
        .collect();
    execute(
        connection,
        format!(
            "CREATE FUNCTION pg_temp.read_{table}(fields jsonb, snapshot integer) RETURNS pg_temp.{table} LANGUAGE plpgsql AS $function$
             BEGIN
                 RETURN jsonb_populate_record(NULL::pg_temp.{table}, fields || jsonb_build_object('id', snapshot{renamed}));
             EXCEPTION WHEN data_exception THEN RETURN NULL;
             END $function$"
        ),
    )
    .await?;
    execute(
        connection,
        format!(
            "INSERT INTO pg_temp.{table} SELECT r.* FROM amy_snapshot s
             CROSS JOIN LATERAL pg_temp.read_{table}(s.fields, s.id) r WHERE s.kind = '{kind}' AND {readable} AND r.id IS NOT NULL"
        ),
    )
    .await?;
    execute(connection, format!("DROP FUNCTION pg_temp.read_{table}")).await?;
    execute(connection, format!("ANALYZE {table}")).await?;
    Ok(())
}

/// Turns the rows of that temporary table into versions: the first of a record an insertion, each later one a change of the
/// one before. A snapshot that differs in nothing from the one before is no version.
pub(super) async fn convert(connection: &mut PgConnection, staged: &Staged<'_>) -> anyhow::Result<()> {
    let (table, select) = (staged.mapping.table, staged.mapping.select);
    let generated: String = staged
        .target
        .columns
        .iter()
        .filter_map(|column| column.generated.as_ref().map(|value| format!(", ({value}) AS {}", quoted(&column.name))))
        .collect();
    let plain = staged.target.columns.iter().filter(|column| column.generated.is_none());
    let values = joined(plain, ", ", |column| format!("{} AS {}", value(staged, column), quoted(&column.name)));
    execute(
        connection,
        format!(
            "INSERT INTO amy_version (snapshot, revision_id, part, object_type, object_id, table_name, operation, before, after, label)
             SELECT snapshot, revision_id, 0, '{table}', object_id, '{table}', CASE WHEN before IS NULL THEN 'I' ELSE 'U' END, before,
                 after, label
             FROM (SELECT c.*, coalesce(lag(c.after) OVER (PARTITION BY c.object_id ORDER BY c.snapshot), n.after) AS before
                   FROM (SELECT s.id AS snapshot, s.revision_id, s.object_id, s.label, to_jsonb(r) - {HIDDEN} AS after
                         FROM ({select}) q JOIN amy_snapshot s ON s.id = q.id
                         LEFT JOIN {staging} now ON now.id::text = s.object_id
                         CROSS JOIN LATERAL (SELECT x.*{generated} FROM (SELECT {values}) x) r) c
                   LEFT JOIN newest n ON n.table_name = '{table}' AND n.key = c.object_id) b
             WHERE after IS DISTINCT FROM before",
            staging = name(table),
        ),
    )
    .await?;
    Ok(())
}

/// The value of a column of ours in the snapshot `s`, which reads as `q`; `now` is the record as it is today, if it is.
fn value(staged: &Staged<'_>, column: &Column) -> String {
    let (name, wide_type) = (quoted(&column.name), &column.wide_type);
    let default = || column.default.clone().unwrap_or_else(|| "NULL".to_owned());
    if column.name == "id" {
        format!("s.object_id::{wide_type}")
    } else if !staged.columns().any(|read| read.name == column.name) {
        format!("({})::{wide_type}", default())
    } else if wide_type == "timestamp with time zone" {
        // AMY's history knows milliseconds, the record microseconds.
        format!("CASE WHEN date_trunc('milliseconds', now.{name}) = q.{name} THEN now.{name} ELSE q.{name} END")
    } else if column.required && column.default.is_some() {
        // What AMY did not have at the time is what it became when AMY got it.
        format!("coalesce(q.{name}::{wide_type}, ({})::{wide_type})", default())
    } else {
        format!("q.{name}::{wide_type}")
    }
}
