//! AMY's own history: its revisions and versions, in the form in which our triggers write them.
//!
//! One snapshot of a record becomes a version of its row, if that changed, and versions of what its sets gained and lost.
//! Revisions keep their time, their author and their comment, versions what the record was called at the time. Passwords and
//! the like, which AMY's snapshots of persons hold, are left out as soon as a snapshot is read.

use anyhow::Context as _;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};

use super::super::left_out::LeftOut;
use super::super::report::HistoryReport;
use super::super::source::Source;
use super::super::staging::{self, Staged, execute};
use super::kind::{self, Kind, Line};
use super::{audited, newest};

/// Fields of snapshots that never come in.
const SECRETS: &str = "ARRAY['password', 'last_login']";
/// A snapshot that cannot be read.
const UNREADABLE: &str = "is a snapshot that cannot be read";

/// AMY's history in temporary tables, ready to be written.
#[derive(Debug, Default)]
pub(crate) struct Amy {
    pub(crate) report: HistoryReport,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) unreadable: Vec<Unreadable>,
}

/// A version of AMY's that cannot be read, by its id, and why.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) id: i32,
    pub(crate) reason: &'static str,
}

impl Amy {
    /// Reads what is new in AMY's history since the last import. The records must be staged.
    pub(crate) async fn read(source: &mut Source, connection: &mut PgConnection, staged: &[Staged<'_>]) -> anyhow::Result<Self> {
        if !source.has_table("reversion_version").await? || !source.has_table("reversion_revision").await? {
            return Ok(Self::default());
        }
        let known: i32 = sqlx::query_scalar("SELECT coalesce(max(amy_id), 0) FROM revision").fetch_one(&mut *connection).await?;
        let read = copy(source, connection, known).await.context("reading AMY's history")?;
        let audited = audited(connection).await?;
        newest::note(connection, &audited).await?;
        let kinds = kind::present(connection, staged, &audited).await?;
        let mut left_out = others(connection, &kinds).await?;
        parse(connection, &kinds).await?;
        for kind in &kinds {
            left_out.extend(kind.convert(source, connection).await.with_context(|| format!("the history of {}", kind.name))?);
        }
        let report = HistoryReport {
            read,
            left_out: left_out.iter().filter(|line| line.is_version).map(|line| line.left_out.rows).sum(),
            versions: number(connection, "SELECT count(*) FROM amy_version").await?,
            revisions: number(connection, "SELECT count(DISTINCT revision_id) FROM amy_version").await?,
            changing: number(connection, "SELECT count(DISTINCT snapshot) FROM amy_version").await?,
            unchanged: number(
                connection,
                "SELECT count(*) FROM amy_snapshot s WHERE NOT unreadable AND NOT EXISTS (SELECT FROM amy_version v WHERE v.snapshot = s.id)",
            )
            .await?,
        };
        let unreadable = unreadable(connection).await?;
        let mut left_out: Vec<LeftOut> = left_out.into_iter().map(|line| line.left_out).collect();
        if report.unchanged > 0 {
            let what =
                "reversion_version: snapshots in which nothing changed that has a history here (such as signing in)".to_owned();
            left_out.push(LeftOut { what, rows: report.unchanged });
        }
        let amy = Self { report, left_out, unreadable };
        amy.report.check(i64::try_from(amy.unreadable.len())?)?;
        Ok(amy)
    }

    /// Writes what was read, after the records.
    pub(crate) async fn write(&mut self, connection: &mut PgConnection) -> anyhow::Result<()> {
        if self.report.versions == 0 {
            return Ok(());
        }
        let revisions = execute(
            connection,
            "INSERT INTO revision (created_at, person_id, comment, amy_id)
             SELECT r.created_at, p.id, r.comment, r.id FROM amy_revision r LEFT JOIN person p ON p.id = r.person_id
             WHERE EXISTS (SELECT FROM amy_version v WHERE v.revision_id = r.id) ORDER BY r.id"
                .to_owned(),
        )
        .await?;
        let versions = execute(
            connection,
            "INSERT INTO version (revision_id, object_type, object_id, table_name, operation, before, after, label)
             SELECT r.id, v.object_type, v.object_id, v.table_name, v.operation, v.before, v.after, v.label
             FROM amy_version v JOIN revision r ON r.amy_id = v.revision_id
             ORDER BY v.snapshot, v.part, v.operation, coalesce(v.after, v.before)"
                .to_owned(),
        )
        .await?;
        anyhow::ensure!(
            (i64::try_from(revisions)?, i64::try_from(versions)?) == (self.report.revisions, self.report.versions),
            "{revisions} revisions with {versions} versions were written of {} with {}",
            self.report.revisions,
            self.report.versions
        );
        let authorless = number(
            connection,
            "SELECT count(*) FROM amy_revision a JOIN revision r ON r.amy_id = a.id WHERE a.person_id IS NOT NULL AND r.person_id IS NULL",
        )
        .await?;
        if authorless > 0 {
            let what = "reversion_revision: authors of revisions who are no record here".to_owned();
            self.left_out.push(LeftOut { what, rows: authorless });
        }
        Ok(())
    }
}

/// Copies revisions and versions after the revision `known` into temporary tables, and answers how many versions.
async fn copy(source: &mut Source, connection: &mut PgConnection, known: i32) -> anyhow::Result<i64> {
    let revisions = format!("SELECT id, date_created, user_id, comment FROM reversion_revision WHERE id > {known} ORDER BY id");
    let versions = format!(
        "SELECT v.id, v.revision_id, coalesce(t.app_label || '.' || t.model, '?'), v.object_id, v.object_repr, v.format, v.serialized_data
         FROM reversion_version v LEFT JOIN django_content_type t ON t.id = v.content_type_id WHERE v.revision_id > {known} ORDER BY v.id"
    );
    let tables = [
        ("amy_revision", "id integer, created_at timestamptz, person_id integer, comment text", revisions),
        (
            "amy_text",
            "id integer, revision_id integer, kind text, object_id text, label text, format text, serialized_data text",
            versions,
        ),
        (
            "django_content_type",
            "id integer, app_label text, model text",
            "SELECT id, app_label, model FROM django_content_type".into(),
        ),
        ("amy_codename", "id integer, codename text", "SELECT id, codename FROM auth_permission ORDER BY id".into()),
    ];
    for (table, columns, select) in tables {
        execute(connection, format!("CREATE TEMPORARY TABLE {table} ({columns}) ON COMMIT DROP")).await?;
        staging::copy(source, connection, &select, table).await?;
    }
    execute(
        connection,
        "CREATE TEMPORARY TABLE amy_permission ON COMMIT DROP AS
         SELECT a.id, p.id AS permission_id FROM amy_codename a JOIN permission p USING (codename)"
            .to_owned(),
    )
    .await?;
    execute(
        connection,
        "CREATE TEMPORARY TABLE amy_version (snapshot integer, revision_id integer, part integer, object_type text, object_id text,
             table_name text, operation text, before jsonb, after jsonb, label text) ON COMMIT DROP"
            .to_owned(),
    )
    .await?;
    Ok(number(connection, "SELECT count(*) FROM amy_text").await?)
}

/// Counts the versions of all other kinds.
async fn others(connection: &mut PgConnection, kinds: &[Kind<'_>]) -> anyhow::Result<Vec<Line>> {
    let taken: Vec<&str> = kinds.iter().map(|kind| kind.name.as_str()).collect();
    let rows = sqlx::query("SELECT kind, count(*) FROM amy_text WHERE kind <> ALL ($1) GROUP BY kind ORDER BY kind")
        .bind(taken)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let kind: String = row.try_get(0)?;
            let why = if kind == "workshops.airport" { "the data set takes their place" } else { "they have no history here" };
            let what = format!("reversion_version: versions of {kind}: {why}");
            Ok(Line { left_out: LeftOut { what, rows: row.try_get(1)? }, is_version: true })
        })
        .collect()
}

/// Reads the JSON of the snapshots, without secrets.
async fn parse(connection: &mut PgConnection, kinds: &[Kind<'_>]) -> anyhow::Result<()> {
    let taken = staging::joined(kinds, ", ", |kind| format!("'{}'", kind.name));
    execute(
        connection,
        "CREATE FUNCTION pg_temp.amy_fields(format text, data text) RETURNS jsonb LANGUAGE plpgsql AS $$
         BEGIN
             RETURN CASE WHEN format = 'json' THEN data::jsonb -> 0 -> 'fields' END;
         EXCEPTION WHEN data_exception THEN RETURN NULL;
         END $$"
            .to_owned(),
    )
    .await?;
    execute(
        connection,
        format!(
            "CREATE TEMPORARY TABLE amy_snapshot ON COMMIT DROP AS
             SELECT id, revision_id, kind, object_id, label, false AS unreadable,
                 CASE jsonb_typeof(fields) WHEN 'object' THEN fields - {SECRETS} END AS fields
             FROM (SELECT *, pg_temp.amy_fields(format, serialized_data) AS fields FROM amy_text
                   WHERE kind = ANY (ARRAY[{taken}]::text[]) OFFSET 0) t"
        ),
    )
    .await?;
    execute(connection, "DROP FUNCTION pg_temp.amy_fields".to_owned()).await?;
    execute(connection, "DROP TABLE pg_temp.amy_text".to_owned()).await?;
    execute(connection, "CREATE INDEX ON amy_snapshot (kind)".to_owned()).await?;
    execute(connection, "CREATE INDEX ON amy_snapshot (id)".to_owned()).await?;
    execute(connection, "ANALYZE amy_snapshot".to_owned()).await?;
    Ok(())
}

async fn unreadable(connection: &mut PgConnection) -> anyhow::Result<Vec<Unreadable>> {
    let ids: Vec<i32> =
        sqlx::query_scalar("SELECT id FROM amy_snapshot WHERE unreadable ORDER BY id").fetch_all(connection).await?;
    Ok(ids.into_iter().map(|id| Unreadable { id, reason: UNREADABLE }).collect())
}

async fn number(connection: &mut PgConnection, sql: &'static str) -> sqlx::Result<i64> {
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(connection).await
}
